/** The only place that finds the QR codes of a picture: the same readers on differently prepared pixels, until one of them succeeds. */
import {
	COLOUR_PLANES,
	clip,
	contrast,
	cut,
	flooded,
	type Grey,
	greyOf,
	hasAlpha,
	lightArea,
	median,
	type Pixels,
	padded,
	painted,
	type Rect,
	stretched,
	thresholded,
} from './qr-pixels.ts';
import { type Found, makeQrReader, type Reader, readWithJsqr } from './qr-readers.ts';
import { isSetUpUri } from './qr-text.ts';

export type { Pixels, Rect } from './qr-pixels.ts';
export type { Found } from './qr-readers.ts';

export interface ReadOptions {
	/** The box of the element that was pointed at, in the picture's pixels: codes in it win. */
	rect?: Rect | null;
	/** Milliseconds after which no further stage begins. */
	budget?: number;
	/** A clock in milliseconds. */
	now: () => number;
	/** Brings the slow reader; asked for only when all else failed. */
	slow?: () => Promise<Reader>;
}

/** Longest side the fast stages look at, in pixels. */
const LONGEST = 1400;
const BUDGET = 240;

const isSetUp = (found: Found) => isSetUpUri(found.text);

/**
 * All codes of a picture with their places, codes for setting up first; none = []. With `rect`, the codes inside it alone, if
 * there are any. A text whose bytes leave doubt counts only when
 * two readings agree on it.
 */
export async function readQr(pixels: Pixels, options: ReadOptions): Promise<Found[]> {
	const { now, budget = BUDGET } = options;
	const end = now() + budget;
	const whole: Rect = { x: 0, y: 0, width: pixels.width, height: pixels.height };
	const box = options.rect ? clip(pixels, grown(options.rect)) : null;
	const areas = box === null ? [whole] : [box, whole];
	const fast = makeQrReader(4, 8);
	const votes = new Map<string, number>();
	let kept: Found[] = [];

	/** Takes what a reading gave; true when a code for setting up is among it. */
	const take = (found: Found[]): boolean => {
		for (const one of found) {
			const agreeing = (votes.get(one.text) ?? 0) + 1;
			votes.set(one.text, agreeing);
			if ((one.sure || agreeing > 1) && !kept.some((k) => k.text === one.text)) kept = [...kept, one];
		}
		return kept.some(isSetUp);
	};

	for (const area of areas) {
		for (const stage of stages(pixels, area, fast)) {
			if (take(stage())) return inOrder(kept);
			if (now() > end) return inOrder(kept);
		}
		if (kept.length > 0) return inOrder(kept);
	}
	if (options.slow) {
		const slow = await options.slow();
		for (const area of areas) {
			for (const stage of slowStages(pixels, area, slow)) {
				if (take(stage())) return inOrder(kept);
				if (now() > end) return inOrder(kept);
			}
		}
	}
	return inOrder(kept);
}

const inOrder = (found: Found[]): Found[] => [...found.filter(isSetUp), ...found.filter((f) => !isSetUp(f))];

/** The element's box with a little of what is around it: its border may have cut the code's margin. */
function grown(rect: Rect): Rect {
	const by = Math.max(8, Math.max(rect.width, rect.height) * 0.06);
	return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}

/** The fast stages for an area, cheapest and likeliest first; each prepares its pixels only when it is reached. */
function* stages(pixels: Pixels, area: Rect, fast: Reader): Generator<() => Found[]> {
	const step = Math.max(1, Math.ceil(Math.max(area.width, area.height) / LONGEST));
	const base = greyOf(pixels, area, 255, step);
	yield () => all(fast, base);
	const clear = contrast(base) < 250 ? stretched(base) : base;
	if (clear !== base) yield () => fast(clear);
	const alpha = hasAlpha(pixels, area);
	const onBlack = alpha ? greyOf(pixels, area, 0, step) : null;
	if (onBlack) {
		yield () => fast(onBlack);
		yield () => fast(stretched(onBlack));
	}
	const dark = flooded(onBlack ?? clear);
	if (dark) yield () => fast(dark);
	const light = lightArea(clear);
	if (light) yield () => fast(padded(stretched(cut(clear, light)), 16));
	yield () => fast(thresholded(clear));
	const frame = padded(clear, Math.max(16, Math.round(Math.max(base.width, base.height) * 0.08)));
	yield () => fast(frame);
	yield () => readWithJsqr(clear);
	if (onBlack) yield () => readWithJsqr(stretched(onBlack));
	const smooth = median(clear);
	yield () => fast(smooth);
	yield () => readWithJsqr(smooth);
	for (const plane of COLOUR_PLANES) yield () => fast(stretched(greyOf(pixels, area, 255, step, plane)));
	if (step > 1) yield () => fast(greyOf(pixels, area, 255));
}

/** The slow reader's stages. */
function* slowStages(pixels: Pixels, area: Rect, slow: Reader): Generator<() => Found[]> {
	const step = Math.max(1, Math.ceil(Math.max(area.width, area.height) / LONGEST));
	const base = greyOf(pixels, area, 255, step);
	yield () => slow(base);
	const clear = stretched(base);
	yield () => slow(clear);
	yield () => slow(median(clear));
	if (hasAlpha(pixels, area)) yield () => slow(stretched(greyOf(pixels, area, 0, step)));
	if (step > 1) yield () => slow(greyOf(pixels, area, 255));
}

/** All codes of a plane: what was read is painted over and the rest read again, contrast stretched. */
function all(reader: Reader, base: Grey): Found[] {
	const first = reader(base);
	if (first.length === 0) return first;
	const rest = first.reduce((grey, f) => (f.corners.length === 4 ? painted(grey, f.corners, 255) : grey), base);
	return rest === base ? first : [...first, ...reader(rest)];
}
