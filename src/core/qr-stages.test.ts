/** Tests of the QR cascade's order, with a reader that is told what to find: what it is shown of which picture, when it stops, whose word counts. */
import encodeQR from 'qr';
import { describe, expect, test } from 'vitest';
import { drawnThrough } from './fixtures/planes.ts';
import { type Found, type Pixels, type ReadOptions, readQr } from './qr.ts';
import type { Grey } from './qr-pixels.ts';

type Colour = readonly [number, number, number, number];
const WHITE: Colour = [255, 255, 255, 255];
const BLACK: Colour = [20, 20, 20, 255];
/** White with something black on it that is no code. */
const marked = (width: number, height: number) =>
	picture(width, height, (x, y) =>
		x < width * 0.9 && x > width * 0.8 && y > height * 0.3 && y < height * 0.9 ? BLACK : WHITE,
	);
const picture = (width: number, height: number, at: (x: number, y: number) => Colour): Pixels => {
	const data = new Uint8ClampedArray(width * height * 4);
	for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(at(x, y), (y * width + x) * 4);
	return { data, width, height };
};
const box = (left: number, top: number, right: number, bottom: number) => [
	{ x: left, y: top },
	{ x: right, y: top },
	{ x: right, y: bottom },
	{ x: left, y: bottom },
];
const URI = 'otpauth://totp/a?secret=JBSWY3DPEHPK3PXP';
const found = (text: string, sure = true): Found => ({ text, sure, corners: [] });

type Say = (grey: Grey, nth: number, all: boolean) => Found[];
/** Reads a picture with a slow reader that says what it is told to; gives what it was shown and what came of it. */
async function read(pixels: Pixels, say: Say = () => [], options: Partial<ReadOptions> = {}) {
	const shown: Grey[] = [];
	let asked = 0;
	const reader = (grey: Grey, all = false) => {
		shown.push(grey);
		return say(grey, shown.length, all);
	};
	const slow = async () => {
		asked++;
		return reader;
	};
	const texts = (await readQr(pixels, { now: () => 0, slow, ...options })).map(({ text }) => text);
	return { shown, asked, texts };
}
const sizes = (shown: Grey[]) => shown.map(({ width, height, step }) => [width, height, step]);
/** What a plane shows of a place in the picture. */
const at = ({ luma, width, x, y, step }: Grey, px: number, py: number) =>
	luma[Math.floor((py - y) / step) * width + Math.floor((px - x) / step)];

describe('what the slow reader is shown', () => {
	test('a light picture: framed; softened, halved, doubled, its median', async () => {
		const { shown, texts, asked } = await read(marked(60, 40));
		expect(sizes(shown)).toEqual([
			[96, 72, 1],
			[96, 72, 1],
			[48, 36, 2],
			[192, 144, 0.5],
			[96, 72, 1],
		]);
		expect(shown.map(({ x, y }) => [x, y])).toEqual(shown.map(() => [-16, -16]));
		expect([texts, asked]).toEqual([[], 1]);
	});

	test('the frame is 8 % of a large one; costly stages are left out of it', async () => {
		expect(sizes((await read(marked(650, 401))).shown)).toEqual([[760, 512, 1], [760, 512, 1], [380, 256, 2]]); // biome-ignore format: short
		expect(sizes((await read(marked(1000, 701))).shown)).toEqual([[1160, 864, 1], [580, 432, 2]]); // biome-ignore format: short
	});

	test('more than 2,000 pixels a side: by steps first, in full at last', async () => {
		const { shown } = await read(marked(2001, 40));
		expect(sizes(shown).at(0)).toEqual([1160, 184, 2]);
		expect(sizes(shown).at(-1)).toEqual([2001, 40, 1]);
	});

	test('what lets something shine through: on black too', async () => {
		const { shown } = await read(picture(60, 60, (x) => [255, 255, 255, x < 30 ? 255 : 0]));
		expect(shown.map((grey) => [at(grey, 20, 30), at(grey, 40, 30)])).toContainEqual([255, 0]);
	});

	test('on a dark page: the page flooded with white, the light card cut out', async () => {
		const card = (x: number, y: number) => Math.abs(x - 60) < 20 && Math.abs(y - 50) < 20;
		const code = (x: number, y: number) => Math.abs(x - 60) < 9 && Math.abs(y - 50) < 9;
		const { shown } = await read(picture(140, 100, (x, y) => (card(x, y) && !code(x, y) ? WHITE : BLACK)));
		const [flat, shaded, cut] = shown.slice(-3) as [Grey, Grey, Grey];
		for (const grey of [flat, shaded]) {
			expect([grey.width, grey.height, grey.luma[0]]).toEqual([140, 100, 255]);
			expect(at(grey, 60, 50)).toBeLessThan(21);
		}
		expect([cut.width, cut.height, cut.x, cut.y, at(cut, 50, 50), at(cut, 60, 50)]).toEqual([72, 72, 25, 15, 255, 0]);
	});

	test('two colours of one brightness: the plane in which they differ', async () => {
		const { shown } = await read(picture(60, 60, (x) => (x < 30 ? [200, 50, 50, 255] : [0, 153, 50, 255])));
		expect(new Set(shown.at(-1)?.luma)).toEqual(new Set([0, 254]));
	});
});

