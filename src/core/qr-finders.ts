/** The only place that finds a code's three corner patterns by their look alone, however blurred, bent or faint they are. */
import { type Grey, type Point, sampled } from './qr-pixels.ts';

/** A finder pattern's middle and the steps to the next module rightward and downward there, in pixels. */
export interface Frame {
	x: number;
	y: number;
	rx: number;
	ry: number;
	dx: number;
	dy: number;
}

/** +1 light, -1 dark: a finder pattern with its light ring, row by row from its middle (ISO/IEC 18004 6.3.3), and an alignment pattern. */
const ring = (reach: number, dark: (distance: number) => boolean) => {
	const modules: { u: number; v: number; sign: number }[] = [];
	for (let v = -reach; v <= reach; v++) {
		for (let u = -reach; u <= reach; u++)
			modules.push({ u, v, sign: dark(Math.max(Math.abs(u), Math.abs(v))) ? -1 : 1 });
	}
	return modules;
};
export const FINDER = ring(4, (distance) => distance < 2 || distance === 3);
export const ALIGNMENT = ring(2, (distance) => distance !== 1);

/** How well a pattern fits at a frame, -1 to 1: the correlation of what is there with what should be. */
function likeness(grey: Grey, frame: Frame, pattern: readonly { u: number; v: number; sign: number }[]): number {
	let sum = 0;
	let squares = 0;
	let product = 0;
	let signs = 0;
	for (const { u, v, sign } of pattern) {
		const value = sampled(grey, frame.x + u * frame.rx + v * frame.dx, frame.y + u * frame.ry + v * frame.dy);
		sum += value;
		squares += value * value;
		product += sign * value;
		signs += sign;
	}
	const n = pattern.length;
	const spread = Math.sqrt(Math.max(1e-6, squares - (sum * sum) / n) * (n - (signs * signs) / n));
	return (product - (sum * signs) / n) / spread;
}

/** The frame nearby where the pattern fits best: climbs in ever smaller steps, in place first, then in scale, turn and slant. */
export function settled(
	grey: Grey,
	start: Frame,
	pattern: typeof FINDER,
	reach: number,
): { frame: Frame; score: number } {
	let frame = start;
	let score = likeness(grey, frame, pattern);
	const attempt = (next: Frame): void => {
		const value = likeness(grey, next, pattern);
		if (value <= score) return;
		frame = next;
		score = value;
	};
	const shifted = (from: Frame, u: number, v: number): Frame => ({
		...from,
		x: from.x + u * from.rx + v * from.dx,
		y: from.y + u * from.ry + v * from.dy,
	});
	for (let v = -reach; v <= reach; v += 0.5) {
		for (let u = -reach; u <= reach; u += 0.5) attempt(shifted(start, u, v));
	}
	for (let step = 0.24; step > 0.02; step /= 2) {
		for (let round = 0, before = -2; round < 6 && score > before; round++) {
			before = score;
			for (const way of [step, -step]) {
				attempt(shifted(frame, way, 0));
				attempt(shifted(frame, 0, way));
				const { rx, ry, dx, dy } = frame;
				const small = way / 2;
				attempt({ ...frame, rx: rx * (1 + small), ry: ry * (1 + small) });
				attempt({ ...frame, dx: dx * (1 + small), dy: dy * (1 + small) });
				attempt({ ...frame, rx: frame.rx - small * ry, ry: frame.ry + small * rx });
				attempt({ ...frame, dx: frame.dx - small * dy, dy: frame.dy + small * dx });
			}
		}
	}
	return { frame, score };
}

/** Sums of everything above and to the left: any box's sum by four look-ups. */
function integral(grey: Grey): Float64Array {
	const { luma, width, height } = grey;
	const sums = new Float64Array((width + 1) * (height + 1));
	for (let y = 0; y < height; y++) {
		let row = 0;
		for (let x = 0; x < width; x++) {
			row += luma[y * width + x] as number;
			sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] as number) + row;
		}
	}
	return sums;
}

/** Brightness less its surroundings' mean (a window of `reach` pixels to each side), around 128. */
export function relief(grey: Grey, reach: number): Grey {
	const { luma, width, height } = grey;
	const sums = integral(grey);
	const out = new Uint8Array(luma.length);
	for (let y = 0; y < height; y++) {
		const top = Math.max(0, y - reach);
		const bottom = Math.min(height, y + reach + 1);
		for (let x = 0; x < width; x++) {
			const left = Math.max(0, x - reach);
			const right = Math.min(width, x + reach + 1);
			const sum =
				(sums[bottom * (width + 1) + right] as number) -
				(sums[bottom * (width + 1) + left] as number) -
				(sums[top * (width + 1) + right] as number) +
				(sums[top * (width + 1) + left] as number);
			const value = (luma[y * width + x] as number) - sum / ((bottom - top) * (right - left));
			out[y * width + x] = Math.max(0, Math.min(255, 128 + value * 0.9));
		}
	}
	return { ...grey, luma: out };
}

interface Blob {
	x: number;
	y: number;
	score: number;
}

