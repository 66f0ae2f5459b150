/** Tests of the corner patterns: what they look like, where one is to a fraction of a pixel, which three belong together. */
import { describe, expect, test } from 'vitest';
import { drawnThrough, filled, noise, rowsOf } from './fixtures/planes.ts';
import { softened } from './qr-filters.ts';
import { ALIGNMENT, FINDER, type Frame, relief, settled, triples } from './qr-finders.ts';

const look = (pattern: typeof FINDER) => {
	const reach = Math.max(...pattern.map(({ u }) => u));
	const rows = Array.from({ length: 2 * reach + 1 }, () => '');
	for (const { v, sign } of pattern) rows[v + reach] += sign === -1 ? '#' : '.';
	return rows;
};
test('what the patterns look like', () => {
	expect(look(FINDER)).toEqual([
		'.........',
		'.#######.',
		'.#.....#.',
		'.#.###.#.',
		'.#.###.#.',
		'.#.###.#.',
		'.#.....#.',
		'.#######.',
		'.........',
	]);
	expect(look(ALIGNMENT)).toEqual(['#####', '#...#', '#.#.#', '#...#', '#####']);
	expect(FINDER.map(({ u }) => u).slice(0, 10)).toEqual([-4, -3, -2, -1, 0, 1, 2, 3, 4, -4]);
});

/** Whether there is dark at (u, v) modules from a corner pattern's middle, or an alignment pattern's. */
const finder = (u: number, v: number) => {
	const distance = Math.max(Math.abs(u), Math.abs(v));
	return distance < 1.5 || (distance > 2.5 && distance < 3.5);
};
const alignment = (u: number, v: number) => {
	const distance = Math.max(Math.abs(u), Math.abs(v));
	return distance < 0.5 || (distance > 1.5 && distance < 2.5);
};
/** From pixels to modules of a frame. */
const into = ({ x, y, rx, ry, dx, dy }: Frame) => {
	const area = rx * dy - ry * dx;
	return (px: number, py: number) =>
		[((px - x) * dy - (py - y) * dx) / area, ((py - y) * rx - (px - x) * ry) / area] as const;
};
const frameOf = (x: number, y: number, module: number, turn = 0): Frame => {
	const [cos, sin] = [Math.cos(turn) * module, Math.sin(turn) * module];
	return { x, y, rx: cos, ry: sin, dx: -sin, dy: cos };
};
const KEYS = ['x', 'y', 'rx', 'ry', 'dx', 'dy'] as const;
const expectNear = (frame: Frame, true_: Frame, place: number, step: number) => {
	for (const key of KEYS)
		expect(Math.abs(frame[key] - true_[key]), key).toBeLessThan(key === 'x' || key === 'y' ? place : step);
};

describe('settling', () => {
	const slanted: Frame = { x: 30.3, y: 28.8, rx: 5, ry: 0.5, dx: -0.7, dy: 4.5 };
	test.each<[string, Frame, Frame, typeof FINDER, typeof finder, number]>([
		['a corner pattern beside', frameOf(30.2, 29.6, 4), frameOf(33, 27, 4), FINDER, finder, 1],
		['too small and turned', frameOf(30, 30, 5, 0.15), frameOf(30, 30, 4.4, -0.05), FINDER, finder, 1],
		['too large', frameOf(30, 30, 4), frameOf(31, 29, 4.5, 0.1), FINDER, finder, 1],
		['slanted', slanted, frameOf(31, 28, 4.7), FINDER, finder, 1],
		['an alignment pattern further off', frameOf(30.2, 29.6, 4), frameOf(42, 18, 4), ALIGNMENT, alignment, 4],
		['on its corner, further off', frameOf(30, 40, 4, 0.8), frameOf(30, 24, 4, 0.75), ALIGNMENT, alignment, 4],
		['on its corner, to the side', frameOf(40, 30, 4, 0.8), frameOf(24, 30, 4, 0.75), ALIGNMENT, alignment, 4],
	])('%s', (_, there, start, pattern, dark, reach) => {
		const grey = softened(drawnThrough(60, into(there), dark));
		const { frame, score } = settled(grey, start, pattern, reach);
		expect(score).toBeGreaterThan(0.9);
		expect(score).toBeLessThan(1.001);
		// An alignment pattern is a third of the size, and says that much less.
		expectNear(frame, there, 0.3, pattern === FINDER ? 0.07 : 0.25);
	});

	test('one that is exactly there fits by 1', () => {
		const there = frameOf(30, 30, 4);
		const { frame, score } = settled(drawnThrough(60, into(there), finder), there, FINDER, 1);
		expect(frame).toEqual(there);
		expect(score).toBeCloseTo(1, 5);
	});

	test('where nothing is, nothing fits; beyond its reach it does not look', () => {
		const start = frameOf(30, 30, 4);
		expect(settled(filled(60, 60, () => 128), start, FINDER, 1)).toEqual({ frame: start, score: 0 }); // biome-ignore format: short
		const far = drawnThrough(120, into(frameOf(90, 90, 4)), finder);
		expect(settled(far, start, FINDER, 1).score).toBeLessThan(0.1);
	});

	test('the fit does not depend on how light or how faint it is', () => {
		const there = frameOf(30, 30, 4);
		const faint = softened(drawnThrough(60, into(there), finder, [100, 120]));
		const { frame, score } = settled(faint, frameOf(31, 31, 4), FINDER, 1);
		expect(score).toBeGreaterThan(0.9);
		expectNear(frame, there, 0.3, 0.07);
	});
});

