/** Proves what a vault does whose stores are harmed while it stands open and in use: it goes on, loses nothing, and says so. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { base64url, randomId } from './bytes.ts';
import { dropDatabases, dumpDatabase, generationOf, onDatabase, putBack } from './fixtures/harm.ts';
import { anAccount, mortal, refusal, restarted, type TestPorts, testPorts } from './fixtures/ports.ts';
import { openVault } from './open.ts';
import type { Proof, Vault } from './vault.ts';

const PASSWORD = 'correct horse battery';
const right: Proof = { kind: 'password', password: PASSWORD };
const output = base64url(new Uint8Array(32).fill(7));
const passkey = { kind: 'passkey', name: 'Laptop', credential: 'AAAA', salt: 'BBBB', output } as const;
const RESTORED = { what: 'restored', from: 'mirror', count: 1 };

async function inUse() {
	const ports = testPorts();
	const vault = await openVault(ports);
	const accounts = await vault.change(randomId(), [
		{ do: 'put', account: anAccount() },
		{ do: 'put', account: anAccount({ createdAt: 1_790_000_000_001 }) },
	]);
	await vault.changeSettings(randomId(), { askFirst: ['shop.test'] });
	await vault.overview();
	const [first, second] = accounts;
	if (!first || !second) throw new Error('nothing kept');
	return { ports, vault, accounts, first, second };
}

/** What is there now is also there from either store alone, after the browser was closed. */
async function inBothStores(ports: TestPorts, vault: Vault, open: (vault: Vault) => Promise<unknown> = async () => {}) {
	const now = await vault.accounts();
	for (const drop of [() => dropDatabases(ports), async () => ports.mirror.texts.clear()]) {
		await drop();
		const next = await openVault(restarted(ports));
		await open(next);
		expect(await next.accounts()).toEqual(now);
	}
}

afterEach(() => {
	vi.restoreAllMocks();
});