/** Places that are dark inside, light around and dark around that, for a module of so many pixels; best first, one a neighbourhood. */
function blobs(grey: Grey, sums: Float64Array, module: number, most: number): Blob[] {
	const { width, height } = grey;
	const line = width + 1;
	const stride = Math.round(module * 0.5);
	const [core, light, dark] = [1.5, 2.5, 3.5].map((half) => Math.round(half * module)) as [number, number, number];
	const area = (half: number) => (2 * half) ** 2;
	const [ringArea, darkArea] = [area(light) - area(core), area(dark) - area(light)];
	/** The box's sum around the point that `at` is the sum up to. */
	const box = (at: number, half: number): number => {
		const up = at - half * line;
		const down = at + half * line;
		return (
			(sums[down + half] as number) -
			(sums[down - half] as number) -
			(sums[up + half] as number) +
			(sums[up - half] as number)
		);
	};
	const cell = 3 * module;
	const best = new Map<number, Blob>();
	for (let y = dark; y <= height - dark; y += stride) {
		for (let x = dark; x <= width - dark; x += stride) {
			const at = y * line + x;
			const inner = box(at, core);
			const middle = box(at, light);
			const ringed = (middle - inner) / ringArea;
			const against = ringed - inner / area(core);
			if (against < 4) continue;
			const score = against + ringed - (box(at, dark) - middle) / darkArea;
			if (score < 8) continue;
			const where = Math.floor(y / cell) * 65_536 + Math.floor(x / cell);
			const rival = best.get(where);
			if (rival === undefined || rival.score < score) best.set(where, { x, y, score });
		}
	}
	return [...best.values()].sort((a, b) => b.score - a.score).slice(0, most);
}

/** The corner patterns of a plane of `relief`, most certain first. */
function corners(grey: Grey): Frame[] {
	const sums = integral(grey);
	const side = Math.min(grey.width, grey.height);
	const found: { frame: Frame; score: number }[] = [];
	for (let module = 2.2; module * 21 <= side; module *= 1.3) {
		for (const blob of blobs(grey, sums, module, 30)) {
			const best = [0, Math.PI / 8, Math.PI / 4, -Math.PI / 8]
				.map((turn) => {
					const [cos, sin] = [Math.cos(turn) * module, Math.sin(turn) * module];
					const frame = { x: blob.x, y: blob.y, rx: cos, ry: sin, dx: -sin, dy: cos };
					return { frame, score: likeness(grey, frame, FINDER) };
				})
				.reduce((one, other) => (other.score > one.score ? other : one));
			if (best.score < 0.3) continue;
			const { frame, score } = settled(grey, best.frame, FINDER, 1);
			if (score > 0.55) found.push({ frame, score });
		}
	}
	found.sort((a, b) => b.score - a.score);
	const kept: Frame[] = [];
	for (const { frame } of found) {
		const size = Math.hypot(frame.rx, frame.ry);
		if (kept.every((k) => Math.hypot(k.x - frame.x, k.y - frame.y) > 4 * size)) kept.push(frame);
		if (kept.length === 7) break;
	}
	return kept;
}

/** The same frame with its axes renamed so that "rightward" is the one nearest to a direction. */
function turned(frame: Frame, right: Point, down: Point): Frame {
	const axes = [
		{ x: frame.rx, y: frame.ry },
		{ x: -frame.rx, y: -frame.ry },
		{ x: frame.dx, y: frame.dy },
		{ x: -frame.dx, y: -frame.dy },
	];
	const nearest = (way: Point) =>
		axes.reduce((best, axis) => {
			const cosine = (p: Point) => (p.x * way.x + p.y * way.y) / Math.hypot(p.x, p.y);
			return cosine(axis) > cosine(best) ? axis : best;
		});
	const r = nearest(right);
	const d = nearest(down);
	return { x: frame.x, y: frame.y, rx: r.x, ry: r.y, dx: d.x, dy: d.y };
}

/** Three corner patterns in the places they have in one code. */
export interface Triple {
	tl: Frame;
	tr: Frame;
	bl: Frame;
}

/** The triples of corner patterns that may be one code's, likeliest first, at most `most`. */
export function triples(grey: Grey, most: number): Triple[] {
	const frames = corners(grey);
	const all: { triple: Triple; strain: number }[] = [];
	for (const a of frames) {
		for (const b of frames) {
			for (const c of frames) {
				const right = { x: b.x - a.x, y: b.y - a.y };
				const down = { x: c.x - a.x, y: c.y - a.y };
				// Three different ones, clockwise on the screen; a mirrored code is a matter for the other readers.
				if (right.x * down.y - right.y * down.x <= 0) continue;
				const [long, tall] = [Math.hypot(right.x, right.y), Math.hypot(down.x, down.y)];
				const cosine = Math.abs(right.x * down.x + right.y * down.y) / (long * tall);
				const stretch = Math.max(long, tall) / Math.min(long, tall);
				const sizes = [a, b, c].map((f) => Math.hypot(f.rx, f.ry) + Math.hypot(f.dx, f.dy));
				const spread = Math.max(...sizes) / Math.min(...sizes);
				const modules = long / ((sizes[0] as number) / 2);
				if (cosine > 0.55 || stretch > 2 || spread > 1.9 || modules < 11 || modules > 190) continue;
				const triple = { tl: turned(a, right, down), tr: turned(b, right, down), bl: turned(c, right, down) };
				all.push({ triple, strain: cosine + (stretch - 1) + (spread - 1) });
			}
		}
	}
	return all
		.sort((p, q) => p.strain - q.strain)
		.slice(0, most)
		.map((one) => one.triple);
}
