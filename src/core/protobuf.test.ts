/** Proves what is read of a message on the wire, and that nothing of another kind is read as if it were known. */
import { expect, test } from 'vitest';
import { refusalOf } from './fixtures/drafts.ts';
import { fieldsIn } from './protobuf.ts';

const ENOUGH = [1, 2, 3, 4, 5, 6, 7, 8];

test('numbers, texts, and fields of four and eight bytes, each as it stands', () => {
	const message = Uint8Array.of(0x08, 0x96, 0x01, 0x12, 2, 65, 66, 0x1d, 1, 2, 3, 4, 0x21, ...ENOUGH);
	expect(fieldsIn(message, 4)).toEqual([
		{ number: 1, value: 150n },
		{ number: 2, value: Uint8Array.of(65, 66) },
		{ number: 3, value: Uint8Array.of(1, 2, 3, 4) },
		{ number: 4, value: Uint8Array.from(ENOUGH) },
	]);
	expect(refusalOf(() => fieldsIn(message, 3))).toBe('migration-broken');
});

test.each([3, 4, 6, 7])('wire type %i is refused, whatever follows', (wire) => {
	expect(refusalOf(() => fieldsIn(Uint8Array.of(0x08 | wire, ...ENOUGH), 9))).toBe('migration-broken');
});
