/** Proves that bytes go into text and back whole, of any length, and that ids are what the protocol takes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64url, fromBase64url, random, randomId } from './bytes.ts';

test('bytes of any length read back, and the text is the standard one', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
			expect(base64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
			expect(Buffer.from(fromBase64url(base64url(bytes)))).toEqual(Buffer.from(bytes));
		}),
	);
	for (const length of [8191, 8192, 8193, 16_384, 100_000]) {
		const bytes = new Uint8Array(length).map((_, i) => (i * 7) % 251);
		expect(base64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
	}
});

test('what is no base64url is refused', () => {
	for (const text of ['%', 'A', 'a b?']) expect(() => fromBase64url(text)).toThrow();
});

test('ids are 32 hex digits, each another', () => {
	const ids = Array.from({ length: 200 }, randomId);
	for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
	expect(new Set(ids).size).toBe(200);
	expect(random(12)).toHaveLength(12);
});
