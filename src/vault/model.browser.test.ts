/** Proves the vault against a model: 300 interleaved actions of two windows and a dying worker; 1,000 harms to one store; both stores harmed; stores rolled back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Account } from '../core/account.ts';
import type { Refusal } from '../core/refusal.ts';
import { randomId } from './bytes.ts';
import { dumpDatabase, generationOf, onDatabase, putBack } from './fixtures/harm.ts';
import { anAccount, mortal, restarted, type TestPorts, testPorts } from './fixtures/ports.ts';
import { openVault } from './open.ts';
import type { Change, Vault } from './vault.ts';

type Kept = Map<string, Account>;
const sorted = (accounts: Iterable<Account>) => [...accounts].sort((a, b) => (a.id < b.id ? -1 : 1));

interface Step {
	who: 'one' | 'other' | 'both' | 'dying';
	act: 'add' | 'edit' | 'erase' | 'two';
	pick: number;
	/** Outside steps until the worker dies. */
	life: number;
	/** The browser goes too: session memory is lost. */
	cold: boolean;
}
const step: fc.Arbitrary<Step> = fc.record({
	who: fc.constantFrom('one', 'other', 'both', 'dying'),
	act: fc.constantFrom('add', 'add', 'edit', 'erase', 'two'),
	pick: fc.nat(1000),
	life: fc.nat(5),
	cold: fc.boolean(),
});

function changesOf({ act, pick }: Step, kept: Kept): Change[] {
	const chosen = [...kept.values()][pick % Math.max(1, kept.size)];
	if (act === 'two')
		return [
			{ do: 'put', account: anAccount() },
			{ do: 'put', account: anAccount() },
		];
	if (act === 'add' || !chosen) return [{ do: 'put', account: anAccount() }];
	if (act === 'erase') return [{ do: 'erase', id: chosen.id, rev: chosen.rev }];
	return [{ do: 'put', account: { ...chosen, label: `edit ${pick}` } }];
}

function applied(kept: Kept, changes: Change[]): Kept {
	const next = new Map(kept);
	for (const change of changes) {
		if (change.do === 'erase') next.delete(change.id);
		else next.set(change.account.id, { ...change.account, rev: change.account.rev + 1 });
	}
	return next;
}

async function run(steps: Step[]) {
	let ports: TestPorts = testPorts();
	let kept: Kept = new Map();
	let windows: Vault[] = [await openVault(ports), await openVault(ports)];
	let deaths = 0;
	for (const each of steps) {
		const changes = changesOf(each, kept);
		if (each.who === 'dying') {
			const rehearsal = mortal(ports, Number.POSITIVE_INFINITY);
			await openVault(rehearsal.ports);
			const { ports: mine, life } = mortal(ports, rehearsal.life.steps + each.life);
			const opId = randomId();
			const worker = await openVault(mine);
			const ended = await Promise.race([worker.change(opId, changes).then(() => 'done'), life.dead.then(() => 'dead')]);
			if (each.cold) ports = restarted(ports);
			windows = [await openVault(ports), await openVault(ports)];
			const now = sorted(await (windows[0] as Vault).accounts());
			const may = [applied(kept, changes), ...(ended === 'dead' ? [kept] : [])];
			const is = may.find((m) => JSON.stringify(sorted(m.values())) === JSON.stringify(now));
			expect(now).toEqual(sorted((is ?? (may[0] as Kept)).values()));
			kept = is as Kept;
			if (ended === 'dead') deaths++;
			// The panel asks again with the same id: done once, whatever happened.
			if (is !== may[0]) kept = applied(kept, changes);
			await (windows[1] as Vault).change(opId, changes);
		} else if (each.who === 'both') {
			// Both windows act at the same moment on the same account, if it is one: exactly one wins.
			const settled = await Promise.allSettled(windows.map((w) => w.change(randomId(), changes)));
			const won = settled.filter((s) => s.status === 'fulfilled').length;
			const lost = settled.flatMap((s) => (s.status === 'rejected' ? [(s.reason as Refusal).reason] : []));
			expect([won, lost.length]).toEqual([1, 1]);
			expect(['stale', 'not-found']).toContain(lost[0]);
			kept = applied(kept, changes);
		} else {
			await (windows[each.who === 'one' ? 0 : 1] as Vault).change(randomId(), changes);
			kept = applied(kept, changes);
		}
		const seen = sorted(await (windows[each.pick % 2] as Vault).accounts());
		expect(seen).toEqual(sorted(kept.values()));
	}
	return deaths;
}

