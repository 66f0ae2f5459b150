/** Tests of the curved grid: codes of known modules seen through known maps come out module for module, with their corners where they are. */
import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import { drawnThrough, filled, noise } from './fixtures/planes.ts';
import { softened } from './qr-filters.ts';
import { type Drawing, redrawn } from './qr-grid.ts';
import type { Grey } from './qr-pixels.ts';

const codeOf = (version: number) => {
	const { modules } = create('OTPAUTH', { version, errorCorrectionLevel: 'L' });
	const { size, data } = modules;
	const dark = (u: number, v: number) =>
		u >= 0 && v >= 0 && u < size && v < size && data[Math.floor(v) * size + Math.floor(u)] === 1;
	return { size, dark };
};
/** How many modules of a drawing are not the code's; all of them where it has another size. */
const wrong = ({ drawing }: Drawing, { size, dark }: ReturnType<typeof codeOf>) => {
	if (drawing.width !== Math.ceil((size * 4 + 32) / 8) * 8) return size * size;
	let count = 0;
	for (let v = 0; v < size; v++)
		for (let u = 0; u < size; u++)
			if ((drawing.luma[(18 + 4 * v) * drawing.width + 18 + 4 * u] === 0) !== dark(u, v)) count++;
	return count;
};
type Map2 = (x: number, y: number) => readonly [number, number];
/** Pixels to modules: `module` pixels each, turned about the code's middle, in a square of `side` pixels. */
const turned =
	(side: number, size: number, module: number, turn: number): Map2 =>
	(x, y) => {
		const [a, b] = [(x - side / 2) / module, (y - side / 2) / module];
		return [a * Math.cos(turn) + b * Math.sin(turn) + size / 2, b * Math.cos(turn) - a * Math.sin(turn) + size / 2];
	};
const corner = (side: number, size: number, module: number, turn: number, right: number, down: number) => {
	const [a, b] = [(right * size * module) / 2, (down * size * module) / 2];
	return {
		x: side / 2 + a * Math.cos(turn) - b * Math.sin(turn),
		y: side / 2 + a * Math.sin(turn) + b * Math.cos(turn),
	};
};
const looks = (grey: Grey) => [...redrawn(grey)];

describe('a flat code', () => {
	test.each([
		[1, 4, 0],
		[2, 4, -0.2],
		[3, 4, 1.5],
		[5, 4, 3],
		[7, 3.5, 0],
	])('version %i, %f pixels a module, turned by %f', (version, module, turn) => {
		const code = codeOf(version);
		const side = Math.ceil(code.size * module * (Math.abs(Math.cos(turn)) + Math.abs(Math.sin(turn))) + 40);
		const grey = softened(drawnThrough(side, turned(side, code.size, module, turn), code.dark));
		const placed = { ...grey, x: 10, y: 20, step: 2 };
		const drawings = looks(placed).slice(0, 4);
		expect(drawings).toHaveLength(4);
		const [asPlaced, , relaxed, unblurred] = drawings.map((drawing) => wrong(drawing, code));
		// Only a version 1 has no fourth pattern to be placed by.
		if (version > 1) expect(asPlaced).toBeLessThan(5);
		expect([relaxed, unblurred]).toEqual([0, 0]);
		for (const [k, [right, down]] of [
			[-1, -1],
			[1, -1],
			[1, 1],
			[-1, 1],
		].entries()) {
			const there = corner(side, code.size, module, turn, right as number, down as number);
			const found = drawings[0]?.corners[k];
			expect(Math.hypot((found?.x ?? 0) - (10 + 2 * there.x), (found?.y ?? 0) - (20 + 2 * there.y))).toBeLessThan(
				3 * module,
			);
		}
	});
});

describe('bent', () => {
	const code = codeOf(3);
	const bend = (map: (a: number, b: number) => readonly [number, number]) => {
		const middle = code.size / 2;
		const back: Map2 = (x, y) => {
			const [a, b] = map((x - 90) / 5 / middle, (y - 90) / 5 / middle);
			return [a * middle + middle, b * middle + middle];
		};
		return looks(softened(drawnThrough(180, back, code.dark)));
	};
	test.each<[string, (a: number, b: number) => readonly [number, number]]>([
		['about an upright axis', (a, b) => [a, b + 0.12 * (1 - a * a)]],
		['about a level axis', (a, b) => [a + 0.12 * (1 - b * b), b]],
		['seen from the side', (a, b) => [(a * 1.05) / (1 - 0.15 * a), (b * 1.05) / (1 - 0.15 * a)]],
		['seen from below', (a, b) => [(a * 1.05) / (1 - 0.12 * b), (b * 1.05) / (1 - 0.12 * b)]],
		['its far corner drawn in', (a, b) => [a + 0.04 * (1 + a) * (1 + b) * 0.5, b + 0.04 * (1 + a) * (1 + b) * 0.5]],
	])('%s', (_, map) => {
		const drawings = bend(map);
		expect(Math.min(...drawings.map((drawing) => wrong(drawing, code)))).toBe(0);
	});

	test('in waves: the grid is shifted until it fits', () => {
		const drawings = bend((a, b) => [a + 0.08 * Math.sin(3.1 * b), b + 0.08 * Math.sin(3.1 * a)]);
		const [first, , relaxed] = drawings.map((drawing) => wrong(drawing, code)) as [number, number, number];
		expect(first).toBeGreaterThan(20);
		expect(relaxed).toBe(0);
	});
});

test('nothing out of an even plane, out of noise, or out of corner patterns without the alternating rows', () => {
	expect(looks(filled(120, 120, () => 90))).toEqual([]);
	expect(looks(noise(120, 120))).toEqual([]);
	const { size, dark } = codeOf(2);
	const bare = (u: number, v: number) =>
		dark(u, v) && ((u < 8 && (v < 8 || v >= size - 8)) || (u >= size - 8 && v < 8));
	expect(looks(softened(drawnThrough(140, turned(140, size, 4, 0), bare)))).toEqual([]);
});
