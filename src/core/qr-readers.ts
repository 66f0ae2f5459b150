/** The only place that calls the two JavaScript QR readers, `qr` and jsQR, and makes one kind of answer of theirs. */
import jsQR from 'jsqr';
import { _QRScanner } from 'qr/decode.js';
import { type Grey, type Point, padded, painted } from './qr-pixels.ts';
import { decoded, type Reading, type Segment } from './qr-text.ts';

/** A code that was read: its text and its four corners in picture coordinates, clockwise from the code's own top left. */
export interface Found extends Reading {
	corners: Point[];
}

/** Reads all codes it can find in a plane. */
export type Reader = (grey: Grey) => Found[];

const place = (grey: Grey, points: readonly Point[]): Point[] =>
	points.map((p) => ({ x: grey.x + p.x * grey.step, y: grey.y + p.y * grey.step }));

/** A private-use character stands for a byte segment until the whole code is read. */
const MARK = 0xe000;
const MARKS = 0x1900;

/**
 * The reader `qr`, kept for one picture: fast, several codes at once, not mirrored ones. `milliseconds` bounds its optional retries
 * per plane, `effort` their number.
 */
export function makeQrReader(effort: number, milliseconds: number): Reader {
	let scanner: _QRScanner | undefined;
	let size = { width: 0, height: 0 };
	let segments: Segment[] = [];
	let corners: Point[][] = [];
	return (grey) => {
		if (scanner === undefined || grey.width > size.width || grey.height > size.height) {
			size = { width: Math.max(size.width, grey.width) + 64, height: Math.max(size.height, grey.height) + 64 };
			scanner = new _QRScanner({
				maxSize: size,
				effort,
				timeLimit: milliseconds,
				textDecoder(bytes, eci) {
					// This reader takes "no mark" for UTF-8 (26); both are read as UTF-8 first.
					segments.push({ bytes: bytes.slice(), eci: eci === undefined || eci === 26 ? null : eci });
					return String.fromCharCode(MARK + ((segments.length - 1) % MARKS));
				},
				pointsOnDetect(points, result) {
					if (typeof result === 'string') corners.push(points.bounds.map((p) => ({ x: p.x, y: p.y })));
				},
			});
		}
		segments = [];
		corners = [];
		scanner.luma.set(grey.luma);
		scanner.processImage({ width: grey.width, height: grey.height });
		return scanner
			.decode(true)
			.filter((result) => typeof result === 'string')
			.map((result, n) => ({
				...decoded(
					result
						.split(/([\ue000-\uf8ff])/)
						.filter((part) => part !== '')
						.map((part) => {
							const index = part.charCodeAt(0) - MARK;
							return index >= 0 && index < MARKS ? (segments[index] as Segment) : part;
						}),
				),
				corners: place(grey, corners[n] ?? []),
			}));
	};
}

/** jsQR: slower, reads mirrored and inverted codes and Kanji segments. One code after the other, each painted over once read. */
export const readWithJsqr: Reader = (grey) => {
	const found: Found[] = [];
	let plane = padded(grey, 0);
	for (let round = 0; round < 4; round++) {
		const rgba = new Uint8ClampedArray(plane.luma.length * 4);
		for (let i = 0; i < plane.luma.length; i++) rgba.fill(plane.luma[i] as number, i * 4, i * 4 + 3);
		const code = jsQR(rgba, plane.width, plane.height, { inversionAttempts: 'attemptBoth' });
		if (code === null) break;
		let eci: number | null = null;
		const segments: Segment[] = [];
		for (const chunk of code.chunks) {
			if ('assignmentNumber' in chunk) eci = chunk.assignmentNumber === 26 ? null : chunk.assignmentNumber;
			// Kanji segments are Shift-JIS whatever mark is in force (ISO/IEC 18004 7.4.6).
			else if ('bytes' in chunk) {
				segments.push({ bytes: Uint8Array.from(chunk.bytes), eci: String(chunk.type) === 'kanji' ? 20 : eci });
			} else segments.push(chunk.text);
		}
		const at = code.location;
		const corners = place(plane, [at.topLeftCorner, at.topRightCorner, at.bottomRightCorner, at.bottomLeftCorner]);
		found.push({ ...decoded(segments), corners });
		plane = painted(plane, corners, 255);
	}
	return found;
};
