/** Proves what is decided between the two stores of a generation: what stands, what is kept twice, and what is said of it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { random, randomId } from './bytes.ts';
import { type KeptSlot, revsOf, SETTINGS_ID, type Sealed, type Snapshot } from './kept.ts';
import { reconcile } from './reconcile.ts';
import { CURRENT } from './schema.ts';
import { headFits, type Keys, keysOf, openRecord, sealRecord, signHead } from './seal.ts';
import { hkdf, makeSlot } from './slot.ts';

const NOW = 1_790_000_000_000;
let keys: Keys;
let slot: KeptSlot;
beforeAll(async () => {
	keys = await keysOf(random(32), randomId(), 1);
	slot = await makeSlot(keys, { kind: 'device', name: '', createdAt: 1, passkey: null }, random(32), hkdf());
});

const account = (id: string, rev: number, label = '') => sealRecord(keys, id, rev, { id, rev, label });
const ruined = (record: Sealed, ct: string) => ({ ...record, ct });

/** A store whose head speaks of exactly these records. */
async function store(records: Sealed[], vaultRev = 1, more: Partial<Snapshot> = {}): Promise<Snapshot> {
	const kept = new Map<string, unknown>(records.map((record) => [record.id, record]));
	const head = await signHead(keys, revsOf(kept), { schema: 1, vaultRev, changedAt: 1 });
	return { head, records: kept, slots: new Map([[slot.id, slot]]), journal: new Map(), ...more };
}

const between = (database: Snapshot, mirror: Snapshot) => reconcile(keys, database, mirror, NOW);
const openedOf = async ({ records }: { records: Map<string, unknown> }) =>
	Promise.all([...records.values()].map((raw) => openRecord(keys, raw as Sealed)));

describe('two forms of one revision', () => {
	test('that differ are both kept, the other one under an id of its own, and it is said', async () => {
		const agreed = await between(
			await store([await account('a', 2, 'one')]),
			await store([await account('a', 2, 'other')]),
		);
		const [first, second] = (await openedOf(agreed)) as { id: string; rev: number; label: string }[];
		expect(first).toEqual({ id: 'a', rev: 2, label: 'one' });
		expect(second).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/), rev: 1, label: 'other' });
		expect(agreed.notices).toContainEqual({ what: 'both-kept', count: 1 });
	});

	test('that say the same are one', async () => {
		const agreed = await between(await store([await account('a', 2)]), await store([await account('a', 2)]));
		expect(await openedOf(agreed)).toEqual([{ id: 'a', rev: 2, label: '' }]);
		expect(agreed.notices.map(({ what }) => what)).not.toContain('both-kept');
	});

	test('one erased, one still there: it is there, and there once', async () => {
		const [erased, edited] = [await sealRecord(keys, 'a', 2, null), await account('a', 2, 'edited')];
		for (const [one, other] of [
			[erased, edited],
			[edited, erased],
		] as const)
			expect(await openedOf(await between(await store([one]), await store([other])))).toEqual([
				{ id: 'a', rev: 2, label: 'edited' },
			]);
	});

	test('of the settings: one stands, and none of them becomes an account', async () => {
		const settings = (drift: number) => sealRecord(keys, SETTINGS_ID, 2, { drift });
		const agreed = await between(await store([await settings(1)]), await store([await settings(2)]));
		expect(await openedOf(agreed)).toEqual([{ drift: 1 }]);
	});
});

test('with no head left in either, all that is there stands under a new one', async () => {
	const lost = await store([await account('a', 1)], 7, { head: undefined });
	const agreed = await between(lost, lost);
	expect(await headFits(keys, agreed.head)).toBe(true);
	expect(agreed.head).toMatchObject({ schema: CURRENT.version, vaultRev: 1, count: 1, changedAt: NOW });
	expect([[...agreed.records.keys()], agreed.slots, agreed.damaged]).toEqual([['a'], [slot], []]);
});

describe('a store behind the other', () => {
	const rolledBack = (name: string) => [{ what: 'rolled-back', store: name }];
	let other: Sealed;
	beforeAll(async () => {
		other = await account('b', 1);
	});
	const at = async (rev: number) => store([await account('a', rev), other], rev);

	test('by one step is how a stopped worker leaves the mirror: nothing is said; by more, or the database, it is', async () => {
		expect((await between(await at(2), await at(1))).notices).toEqual([]);
		expect((await between(await at(3), await at(1))).notices).toEqual(rolledBack('mirror'));
		expect((await between(await at(1), await at(2))).notices).toEqual(rolledBack('database'));
	});

	test('takes the head of the newer one as it is', async () => {
		const [older, newer] = [await at(1), await at(2)];
		for (const [database, mirror] of [
			[older, newer],
			[newer, older],
		] as const)
			expect((await between(database, mirror)).head).toEqual(newer.head);
	});

	test('by one step and harmed besides is no worker’s doing', async () => {
		const behind = await at(1);
		behind.records.set('b', ruined(other, 'AAAA'));
		expect((await between(await at(2), behind)).notices).toEqual(rolledBack('mirror'));
	});
});

test('what can’t be read and what is gone from both stores is counted together', async () => {
	const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((id) => account(id, 1)));
	const [one, other] = [await store([a, b, c] as Sealed[]), await store([a, b, c] as Sealed[])];
	for (const [{ records }, ct] of [
		[one, 'AAAA'],
		[other, 'BBBB'],
	] as const) {
		records.set('a', ruined(a as Sealed, ct));
		records.delete('b');
	}
	const agreed = await between(one, other);
	expect([agreed.notices, agreed.damaged]).toEqual([[{ what: 'damaged', count: 2 }], ['a']]);
	expect([...agreed.records.keys()]).toEqual(['a', 'c']);
});

test('what is gone is counted, though another record is kept twice', async () => {
	const gone = await account('b', 1);
	const [one, other] = [
		await store([await account('a', 2, 'one'), gone]),
		await store([await account('a', 2, 'other'), gone]),
	];
	for (const { records } of [one, other]) records.delete('b');
	const { notices } = await between(one, other);
	for (const what of ['damaged', 'both-kept']) expect(notices).toContainEqual({ what, count: 1 });
});

test('a first start cut short has nothing yet that anybody could miss', async () => {
	const nothing = { head: undefined, records: new Map(), slots: new Map(), journal: new Map() };
	expect((await between(await store([]), nothing)).notices).toEqual([]);
});

test('the journal’s entries stand under their own names only', async () => {
	const entry = { opId: 'j', at: 1, ids: ['a'] };
	const journal = new Map<string, unknown>([
		['j', entry],
		['k', entry],
		['l', null],
	]);
	expect((await between(await store([], 1, { journal }), await store([]))).journal).toEqual([entry]);
});
