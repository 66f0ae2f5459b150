/** Tests of the QR cascade: generated codes in many dresses, several at once, texts in all encodings, and nothing out of noise. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import encodeQR from 'qr';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { FAMILIES, random } from '../../bench/qr-families.mjs';
import { type Pixels, type Rect, readQr } from './qr.ts';
import type { Reader } from './qr-readers.ts';
import { openZxing } from './qr-zxing.ts';

const URI = 'otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example';

// Drawing the pictures takes longer than reading them, on a busy machine seconds.
vi.setConfig({ testTimeout: 60_000 });

let slow: Reader;
beforeAll(async () => {
	const file = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
	slow = await openZxing(file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer);
});

const now = () => performance.now();
const texts = async (pixels: Pixels, rect: Rect | null = null) =>
	(await readQr(pixels, { rect, now, budget: 60_000, slow: async () => slow })).map((found) => found.text);

interface Look {
	px?: number;
	border?: number;
	dark?: [number, number, number, number];
	light?: [number, number, number, number];
	ground?: [number, number, number, number];
	room?: number;
}

/** A code drawn in colours, with `room` pixels of ground around its own light border. */
function code(text: string | boolean[][], look: Look = {}): Pixels {
	const { px = 4, border = 4, dark = [0, 0, 0, 255], light = [255, 255, 255, 255], room = 0 } = look;
	const ground = look.ground ?? light;
	const bits =
		typeof text === 'string'
			? encodeQR(text, 'raw', { border: 1 })
					.slice(1, -1)
					.map((row) => row.slice(1, -1))
			: text;
	const inner = (bits.length + 2 * border) * px;
	const side = inner + 2 * room;
	const data = new Uint8ClampedArray(side * side * 4);
	for (let y = 0; y < side; y++) {
		for (let x = 0; x < side; x++) {
			const [u, v] = [Math.floor((x - room) / px) - border, Math.floor((y - room) / px) - border];
			const inside = x >= room && y >= room && x < room + inner && y < room + inner;
			data.set(inside ? (bits[v]?.[u] ? dark : light) : ground, (y * side + x) * 4);
		}
	}
	return { data, width: side, height: side };
}

/** Pictures side by side on white. */
function beside(...parts: Pixels[]): Pixels {
	const width = parts.reduce((sum, part) => sum + part.width + 20, 0);
	const height = Math.max(...parts.map((part) => part.height));
	const data = new Uint8ClampedArray(width * height * 4).fill(255);
	let left = 0;
	for (const part of parts) {
		for (let y = 0; y < part.height; y++) {
			data.set(part.data.subarray(y * part.width * 4, (y + 1) * part.width * 4), (y * width + left) * 4);
		}
		left += part.width + 20;
	}
	return { data, width, height };
}

const mirrored = (pixels: Pixels): Pixels => {
	const data = new Uint8ClampedArray(pixels.data.length);
	for (let i = 0; i < pixels.width * pixels.height; i++) {
		const y = Math.floor(i / pixels.width);
		const from = y * pixels.width + (pixels.width - 1 - (i % pixels.width));
		data.set(pixels.data.subarray(from * 4, from * 4 + 4), i * 4);
	}
	return { ...pixels, data };
};

