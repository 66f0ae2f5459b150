/** The only test of the password meter's guess. */
import { expect, test } from 'vitest';
import { strength } from './strength.ts';

test.each([
	['', 0],
	['short1!', 0],
	['aaaaaaaaaaaaaaaaaaaa', 0],
	['abababababab', 0],
])('%s is trivial', (password, least) => {
	expect(strength(password)).toBe(least);
});

test('rows of neighbours stay weak however long', () => {
	expect(strength('abcdefghijklmnop')).toBe(1);
	expect(strength('12345678901')).toBe(1);
});

test('more, and more mixed, is stronger; a few words are strong', () => {
	expect(strength('kQ7#mV2!')).toBeGreaterThan(strength('kqgzmvpx'));
	expect(strength('copper lantern under seven bridges')).toBe(4);
});
