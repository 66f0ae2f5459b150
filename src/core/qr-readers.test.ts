/** Tests of both QR readers: texts as they were written in any mode and encoding, corners where they are, one code or all. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'qrcode';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule as slowModule } from 'zxing-wasm/reader';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { filled, noise, plane } from './fixtures/planes.ts';
import type { Grey } from './qr-pixels.ts';
import { makeQrReader, place, type Reader } from './qr-readers.ts';
import { openZxing } from './qr-zxing.ts';

const wasm = (name: string) => {
	const file = readFileSync(createRequire(import.meta.url).resolve(`zxing-wasm/${name}`));
	return file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer;
};
let zxing: Reader;
const readers: Record<'fast' | 'slow', () => Reader> = { fast: () => makeQrReader(4, 1000), slow: () => zxing };
beforeAll(async () => {
	zxing = await openZxing(wasm('reader/zxing_reader.wasm'));
	const wasmBinary = wasm('writer/zxing_writer.wasm');
	await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

const URI = 'otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP';
type Modules = { size: number; dark: (u: number, v: number) => boolean };
const modulesOf = (what: Parameters<typeof create>[0]): Modules => {
	const { size, data } = create(what, { errorCorrectionLevel: 'M' }).modules;
	return { size, dark: (u, v) => u >= 0 && v >= 0 && u < size && v < size && data[v * size + u] === 1 };
};
const PX = 4;
const MARGIN = 4;
/** A code four pixels a module, in a margin of four modules. */
const drawn = ({ size, dark }: Modules, [black, white] = [0, 255]): Grey =>
	filled(
		(size + 2 * MARGIN) * PX,
		(size + 2 * MARGIN) * PX,
		(x, y) => (dark(Math.floor(x / PX) - MARGIN, Math.floor(y / PX) - MARGIN) ? black : white) as number,
	);
/** Modules of a text that says its own encoding, as another library makes them. */
const marked = async (text: string, eci: string): Promise<Modules> => {
	const { symbol } = await writeBarcode(text, { format: 'QRCode', options: `eci=${eci}`, addQuietZones: false });
	const { width: size, data } = symbol;
	return { size, dark: (u, v) => u >= 0 && v >= 0 && u < size && v < size && data[v * size + u] === 0 };
};
const turned = ({ size, dark }: Modules): Modules => ({ size, dark: (u, v) => dark(v, size - 1 - u) });
const mirrored = ({ size, dark }: Modules): Modules => ({ size, dark: (u, v) => dark(size - 1 - u, v) });
const beside = (a: Grey, b: Grey): Grey =>
	filled(a.width + b.width, Math.max(a.height, b.height), (x, y) => {
		const [part, u] = x < a.width ? [a, x] : [b, x - a.width];
		return y < part.height ? (part.luma[y * part.width + u] as number) : 255;
	});
const textsOf = (found: ReturnType<Reader>) => found.map(({ text }) => text).sort();

test('points of a plane lie in the picture', () => {
	const grey = plane([[0]], { x: 100, y: 30, step: 2 });
	expect(place(grey, [{ x: 0, y: 0 }, { x: 1.5, y: 4 }])).toEqual([{ x: 100, y: 30 }, { x: 103, y: 38 }]); // biome-ignore format: short
});

