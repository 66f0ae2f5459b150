/** Proves what is taken from a store's whole content: what its keys have sealed and signed, in order, and the rest by its id. */
import { beforeAll, describe, expect, test } from 'vitest';
import { random, randomId } from './bytes.ts';
import { adds, contentsOf } from './contents.ts';
import { SETTINGS_ID, type Snapshot } from './kept.ts';
import { type Keys, keysOf, sealRecord, signHead } from './seal.ts';
import { hkdf, makeSlot } from './slot.ts';

let keys: Keys;
let other: Keys;
beforeAll(async () => {
	keys = await keysOf(random(32), randomId(), 1);
	other = await keysOf(random(32), keys.vault, 1);
});

const snapshot = (more: Partial<Snapshot>): Snapshot => ({
	head: undefined,
	records: new Map(),
	slots: new Map(),
	journal: new Map(),
	...more,
});
const account = (id: string, createdAt: number) => sealRecord(keys, id, 1, { id, createdAt });

describe('the content', () => {
	test('of nothing is nothing', async () => {
		const nothing = { accounts: [], settings: null, damaged: [], ruined: [], slots: [] };
		expect(await contentsOf(keys, snapshot({}))).toEqual(nothing);
	});

	test('is given oldest first, by id where two are of one moment, whatever order the store has', async () => {
		const wanted = ['c', 'a', 'b', 'd', 'e'];
		const made = await Promise.all(wanted.map((id) => account(id, id === 'c' ? 1 : id === 'e' ? 3 : 2)));
		for (const sealed of [made, [...made].reverse(), [...made].sort((x, y) => (x.id < y.id ? -1 : 1))]) {
			const { accounts } = await contentsOf(keys, snapshot({ records: new Map(sealed.map((s) => [s.id, s])) }));
			expect(accounts.map(({ id }) => id)).toEqual(wanted);
		}
	});

	test('has what can’t be read by its id alone, and nothing of what was erased', async () => {
		const records = new Map<string, unknown>([
			['a', await account('a', 1)],
			['b', { ...(await account('b', 1)), rev: 'x' }],
			['c', await account('a', 1)],
			['d', await sealRecord(other, 'd', 1, { id: 'd' })],
			['e', 7],
			['f', await sealRecord(keys, 'f', 2, null)],
			[SETTINGS_ID, await sealRecord(keys, SETTINGS_ID, 1, { drift: 3 })],
		]);
		const { accounts, settings, damaged } = await contentsOf(keys, snapshot({ records }));
		expect([accounts, settings]).toEqual([[{ id: 'a', createdAt: 1 }], { drift: 3 }]);
		expect(new Set(damaged)).toEqual(new Set(['b', 'c', 'd', 'e']));
	});

	test('has the ways in that its keys have signed', async () => {
		const about = { kind: 'recovery', name: '', createdAt: 1, passkey: null } as const;
		const mine = await makeSlot(keys, about, random(16), hkdf());
		const alien = await makeSlot(other, about, random(16), hkdf());
		const slots = new Map<string, unknown>([
			[mine.id, mine],
			[alien.id, alien],
			['x', mine],
		]);
		const found = await contentsOf(keys, snapshot({ slots }));
		expect(found.slots).toEqual([mine]);
		expect(new Set(found.ruined)).toEqual(new Set([alien.id, 'x']));
	});
});

test('a store adds up when its signed head speaks of exactly these records', async () => {
	const a = await account('a', 1);
	const about = { schema: 1, vaultRev: 1, changedAt: 1 };
	const head = await signHead(keys, new Map([['a', 1]]), about);
	const records = new Map<string, unknown>([['a', a]]);
	expect(await adds(keys, snapshot({ head, records }))).toBe(true);
	for (const wrong of [
		undefined,
		null,
		{},
		{ ...head, vaultRev: 2 },
		{ ...head, mac: 'AAAA' },
		await signHead(other, new Map([['a', 1]]), about),
	])
		expect(await adds(keys, snapshot({ head: wrong, records }))).toBe(false);
	for (const not of [
		new Map(),
		new Map([['a', { ...a, rev: 2 }]]),
		new Map([
			['a', a],
			['b', a],
		]),
		new Map([['b', { ...a, id: 'b' }]]),
	])
		expect(await adds(keys, snapshot({ head, records: not }))).toBe(false);
});