describe('against a model', () => {
	test('300 interleaved actions of two windows and a dying worker', async () => {
		let deaths = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 300, maxLength: 300 }), async (steps) => {
				deaths += await run(steps);
			}),
			{ numRuns: 1, seed: 300, endOnFailure: true },
		);
		expect(deaths).toBeGreaterThan(20);
	}, 120_000);

	test('shorter ones of any shape', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
				await run(steps);
			}),
			{ numRuns: 15, seed: 8 },
		);
	}, 60_000);
});

async function filled(count: number) {
	const ports = testPorts();
	const vault = await openVault(ports);
	await vault.change(
		randomId(),
		Array.from({ length: count }, () => ({ do: 'put', account: anAccount() }) as const),
	);
	await vault.changeSettings(randomId(), { askFirst: ['shop.test'] });
	return { ports, accounts: await vault.accounts() };
}

/** The text with one bit turned or its end cut off; null = nothing left. */
function harmed(text: string, at: number, bit: number): string | null {
	if (bit === 8) return text.slice(0, at % text.length);
	if (bit === 9) return null;
	const bytes = new TextEncoder().encode(text);
	bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ (1 << bit);
	return new TextDecoder().decode(bytes);
}

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
};

async function harmMirror(ports: TestPorts, which: number, at: number, bit: number) {
	const keys = [...ports.mirror.texts.keys()].sort();
	const key = keys[which % keys.length] as string;
	const next = harmed(ports.mirror.texts.get(key) as string, at, bit);
	if (next === null) ports.mirror.texts.delete(key);
	else ports.mirror.texts.set(key, JSON.stringify(parsed(next)));
}

async function harmDatabase(ports: TestPorts, which: number, at: number, bit: number) {
	const dump = await dumpDatabase(ports);
	const all = Object.entries(dump).flatMap(([table, values]) =>
		Object.keys(values).map((key) => [table, key] as const),
	);
	const [table, key] = all[which % all.length] as readonly [string, string];
	const next = harmed(JSON.stringify(dump[table]?.[key]), at, bit);
	await onDatabase(ports, async (db) => {
		if (next === null) await db.delete(table, key);
		else await db.put(table, parsed(next), key);
	});
}