describe.each(['fast', 'slow'] as const)('the %s reader', (name) => {
	const read: Reader = (grey, all) => readers[name]()(grey, all);
	test('a code turned any way: its text, its corners clockwise from its own top left', () => {
		let code = modulesOf(URI);
		const [near, far] = [MARGIN * PX, (MARGIN + code.size) * PX];
		const square = [
			{ x: near, y: near },
			{ x: far, y: near },
			{ x: far, y: far },
			{ x: near, y: far },
		];
		for (let turn = 0; turn < 4; turn++) {
			const found = read({ ...drawn(code), x: 100, y: 30, step: 2 });
			expect(found).toMatchObject([{ text: URI, sure: true }]);
			const corners = found[0]?.corners ?? [];
			expect(corners).toHaveLength(4);
			for (const [k, { x, y }] of corners.entries()) {
				const there = square[(k + turn) % 4] as { x: number; y: number };
				expect(Math.hypot(x - (100 + 2 * there.x), y - (30 + 2 * there.y))).toBeLessThan(2 * PX);
			}
			code = turned(code);
		}
	});

	test('light on dark; nothing of an even plane', () => {
		expect(textsOf(read(drawn(modulesOf(URI), [255, 0])))).toEqual([URI]);
		expect(read(filled(120, 90, () => 200))).toEqual([]);
	});

	test('every mode, runs of several in one code', () => {
		const byte = (text: string) => ({ mode: 'byte', data: new TextEncoder().encode(text) }) as const;
		const [digits, capitals] = [{ mode: 'numeric', data: '0123456789' }, { mode: 'alphanumeric', data: 'AB-$%' }] as const; // biome-ignore format: short
		for (const [segments, text] of [
			[[digits], '0123456789'],
			[[capitals], 'AB-$%'],
			[[byte('é'), digits, byte('ß'), capitals, byte('日本')], 'é0123456789ßAB-$%日本'],
		] as const)
			expect(read(drawn(modulesOf([...segments])))).toMatchObject([{ text, sure: true }]);
	});

	test.each([
		['Привет', 'ISO-8859-5'],
		['Привет', 'UTF-8'],
		['Café', 'ISO-8859-1'],
	])('%s, marked as %s', async (text, eci) => {
		expect(read(drawn(await marked(text, eci)))).toMatchObject([{ text, sure: true }]);
	});

	test('bytes that are no UTF-8 are read, with doubt', () => {
		const data = Uint8Array.from('Café', (letter) => letter.charCodeAt(0));
		expect(read(drawn(modulesOf([{ mode: 'byte', data }])))).toMatchObject([{ text: 'Café', sure: false }]);
	});

	test('a plane of any size after any other, nothing left of the one before', () => {
		const small = drawn(modulesOf('1'));
		const wide = beside(
			filled(400, 10, () => 255),
			small,
		);
		const tall = filled(small.width, 500, (x, y) => small.luma[y * small.width + x] ?? 255);
		const kept = readers[name]();
		for (const grey of [small, wide, small, tall, wide]) {
			expect(textsOf(kept(grey))).toEqual(['1']);
			expect(kept(filled(200, 200, () => 255))).toEqual([]);
		}
	});

	test('a character split between two runs', () => {
		const whole = new TextEncoder().encode('é');
		const runs = [whole.slice(0, 1), whole.slice(1)].map((data) => ({ mode: 'byte', data }) as const);
		expect(read(drawn(modulesOf(runs)))).toMatchObject([{ text: 'é', sure: true }]);
	});

	test('no other kind of code, none of which too much is gone', async () => {
		for (const format of ['DataMatrix', 'Aztec', 'MicroQRCode', 'Code128'] as const) {
			const { symbol } = await writeBarcode('1234567', { format, addQuietZones: false });
			const { width, height, data } = symbol;
			const other = filled((width + 8) * PX, (height * (height > 1 ? 1 : 20) + 8) * PX, (x, y) => {
				const [u, v] = [Math.floor(x / PX) - 4, Math.floor(y / PX) - 4];
				return u < 0 || u >= width || v < 0 ? 255 : (data[(height > 1 ? v : 0) * width + u] ?? 255);
			});
			expect(read(other)).toEqual([]);
		}
		const { size, dark } = modulesOf(URI);
		expect(read(drawn({ size, dark: (u, v) => dark(u, v) !== (u > 8 && v > 8 && (u * v) % 3 === 0) }))).toEqual([]);
	});

	test('all codes of a plane, each with its own corners', () => {
		const [a, b] = [drawn(modulesOf(URI)), drawn(modulesOf('HTTPS://EXAMPLE.COM'))];
		const found = read(beside(a, b), true);
		expect(textsOf(found)).toEqual(['HTTPS://EXAMPLE.COM', URI]);
		for (const { text, corners } of found) {
			const left = (text === URI ? 0 : a.width) + MARGIN * PX;
			expect(Math.abs(Math.min(...corners.map(({ x }) => x)) - left)).toBeLessThan(PX);
		}
	});
});

test('the fast reader gives the first code alone unless all are asked for', () => {
	const two = beside(drawn(modulesOf(URI)), drawn(modulesOf('HTTPS://EXAMPLE.COM')));
	expect(readers.fast()(two)).toHaveLength(1);
});

test('codes that are mirrored or in Kanji are a matter for the slow reader', async () => {
	for (const [code, text] of [
		[mirrored(modulesOf(URI)), URI],
		[await marked('日本', 'Shift_JIS'), '日本'],
	] as const) {
		expect(readers.fast()(drawn(code))).toEqual([]);
		expect(readers.slow()(drawn(code))).toMatchObject([{ text, sure: true }]);
	}
});

test('the slow reader reads in a shadow, by a threshold for each place, and in grain, by one for all', () => {
	const code = drawn(modulesOf(URI));
	const { width, height, luma } = code;
	const shadow = filled(width, height, (x, y) => (80 + (170 * x) / width) * (luma[y * width + x] === 0 ? 0.4 : 1));
	const grains = noise(400, 400).luma;
	const grain = filled(
		width,
		height,
		(x, y) => (luma[y * width + x] === 0 ? 60 : 160) + ((grains[y * 400 + x] as number) % 96),
	);
	for (const grey of [shadow, grain]) expect(textsOf(readers.slow()(grey))).toEqual([URI]);
});

test('the slow reader reads a large code drawn in fine lines by making it smaller', () => {
	const { size, dark } = modulesOf(URI);
	const lined = filled((size + 8) * 15, (size + 8) * 15, (x, y) => {
		const line = ((y % 15) / 1.5) % 2 < 1.2;
		return line && dark(Math.floor(x / 15) - 4, Math.floor(y / 15) - 4) ? 0 : 255;
	});
	expect(textsOf(readers.slow()(lined))).toEqual([URI]);
});

test('the slow reader’s memory stays what it is however many planes it reads, and one too large for it is not read', async () => {
	const room = async () =>
		((await slowModule({ fireImmediately: true })) as unknown as { HEAPU8: Uint8Array }).HEAPU8.length;
	const white = filled(1000, 1000, () => 255);
	zxing(white);
	const before = await room();
	for (let i = 0; i < 40; i++) zxing(white);
	const endless = { ...plane([[0]]), luma: { length: 2 ** 32 - 1 } as unknown as Grey['luma'] };
	expect(zxing(endless)).toEqual([]);
	expect(await room()).toBe(before);
});
