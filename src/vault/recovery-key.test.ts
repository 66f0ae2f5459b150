/** Proves the printed recovery key: every key reads back, and every typo of up to three letters or one swap is caught. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recoveryBytes, recoveryText } from './recovery-key.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const key = fc.uint8Array({ minLength: 16, maxLength: 16 });
const refused = (text: string) => {
	try {
		recoveryBytes(text);
		return null;
	} catch (error) {
		return (error as { reason: string }).reason;
	}
};

describe('recovery key', () => {
	test('eight groups of four letters that read back to the same 128 bits', () => {
		fc.assert(
			fc.property(key, (bytes) => {
				const text = recoveryText(bytes);
				expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
				expect([...recoveryBytes(text)]).toEqual([...bytes]);
			}),
		);
	});

	test('known texts stay what they were printed as', () => {
		expect(recoveryText(new Uint8Array(16))).toBe('0000-0000-0000-0000-0000-0000-000D-BW3G');
		expect(recoveryText(new Uint8Array(16).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZWTC-KGTG');
	});

	test('case, spaces, missing dashes and look-alike letters do not matter', () => {
		fc.assert(
			fc.property(key, (bytes) => {
				const text = recoveryText(bytes);
				const typed = text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replace(/1/g, 'l');
				expect([...recoveryBytes(` ${typed}\n`)]).toEqual([...bytes]);
				expect([...recoveryBytes(text.replaceAll('1', 'I'))]).toEqual([...bytes]);
			}),
		);
	});

	test('one to three wrong letters are caught', () => {
		const slips = fc.uniqueArray(fc.tuple(fc.nat(31), fc.integer({ min: 1, max: 31 })), {
			minLength: 1,
			maxLength: 3,
			selector: ([at]) => at,
		});
		fc.assert(
			fc.property(key, slips, (bytes, wrong) => {
				const letters = [...recoveryText(bytes).replaceAll('-', '')];
				for (const [at, by] of wrong)
					letters[at] = LETTERS[(LETTERS.indexOf(letters[at] as string) + by) % 32] as string;
				expect(refused(letters.join(''))).toBe('recovery-key-typo');
			}),
			{ numRuns: 1000 },
		);
	});

	test('two neighbours swapped are caught', () => {
		fc.assert(
			fc.property(key, fc.nat(30), (bytes, at) => {
				const letters = [...recoveryText(bytes).replaceAll('-', '')];
				const [a, b] = [letters[at] as string, letters[at + 1] as string];
				fc.pre(a !== b);
				[letters[at], letters[at + 1]] = [b, a];
				expect(refused(letters.join(''))).toBe('recovery-key-typo');
			}),
		);
	});

	test('anything else is refused, never half read', () => {
		for (const text of [
			'',
			'0',
			'U'.repeat(32),
			`${recoveryText(new Uint8Array(16))}0`,
			'0'.repeat(32),
			'🗝'.repeat(32),
		]) {
			expect(refused(text)).toBe('recovery-key-typo');
		}
	});
});
