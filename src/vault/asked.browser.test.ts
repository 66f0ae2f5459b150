/** Proves what is asked of a vault often or wrongly: it reads no more than it needs, remembers nothing once locked, and refuses without a trace. */
import { afterEach, expect, test, vi } from 'vitest';
import { randomId } from './bytes.ts';
import { dropDatabases, onDatabase } from './fixtures/harm.ts';
import { anAccount, MemoryArea, refusal, restarted, testPorts } from './fixtures/ports.ts';
import { openVault } from './open.ts';
import { DEFAULT_SETTINGS, type Proof, type Settings } from './vault.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

/** Runs an act; whether it read all records. */
async function readsAll<T>(act: () => Promise<T>): Promise<[T, boolean]> {
	const all = vi.spyOn(IDBObjectStore.prototype, 'getAll');
	const value = await act();
	const read = all.mock.contexts.some((table) => (table as IDBObjectStore).name === 'records');
	all.mockRestore();
	return [value, read];
}

test('one account, the settings, the ways in, and an overview already seen are given without reading everything, as is a change made', async () => {
	const ports = testPorts();
	const vault = await openVault(ports);
	expect(await readsAll(() => vault.settings())).toEqual([DEFAULT_SETTINGS, false]);
	const [account] = await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
	const settings = await vault.changeSettings(randomId(), { drift: 7 });
	const more = { do: 'put', account: anAccount({ createdAt: 1_790_000_000_001 }) } as const;
	expect((await readsAll(() => vault.change(randomId(), [more])))[1]).toBe(false);
	expect(await readsAll(() => vault.account(account?.id as string))).toEqual([account, false]);
	expect(await readsAll(() => vault.settings())).toEqual([settings, false]);
	expect(await readsAll(() => vault.slots())).toMatchObject([[{ kind: 'device' }], false]);
	const [overview, first] = await readsAll(() => vault.overview());
	expect([overview.accounts.map(({ id }) => id), first]).toEqual([[account?.id, more.account.id], true]);
	expect(await readsAll(() => vault.overview())).toMatchObject([overview, false]);
	const other = await openVault(ports);
	expect(await readsAll(() => other.overview())).toMatchObject([overview, false]);
	await other.changeSettings(randomId(), { drift: 8 });
	expect((await readsAll(() => vault.overview()))[1]).toBe(true);
});

test('what was found damaged once is not looked for again at each question, nor is a change of another worker', async () => {
	const ports = testPorts();
	const vault = await openVault(ports);
	const [one] = await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
	await vault.addSlot({ kind: 'recovery' });
	const [slot] = await vault.slots();
	for (const [table, short, id] of [
		['records', 'r', one?.id],
		['slots', 's', slot?.id],
	] as const) {
		await onDatabase(ports, (db) => db.put(table, { id }, id));
		await ports.mirror.set({ [`g1/${short}/${id}`]: { id } });
	}
	const other = await openVault(ports);
	expect([await vault.accounts(), await other.accounts()]).toEqual([[], []]);
	const asked = vi.spyOn(ports.mirror, 'get');
	expect(await vault.accounts()).toEqual([]);
	expect(await readsAll(() => vault.slots())).toMatchObject([{ length: 1 }, false]);
	for (const worker of [other, vault, other]) await worker.changeSettings(randomId(), { drift: 1 });
	expect(asked.mock.calls.filter(([keys]) => keys === null)).toEqual([]);
	expect(await vault.notices(true)).toEqual([{ what: 'way-in-damaged' }]);
});

test('a head that can’t be read is no reason to remember, nor to trust what was remembered', async () => {
	const ports = testPorts();
	const vault = await openVault(ports);
	await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
	await vault.overview();
	await onDatabase(ports, (db) => db.put('head', {}, 'head'));
	await ports.session.remove(['overview']);
	expect((await vault.overview()).accounts).toHaveLength(1);
	expect([...ports.session.texts.keys()]).not.toContain('overview');
});