describe('F02, F03: the database harmed under a running vault', () => {
	const harms = {
		'a record changed': (ports, id) =>
			onDatabase(ports, async (db) => db.put('records', { ...(await db.get('records', id)), ct: 'AAAA' }, id)),
		'a record that is no record any more': (ports, id) => onDatabase(ports, (db) => db.put('records', 7, id)),
		'a record gone': (ports, id) => onDatabase(ports, (db) => db.delete('records', id)),
		'a record under a revision it never had': (ports, id) =>
			onDatabase(ports, async (db) => db.put('records', { ...(await db.get('records', id)), rev: 9 }, id)),
	} satisfies Record<string, (ports: TestPorts, id: string) => Promise<unknown>>;
	for (const [name, harm] of Object.entries(harms)) {
		test(`${name}: the next look at it mends it and says so`, async () => {
			const { ports, vault, accounts, first, second } = await inUse();
			await harm(ports, first.id);
			expect(await vault.account(first.id)).toEqual(first);
			expect(await vault.notices(true)).toEqual([RESTORED]);
			expect(await vault.accounts()).toEqual(accounts);
			await harm(ports, second.id);
			expect((await vault.overview()).damaged).toEqual([]);
			await harm(ports, first.id);
			expect(await refusal(vault.removeSlot(randomId()))).toBe('not-found');
			await harm(ports, first.id);
			expect((await vault.changeSettings(randomId(), { drift: 1 })).askFirst).toEqual(['shop.test']);
			const [edited] = await vault.change(randomId(), [{ do: 'put', account: { ...second, label: 'edited' } }]);
			expect(await vault.accounts()).toEqual([first, edited]);
			await inBothStores(ports, vault);
		});
	}

	test('its settings or its head changed, or everything gone', async () => {
		const { ports, vault, accounts } = await inUse();
		await onDatabase(ports, (db) => db.put('records', { id: 'settings' }, 'settings'));
		expect((await vault.settings()).askFirst).toEqual(['shop.test']);
		expect(await vault.notices(true)).toEqual([{ what: 'repaired' }]);
		await onDatabase(ports, (db) => db.delete('records', 'settings'));
		expect((await vault.settings()).askFirst).toEqual(['shop.test']);
		expect(await vault.notices(true)).toEqual([{ what: 'repaired' }]);
		await onDatabase(ports, (db) => db.put('head', { mac: 'x' }, 'head'));
		expect(await vault.accounts()).toEqual(accounts);
		expect(await vault.notices(true)).toEqual([{ what: 'repaired' }]);
		await onDatabase(ports, async (db) => {
			for (const table of ['records', 'slots', 'journal', 'head']) await db.clear(table);
		});
		const [more] = await vault.change(randomId(), [
			{ do: 'put', account: anAccount({ createdAt: 1_790_000_000_002 }) },
		]);
		expect(await vault.notices(true)).toEqual([{ ...RESTORED, count: 2 }]);
		expect(await vault.accounts()).toEqual([...accounts, more]);
		await inBothStores(ports, vault);
	});

	test('what a question finds is mended only in its turn among all writers', async () => {
		const { ports, first } = await inUse();
		let inTurn = false;
		const alone: TestPorts['alone'] = (act) =>
			ports.alone(async () => {
				inTurn = true;
				return act().finally(() => {
					inTurn = false;
				});
			});
		const vault = await openVault({ ...ports, alone });
		await onDatabase(ports, (db) => db.delete('records', first.id));
		const turns: boolean[] = [];
		const put = IDBObjectStore.prototype.put;
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
			turns.push(inTurn);
			return put.apply(this, args);
		});
		expect(await vault.account(first.id)).toEqual(first);
		expect(new Set(turns)).toEqual(new Set([true]));
	});

	test('put back as it was a moment ago: the change since then stands', async () => {
		const { ports, vault, first, second } = await inUse();
		const before = await dumpDatabase(ports);
		await vault.change(randomId(), [{ do: 'put', account: { ...first, label: 'since then' } }]);
		await putBack(ports, before);
		await vault.change(randomId(), [
			{ do: 'put', account: { ...first, rev: 2, label: 'and again' } },
			{ do: 'put', account: anAccount({ label: 'new', createdAt: 1_790_000_000_002 }) },
		]);
		expect((await vault.accounts()).map((a) => a.label)).toEqual(['and again', second.label, 'new']);
		expect(await vault.notices(true)).toEqual([{ what: 'rolled-back', store: 'database' }]);
		await inBothStores(ports, vault);
	});

	test('a way in changed or gone: it still opens, and no re-key leaves it behind', async () => {
		const { ports, vault, accounts } = await inUse();
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		const { recoveryKey, slot } = await vault.addSlot({ kind: 'recovery' });
		const byKey: Proof = { kind: 'recovery', key: recoveryKey as string };
		await onDatabase(ports, async (db) =>
			db.put('slots', { ...(await db.get('slots', slot.id)), pub: 'AAAA' }, slot.id),
		);
		await vault.prove(byKey);
		expect(await vault.notices(true)).toEqual([{ what: 'repaired' }]);
		await onDatabase(ports, (db) => db.delete('slots', slot.id));
		await vault.changePassword('another good one 7');
		await vault.lock();
		await vault.unlock(byKey);
		expect(await vault.accounts()).toEqual(accounts);
		await inBothStores(ports, vault, (next) => next.unlock(byKey));
	});

	test('a way in ruined in both stores is said once a day, until a re-key takes it away', async () => {
		const { ports, vault, accounts } = await inUse();
		const { slot } = await vault.addSlot(passkey);
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		const [generation, ruin] = [await generationOf(ports), { id: slot.id }];
		await onDatabase(ports, (db) => db.put('slots', ruin, slot.id));
		await ports.mirror.set({ [`g${generation}/s/${slot.id}`]: ruin });
		expect((await vault.slots()).map((s) => s.kind)).toEqual(['password']);
		expect(await vault.notices(true)).toEqual([{ what: 'way-in-damaged' }]);
		await vault.slots();
		expect([await vault.notices(true), await vault.accounts()]).toEqual([[], accounts]);
		await vault.changePassword('another good one 7');
		expect(await vault.notices(true)).toEqual([{ what: 'way-in-damaged' }]);
		await vault.changePassword(PASSWORD);
		expect(await vault.notices(true)).toEqual([]);
		await inBothStores(ports, vault, (next) => next.unlock(right));
	});
});

