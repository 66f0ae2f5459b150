/** Tests of the filters: each pixel they give, against what its neighbourhood says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filled, noise, plane, rowsOf } from './fixtures/planes.ts';
import { doubled, flooded, halved, lightArea, median, softened } from './qr-filters.ts';
import { type Grey, rim } from './qr-pixels.ts';

describe('flooding from the rim', () => {
	test('whitens what is within reach of the rim and hangs together with it', () => {
		const _ = 20;
		const rows = [
			[_, _, _, _, _, _, 90],
			[_, 29, 29, 29, _, _, _],
			[_, 29, _, 29, 28, 12, _],
			[_, 29, 29, 29, 11, 90, _],
			[_, 90, 28, 28, 90, _, _],
			[_, _, 90, 28, 90, 90, _],
			[_, _, _, 90, _, _, _],
		];
		const w = 255;
		expect(rowsOf(flooded(plane(rows), 8) as Grey)).toEqual([
			[w, w, w, w, w, w, 90],
			[w, 29, 29, 29, w, w, w],
			[w, 29, _, 29, w, w, w],
			[w, 29, 29, 29, 11, 90, w],
			[w, 90, 28, 28, 90, w, w],
			[w, w, 90, 28, 90, 90, w],
			[w, w, w, 90, w, w, w],
		]);
	});

	test('any plane: white spreads from the rim to what is beside it, until nothing more is within reach (property)', () => {
		const any = fc
			.record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
			.chain(({ width, height }) => {
				const row = fc.array(fc.constantFrom(20, 24, 27, 90, 200), { minLength: width, maxLength: width });
				return fc.array(row, { minLength: height, maxLength: height });
			});
		fc.assert(
			fc.property(any, (rows) => {
				const ground = rim(plane(rows));
				fc.pre(ground <= 180);
				const expected: number[][] = rows.map((row) => [...row]);
				const outer = (y: number, x: number) => (expected[y] === undefined ? 255 : (expected[y][x] ?? 255));
				for (let more = true; more; ) {
					more = false;
					for (const [y, row] of rows.entries())
						for (const [x, own] of row.entries()) {
							if (expected[y]?.[x] === 255 || Math.abs(own - ground) > 5) continue;
							if (![outer(y - 1, x), outer(y + 1, x), outer(y, x - 1), outer(y, x + 1)].includes(255)) continue;
							(expected[y] as number[])[x] = 255;
							more = true;
						}
				}
				expect(rowsOf(flooded(plane(rows), 5) as Grey)).toEqual(expected);
			}),
		);
	});

	test('not on a light rim', () => {
		expect(flooded(filled(4, 4, () => 181), 8)).toBeNull(); // biome-ignore format: short
		expect(flooded(filled(4, 4, () => 180), 8)).not.toBeNull(); // biome-ignore format: short
	});

	test('leaves the plane it was given as it was', () => {
		const given = filled(4, 4, () => 3);
		flooded(given, 8);
		expect(given.luma[5]).toBe(3);
	});
});

describe('the light part', () => {
	const card = (left: number, top: number, width: number, height: number, side = 60) =>
		filled(side, side, (x, y) => (x >= left && y >= top && x < left + width && y < top + height ? 200 : 0));
	test('is a card on a dark page', () => {
		expect(lightArea(card(10, 20, 30, 25))).toEqual({ x: 10, y: 20, width: 30, height: 25 });
		expect(lightArea(card(10, 20, 21, 21))).toEqual({ x: 10, y: 20, width: 21, height: 21 });
		expect(lightArea(card(0, 0, 60, 36))).toEqual({ x: 0, y: 0, width: 60, height: 36 });
	});

	test('is null where it is nearly nothing or nearly everything', () => {
		expect(lightArea(card(10, 20, 20, 30))).toBeNull();
		expect(lightArea(card(10, 20, 30, 20))).toBeNull();
		expect(lightArea(card(0, 0, 60, 37))).toBeNull();
	});

	test('light is from the middle between dark and light on; a few light pixels beside do not count', () => {
		const inner = filled(60, 60, (x, y) => (x < 30 && y < 30 ? (x < 15 ? 100 : 200) : 0));
		expect(lightArea(inner)).toEqual({ x: 0, y: 0, width: 30, height: 30 });
		inner.luma.fill(200, 50 * 60 + 50, 50 * 60 + 54);
		expect(lightArea(inner)).toEqual({ x: 0, y: 0, width: 30, height: 30 });
		inner.luma.fill(200, 50 * 60 + 50, 50 * 60 + 55);
		expect(lightArea(inner)).toEqual({ x: 0, y: 0, width: 30, height: 51 });
	});
});

/** The same function of every pixel that has all its neighbours, row by row: the values around it, its own in the middle. */
const around = (grey: Grey, value: (nine: number[]) => number) => {
	const rows = rowsOf(grey);
	return rows.map((row, y) =>
		row.map((own, x) => {
			if (x === 0 || y === 0 || x === grey.width - 1 || y === grey.height - 1) return own;
			return value([y - 1, y, y + 1].flatMap((v) => (rows[v] as number[]).slice(x - 1, x + 2)));
		}),
	);
};

test('the median of nine; edges as they were', () => {
	const grey = noise(13, 11);
	expect(rowsOf(median(grey))).toEqual(around(grey, (nine) => nine.sort((a, b) => a - b)[4] as number));
});

describe('softening', () => {
	test('spreads a point over 5 x 5 by the weights 1 4 6 4 1', () => {
		const grey = filled(9, 9, (x, y) => (x === 4 && y === 4 ? 255 : 0));
		const weights = [0, 0, 1, 4, 6, 4, 1, 0, 0];
		rowsOf(softened(grey)).forEach((row, y) => {
			row.forEach((value, x) => {
				const exact = (255 * (weights[x] as number) * (weights[y] as number)) / 256;
				expect(Math.abs(value - exact)).toBeLessThan(2);
			});
		});
	});

	test('leaves what is even as it is, and the ends of a line', () => {
		const even = filled(5, 4, () => 101);
		expect(softened(even)).toEqual(even);
		const across = filled(6, 3, (x) => [0, 80, 160, 240, 160, 80][x] as number);
		expect(rowsOf(softened(across))[1]).toEqual([0, 80, 150, 180, 150, 80]);
		const down = filled(3, 6, (_, y) => [0, 80, 160, 240, 160, 80][y] as number);
		expect(rowsOf(softened(down)).map((row) => row[1])).toEqual([0, 80, 150, 180, 150, 80]);
	});
});

test('half the size: the rounded mean of four', () => {
	const grey = plane(
		[
			[0, 10, 100, 100, 7],
			[20, 31, 100, 102, 7],
			[1, 1, 255, 255, 7],
			[2, 2, 255, 255, 7],
			[9, 9, 9, 9, 9],
		],
		{ x: 5, y: 6, step: 2 },
	);
	const half = [
		[15, 101],
		[2, 255],
	];
	expect(halved(grey)).toEqual(plane(half, { x: 5, y: 6, step: 4 }));
});

test('twice the size: a quarter of the way between neighbours', () => {
	const grey = plane([[0, 100], [200, 40]], { x: 5, y: 6, step: 2 }); // biome-ignore format: rows
	const twice = doubled(grey);
	expect([twice.width, twice.height, twice.x, twice.y, twice.step]).toEqual([4, 4, 5, 6, 1]);
	expect(rowsOf(twice)).toEqual([
		[0, 25, 75, 100],
		[50, 59, 76, 85],
		[150, 126, 79, 55],
		[200, 160, 80, 40],
	]);
});
