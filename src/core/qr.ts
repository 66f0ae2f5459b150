/** The only place that finds the QR codes of a picture: the same readers on differently prepared pixels, until one of them succeeds. */

import { doubled, flooded, halved, lightArea, median, softened } from './qr-filters.ts';
import { redrawn } from './qr-grid.ts';
import {
	bestColour,
	clip,
	contrast,
	cut,
	type Grey,
	greyOf,
	hasAlpha,
	type Pixels,
	padded,
	painted,
	type Rect,
	stretched,
} from './qr-pixels.ts';
import { type Found, makeQrReader, type Reader } from './qr-readers.ts';
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
const LONGEST = 2000;
const BUDGET = 1500;
/** How far a page's ground may be from its rim's colour: flat colours (nearly black beside black), or pictures. */
const NARROW = 8;
const WIDE = 24;
/** Pixels of a plane on which costly stages are worth their time. */
const SMALL = 260_000;
const HANDY = 700_000;

/** Four retries a plane within 8 ms: more of them find nothing that the next preparation doesn't. */
const fast = makeQrReader(4, 8);

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

	/** Reads planes in turn, until one shows a code for setting up; true = there is nothing more to look for. */
	const through = (read: Reader, stages: Stage[]): boolean => {
		for (const stage of stages) {
			if (now() > end) return true;
			const grey = stage();
			if (grey && take(several(read, grey))) break;
		}
		return kept.length > 0;
	};
	let slow: Reader | undefined;
	for (const area of areas) {
		const planes = planesOf(pixels, area);
		if (through(fast, fastStages(planes))) break;
		slow ??= await options.slow?.();
		if (slow && through(slow, slowStages(planes))) break;
		for (const { drawing, corners } of redrawn(planes.handy())) {
			if (now() > end) break;
			if (take(fast(drawing).map((one) => ({ ...one, corners })))) break;
		}
		if (kept.length > 0) break;
	}
	return inOrder(kept);
}

const inOrder = (found: Found[]): Found[] => [...found.filter(isSetUp), ...found.filter((f) => !isSetUp(f))];

/** The element's box with a little of what is around it: its border may have cut the code's margin. */
function grown(rect: Rect): Rect {
	const by = Math.max(8, Math.max(rect.width, rect.height) * 0.06);
	return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}

/** Made when it is first asked for, then kept. */
function once<T>(make: () => T): () => T {
	let made: { it: T } | undefined;
	return () => {
		made ??= { it: make() };
		return made.it;
	};
}

type Stage = () => Grey | null;

/** An area, differently prepared. */
function planesOf(pixels: Pixels, area: Rect) {
	const step = Math.ceil(Math.max(area.width, area.height) / LONGEST);
	const base = once(() => greyOf(pixels, area, 255, step));
	const clear = once(() => stretched(base()));
	const onBlack = once(() => (hasAlpha(pixels, area) ? stretched(greyOf(pixels, area, 0, step)) : null));
	const framed = once(() => padded(clear(), margin(clear())));
	return {
		base,
		clear,
		onBlack,
		framed,
		/** Small enough for the costliest look. */
		handy: (): Grey => {
			let grey = framed();
			while (grey.luma.length > HANDY) grey = halved(grey);
			return grey;
		},
		onFlat: once(() => flooded(onBlack() ?? base(), NARROW)),
		onShaded: once(() => flooded(onBlack() ?? clear(), WIDE)),
		card: once(() => {
			const light = lightArea(clear());
			return light && padded(stretched(cut(clear(), light)), 16, 255);
		}),
		colour: (): Grey | null => {
			const plane = bestColour(pixels, area, step);
			return plane && stretched(plane);
		},
		full: (): Grey | null => (step > 1 ? greyOf(pixels, area, 255) : null),
	};
}
type Planes = ReturnType<typeof planesOf>;

const margin = (grey: Grey) => Math.max(16, Math.round(Math.max(grey.width, grey.height) * 0.08));

/** What the fast reader looks at, cheapest and likeliest first. */
function fastStages({ base, clear, onBlack, onFlat, onShaded, card }: Planes): Stage[] {
	return [base, () => (contrast(base()) < 200 ? clear() : null), onBlack, onFlat, onShaded, card];
}

/** What the slow reader looks at. */
function slowStages({ clear, onBlack, framed, onFlat, onShaded, card, colour, full }: Planes): Stage[] {
	const { length } = clear().luma;
	const onBlackFramed = () => {
		const grey = onBlack();
		return grey && padded(grey, margin(grey));
	};
	return [
		framed,
		onBlackFramed,
		() => (length < HANDY ? softened(framed()) : null),
		() => halved(framed()),
		() => (length < SMALL ? doubled(framed()) : null),
		() => (length < SMALL ? median(framed()) : null),
		onFlat,
		onShaded,
		card,
		colour,
		full,
	];
}

/** The first code of the plane, and the others where there is room for any beside it. */
function several(read: Reader, grey: Grey): Found[] {
	const first = read(grey);
	const [one] = first;
	if (one === undefined || one.corners.length !== 4) return first;
	const xs = one.corners.map((p) => (p.x - grey.x) / grey.step);
	const ys = one.corners.map((p) => (p.y - grey.y) / grey.step);
	const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
	const room = Math.max(left, top, grey.width - right, grey.height - bottom);
	if (room < 30 || room < 0.3 * Math.max(right - left, bottom - top)) return first;
	return [...first, ...read(painted(grey, one.corners, 255), true)];
}