describe('a code is read', () => {
	test.each<[string, Look]>([
		['as usual', {}],
		['one pixel a module', { px: 1 }],
		['without a margin', { border: 0 }],
		['inverted', { dark: [255, 255, 255, 255], light: [0, 0, 0, 255] }],
		['in faint grey', { dark: [200, 200, 200, 255], light: [225, 225, 225, 255] }],
		['black on nothing', { light: [0, 0, 0, 0] }],
		['white on nothing', { dark: [255, 255, 255, 255], light: [255, 255, 255, 0] }],
		['without a margin on a nearly black page', { border: 0, room: 60, ground: [17, 17, 17, 255] }],
		['in two equally bright colours', { dark: [220, 40, 40, 255], light: [30, 128, 40, 255] }],
	])('%s', async (_, look) => {
		expect(await texts(code(URI, look))).toEqual([URI]);
	});

	test('mirrored', async () => {
		expect(await texts(mirrored(code(URI)))).toEqual([URI]);
	});

	test('its corners are where it is', async () => {
		const found = await readQr(code(URI, { px: 5, room: 30 }), { now });
		const side = (encodeQR(URI, 'raw', { border: 1 }).length - 2) * 5;
		const [tl, tr, br, bl] = found[0]?.corners ?? [];
		for (const [corner, x, y] of [
			[tl, 50, 50],
			[tr, 50 + side, 50],
			[br, 50 + side, 50 + side],
			[bl, 50, 50 + side],
		] as const) {
			expect(Math.abs((corner?.x ?? 0) - x)).toBeLessThan(5);
			expect(Math.abs((corner?.y ?? 0) - y)).toBeLessThan(5);
		}
	});

	test.each(['bend', 'sag', 'fold', 'motion', 'tilt', 'shadow', 'moire', 'darkPhoto', 'dithered', 'dots', 'scanLines'])(
		'photographed or drawn carelessly: %s',
		async (family) => {
			const { text, pixels } = (FAMILIES[family] as (typeof FAMILIES)[string])(random(1000 + family.length * 131));
			expect(await texts(pixels)).toEqual([text]);
		},
	);

	test('also without the slow reader, which is asked for only when it is needed', async () => {
		let asked = 0;
		const found = await readQr(code(URI), {
			now,
			slow: async () => {
				asked++;
				return slow;
			},
		});
		expect([found.map((f) => f.text), asked]).toEqual([[URI], 0]);
	});

	test('any text of a code for setting up (property)', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.string({ maxLength: 60, unit: 'grapheme' }),
				fc.integer({ min: 1, max: 6 }),
				async (label, px) => {
					const uri = `otpauth://totp/${encodeURIComponent(label)}?secret=JBSWY3DPEHPK3PXP`;
					expect(await texts(code(uri, { px }))).toEqual([uri]);
				},
			),
			{ numRuns: 40 },
		);
	});
});

describe('several codes in one picture', () => {
	const other = 'https://example.com/app';
	test('all of them, those for setting up first (D11)', async () => {
		const picture = beside(code(other, { px: 5 }), code(URI, { px: 5 }), code(`${URI}2`, { px: 5 }));
		const found = await texts(picture);
		expect(new Set(found)).toEqual(new Set([URI, `${URI}2`, other]));
		expect(found.at(-1)).toBe(other);
	});

	test('only the one that was pointed at', async () => {
		const first = code(`${URI}1`, { px: 5 });
		const second = code(`${URI}2`, { px: 5 });
		const rect = { x: first.width + 20, y: 0, width: second.width, height: second.height };
		expect(await texts(beside(first, second), rect)).toEqual([`${URI}2`]);
	});

	test('a box without a code, or outside the picture, gives the whole picture', async () => {
		const picture = beside(code(URI), code(other));
		for (const rect of [
			{ x: 0, y: 0, width: 3, height: 3 },
			{ x: 9999, y: 9999, width: 10, height: 10 },
			{ x: -50, y: -50, width: 20, height: 20 },
		]) {
			expect((await texts(picture, rect))[0]).toBe(URI);
		}
	});
});

describe('nothing is read', () => {
	test('out of blank, tiny and noisy pictures (fuzz)', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 120 }),
				fc.integer({ min: 1, max: 120 }),
				fc.integer(),
				fc.constantFrom(0, 1, 128, 256),
				async (width, height, seed, levels) => {
					const r = random(seed);
					const data = new Uint8ClampedArray(width * height * 4).map(() =>
						levels === 0 ? 255 : Math.round(r() * levels) * (256 / levels),
					);
					expect(await texts({ data, width, height })).toEqual([]);
				},
			),
			{ numRuns: 40 },
		);
	});

	test('out of a code with too much of it destroyed', async () => {
		const r = random(5);
		const bits = encodeQR(URI, 'raw', { border: 1 })
			.slice(1, -1)
			.map((row) => row.slice(1, -1));
		const broken = bits.map((row, v) => row.map((on, u) => ((u > 8 || v > 8) && r() < 0.3 ? r() < 0.5 : on)));
		expect(await texts(code(broken))).toEqual([]);
	});

	test('after its time', async () => {
		let time = 0;
		const found = await readQr(code(URI, { light: [255, 255, 255, 255], dark: [250, 250, 250, 255] }), {
			now: () => {
				time += 1000;
				return time;
			},
			budget: 500,
		});
		expect(found).toEqual([]);
	});
});
