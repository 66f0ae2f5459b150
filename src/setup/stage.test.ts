/** The only test of where a set-up window goes with what was read. */
import { beforeEach, expect, test, vi } from 'vitest';
import { Refusal } from '../core/refusal.ts';
import type { Reading } from './stage.ts';

const draft = (accessKey: string) => ({
	kind: 'totp' as const,
	issuer: 'Bank',
	label: 'kim',
	accessKey,
	algorithm: 'SHA1' as const,
	digits: 6,
	period: 30,
	counter: 0,
});
const good = (key: string): Reading => ({
	key,
	setUp: { kind: 'draft', draft: draft(key) },
	refusal: null,
	corners: [],
});
const bad = (key: string): Reading => ({
	key,
	setUp: null,
	refusal: new Refusal('web-address', 'x.test'),
	corners: [],
});
const part = (index: number): Reading => ({
	key: `p${index}`,
	setUp: { kind: 'migration', part: { drafts: [draft(`K${index}`)], refused: [], batchId: 1, index, size: 2 } },
	refusal: null,
	corners: [],
});

let at: typeof import('./stage.ts');
beforeEach(async () => {
	vi.resetModules();
	vi.stubGlobal('location', { search: '?job=abc' });
	at = await import('./stage.ts');
});

test('one account: straight to the look before Add, whatever else was beside it', () => {
	at.goOn([bad('x'), good('A')], null);
	expect(at.stage.value).toEqual({ at: 'confirm', draft: draft('A') });
});

test('several accounts: a choice of those alone', () => {
	const shown = { url: 'data:,', width: 2, height: 2 };
	at.goOn([good('A'), bad('x'), good('B')], shown);
	expect(at.stage.value).toEqual({ at: 'choose', readings: [good('A'), good('B')], shown });
});

test('nothing to keep: the other ways in, with the reason of what was read', () => {
	at.goOn([bad('x')], null);
	expect(at.stage.value).toEqual({ at: 'ways' });
	expect((at.trouble.value as Refusal).reason).toBe('web-address');
});

test('nothing read at all keeps the reason that was there', () => {
	at.trouble.value = new Refusal('no-qr');
	at.goOn([], null);
	expect((at.trouble.value as Refusal).reason).toBe('no-qr');
});

test('parts of a migration gather, in any order; what is read later joins them', () => {
	at.goOn([part(1)], null);
	at.goOn([part(0)], null);
	at.goOn([good('A')], null);
	expect(at.stage.value).toEqual({ at: 'many' });
	expect(at.collected.value.map((s) => s.kind)).toEqual(['migration', 'migration', 'draft']);
	at.goOn([bad('x')], null);
	expect(at.stage.value).toEqual({ at: 'many' });
});
