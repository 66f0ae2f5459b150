/** Proves that what lies in the stores is taken for what it is only when each part of it is right, whatever somebody put there. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
	alike,
	digestOf,
	isHead,
	isJournalEntry,
	isMarker,
	isSealed,
	isSlot,
	revsOf,
	type Snapshot,
	seemsWhole,
} from './kept.ts';

const ID = 'a'.repeat(32);
const BOX = { iv: 'AAAA', ct: 'BBBB' };
const SEALED = { id: ID, rev: 3, kid: 1, erased: false, ...BOX };
const ARGON = { name: 'argon2id', m: 65536, t: 2, p: 1, salt: 'AAAA' };
const SLOT = {
	id: ID,
	rev: 0,
	vault: ID,
	generation: 1,
	kind: 'password',
	name: '',
	createdAt: 5,
	passkey: null,
	kdf: ARGON,
	pub: 'AAAA',
	priv: BOX,
	eph: 'AAAA',
	wrap: BOX,
	mac: 'AAAA',
};
const PASSKEY = {
	...SLOT,
	kind: 'passkey',
	kdf: { name: 'hkdf', salt: 'AAAA' },
	passkey: { credential: 'A', salt: 'B' },
};
const HEAD = { schema: 1, vault: ID, generation: 1, vaultRev: 4, count: 0, digest: 'AAAA', changedAt: 6, mac: 'AAAA' };
const MARKER = { vault: ID, createdAt: 7 };
const ENTRY = { opId: 'op', at: 8, ids: [ID, 'b'] };

type Fields = Record<string, unknown>;

/** Every way in which one part, at any depth, is gone or of another kind. */
function spoilt(good: Fields): [string, Fields][] {
	return Object.entries(good).flatMap(([key, value]): [string, Fields][] => {
		const { [key]: _, ...without } = good;
		const wrong = typeof value === 'number' ? ['1', -1, 0.5, Number.NaN, 2 ** 53] : [7];
		const inner = typeof value === 'object' && value !== null && !Array.isArray(value) ? spoilt(value as Fields) : [];
		return [
			[`${key} gone`, without],
			...wrong.map((w): [string, Fields] => [`${key} is ${JSON.stringify(w)}`, { ...good, [key]: w }]),
			...inner.map(([name, x]): [string, Fields] => [`${key}: ${name}`, { ...good, [key]: x }]),
		];
	});
}

describe.each([
	['a sealed record', SEALED, (x: unknown) => isSealed(x, ID)],
	['a way in by password', SLOT, (x: unknown) => isSlot(x, ID)],
	['a way in by passkey', PASSKEY, (x: unknown) => isSlot(x, ID)],
	['a head', HEAD, isHead],
	['a marker', MARKER, isMarker],
	['an entry of the journal', ENTRY, (x: unknown) => isJournalEntry(x, 'op')],
] as [string, Fields, (x: unknown) => boolean][])('%s', (_, good, is) => {
	test('is known', () => expect(is(good)).toBe(true));
	test.each([[null], [undefined], ['text'], [7], [[]], [{}]])('isn’t %o', (x) => expect(is(x)).toBe(false));
	test.each(spoilt(good))('isn’t with %s', (_name, x) => expect(is(x)).toBe(false));
});

describe('more than shape', () => {
	test('under another name it is another thing', () => {
		expect(isSealed(SEALED, 'b')).toBe(false);
		expect(isSlot(SLOT, 'b')).toBe(false);
		expect(isJournalEntry(ENTRY, 'b')).toBe(false);
	});

	test('a way in is of one of four kinds, each with its own cost', () => {
		const hkdf = { name: 'hkdf', salt: 'AAAA' };
		for (const kind of ['device', 'password', 'passkey', 'recovery'])
			expect([isSlot({ ...SLOT, kind }, ID), isSlot({ ...SLOT, kind, kdf: hkdf }, ID)]).toEqual([true, true]);
		expect(isSlot({ ...SLOT, kind: 'key' }, ID)).toBe(false);
		expect(isSlot({ ...SLOT, kdf: { ...ARGON, name: 'scrypt' } }, ID)).toBe(false);
	});

	test('a marker names a vault by 32 hex digits', () => {
		for (const vault of ['a'.repeat(31), 'a'.repeat(33), `${'a'.repeat(31)}g`, `-${ID}`, 'A'.repeat(32)])
			expect(isMarker({ ...MARKER, vault })).toBe(false);
	});

	test('an entry of the journal lists texts only, or nothing', () => {
		expect(isJournalEntry({ ...ENTRY, ids: [] }, 'op')).toBe(true);
		expect(isJournalEntry({ ...ENTRY, ids: [ID, 7] }, 'op')).toBe(false);
		expect(isJournalEntry({ ...ENTRY, ids: 'ab' }, 'op')).toBe(false);
	});
});

describe('content', () => {
	test('is compared whatever the order of its keys, at any depth', () => {
		expect(alike({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
		expect(alike([1, 2], [1, 2])).toBe(true);
		expect(alike(null, null)).toBe(true);
		expect(alike([1, 2], [2, 1])).toBe(false);
		expect(alike({ a: 1 }, { a: 1, b: 2 })).toBe(false);
		expect(alike({ a: null }, { a: 0 })).toBe(false);
		expect(alike({ 0: 'x' }, ['x'])).toBe(false);
	});

	test('the digest is SHA-256 over the sorted lines id:rev, in base64url', async () => {
		const expected = createHash('sha256').update('a:2\nb:1\nc:30').digest('base64url');
		const revs = [
			['c', 30],
			['a', 2],
			['b', 1],
		] as [string, number][];
		expect(await digestOf(new Map(revs))).toBe(expected);
		expect(await digestOf(new Map(revs.reverse()))).toBe(expected);
	});

	test('a broken record counts as revision 0', () => {
		expect(
			revsOf(
				new Map<string, unknown>([
					[ID, SEALED],
					['b', SEALED],
					['c', null],
				]),
			),
		).toEqual(
			new Map([
				[ID, 3],
				['b', 0],
				['c', 0],
			]),
		);
	});

	async function snapshot(): Promise<Snapshot> {
		const records = new Map<string, unknown>([[ID, SEALED]]);
		const digest = createHash('sha256').update(`${ID}:3`).digest('base64url');
		return { head: { ...HEAD, count: 1, digest }, records, slots: new Map([[ID, SLOT]]), journal: new Map() };
	}

	test('is whole with a head that counts it and a way in, and with nothing less', async () => {
		const all = await snapshot();
		expect(await seemsWhole(all)).toBe(true);
		expect(
			await seemsWhole({
				...all,
				slots: new Map<string, unknown>([
					['b', 7],
					[ID, SLOT],
				]),
			}),
		).toBe(true);
		expect(await seemsWhole({ ...all, head: undefined })).toBe(false);
		expect(await seemsWhole({ ...all, slots: new Map() })).toBe(false);
		expect(await seemsWhole({ ...all, slots: new Map([['b', SLOT]]) })).toBe(false);
		expect(await seemsWhole({ ...all, head: { ...(all.head as object), count: 2 } })).toBe(false);
		expect(await seemsWhole({ ...all, records: new Map([[ID, { ...SEALED, rev: 4 }]]) })).toBe(false);
		expect(await seemsWhole({ ...all, records: new Map() })).toBe(false);
	});
});
