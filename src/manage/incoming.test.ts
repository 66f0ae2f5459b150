/** The only test of what a backup's entry is taken for. */
import { expect, test } from 'vitest';
import type { AccountView } from '../protocol/panel.ts';
import { judged } from './incoming.ts';

const draft = {
	kind: 'totp' as const,
	issuer: 'Bank',
	label: 'kim',
	accessKey: 'JBSWY3DPEHPK3PXP',
	algorithm: 'SHA1' as const,
	digits: 6,
	period: 30,
	counter: 0,
};
const entry = { draft, hosts: [], recovery: [] };
const kept = (issuer: string, label: string) => ({ id: 'a'.repeat(32), issuer, label }) as AccountView;

test('nothing like it is kept: new, and proposed to be kept', () => {
	expect(judged('0', entry, null)).toMatchObject({ what: 'new', take: 'keep', clash: null });
});

test('same secret, same name: the same, and proposed to be left', () => {
	expect(judged('0', entry, { with: kept('Bank', 'kim'), why: 'same-secret' })).toMatchObject({
		what: 'same',
		take: 'leave',
	});
});

test('same secret under another name, or same name with another secret: a conflict; nothing is replaced by itself', () => {
	for (const clash of [
		{ with: kept('Bank', 'other'), why: 'same-secret' as const },
		{ with: kept('Bank', 'kim'), why: 'same-name' as const },
	])
		expect(judged('0', entry, clash)).toMatchObject({ what: 'conflict', take: 'keep', clash: clash.with });
});