describe('F03: the mirror harmed under a running vault', () => {
	test('a record gone from it is put back within a day, though the browser runs on', async () => {
		const { ports, vault, accounts, first } = await inUse();
		ports.mirror.texts.delete(`g${await generationOf(ports)}/r/${first.id}`);
		await vault.change(randomId(), [{ do: 'erase', id: accounts[1]?.id as string, rev: 1 }]);
		ports.clock.now += 25 * 3600_000;
		const later = await openVault(ports);
		expect(await later.notices(true)).toEqual([{ what: 'restored', from: 'database', count: 1 }]);
		expect(await later.accounts()).toEqual([first]);
		await inBothStores(ports, later);
	});

	test('no longer writable: all is there, a change is refused, and the person is told where it still can be', async () => {
		const { ports, vault, accounts } = await inUse();
		ports.mirror.texts.clear();
		ports.mirror.before = () => {
			throw new Error('IO error: MANIFEST-000001: Unable to create sequential file');
		};
		expect(await vault.notices(true)).toEqual([]);
		const next = await openVault(restarted(ports));
		expect(await next.accounts()).toEqual(accounts);
		expect(await next.notices(false)).toEqual([{ what: 'unwritable', store: 'mirror' }]);
		expect(await refusal(next.change(randomId(), [{ do: 'put', account: anAccount() }]))).toBe('storage-failed');
		expect(await refusal(next.addSlot({ kind: 'recovery' }))).toBe('storage-failed');
		expect((await next.slots()).map((s) => s.kind)).toEqual(['device']);
		expect(await next.notices(true)).toEqual([{ what: 'unwritable', store: 'mirror' }]);
		expect(await next.notices(false)).toEqual([]);
		ports.mirror.before = () => {};
		const mended = await openVault(restarted(ports));
		expect(await mended.accounts()).toEqual(accounts);
		expect((await mended.slots()).map((s) => s.kind)).toEqual(['device']);
	});
});

test('a mirror that answers nothing until it is cleared is cleared and filled again, for a vault and for a first start', async () => {
	for (const begun of [true, false]) {
		const { ports, accounts } = begun ? await inUse() : { ports: testPorts(), accounts: [] };
		let broken = true;
		const { mirror } = ports;
		const answer = mirror.get.bind(mirror);
		mirror.get = async (keys) => {
			if (broken) throw new Error('IO error');
			return answer(keys);
		};
		mirror.before = (what) => {
			if (what === 'clear') broken = false;
			if (broken) throw new Error('IO error');
		};
		// With no other word of a vault it can't be told from a lost one.
		const vault = await openVault(restarted(ports));
		if (!begun) await vault.startAnew();
		expect([vault.state(), broken]).toEqual(['open', false]);
		await inBothStores(ports, vault);
		expect(await vault.accounts()).toEqual(accounts);
	}
});

