/** Tests of a code as a matrix of modules: what every code has, against codes of all sizes; drawing and unblurring. */
import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import { drawn, equalised, known } from './qr-modules.ts';

const TEXT = 'otpauth://totp/Example:alice';
/** The modules of a code, row by row: -1 dark, 1 light, as another library makes it. */
const modulesOf = (version: number, text = TEXT) => {
	const { modules } = create(text, { version, errorCorrectionLevel: 'L' });
	const signs = Float64Array.from(modules.data as Uint8Array, (dark) => (dark ? -1 : 1));
	return { size: modules.size, signs };
};

describe('what every code of a size has', () => {
	test.each(Array.from({ length: 40 }, (_, k) => k + 1))('version %i', (version) => {
		const { modules } = create('1', { version, errorCorrectionLevel: 'L' });
		const map = known(modules.size);
		const reserved = modules.reservedBit as unknown as Uint8Array;
		let asked = 0;
		map.forEach((sign, k) => {
			if (sign === 0) return;
			asked++;
			expect(reserved[k]).toBe(1);
			expect(sign).toBe(modules.data[k] ? -1 : 1);
		});
		// All that is laid down but for what says the mask (30 modules and a dark one) and the version (36).
		expect(asked).toBe(reserved.reduce((sum, bit) => sum + bit, 0) - 31 - (version < 7 ? 0 : 36));
	});
});

test('drawn: four pixels a module in a light frame, the known parts as they must be', () => {
	const { size, signs } = modulesOf(2);
	const map = known(size);
	// What is known is told wrongly, and mended.
	const { luma, width, height } = drawn(
		signs.map((sign, k) => (map[k] === 0 ? sign * 0.1 : -sign)),
		size,
	);
	expect([width, height]).toEqual([136, 136]);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const [u, v] = [Math.floor((x - 16) / 4), Math.floor((y - 16) / 4)];
			const inside = u >= 0 && v >= 0 && u < size && v < size;
			expect(luma[y * width + x]).toBe(inside && (signs[v * size + u] as number) < 0 ? 0 : 255);
		}
	}
	expect(drawn(new Float64Array(441), 21).luma[(16 + 4 * 10) * 120 + 16 + 4 * 10]).toBe(0);
});

describe('unblurring', () => {
	/** Each module mixed with its neighbours to the left and right (`across`), above and below (`down`). */
	const blurred = (signs: Float64Array, size: number, across: number, down: number) =>
		signs.map((own, k) => {
			const [u, v] = [k % size, Math.floor(k / size)];
			const at = (a: number, b: number) =>
				signs[Math.max(0, Math.min(size - 1, b)) * size + Math.max(0, Math.min(size - 1, a))] as number;
			return 50 * (own + across * (at(u - 1, v) + at(u + 1, v)) + down * (at(u, v - 1) + at(u, v + 1)));
		});
	const wrong = (values: Float64Array, signs: Float64Array) =>
		values.filter((value, k) => value > 0 !== (signs[k] as number) > 0).length;

	test.each([
		[1, 0.45, 0.1],
		[2, 0.1, 0.45],
		[2, 0.35, 0.3],
		[5, 0.3, 0.3],
	])('version %i, mixed by %f and %f', (version, across, down) => {
		const { size, signs } = modulesOf(version, 'OTPAUTH');
		const values = blurred(signs, size, across, down);
		expect(wrong(values, signs)).toBeGreaterThan(10);
		expect(wrong(equalised(values, size), signs)).toBe(0);
	});

	test('gives -1 and 1 where nothing is blurred, also when all is too light', () => {
		const { size, signs } = modulesOf(1, 'OTPAUTH');
		for (const lighter of [0, 40]) {
			const out = equalised(
				signs.map((sign) => 60 * sign + lighter),
				size,
			);
			const off = out.map((value, k) => Math.abs(value - (signs[k] as number)));
			expect(Math.max(...off)).toBeLessThan(0.05);
		}
	});
});
