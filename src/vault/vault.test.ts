/** Proves what a list may know of an account: nothing that makes a code or replaces one, only how many are left. */
import { expect, test } from 'vitest';
import { accountOf } from '../core/account.ts';
import { listedOf } from './vault.ts';

const draft = {
	kind: 'totp',
	issuer: 'Bank',
	label: 'ann',
	accessKey: 'JBSWY3DPEHPK3PXP',
	algorithm: 'SHA1',
	digits: 6,
	period: 30,
	counter: 0,
} as const;

test('an account in a list has its recovery codes counted, used ones as gone', () => {
	const recovery = [null, 1_790_000_000_000, null].map((usedAt, i) => ({ value: `1111-222${i}`, usedAt }));
	const account = { ...accountOf(draft, 'a'.repeat(32), [], 1), recovery };
	const listed = listedOf(account);
	expect(listed).toMatchObject({ issuer: 'Bank', recoveryKept: 3, recoveryLeft: 2 });
	expect(JSON.stringify(listed)).not.toMatch(/JBSWY3DPEHPK3PXP|1111-222/);
});