describe('the database harmed so that it can’t be mended', () => {
	const full = () => {
		throw new DOMException('no room', 'QuotaExceededError');
	};

	test('no longer writable: all is there from the mirror, and only that is said', async () => {
		const { ports, accounts, first } = await inUse();
		await onDatabase(ports, (db) => db.delete('records', first.id));
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full);
		const next = await openVault(restarted(ports));
		expect(await next.accounts()).toEqual(accounts);
		expect(await next.notices(false)).toEqual([{ what: 'unwritable', store: 'database' }]);
		expect(await refusal(next.change(randomId(), [{ do: 'put', account: anAccount() }]))).toBe('storage-full');
		vi.restoreAllMocks();
		const mended = await openVault(restarted(ports));
		expect(await mended.accounts()).toEqual(accounts);
		await inBothStores(ports, mended);
	});

	test('no longer writable: a password still opens it', async () => {
		const { ports, vault, accounts, first } = await inUse();
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		await vault.lock();
		await onDatabase(ports, (db) => db.delete('records', first.id));
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full);
		await vault.unlock(right);
		expect(await vault.accounts()).toEqual(accounts);
	});

	test('nor is anything called repaired that wasn’t, while other news is told', async () => {
		const { ports, first } = await inUse();
		const ruin = { id: first.id, ruined: 1 };
		await onDatabase(ports, async (db) => {
			await db.clear('slots');
			await db.put('records', ruin, first.id);
		});
		await ports.mirror.set({ [`g1/r/${first.id}`]: { ...ruin, ruined: 2 } });
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full);
		const next = await openVault(restarted(ports));
		expect(await next.notices(false)).toEqual([
			{ what: 'damaged', count: 1 },
			{ what: 'unwritable', store: 'database' },
		]);
	});

	test('with no mirror either that could stand for it: refused', async () => {
		const { ports, first } = await inUse();
		await onDatabase(ports, (db) => db.delete('records', first.id));
		ports.mirror.texts.clear();
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full);
		expect(await refusal(openVault(restarted(ports)))).toBe('storage-full');
	});

	test('no longer readable: the mirror answers, and without it the vault refuses instead of being empty', async () => {
		const { ports, vault, accounts, first } = await inUse();
		const listed = await vault.overview();
		const woken = await openVault(ports);
		await ports.session.remove(['overview']);
		vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
			throw new DOMException('gone', 'UnknownError');
		});
		expect(await woken.overview()).toEqual({ accounts: listed.accounts, damaged: [] });
		expect([await vault.accounts(), await vault.account(first.id)]).toEqual([accounts, first]);
		expect((await vault.settings()).askFirst).toEqual(['shop.test']);
		expect((await vault.slots()).map(({ kind }) => kind)).toEqual(['device']);
		ports.mirror.texts.clear();
		expect(await refusal(vault.accounts())).toBe('storage-failed');
	});

	test('both stores gone: refused instead of being empty', async () => {
		const { ports, vault } = await inUse();
		await dropDatabases(ports);
		ports.mirror.texts.clear();
		expect(await refusal(vault.accounts())).toBe('storage-failed');
	});
});

describe('what is said of a re-key that was cut short', () => {
	test('wherever it stopped: nothing when it never stood, that it was ended when it did; never that something was lost', async () => {
		const said = new Set<string>();
		for (let stopAt = 0; ; stopAt++) {
			const { ports, vault } = await inUse();
			await vault.addSlot(passkey);
			const rehearsal = mortal(ports, Number.POSITIVE_INFINITY);
			await openVault(rehearsal.ports);
			const { ports: mine, life } = mortal(ports, rehearsal.life.steps + stopAt);
			const dying = await openVault(mine);
			const ended = await Promise.race([
				dying.addSlot({ kind: 'recovery' }).then(() => 'done'),
				life.dead.then(() => 'dead'),
			]);
			const next = await openVault(restarted(ports));
			const slot = (await next.slots()).find((s) => s.kind === 'passkey');
			if (next.state() === 'locked') await next.unlock({ kind: 'passkey', slot: slot?.id as string, output });
			const notices = await next.notices(true);
			const printed = (await next.slots()).some((s) => s.kind === 'recovery');
			if (!printed) expect(notices).toEqual([]);
			else if (ended === 'dead') for (const notice of notices) expect(notice).toEqual({ what: 'rekey-ended' });
			said.add(JSON.stringify([printed, notices]));
			expect(await (await openVault(restarted(ports))).notices(false)).toEqual([]);
			if (ended === 'done') break;
		}
		expect([...said].sort()).toEqual(['[false,[]]', '[true,[]]', '[true,[{"what":"rekey-ended"}]]']);
	}, 60_000);
});