describe('whose word counts', () => {
	const blank = marked(60, 60);
	test('no doubtful text unless two readings agree on it', async () => {
		expect((await read(blank, (_, nth) => [found(`${nth % 4}`, false)])).texts).toEqual(['1']);
		expect((await read(blank, (_, nth) => [found(`${nth}`, false)])).texts).toEqual([]);
		expect((await read(blank, (_, nth) => (nth === 2 ? [found('sure')] : []))).texts).toEqual(['sure']);
	});

	test('a code for setting up ends the search and comes first; another does not end it', async () => {
		const say: Say = (_, nth) =>
			[[], [found('https://a')], [found('https://a'), found(URI)]][nth - 1] ?? [found('late')];
		const { texts, shown } = await read(blank, say);
		expect(texts).toEqual([URI, 'https://a']);
		expect(shown).toHaveLength(3);
	});
});

describe('the box that was pointed at', () => {
	const page = marked(400, 300);
	const rect = { x: 300, y: 90, width: 100, height: 50 };
	test('is looked at with a little around it, then the whole picture; the slow reader is asked for once', async () => {
		const { shown, asked } = await read(page, () => [], { rect });
		const places = shown.map(({ x, y, width, height }) => [x, y, width, height]);
		expect(places[0]).toEqual([292 - 16, 82 - 16, 144, 104]);
		expect(places.findIndex(([x]) => x === -32)).toBe(5);
		expect(asked).toBe(1);
		const wide = await read(page, () => [], { rect: { x: 250, y: 50, width: 100, height: 200 } });
		expect(wide.shown[0]).toMatchObject({ x: 250 - 12 - 18, y: 50 - 12 - 18 });
	});

	test('what is read in it is all there is', async () => {
		const say: Say = ({ width }) => (width === 144 ? [found('inside')] : width === 464 ? [found(URI)] : []);
		expect((await read(page, say, { rect })).texts).toEqual(['inside']);
		expect((await read(page, say, { rect: null })).texts).toEqual([URI]);
	});
});

describe('beside a code that was read', () => {
	/** Shown a code at these corners, what the reader sees in its middle when it looks for others, and if for all of them. */
	const again = async (width: number, height: number, [left, top, right, bottom]: [number, number, number, number]) => {
		const seen: [number | undefined, boolean][] = [];
		await read(
			picture(width, height, () => [0, 0, 0, 255]),
			(grey, nth, all) => {
				if (nth > 1) seen.push([at(grey, (left + right) / 2, (top + bottom) / 2), all]);
				return nth === 1 ? [{ text: URI, sure: true, corners: box(left, top, right, bottom) }] : [];
			},
		);
		return seen;
	};
	const others = [[255, true]];
	test('it is painted over and all others are asked for, where there is room: to the right, below, to the left, above', async () => {
		expect(await again(400, 200, [50, 50, 150, 150])).toEqual(others);
		expect(await again(200, 400, [50, 50, 150, 150])).toEqual(others);
		expect(await again(300, 200, [80, 10, 290, 190])).toEqual(others);
		expect(await again(200, 300, [10, 80, 190, 290])).toEqual(others);
		// Looked at by steps of two.
		expect(await again(2104, 80, [2, 0, 1500, 80])).toEqual(others);
		expect(await again(80, 2104, [0, 2, 80, 1500])).toEqual(others);
	});

	test('room is 30 pixels and three tenths of its longer side, the frame counted', async () => {
		expect(await again(64, 64, [13, 13, 51, 51])).toEqual([]);
		expect(await again(64, 64, [14, 14, 50, 50])).toEqual(others);
		expect(await again(304, 304, [35, 35, 265, 265])).toEqual([]);
		expect(await again(304, 304, [45, 45, 255, 255])).toEqual(others);
		expect(await again(304, 134, [35, 35, 265, 95])).toEqual([]);
	});

	test('not where its corners are not told', async () => {
		const { shown } = await read(marked(400, 200), () => [found(URI)]);
		expect(shown).toHaveLength(1);
	});
});

