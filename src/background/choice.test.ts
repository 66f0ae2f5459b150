/** Tests of the pure choices behind an offer: which account needs no choosing, which recovery code is next. */
import { describe, expect, test } from 'vitest';
import { type Account, accountOf } from '../core/account.ts';
import { recoveryChoice, unambiguous } from './choice.ts';

function account(id: string, label: string, usernames: string[] = []): Account {
	const draft = {
		kind: 'totp',
		issuer: 'Bank',
		label,
		accessKey: 'JBSWY3DPEHPK3PXP',
		algorithm: 'SHA1',
		digits: 6,
		period: 30,
		counter: 0,
	} as const;
	return { ...accountOf(draft, id.repeat(32), ['bank.test'], 0), usernames };
}
const ada = account('a', 'ada@bank.test');
const bob = account('b', 'bob', ['bob@bank.test']);

describe('the account that needs no choosing', () => {
	test('is the only one', () => expect(unambiguous([ada], null)).toBe(ada));
	test('is none of none', () => expect(unambiguous([], 'ada')).toBe(null));
	test('is none of two without a user name', () => expect(unambiguous([ada, bob], null)).toBe(null));
	test('is the one with the label shown', () => expect(unambiguous([ada, bob], ' Ada@bank.test ')).toBe(ada));
	test('is the one remembered for the user name shown', () =>
		expect(unambiguous([ada, bob], 'bob@bank.test')).toBe(bob));
	test('is none when two carry the name', () =>
		expect(unambiguous([ada, account('c', 'ada@bank.test')], 'ada@bank.test')).toBe(null));
});

describe('the recovery code to offer', () => {
	const codes = [
		{ value: 'one', usedAt: 5 },
		{ value: 'two', usedAt: null },
		{ value: 'three', usedAt: null },
	];
	test('is the first unused one', () => expect(recoveryChoice(codes, null)).toBe(1));
	test('is the one asked for by number', () => expect(recoveryChoice(codes, 3)).toBe(2));
	test('is none when the one asked for was used', () => expect(recoveryChoice(codes, 1)).toBe(null));
	test('is none beyond the list', () => expect(recoveryChoice(codes, 4)).toBe(null));
	test('is none when all are used', () => expect(recoveryChoice([{ value: 'x', usedAt: 1 }], null)).toBe(null));
});
