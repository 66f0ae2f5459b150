/** The only test of how codes are grouped for reading. */
import { expect, test } from 'vitest';
import { grouped } from './grouped.ts';

test.each([
	['123456', '123 456'],
	['1234567', '123 4567'],
	['12345678', '1234 5678'],
	['FR8RV', 'FR8RV'],
	['12345', '12345'],
	['123456789', '123456789'],
	['', ''],
])('grouped %s', (code, shown) => {
	expect(grouped(code)).toBe(shown);
});
