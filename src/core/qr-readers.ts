/** The only place that calls the fast QR reader, the package `qr`. */
import { _QRScanner } from 'qr/decode.js';
import type { Grey, Point } from './qr-pixels.ts';
import { decoded, type Reading, type Segment } from './qr-text.ts';

/** A code that was read: its text and its four corners in picture coordinates, clockwise from the code's own top left. */
export interface Found extends Reading {
	corners: Point[];
}

/** Reads the codes it can find in a plane: the first one, or all. */
export type Reader = (grey: Grey, all?: boolean) => Found[];

/** Points of a plane in picture coordinates. */
export const place = (grey: Grey, points: readonly Point[]): Point[] =>
	points.map((p) => ({ x: grey.x + p.x * grey.step, y: grey.y + p.y * grey.step }));

/** A private-use character stands for a byte segment until the whole code is read. */
const MARK = 0xe000;

/** Pixels beyond which the reader's memory is given back after each picture. */
const KEPT = 4_000_000;

/**
 * The reader `qr`, kept for many pictures: fast, several codes at once, not mirrored ones. `milliseconds` bounds its optional retries
 * per plane, `effort` their number.
 */
export function makeQrReader(effort: number, milliseconds: number): Reader {
	let scanner: _QRScanner | undefined;
	let size = { width: 0, height: 0 };
	let segments: Segment[] = [];
	let corners: Point[][] = [];
	return (grey, all = false) => {
		if (scanner === undefined || grey.width > size.width || grey.height > size.height) {
			size = { width: Math.max(size.width, grey.width) + 64, height: Math.max(size.height, grey.height) + 64 };
			scanner = new _QRScanner({
				maxSize: size,
				effort,
				timeLimit: milliseconds,
				textDecoder(bytes, eci) {
					// This reader takes "no mark" for UTF-8 (26); both are read as UTF-8 first.
					segments.push({ bytes, eci: eci === undefined || eci === 26 ? null : eci });
					return String.fromCharCode(MARK + segments.length - 1);
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
		const results = scanner.decode(all);
		// No pixels of a secret stay behind.
		scanner.clean();
		if (size.width * size.height > KEPT) {
			scanner = undefined;
			size = { width: 0, height: 0 };
		}
		return results
			.filter((result) => typeof result === 'string')
			.map((result, n) => ({
				...decoded(Array.from(result, (letter) => segments[letter.charCodeAt(0) - MARK] ?? letter)),
				corners: place(grey, corners[n] ?? []),
			}));
	};
}
