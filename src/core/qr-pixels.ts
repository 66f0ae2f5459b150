/** The only place that takes grey planes out of a picture for the QR readers, and cuts, frames, stretches and samples them. */

/** Pixels as a canvas gives them: four bytes each (red, green, blue, alpha not multiplied in), row by row. */
export interface Pixels {
	readonly data: Uint8ClampedArray;
	readonly width: number;
	readonly height: number;
}

/** A box in pixels; fractions allowed. */
export interface Rect {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

export interface Point {
	x: number;
	y: number;
}

/** One byte per pixel, and where it lies in the picture: picture = (x, y) + step * here. */
export interface Grey {
	readonly luma: Uint8Array;
	readonly width: number;
	readonly height: number;
	readonly x: number;
	readonly y: number;
	readonly step: number;
}

/** Weights of red, green and blue; they add up to 256. */
type Plane = readonly [number, number, number];
const LUMA: Plane = [77, 150, 29];
const COLOUR_PLANES: readonly Plane[] = [
	[256, 0, 0],
	[0, 256, 0],
	[0, 0, 256],
];

/** The part of a picture that a box covers, whole pixels, clipped; null when nothing of it is inside. */
export function clip(pixels: { width: number; height: number }, rect: Rect): Rect | null {
	const x = Math.max(0, Math.floor(rect.x));
	const y = Math.max(0, Math.floor(rect.y));
	const width = Math.min(pixels.width, Math.ceil(rect.x + rect.width)) - x;
	const height = Math.min(pixels.height, Math.ceil(rect.y + rect.height)) - y;
	return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** Whether any pixel of the area lets something shine through. */
export function hasAlpha(pixels: Pixels, area: Rect): boolean {
	const { data, width } = pixels;
	for (let y = area.y; y < area.y + area.height; y++) {
		const end = (y * width + area.x + area.width) * 4;
		for (let i = (y * width + area.x) * 4 + 3; i < end; i += 4) if ((data[i] as number) < 255) return true;
	}
	return false;
}

/** Grey plane of an area on a ground (0 black, 255 white), each grey pixel the mean of step x step picture pixels. */
export function greyOf(pixels: Pixels, area: Rect, ground: number, step = 1, plane: Plane = LUMA): Grey {
	const across = Math.min(step, area.width);
	const down = Math.min(step, area.height);
	const width = Math.floor(area.width / across);
	const height = Math.floor(area.height / down);
	const luma = new Uint8Array(width * height);
	const sums = new Uint32Array(width);
	for (let y = 0; y < height; y++) {
		sums.fill(0);
		for (let row = 0; row < down; row++) addRow(pixels, area.x, area.y + y * down + row, across, ground, plane, sums);
		for (let x = 0; x < width; x++) luma[y * width + x] = (sums[x] as number) / (across * down);
	}
	return { luma, width, height, x: area.x, y: area.y, step };
}

/** Adds a row's brightness, `across` pixels to each sum. */
function addRow(pixels: Pixels, x: number, y: number, across: number, ground: number, plane: Plane, sums: Uint32Array) {
	const { data } = pixels;
	const [red, green, blue] = plane;
	let i = (y * pixels.width + x) * 4;
	for (let at = 0; at < sums.length; at++) {
		let sum = sums[at] as number;
		for (let n = 0; n < across; n++, i += 4) {
			const value = (red * (data[i] as number) + green * (data[i + 1] as number) + blue * (data[i + 2] as number)) >> 8;
			const alpha = data[i + 3] as number;
			sum += alpha === 255 ? value : ((value * alpha + ground * (255 - alpha)) / 255) | 0;
		}
		sums[at] = sum;
	}
}

function histogram(grey: Grey): Uint32Array {
	const counts = new Uint32Array(256);
	const { luma } = grey;
	for (let i = 0; i < luma.length; i++) {
		const value = luma[i] as number;
		counts[value] = (counts[value] as number) + 1;
	}
	return counts;
}

/** The values below and above which a share of all pixels lies. */
export function percentiles(grey: Grey, share: number): [number, number] {
	const counts = histogram(grey);
	const cut = grey.luma.length * share;
	let low = 0;
	for (let sum = counts[0] as number; sum <= cut && low < 255; ) sum += counts[++low] as number;
	let high = 255;
	for (let sum = counts[255] as number; sum <= cut && high > 0; ) sum += counts[--high] as number;
	return [low, high];
}

function mapped(grey: Grey, table: Uint8Array): Grey {
	const luma = new Uint8Array(grey.luma.length);
	for (let i = 0; i < luma.length; i++) luma[i] = table[grey.luma[i] as number] as number;
	return { ...grey, luma };
}

/** How far apart dark and light are, 0 to 255. */
export function contrast(grey: Grey): number {
	const [low, high] = percentiles(grey, 0.02);
	return high - low;
}

/** The plane of one colour that shows more contrast than brightness does, or null: two colours may be equally bright. */
export function bestColour(pixels: Pixels, area: Rect, step: number): Grey | null {
	// A look at one pixel in sixteen is enough to choose.
	const coarse = Math.max(step, 4);
	const strength = COLOUR_PLANES.map((plane) => contrast(greyOf(pixels, area, 255, coarse, plane)));
	const most = Math.max(...strength);
	if (most <= contrast(greyOf(pixels, area, 255, coarse)) + 16) return null;
	return greyOf(pixels, area, 255, step, COLOUR_PLANES[strength.indexOf(most)]);
}

/** Contrast stretched to the full range. */
export function stretched(grey: Grey): Grey {
	const [low, high] = percentiles(grey, 0.02);
	const scale = 255 / Math.max(1, high - low);
	return mapped(
		grey,
		Uint8Array.from({ length: 256 }, (_, v) => Math.max(0, Math.min(255, (v - low) * scale))),
	);
}

/** The commonest value along the rim. */
export function rim(grey: Grey): number {
	const { luma, width, height } = grey;
	const counts = new Uint32Array(32);
	const sums = new Uint32Array(32);
	const add = (value: number) => {
		counts[value >> 3] = (counts[value >> 3] as number) + 1;
		sums[value >> 3] = (sums[value >> 3] as number) + value;
	};
	for (let x = 0; x < width; x++) {
		add(luma[x] as number);
		add(luma[(height - 1) * width + x] as number);
	}
	for (let y = 0; y < height; y++) {
		add(luma[y * width] as number);
		add(luma[y * width + width - 1] as number);
	}
	let best = 0;
	for (let bin = 1; bin < 32; bin++) if ((counts[bin] as number) > (counts[best] as number)) best = bin;
	return Math.round((sums[best] as number) / Math.max(1, counts[best] as number));
}

/** A frame of `by` pixels around, rounded up so that the size is a multiple of 8 (jsQR thresholds blocks of 8 x 8). */
export function padded(grey: Grey, by: number, value = rim(grey)): Grey {
	const width = Math.ceil((grey.width + 2 * by) / 8) * 8;
	const height = Math.ceil((grey.height + 2 * by) / 8) * 8;
	const luma = new Uint8Array(width * height).fill(value);
	for (let y = 0; y < grey.height; y++) {
		luma.set(grey.luma.subarray(y * grey.width, (y + 1) * grey.width), (y + by) * width + by);
	}
	return { ...grey, luma, width, height, x: grey.x - by * grey.step, y: grey.y - by * grey.step };
}

/** A part of a grey plane. */
export function cut(grey: Grey, area: Rect): Grey {
	const luma = new Uint8Array(area.width * area.height);
	for (let y = 0; y < area.height; y++) {
		const from = (area.y + y) * grey.width + area.x;
		luma.set(grey.luma.subarray(from, from + area.width), y * area.width);
	}
	return {
		luma,
		width: area.width,
		height: area.height,
		x: grey.x + area.x * grey.step,
		y: grey.y + area.y * grey.step,
		step: grey.step,
	};
}

/** Luma between pixels, by the four around; clamped at the edges. */
export function sampled(grey: Grey, x: number, y: number): number {
	const { luma, width, height } = grey;
	const fx = Math.max(0, Math.min(width - 1.001, x - 0.5));
	const fy = Math.max(0, Math.min(height - 1.001, y - 0.5));
	const left = fx | 0;
	const top = fy | 0;
	const a = fx - left;
	const b = fy - top;
	const i = top * width + left;
	const upper = (luma[i] as number) * (1 - a) + (luma[i + 1] as number) * a;
	const lower = (luma[i + width] as number) * (1 - a) + (luma[i + width + 1] as number) * a;
	return upper * (1 - b) + lower * b;
}

/** Paints a four-cornered area (in picture coordinates) in one value, a little beyond its edges: what was read is not read again. */
export function painted(grey: Grey, corners: readonly Point[], value: number): Grey {
	const luma = grey.luma.slice();
	const middle = {
		x: corners.reduce((sum, p) => sum + p.x, 0) / corners.length,
		y: corners.reduce((sum, p) => sum + p.y, 0) / corners.length,
	};
	const grown = corners.map((p) => ({
		x: (middle.x + (p.x - middle.x) * 1.06 - grey.x) / grey.step,
		y: (middle.y + (p.y - middle.y) * 1.06 - grey.y) / grey.step,
	}));
	const top = Math.max(0, Math.floor(Math.min(...grown.map((p) => p.y))));
	const bottom = Math.min(grey.height - 1, Math.ceil(Math.max(...grown.map((p) => p.y))));
	for (let y = top; y <= bottom; y++) {
		const crossings: number[] = [];
		for (let k = 0; k < grown.length; k++) {
			const a = grown[k] as Point;
			const b = grown[(k + 1) % grown.length] as Point;
			if (a.y <= y === b.y <= y) continue;
			crossings.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
		}
		if (crossings.length < 2) continue;
		const left = Math.max(0, Math.floor(Math.min(...crossings)));
		const right = Math.min(grey.width, Math.ceil(Math.max(...crossings)) + 1);
		if (right > left) luma.fill(value, y * grey.width + left, y * grey.width + right);
	}
	return { ...grey, luma };
}