describe('harm', () => {
	test('F02: 1,000 flips, cuts and deletions in one store: no account lost, none wrong', async () => {
		const { ports, accounts } = await filled(4);
		const random = fc.sample(fc.tuple(fc.boolean(), fc.nat(), fc.nat(), fc.nat(9)), {
			numRuns: 1000,
			seed: 1000,
		});
		let running: Vault | null = null;
		for (const [inMirror, which, at, bit] of random) {
			await (inMirror ? harmMirror : harmDatabase)(ports, which, at, bit);
			// Each start repairs what it meets, so that no two harms ever meet in both stores.
			running = await openVault(restarted(ports));
			expect(running.state()).toBe('open');
			expect(await running.accounts()).toEqual(accounts);
			expect((await running.settings()).askFirst).toEqual(['shop.test']);
		}
		expect((await running?.overview())?.damaged).toEqual([]);
	}, 300_000);

	test('F02: the same record ruined in both stores is reported and kept; the rest opens and works', async () => {
		const { ports, accounts } = await filled(3);
		const [victim, ...rest] = accounts as [Account, ...Account[]];
		const key = `g${await generationOf(ports)}/r/${victim.id}`;
		const ruin = { ...(JSON.parse(ports.mirror.texts.get(key) as string) as object), ct: 'AAAA' };
		await ports.mirror.set({ [key]: { ...ruin, ct: 'BBBB' } });
		await onDatabase(ports, (db) => db.put('records', ruin, victim.id));
		const vault = await openVault(restarted(ports));
		expect(await vault.accounts()).toEqual(rest);
		expect((await vault.overview()).damaged).toEqual([victim.id]);
		expect(await vault.notices(true)).toEqual([{ what: 'damaged', count: 1 }]);
		const [more] = await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
		// Kept as it is, and not told twice.
		const next = await openVault(restarted(ports));
		expect(await next.notices(false)).toEqual([]);
		expect((await next.overview()).damaged).toEqual([victim.id]);
		expect(sorted(await next.accounts())).toEqual(sorted([...rest, more as Account]));
		expect(await onDatabase(ports, (db) => db.get('records', victim.id))).toEqual(ruin);
	});

	test('two records swapped or one renamed in a store are noticed', async () => {
		const { ports, accounts } = await filled(3);
		const [a, b] = accounts as [Account, Account];
		const records = (await dumpDatabase(ports)).records as Record<string, object>;
		const record = (of: Account) => records[of.id];
		await onDatabase(ports, async (db) => {
			await db.put('records', { ...record(b), id: a.id }, a.id);
			await db.put('records', { ...record(a), id: b.id }, b.id);
		});
		const vault = await openVault(restarted(ports));
		expect(await vault.accounts()).toEqual(accounts);
		expect(await vault.notices(true)).toEqual([{ what: 'restored', from: 'mirror', count: 2 }]);
	});

	test('F04: a database rolled back to an earlier day: the newer state stands and it is said', async () => {
		const { ports, accounts } = await filled(3);
		const old = await dumpDatabase(ports);
		const vault = await openVault(ports);
		const [first] = accounts as [Account];
		await vault.change(randomId(), [{ do: 'put', account: { ...first, label: 'newer' } }]);
		await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
		const now = await vault.accounts();
		await putBack(ports, old);
		const next = await openVault(restarted(ports));
		expect(await next.accounts()).toEqual(now);
		expect(await next.notices(true)).toEqual([{ what: 'rolled-back', store: 'database' }]);
	});

	test('a mirror rolled back is brought forward and it is said', async () => {
		const { ports } = await filled(3);
		const old = new Map(ports.mirror.texts);
		const vault = await openVault(ports);
		await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
		await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
		const now = await vault.accounts();
		ports.mirror.texts = old;
		const next = await openVault(restarted(ports));
		expect(await next.accounts()).toEqual(now);
		expect(await next.notices(true)).toEqual([{ what: 'rolled-back', store: 'mirror' }]);
	});

	test('two different edits of one revision: both are kept', async () => {
		const { ports, accounts } = await filled(2);
		const [first] = accounts as [Account];
		const [database, mirror] = [await dumpDatabase(ports), new Map(ports.mirror.texts)];
		await (await openVault(ports)).change(randomId(), [{ do: 'put', account: { ...first, label: 'one' } }]);
		const ahead = new Map(ports.mirror.texts);
		await putBack(ports, database);
		ports.mirror.texts = mirror;
		await (await openVault(restarted(ports))).change(randomId(), [
			{ do: 'put', account: { ...first, label: 'other' } },
		]);
		ports.mirror.texts = ahead;
		const next = await openVault(restarted(ports));
		const labels = (await next.accounts()).map((a) => a.label).sort((a, b) => (a < b ? -1 : 1));
		expect(labels).toEqual(['ann@bank.test', 'one', 'other']);
		expect(await next.notices(true)).toContainEqual({ what: 'both-kept', count: 1 });
		expect((await openVault(restarted(ports))).state()).toBe('open');
	});
});