test('the same request answers with what is still kept of it', async () => {
	const ports = testPorts();
	const vault = await openVault(ports);
	const opId = randomId();
	const put = [anAccount(), anAccount({ createdAt: 1_790_000_000_001 })].map(
		(account) => ({ do: 'put', account }) as const,
	);
	const [one, two] = await vault.change(opId, put);
	await vault.change(randomId(), [{ do: 'erase', id: one?.id as string, rev: 1 }]);
	expect(await vault.change(opId, put)).toEqual([two]);
	const setting = randomId();
	await vault.changeSettings(setting, { drift: 1 });
	await vault.changeSettings(randomId(), { drift: 2 });
	expect((await vault.changeSettings(setting, { drift: 1 })).drift).toBe(2);
});

test('a request is known again for a day, in both stores; then its entry goes', async () => {
	const ports = testPorts();
	const opId = randomId();
	const put = { do: 'put', account: anAccount() } as const;
	const accounts = await (await openVault(ports)).change(opId, [put]);
	const entries = async () => {
		const { length } = await onDatabase(ports, (db) => db.getAllKeys('journal'));
		return [length, [...ports.mirror.texts.keys()].filter((key) => key.startsWith('g1/j/')).length];
	};
	const hour = 3600_000;
	ports.clock.now += 23 * hour;
	// Also where one store has lost it.
	for (const lose of [
		() => onDatabase(ports, (db) => db.clear('journal')),
		() => ports.mirror.remove([`g1/j/${opId}`]),
	]) {
		await lose();
		expect(await (await openVault(restarted(ports))).change(opId, [put])).toEqual(accounts);
		expect(await entries()).toEqual([1, 1]);
	}
	ports.clock.now += 2 * hour;
	await openVault(restarted(ports));
	expect(await entries()).toEqual([0, 0]);
	// Nor does a re-key take it along.
	const vault = await openVault(ports);
	await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
	ports.clock.now += 25 * hour;
	await vault.addSlot({ kind: 'password', password: 'correct horse battery' });
	expect(await onDatabase(ports, (db) => db.getAllKeys('journal'))).toEqual([]);
});

test('an id that is none is refused', async () => {
	const vault = await openVault(testPorts());
	for (const id of ['', 'settings', `${randomId()}0`, `0${randomId()}`, randomId().toUpperCase().replace(/^./, 'F')]) {
		expect(await refusal(vault.change(randomId(), [{ do: 'put', account: anAccount({ id }) }]))).toBe('bad-request');
		expect(await refusal(vault.change(randomId(), [{ do: 'erase', id, rev: 0 }]))).toBe('bad-request');
	}
	expect(await vault.accounts()).toEqual([]);
});

test('settings that neither store can read any more are the defaults, and said to be damaged', async () => {
	const ports = testPorts();
	const vault = await openVault(ports);
	await vault.changeSettings(randomId(), { askFirst: ['shop.test'] });
	await ports.mirror.set({ 'g1/r/settings': 7 });
	await onDatabase(ports, (db) => db.put('records', 7, 'settings'));
	expect((await vault.settings()).askFirst).toEqual([]);
	const { askFirst }: Settings = await (await openVault(restarted(ports))).settings();
	expect(askFirst).toEqual([]);
});

const right: Proof = { kind: 'password', password: 'correct horse battery' };

test('locking and opening again, and again, changes nothing; a device that opens by itself can’t be locked', async () => {
	const ports = testPorts();
	const vault = await openVault(ports);
	await vault.addSlot({ kind: 'recovery' });
	await vault.lock();
	expect(vault.state()).toBe('open');
	await vault.addSlot({ kind: 'password', password: 'correct horse battery' });
	await vault.lock();
	const slots = await vault.slots();
	await vault.lock();
	expect([vault.state(), await vault.slots()]).toEqual(['locked', slots]);
	await vault.unlock(right);
	const before = new Map(ports.mirror.texts);
	await vault.unlock(right);
	expect([vault.state(), new Map(ports.mirror.texts)]).toEqual(['open', before]);
	expect(await refusal(vault.startAnew())).toBe('forbidden');
	expect(await refusal(vault.unlock({ kind: 'password', password: 'another' }))).toBe('wrong-password');
	expect(vault.state()).toBe('open');
});

test('what is gone while it waits locked is lost, not opened', async () => {
	const ports = testPorts();
	const vault = await openVault(ports);
	await vault.addSlot({ kind: 'password', password: 'correct horse battery' });
	await vault.lock();
	await dropDatabases(ports);
	ports.mirror.texts = new MemoryArea().texts;
	expect(await refusal(vault.unlock(right))).toBe('vault-lost');
});
