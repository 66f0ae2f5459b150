/** Proves what holds while a store or a keep doesn't answer: nothing is taken for lost, nothing that may open again is destroyed, what was done is said to be done. */
import { afterEach, expect, test, vi } from 'vitest';
import { randomId } from './bytes.ts';
import { generationsIn } from './database.ts';
import { dropDatabases, dropKeeps } from './fixtures/harm.ts';
import { anAccount, refusal, restarted, type TestPorts, testPorts } from './fixtures/ports.ts';
import type { Keep } from './keep.ts';
import type { Aside, KeptSlot, Sealed } from './kept.ts';
import { openVault } from './open.ts';
import { keysOf, openRecord } from './seal.ts';
import { openSlot } from './slot.ts';
import type { Vault } from './vault.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

async function withOne() {
	const ports = testPorts();
	const vault = await openVault(ports);
	return { ports, kept: await vault.change(randomId(), [{ do: 'put', account: anAccount() }]) };
}

/** The same places in a browser started anew, where these keeps answer nothing for now. */
function without(ports: TestPorts, ...down: number[]) {
	const away = { down: true as boolean };
	const answers = async () => {
		if (away.down) throw new Error('not now');
	};
	const keeps = ports.keeps.map((keep, at): Keep => {
		if (!down.includes(at)) return keep;
		return {
			names: () => answers().then(() => keep.names()),
			read: (name) => answers().then(() => keep.read(name)),
			write: (name, bytes) => answers().then(() => keep.write(name, bytes)),
			erase: (name) => answers().then(() => keep.erase(name)),
		};
	});
	return { ports: { ...restarted(ports), keeps }, away };
}

const passkey = { kind: 'passkey', name: '', credential: 'AAAA', salt: 'BBBB', output: 'A'.repeat(43) } as const;

/** Ends the device's own way in; gives the recovery key. */
async function protect(vault: Vault) {
	await vault.addSlot(passkey);
	return (await vault.addSlot({ kind: 'recovery' })).recoveryKey ?? '';
}

/** One keep is empty, and the other, which alone still has the device key, doesn't answer. */
async function lostForAWhile() {
	const { ports, kept } = await withOne();
	for (const name of (await ports.keeps[1]?.names()) ?? []) await ports.keeps[1]?.erase(name);
	const { ports: now, away } = without(ports, 0);
	const vault = await openVault(now);
	expect([vault.state(), await vault.notices(false)]).toEqual(['lost', [{ what: 'device-key-missing' }]]);
	return { ports: now, kept, vault, back: () => Object.assign(away, { down: false }) };
}

test('no keep answers: nothing is said to be lost, and the next question opens it', async () => {
	const { ports, kept } = await withOne();
	const { ports: now, away } = without(ports, 0, 1);
	expect(await refusal(openVault(now))).toBe('storage-failed');
	away.down = false;
	const vault = await openVault(now);
	expect([vault.state(), await vault.accounts(), await vault.notices(false)]).toEqual(['open', kept, []]);
});

test('neither store answers, or the one that does has nothing: nothing is said to be lost', async () => {
	const { ports, kept } = await withOne();
	const none = vi.spyOn(IDBFactory.prototype, 'databases').mockRejectedValue(new DOMException('not now'));
	const { texts } = ports.mirror;
	ports.mirror.texts = new Map();
	expect(await refusal(openVault(restarted(ports)))).toBe('storage-failed');
	const mirror = vi.spyOn(ports.mirror, 'get').mockRejectedValue(new Error('not now'));
	expect(await refusal(openVault(restarted(ports)))).toBe('storage-failed');
	mirror.mockRestore();
	none.mockRestore();
	ports.mirror.texts = texts;
	expect(await (await openVault(restarted(ports))).accounts()).toEqual(kept);
});

test('lost, then readable again: starting anew makes nothing new, and everything is there', async () => {
	const { ports, kept, vault, back } = await lostForAWhile();
	back();
	expect(await vault.startAnew()).toBe(false);
	expect([vault.state(), await vault.accounts(), await vault.notices(false)]).toEqual(['open', kept, []]);
	expect(await generationsIn(ports.name)).toEqual([1]);
	expect(await (await openVault(restarted(ports))).accounts()).toEqual(kept);
});

