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

/**
 * The reader `qr`, kept for many pictures: fast, several codes at once, not mirrored ones. `milliseconds` bounds its optional retries
 * per plane, `effort` their number.
 */
export function makeQrReader(effort: number, milliseconds: number): Reader {
	let kept: { scanner: _QRScanner; width: number; height: number } | null = null;
	let segments: Segment[] = [];
	let corners: Point[][] = [];
	const roomFor = ({ width, height }: Grey) => {
		const maxSize = { width: width + 64, height: height + 64 };
		const scanner = new _QRScanner({
			maxSize,
			effort,
			timeLimit: milliseconds,
			textDecoder(bytes, eci) {
				// "No mark" is told as UTF-8 (26), and read alike.
				segments.push({ bytes, eci: eci ?? null });
				return String.fromCharCode(MARK + segments.length - 1);
			},
			// Told in the order of the results; of what is not read, last.
			pointsOnDetect(points) {
				corners.push(points.bounds.map((p) => ({ x: p.x, y: p.y })));
			},
		});
		return { scanner, ...maxSize };
	};
	return (grey, all = false) => {
		if (kept === null || grey.width > kept.width || grey.height > kept.height) kept = roomFor(grey);
		const { scanner } = kept;
		segments = [];
		corners = [];
		scanner.luma.set(grey.luma);
		scanner.processImage({ width: grey.width, height: grey.height });
		const results = scanner.decode(all);
		// No pixels of a secret stay behind.
		scanner.clean();
		return results
			.filter((result) => typeof result === 'string')
			.map((result, n) => ({
				...decoded(Array.from(result, (letter) => segments[letter.charCodeAt(0) - MARK] ?? letter)),
				corners: place(grey, corners[n] as Point[]),
			}));
	};
}
