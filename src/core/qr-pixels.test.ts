/** Tests of grey planes: what is taken out of a picture's bytes, and where a plane's pixels lie in it. */
import { describe, expect, test } from 'vitest';
import { filled, plane, rowsOf } from './fixtures/planes.ts';
import {
	bestColour,
	clip,
	contrast,
	cut,
	greyOf,
	hasAlpha,
	type Pixels,
	padded,
	painted,
	percentiles,
	rim,
	sampled,
	stretched,
} from './qr-pixels.ts';

type Colour = readonly [number, number, number, number?];
const picture = (width: number, height: number, colour: (x: number, y: number) => Colour): Pixels => {
	const data = new Uint8ClampedArray(width * height * 4);
	for (let i = 0; i < width * height; i++) {
		const [red, green, blue, alpha = 255] = colour(i % width, Math.floor(i / width));
		data.set([red, green, blue, alpha], i * 4);
	}
	return { data, width, height };
};
const all = ({ width, height }: Pixels) => ({ x: 0, y: 0, width, height });
const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
/** A hundred pixels: so many of each value. */
const hundred = (...parts: [value: number, count: number][]) =>
	plane([parts.flatMap(([value, count]) => Array<number>(count).fill(value))]);

describe('a box of a picture', () => {
	test('takes every pixel it touches, and nothing outside', () => {
		const size = { width: 10, height: 12 };
		expect(clip(size, box(1.2, 2.7, 3.1, 2.1))).toEqual(box(1, 2, 4, 3));
		expect(clip(size, box(-5, -3, 8, 4))).toEqual(box(0, 0, 3, 1));
		expect(clip(size, box(8, 9, 5, 5))).toEqual(box(8, 9, 2, 3));
	});

	test('is null beside the picture', () => {
		const size = { width: 10, height: 12 };
		for (const rect of [box(10, 0, 5, 5), box(0, 12, 5, 5), box(-5, 0, 5, 5), box(0, -5, 5, 5)])
			expect(clip(size, rect)).toBeNull();
	});
});

test('something shines through only where a pixel of the area is not opaque', () => {
	const pixels = picture(5, 4, (x, y) => [0, 0, 0, x === 2 && y === 1 ? 254 : 255]);
	for (const rect of [all(pixels), box(2, 1, 1, 1), box(1, 0, 2, 2), box(2, 1, 3, 3)])
		expect(hasAlpha(pixels, rect)).toBe(true);
	for (const rect of [box(0, 0, 5, 1), box(0, 2, 5, 2), box(0, 0, 2, 4), box(3, 0, 2, 4)])
		expect(hasAlpha(pixels, rect)).toBe(false);
});

describe('brightness', () => {
	test('weighs green most and blue least', () => {
		const colours: Colour[] = [
			[255, 0, 0],
			[0, 255, 0],
			[0, 0, 255],
			[255, 255, 255],
			[0, 0, 0],
			[100, 50, 200],
		];
		const pixels = picture(6, 1, (x) => colours[x] as Colour);
		expect(rowsOf(greyOf(pixels, all(pixels), 255))).toEqual([[76, 149, 28, 255, 0, 82]]);
		expect(rowsOf(greyOf(pixels, all(pixels), 255, 1, [0, 0, 256]))).toEqual([[0, 0, 255, 255, 0, 200]]);
	});

	test('of what is transparent is that of the ground', () => {
		const pixels = picture(3, 1, (x) => [100, 100, 100, [255, 51, 0][x] as number]);
		expect(rowsOf(greyOf(pixels, all(pixels), 255))).toEqual([[100, 224, 255]]);
		expect(rowsOf(greyOf(pixels, all(pixels), 0))).toEqual([[100, 20, 0]]);
	});

	test('is the mean of step x step pixels; what is left over at the far edges is not looked at', () => {
		const pixels = picture(7, 6, (x, y) => [10 * x + y, 10 * x + y, 10 * x + y]);
		expect(greyOf(pixels, box(1, 1, 5, 5), 255, 2)).toEqual(
			plane(
				[
					[16, 36],
					[18, 38],
				],
				{ x: 1, y: 1, step: 2 },
			),
		);
		expect(rowsOf(greyOf(pixels, box(2, 0, 2, 6), 255, 4))).toEqual([[26]]);
		expect(rowsOf(greyOf(pixels, box(0, 2, 6, 1), 255, 3))).toEqual([[12, 42]]);
	});
});