test('a store that can’t be read is said to be that, and one that can again isn’t cleared', async () => {
	const { ports, kept } = await withOne();
	await dropDatabases(ports);
	const broken = vi.spyOn(ports.mirror, 'get').mockRejectedValue(new Error('not now'));
	ports.mirror.before = () => {
		throw new Error('not now');
	};
	const vault = await openVault(restarted(ports));
	expect([vault.state(), await vault.notices(false)]).toEqual(['lost', [{ what: 'unreadable' }]]);
	broken.mockRestore();
	ports.mirror.before = () => {};
	expect(await vault.startAnew()).toBe(false);
	expect([await vault.accounts(), (await vault.notices(true)).map(({ what }) => what)]).toEqual([kept, ['restored']]);
	await dropKeeps(ports);
	await dropDatabases(ports);
	ports.mirror.texts.clear();
	await ports.mirror.set({ marker: 7 });
	const gone = await openVault(restarted(ports));
	expect([gone.state(), await gone.notices(false)]).toEqual(['lost', []]);
});

test('starting anew that is refused has begun nothing: what was lost still opens when its key is back', async () => {
	const { ports, kept, vault, back } = await lostForAWhile();
	ports.mirror.before = () => {
		throw new Error('QUOTA_BYTES quota exceeded');
	};
	expect([await refusal(vault.startAnew()), vault.state()]).toEqual(['storage-full', 'lost']);
	ports.mirror.before = () => {};
	back();
	expect(await (await openVault(restarted(ports))).accounts()).toEqual(kept);
});

test('what was set aside opens with its device key for as long as a device key opens the vault, and no longer', async () => {
	const { ports, kept, vault, back } = await lostForAWhile();
	expect(await vault.startAnew()).toBe(true);
	back();
	const later = await openVault(restarted(ports));
	expect([later.state(), await later.accounts()]).toEqual(['open', []]);
	await later.unprotect();
	const [aside] = (await ports.mirror.get(['aside'])).aside as [Aside];
	const slot = aside.slots[0] as KeptSlot;
	const key = await ports.keeps[0]?.read(`device-${slot.id}`);
	if (!key) throw new Error('its key is gone');
	const keys = await keysOf(await openSlot(slot, key), slot.vault, slot.generation);
	expect(await openRecord(keys, aside.records[0] as Sealed)).toEqual(kept[0]);
	await protect(later);
	for (const keep of ports.keeps) expect(await keep.names()).toEqual(['marker']);
});

test('a re-key while one keep is down: done and said to be done, and the old device key goes as soon as it can', async () => {
	const { ports, kept } = await withOne();
	const { ports: now, away } = without(ports, 0);
	const vault = await openVault(now);
	const key = await protect(vault);
	expect((await vault.slots()).some(({ kind }) => kind === 'device')).toBe(false);
	expect(await vault.notices(false)).toEqual([{ what: 'device-key-left' }]);
	expect([await generationsIn(ports.name), await ports.keeps[1]?.names()]).toEqual([[2], ['marker']]);
	for (const left of [2, 1]) {
		const next = await openVault({ ...restarted(ports), keeps: now.keeps });
		await next.unlock({ kind: 'recovery', key });
		expect([await next.accounts(), await ports.keeps[0]?.names()]).toMatchObject([kept, { length: left }]);
		expect((await next.notices(false)).length).toBe(left - 1);
		away.down = false;
	}
});

test('an unlocking while no keep answers is one, though the device gets no new key yet', async () => {
	const { ports, kept } = await withOne();
	const { recoveryKey } = await (await openVault(ports)).addSlot({ kind: 'recovery' });
	const { ports: now, away } = without(ports, 0, 1);
	const vault = await openVault(now);
	await vault.unlock({ kind: 'recovery', key: recoveryKey ?? '' });
	expect([vault.state(), await vault.accounts()]).toEqual(['open', kept]);
	away.down = false;
	expect((await openVault(restarted(ports))).state()).toBe('open');
});