describe('the fast reader alone', () => {
	const rows = encodeQR(URI, 'raw', { border: 1 });
	const side = (rows.length + 20) * 4;
	/** A code in these colours, its own margin only one module wide, on a ground that may change from place to place. */
	const drawn = (dark: Colour, light: Colour, ground: (x: number, y: number) => Colour) =>
		picture(side, side, (x, y) => {
			const row = rows[Math.floor(y / 4) - 10];
			const module = row?.[Math.floor(x / 4) - 10];
			return module === undefined ? ground(x, y) : module ? dark : light;
		});
	const black: Colour = [0, 0, 0, 255];
	test.each<[string, Pixels]>([
		['as usual', drawn(black, WHITE, () => WHITE)],
		['faint', drawn([215, 215, 215, 255], [225, 225, 225, 255], () => [225, 225, 225, 255])],
		['white on nothing', drawn(WHITE, [255, 255, 255, 0], () => [255, 255, 255, 0])],
		['on a dark page', drawn(black, WHITE, () => [17, 17, 17, 255])],
	])('%s', async (_, pixels) => {
		const found = await readQr(pixels, { now: () => 0 });
		expect(found.map(({ text }) => text)).toEqual([URI]);
	});
});

describe('its time', () => {
	const ticking = (by: number) => {
		let time = -by;
		return () => {
			time += by;
			return time;
		};
	};
	test('no further stage begins after it; 1,500 ms if nothing is said', async () => {
		// The first look at the clock is at 0, one more before each of six fast stages; the second of the slow ones has nothing to show.
		for (const [budget, stages] of [
			[600, 0],
			[700, 1],
			[900, 2],
		] as const)
			expect((await read(marked(60, 60), undefined, { now: ticking(100), budget })).shown).toHaveLength(stages);
		expect((await read(marked(60, 60), undefined, { now: ticking(200) })).shown).toHaveLength(1);
		expect((await read(marked(60, 60), undefined, { now: ticking(100), budget: 300 })).asked).toBe(0);
	});
});

test('a bent code that no reader reads is drawn anew and read then, its corners where it is', async () => {
	const rows = encodeQR(URI, 'raw', { border: 1 });
	const [middle, side] = [rows.length / 2, rows.length * 5 + 30];
	const waves = drawnThrough(
		side,
		(x, y) => {
			const [a, b] = [(x - side / 2) / 5 / middle, (y - side / 2) / 5 / middle];
			return [middle * (1 + a + 0.08 * Math.sin(3.1 * b)), middle * (1 + b + 0.08 * Math.sin(3.1 * a))];
		},
		(u, v) => rows[Math.floor(v)]?.[Math.floor(u)] ?? false,
	);
	const bent = picture(side, side, (x, y) => {
		const grey = waves.luma[y * side + x] as number;
		return [grey, grey, grey, 255];
	});
	const [one, ...more] = await readQr(bent, { now: () => 0 });
	expect([one?.text, more]).toEqual([URI, []]);
	for (const [k, there] of box(20, 20, side - 20, side - 20).entries()) {
		const corner = one?.corners[k] ?? { x: 0, y: 0 };
		expect(Math.hypot(corner.x - there.x, corner.y - there.y)).toBeLessThan(12);
	}
});