test('relief: what is lighter than its surroundings is above 128, clamped', () => {
	const grey = noise(13, 9);
	const rows = rowsOf(grey);
	for (const reach of [2, 4]) {
		const expected = rows.map((row, y) =>
			row.map((own, x) => {
				const near = rows
					.slice(Math.max(0, y - reach), y + reach + 1)
					.flatMap((line) => line.slice(Math.max(0, x - reach), x + reach + 1));
				const mean = near.reduce((sum, value) => sum + value, 0) / near.length;
				return Math.floor(Math.max(0, Math.min(255, 128 + (own - mean) * 0.9)));
			}),
		);
		expect(rowsOf(relief(grey, reach))).toEqual(expected);
	}
	const point = filled(41, 41, (x, y) => (x === 20 && y === 20 ? 255 : 0));
	expect([relief(point, 20).luma[20 * 41 + 20], relief(point, 20).luma[0]]).toEqual([255, 127]);
});

describe('three that belong together', () => {
	/** Corner patterns at these frames on an even ground. */
	const scene = (side: number, frames: Frame[]) => {
		const maps = frames.map(into);
		const near = (px: number, py: number) => {
			for (const map of maps) {
				const [u, v] = map(px, py);
				if (Math.max(Math.abs(u), Math.abs(v)) < 4.5) return [u, v] as const;
			}
			return [9, 9] as const;
		};
		return relief(softened(drawnThrough(side, near, finder)), Math.round(side / 8));
	};
	/** Those of a code of so many modules a side, its top left pattern's middle at (x, y). */
	const code = (x: number, y: number, size: number, module: number, turn = 0) => {
		const tl = frameOf(x, y, module, turn);
		const far = size - 7;
		return {
			tl,
			tr: { ...tl, x: x + far * tl.rx, y: y + far * tl.ry },
			bl: { ...tl, x: x + far * tl.dx, y: y + far * tl.dy },
		};
	};
	const expectTriple = (found: ReturnType<typeof code> | undefined, there: ReturnType<typeof code>) => {
		for (const key of ['tl', 'tr', 'bl'] as const) expectNear(found?.[key] as Frame, there[key], 0.75, 0.45);
	};

	test.each([
		['upright, 3 pixels a module', 110, code(18, 20, 25, 3)],
		['upright, 5 pixels a module', 140, code(25, 30, 21, 5)],
		['turned a little', 160, code(50, 25, 21, 5, 0.2)],
		['turned by an eighth', 180, code(90, 22, 21, 5, Math.PI / 4)],
		['turned by a quarter', 150, code(115, 30, 21, 5, Math.PI / 2)],
		['upside down', 150, code(115, 115, 21, 5, Math.PI)],
		['turned by three quarters', 150, code(30, 115, 21, 5, -Math.PI / 2)],
	])('%s', (_, side, there) => {
		const found = triples(scene(side, Object.values(there)), 3);
		expect(found).toHaveLength(1);
		expectTriple(found[0], there);
	});

	test('not two, nor three that are too near, too far apart, in a line or of unlike size', () => {
		const { tl, tr, bl } = code(25, 25, 21, 5);
		const at = (frame: Frame, x: number, y: number) => ({ ...frame, x, y });
		for (const frames of [
			[tl, tr],
			[tl, at(tl, 70, 25), at(tl, 25, 70)],
			[tl, at(tl, 80, 30), at(tl, 140, 40)],
			[at(tl, 25, 25), at(tl, 145, 25), at(tl, 25, 81)],
			[tl, at(frameOf(0, 0, 2.4), tr.x, tr.y), bl],
		])
			expect(triples(scene(170, frames), 3)).toEqual([]);
	});

	test('the likeliest first, as many as asked for', () => {
		const there = code(25, 25, 29, 4);
		const fourth = { ...there.tl, x: there.tr.x + 12, y: there.bl.y + 8 };
		const grey = scene(170, [...Object.values(there), fourth]);
		const found = triples(grey, 9);
		expect(found).toHaveLength(4);
		expectTriple(found[0], there);
		expect(triples(grey, 2)).toEqual(found.slice(0, 2));
	});
});