describe('dark and light', () => {
	test('a share of all pixels lies below and above', () => {
		const ten = plane([[0, 10, 20, 30, 40, 50, 60, 70, 80, 90]]);
		expect(percentiles(ten, 0.2)).toEqual([20, 70]);
		expect(percentiles(ten, 0)).toEqual([0, 90]);
		expect(percentiles(plane([[7, 9, 255]]), 0)).toEqual([7, 255]);
		expect(percentiles(plane([[7, 7]]), 1)).toEqual([255, 0]);
	});

	test('contrast leaves out two pixels in a hundred at each end, not three', () => {
		expect(contrast(hundred([0, 2], [20, 48], [220, 48], [255, 2]))).toBe(200);
		expect(contrast(hundred([0, 3], [20, 47], [220, 47], [255, 3]))).toBe(255);
	});

	test('stretched to the full range, clamped beyond', () => {
		expect(rowsOf(stretched(plane([[50, 101, 152]])))).toEqual([[0, 127, 255]]);
		const { luma } = stretched(hundred([0, 2], [100, 48], [140, 48], [200, 2]));
		expect([luma[0], luma[50], luma[99], luma[2]]).toEqual([0, 255, 255, 0]);
		expect(rowsOf(stretched(plane([[9, 9]], { x: 3, step: 2 })))).toEqual([[0, 0]]);
	});
});

describe('the best colour', () => {
	test('is the plane in which equally bright colours differ', () => {
		const pixels = picture(16, 8, (x) => (x < 8 ? [220, 40, 40] : [30, 128, 40]));
		const red = bestColour(pixels, all(pixels), 1);
		expect([red?.luma[0], red?.luma[15], red?.step]).toEqual([220, 30, 1]);
		expect(bestColour(pixels, all(pixels), 2)).toMatchObject({ width: 8, height: 4, step: 2 });
		const green = picture(16, 8, (x) => (x < 8 ? [250, 40, 0] : [0, 160, 60]));
		expect(bestColour(green, all(green), 1)?.luma[0]).toBe(250);
	});

	test('must show 16 more than brightness does', () => {
		const blue = (by: number) => picture(16, 8, (x) => [0, 0, x < 8 ? by : 0]);
		expect(bestColour(blue(18), all(blue(18)), 1)).toBeNull();
		expect(bestColour(blue(19), all(blue(19)), 1)?.luma[0]).toBe(19);
	});

	test('is chosen by means of four pixels, or of a step that is longer', () => {
		const stripes = (wide: number) => picture(32, 32, (x) => [0, 0, Math.floor(x / wide) % 2 === 0 ? 200 : 0]);
		expect(bestColour(stripes(1), all(stripes(1)), 1)).toBeNull();
		expect(bestColour(stripes(4), all(stripes(4)), 1)).not.toBeNull();
		expect(bestColour(stripes(4), all(stripes(4)), 8)).toBeNull();
	});
});

describe('the rim', () => {
	test('is the commonest value along the four edges, the inside left out', () => {
		const rows = [
			[40, 40, 40, 40],
			[200, 7, 7, 200],
			[200, 200, 200, 40],
		];
		expect(rim(plane(rows))).toBe(40);
		expect(rim(plane([...rows].reverse()))).toBe(40);
		expect(rim(filled(9, 9, (x, y) => (x % 8 === 0 || y % 8 === 0 ? 250 : 3)))).toBe(250);
		// One edge of 90, all else of many values.
		const mixed = (x: number, y: number) => (x * 37 + y * 11) % 80;
		for (const edge of [0, 6]) {
			expect(rim(filled(7, 7, (x, y) => (y === edge ? 90 : mixed(x, y))))).toBe(90);
			expect(rim(filled(7, 7, (x, y) => (x === edge ? 90 : mixed(x, y))))).toBe(90);
		}
	});

	test('takes near values together and gives their mean', () => {
		expect(
			rim(
				plane([
					[10, 12, 14],
					[10, 200, 14],
					[10, 12, 14],
				]),
			),
		).toBe(12);
		expect(rim(plane([[8, 9]]))).toBe(9);
	});
});

describe('cutting and framing', () => {
	test('a frame around, the size a multiple of 8, its place in the picture kept', () => {
		const framed = padded(plane([[1, 2], [3, 4]], { x: 10, y: 20, step: 3 }), 1, 9); // biome-ignore format: rows
		expect([framed.width, framed.height, framed.x, framed.y, framed.step]).toEqual([8, 8, 7, 17, 3]);
		expect(framed.luma.filter((value) => value !== 9)).toEqual(Uint8Array.of(1, 2, 3, 4));
		expect(rowsOf(framed).map((row) => row.slice(0, 4)).slice(0, 4)).toEqual([[9, 9, 9, 9], [9, 1, 2, 9], [9, 3, 4, 9], [9, 9, 9, 9]]); // biome-ignore format: rows
		const long = padded(
			filled(7, 14, () => 5),
			1,
		);
		expect([long.width, long.height, long.luma[0]]).toEqual([16, 16, 5]);
	});

	test('a part', () => {
		const part = cut(
			filled(6, 5, (x, y) => 10 * y + x),
			box(2, 1, 3, 2),
		);
		expect(part).toEqual(
			plane(
				[
					[12, 13, 14],
					[22, 23, 24],
				],
				{ x: 2, y: 1 },
			),
		);
		const far = cut({ ...filled(6, 5, () => 0), x: 100, y: 50, step: 4 }, box(2, 1, 1, 1));
		expect([far.x, far.y, far.step]).toEqual([108, 54, 4]);
	});
});

describe('between pixels', () => {
	const nine = plane([
		[0, 100, 10],
		[200, 40, 20],
		[50, 60, 250],
	]);
	test.each([
		[0.5, 0.5, 0],
		[1, 0.5, 50],
		[0.75, 0.5, 25],
		[0.5, 1, 100],
		[1, 1, 85],
		[1.5, 1.5, 40],
		[1.75, 1.25, 0.25 * (0.75 * 100 + 0.25 * 10) + 0.75 * (0.75 * 40 + 0.25 * 20)],
		[2, 2, (40 + 20 + 60 + 250) / 4],
		[-5, 0.5, 0],
		[0.5, -5, 0],
		[-5, 2.5, 50],
	])('%f, %f', (x, y, value) => {
		expect(sampled(nine, x, y)).toBeCloseTo(value, 0);
	});

	test('beyond the far edges is what is at them', () => {
		expect(Math.abs(sampled(nine, 99, 99) - 250)).toBeLessThan(1);
		expect(Math.abs(sampled(nine, 99, 0.5) - 10)).toBeLessThan(1);
		expect(Math.abs(sampled(nine, 0.5, 99) - 50)).toBeLessThan(1);
	});
});

describe('painting over', () => {
	const black = { ...filled(20, 20, () => 0), x: 10, y: 20, step: 2 };
	/** Of each row that has paint: its number, the first and the last painted pixel. */
	const paint = (corners: [number, number][]) =>
		rowsOf(
			painted(
				black,
				corners.map(([x, y]) => ({ x: 10 + 2 * x, y: 20 + 2 * y })),
				255,
			),
		).flatMap((row, y) => (row.includes(255) ? [[y, row.indexOf(255), row.lastIndexOf(255)]] : []));

	test('a box, 6 % beyond its edges', () => {
		const rows = paint([
			[5, 5],
			[10, 5],
			[10, 10],
			[5, 10],
		]);
		expect(rows).toEqual([5, 6, 7, 8, 9, 10].map((y) => [y, 4, 11]));
		expect(black.luma.every((value) => value === 0)).toBe(true);
	});

	test('standing on its corner', () => {
		const rows = paint([
			[10, 5],
			[15, 10],
			[10, 15],
			[5, 10],
		]);
		expect(rows.find(([y]) => y === 10)).toEqual([10, 4, 16]);
		expect(rows.find(([y]) => y === 7)).toEqual([7, 7, 13]);
		expect(rows.map(([y]) => y)).toEqual(Array.from({ length: 11 }, (_, k) => k + 5));
	});

	test('never outside the plane', () => {
		const beyond = (left: number, top: number) =>
			paint([
				[left, top],
				[left + 10, top],
				[left + 10, top + 10],
				[left, top + 10],
			]);
		expect(beyond(-5, -5)).toEqual([0, 1, 2, 3, 4, 5].map((y) => [y, 0, 6]));
		expect(beyond(15, 15)).toEqual([15, 16, 17, 18, 19].map((y) => [y, 14, 19]));
		expect(beyond(-30, 3)).toEqual([]);
		expect(beyond(40, 3)).toEqual([]);
	});
});
