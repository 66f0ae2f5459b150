/** Proves the ways in: each opens, none opens wrongly, the last can't go, guessing slows down, and a death at any step of a re-key loses nothing. */
import { openDB } from 'idb';
import { describe, expect, test, vi } from 'vitest';
import { base64url, randomId } from './bytes.ts';
import { generationsIn } from './database.ts';
import { generationOf, onDatabase } from './fixtures/harm.ts';
import { anAccount, mortal, refusal, restarted, type TestPorts, testPorts } from './fixtures/ports.ts';
import type { KeptSlot } from './kept.ts';
import { openVault } from './open.ts';
import { recoveryText } from './recovery-key.ts';
import type { Proof, Vault } from './vault.ts';

const PASSWORD = 'correct horse battery';
const right: Proof = { kind: 'password', password: PASSWORD };
const output = base64url(new Uint8Array(32).fill(7));
const passkey = { kind: 'passkey', name: 'Laptop', credential: 'AAAA', salt: 'BBBB', output } as const;

async function withOne(ports: TestPorts) {
	const vault = await openVault(ports);
	const kept = await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
	await vault.changeSettings(randomId(), { lockAfter: 5 });
	return { vault, kept };
}

const kindsOf = async (vault: Vault) => (await vault.slots()).map((slot) => slot.kind).sort((a, b) => (a < b ? -1 : 1));

describe('a password', () => {
	test('takes the place of the device, survives a stopped worker, and is asked for after a restart of the browser', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		expect(await kindsOf(vault)).toEqual(['device']);
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		expect(await kindsOf(vault)).toEqual(['password']);
		expect(await vault.accounts()).toEqual(kept);
		for (const keep of ports.keeps) expect(await keep.names()).toEqual(['marker']);

		const sameBrowser = await openVault(ports);
		expect(await sameBrowser.accounts()).toEqual(kept);
		const next = await openVault(restarted(ports));
		expect(next.state()).toBe('locked');
		expect(await refusal(next.accounts())).toBe('locked');
		expect(await refusal(next.change(randomId(), []))).toBe('locked');
		expect(await refusal(next.unlock({ kind: 'password', password: `${PASSWORD}!` }))).toBe('wrong-password');
		await next.unlock(right);
		expect(next.state()).toBe('open');
		expect(await next.accounts()).toEqual(kept);
		expect((await next.settings()).lockAfter).toBe(5);
	});

	test('lock forgets the key; the same worker and a new one stay locked', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		await vault.lock();
		expect(vault.state()).toBe('open');
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		await vault.overview();
		expect([...ports.session.texts.keys()]).toContain('overview');
		await vault.lock();
		expect(vault.state()).toBe('locked');
		expect([...ports.session.texts.keys()]).toEqual([]);
		expect(await refusal(vault.accounts())).toBe('locked');
		expect(await refusal(vault.overview())).toBe('locked');
		expect(await kindsOf(vault)).toEqual(['password']);
		const other = await openVault(ports);
		expect(other.state()).toBe('locked');
		await other.unlock(right);
		expect(await other.accounts()).toEqual(kept);
	});

	test('F06: weak ones are refused; both forms of a letter open the same; long, NUL and emoji are fine', async () => {
		const ports = testPorts();
		const { vault } = await withOne(ports);
		for (const password of ['seven77', 'password1', 'aaaaaaaaaaaa', '12345678', 'qwertyuiop']) {
			expect(await refusal(vault.addSlot({ kind: 'password', password }))).toBe('password-too-weak');
		}
		expect(await kindsOf(vault)).toEqual(['device']);
		await vault.addSlot({ kind: 'password', password: 'cre\u0301me bru\u0302le\u0301e \0 \u{1F36E}' });
		await vault.lock();
		await vault.unlock({ kind: 'password', password: 'cr\u00e9me br\u00fbl\u00e9e \0 \u{1F36E}' });
		expect(vault.state()).toBe('open');
	});

	test('changing it ends the old one', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		expect(await refusal(vault.changePassword('another good one 7'))).toBe('not-found');
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		await vault.changePassword('another good one 7');
		await vault.lock();
		expect(await refusal(vault.unlock(right))).toBe('wrong-password');
		await vault.unlock({ kind: 'password', password: 'another good one 7' });
		expect(await vault.accounts()).toEqual(kept);
	});

	test('proving is the same check and opens nothing', async () => {
		const ports = testPorts();
		const { vault } = await withOne(ports);
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		await vault.prove(right);
		expect(await refusal(vault.prove({ kind: 'password', password: 'not this one' }))).toBe('wrong-password');
		await vault.lock();
		await vault.prove(right);
		expect(vault.state()).toBe('locked');
	});

	test('five wrong ones, then a wait that a new worker remembers and that doubles to 30 s', async () => {
		const ports = testPorts();
		const { vault } = await withOne(ports);
		const { recoveryKey } = await vault.addSlot({ kind: 'recovery' });
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		await vault.lock();
		const wrong: Proof = { kind: 'recovery', key: otherKey(recoveryKey as string) };
		for (let i = 0; i < 5; i++) expect(await refusal(vault.unlock(wrong))).toBe('wrong-recovery-key');
		expect(await refusal(vault.unlock(right))).toBe('try-later');
		expect(await refusal((await openVault(ports)).unlock(right))).toBe('try-later');
		for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
			const error: unknown = await vault.unlock(wrong).catch((e: unknown) => e);
			expect(error).toMatchObject({ reason: 'try-later', about: String(seconds) });
			ports.clock.now += seconds * 1000;
			expect(await refusal(vault.unlock(wrong))).toBe('wrong-recovery-key');
		}
		ports.clock.now += 30_000;
		await vault.unlock(right);
		await vault.lock();
		expect(await refusal(vault.unlock(wrong))).toBe('wrong-recovery-key');
		await vault.unlock(right);
	});

	test('a wrong one costs one try, though each store has the way in', async () => {
		const ports = testPorts();
		await (await withOne(ports)).vault.addSlot({ kind: 'password', password: PASSWORD });
		const vault = await openVault(restarted(ports));
		const tried = vi.spyOn(crypto.subtle, 'decrypt');
		expect(await refusal(vault.unlock({ kind: 'password', password: 'wrong wrong' }))).toBe('wrong-password');
		expect(tried).toHaveBeenCalledTimes(1);
		vi.restoreAllMocks();
	});

	test('set on a busy moment, its costs are raised by the first unlocking that is too quick, and only then', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		let [clock, takes] = [0, 1500];
		vi.spyOn(performance, 'now').mockImplementation(() => (clock += takes));
		const costs = async () => {
			const slots = (await onDatabase(ports, (db) => db.getAll('slots'))) as KeptSlot[];
			return slots.flatMap(({ kdf }) => (kdf.name === 'argon2id' ? [kdf.m / 1024, kdf.t] : []));
		};
		const seen: unknown[] = [];
		try {
			await vault.addSlot({ kind: 'password', password: PASSWORD });
			await vault.addSlot({ kind: 'recovery' });
			seen.push(await costs());
			for (takes of [600, 300, 600]) {
				await vault.lock();
				await vault.unlock(right);
				seen.push(await costs());
			}
		} finally {
			vi.restoreAllMocks();
		}
		expect(seen).toEqual([
			[46, 1],
			[46, 1],
			[64, 2],
			[64, 2],
		]);
		const next = await openVault(restarted(ports));
		await next.unlock(right);
		expect(await next.accounts()).toEqual(kept);
	});

	test('costs edited in the stores are refused before any work', async () => {
		const ports = testPorts();
		const { vault } = await withOne(ports);
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		const generation = await generationOf(ports);
		const db = await openDB(`${ports.name}-${generation}`);
		const [slot] = (await db.getAll('slots')) as KeptSlot[];
		if (slot?.kdf.name !== 'argon2id') throw new Error('no password slot');
		for (const kdf of [
			{ ...slot.kdf, m: 8 },
			{ ...slot.kdf, t: 11 },
			{ ...slot.kdf, p: 2 },
			{ ...slot.kdf, m: 4 * 1024 * 1024 },
		]) {
			await db.put('slots', { ...slot, kdf }, slot.id);
			await ports.mirror.set({ [`g${generation}/s/${slot.id}`]: { ...slot, kdf } });
			const again = await openVault(restarted(ports));
			expect(await refusal(again.unlock(right))).toBe('kdf-out-of-bounds');
		}
		// One store alone edited: the other one's still opens, and puts it right.
		await ports.mirror.set({ [`g${generation}/s/${slot.id}`]: slot });
		const again = await openVault(restarted(ports));
		await again.unlock(right);
		expect(await db.get('slots', slot.id)).toEqual(slot);
		db.close();
	});
});

function otherKey(key: string): string {
	// Another valid key: the vault of the test has it nowhere.
	return key === SPARE ? SPARE_TOO : SPARE;
}
const SPARE = recovery(1);
const SPARE_TOO = recovery(2);

function recovery(byte: number) {
	return recoveryText(new Uint8Array(16).fill(byte));
}

describe('other ways', () => {
	test('a recovery key opens; a typo in it is told before it counts', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		const { recoveryKey, slot } = await vault.addSlot({ kind: 'recovery' });
		expect(slot.kind).toBe('recovery');
		expect(await kindsOf(vault)).toEqual(['device', 'recovery']);
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		expect(await kindsOf(vault)).toEqual(['password', 'recovery']);
		const next = await openVault(restarted(ports));
		const key = recoveryKey as string;
		const typo = key.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
		expect(await refusal(next.unlock({ kind: 'recovery', key: typo }))).toBe('recovery-key-typo');
		await next.unlock({ kind: 'recovery', key: key.toLowerCase().replaceAll('-', ' ') });
		expect(await next.accounts()).toEqual(kept);
	});

	test('a passkey alone does not end the device’s way in; with a recovery key it does', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		const { slot } = await vault.addSlot(passkey);
		expect(slot.passkey).toEqual({ credential: 'AAAA', salt: 'BBBB' });
		expect(await kindsOf(vault)).toEqual(['device', 'passkey']);
		await vault.addSlot({ kind: 'recovery' });
		expect(await kindsOf(vault)).toEqual(['passkey', 'recovery']);
		await vault.lock();
		const wrong = base64url(new Uint8Array(32).fill(8));
		expect(await refusal(vault.unlock({ kind: 'passkey', slot: slot.id, output: wrong }))).toBe('passkey-failed');
		expect(await refusal(vault.unlock({ kind: 'passkey', slot: slot.id, output: 'x' }))).toBe('passkey-failed');
		await vault.unlock({ kind: 'passkey', slot: slot.id, output });
		expect(await vault.accounts()).toEqual(kept);
	});

	test('a new recovery key ends the old one; a further passkey ends nothing and needs no new vault key', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		const [old, key] = [await vault.addSlot({ kind: 'recovery' }), await vault.addSlot({ kind: 'recovery' })];
		const generation = await generationOf(ports);
		await vault.addSlot(passkey);
		await vault.addSlot({ ...passkey, name: 'Phone' });
		expect(await generationOf(ports)).toBe(generation);
		expect(await kindsOf(vault)).toEqual(['passkey', 'passkey', 'password', 'recovery']);
		expect(await refusal(vault.prove({ kind: 'recovery', key: old.recoveryKey as string }))).toBe('wrong-recovery-key');
		await vault.lock();
		await vault.unlock({ kind: 'recovery', key: key.recoveryKey as string });
		expect(await vault.accounts()).toEqual(kept);
	});

	test('a passkey that gives less than its 32 bytes is no way in', async () => {
		const { vault } = await withOne(testPorts());
		const short = base64url(new Uint8Array(31).fill(7));
		expect(await refusal(vault.addSlot({ ...passkey, output: short }))).toBe('passkey-failed');
		expect(await kindsOf(vault)).toEqual(['device']);
	});

	test('the last way in can’t be removed; a removed one opens no more', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		const [device] = await vault.slots();
		expect(await refusal(vault.removeSlot(device?.id as string))).toBe('last-way-in');
		expect(await refusal(vault.removeSlot(randomId()))).toBe('not-found');
		const { recoveryKey } = await vault.addSlot({ kind: 'recovery' });
		const { slot } = await vault.addSlot({ kind: 'password', password: PASSWORD });
		expect(await refusal(vault.removeSlot(slot.id))).toBe('last-way-in');
		const printed = (await vault.slots()).find((s) => s.kind === 'recovery');
		await vault.removeSlot(printed?.id as string);
		await vault.lock();
		expect(await refusal(vault.unlock({ kind: 'recovery', key: recoveryKey as string }))).toBe('wrong-recovery-key');
		await vault.unlock(right);
		expect(await vault.accounts()).toEqual(kept);
	});

	test('what the device opens anyway may lose any other way in, which has no name unless the person gave one', async () => {
		const { vault, kept } = await withOne(testPorts());
		const { slot } = await vault.addSlot({ kind: 'recovery' });
		expect(slot).toMatchObject({ kind: 'recovery', name: '', passkey: null });
		await vault.removeSlot(slot.id);
		expect([await kindsOf(vault), await vault.accounts()]).toEqual([['device'], kept]);
	});

	test('unprotecting gives the way in back to the device alone', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		await vault.unprotect();
		expect(await kindsOf(vault)).toEqual(['device']);
		const next = await openVault(restarted(ports));
		expect(next.state()).toBe('open');
		expect(await next.accounts()).toEqual(kept);
		expect(await refusal(next.prove(right))).toBe('wrong-password');
	});

	test('with the device key gone a recovery key still opens, and the device gets a new key', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		const { recoveryKey } = await vault.addSlot({ kind: 'recovery' });
		for (const keep of ports.keeps) for (const name of await keep.names()) await keep.erase(name);
		const next = await openVault(restarted(ports));
		expect(next.state()).toBe('locked');
		expect(await next.notices(false)).toEqual([{ what: 'device-key-missing' }]);
		await next.unlock({ kind: 'recovery', key: recoveryKey as string });
		expect(await next.accounts()).toEqual(kept);
		expect(await next.notices(true)).toEqual([{ what: 'device-key-renewed' }]);
		expect(await kindsOf(next)).toEqual(['device', 'recovery']);
		await next.prove({ kind: 'recovery', key: recoveryKey as string });
		expect((await openVault(restarted(ports))).state()).toBe('open');
	});

	test('a device key that is only out of reach for a while is missed no longer when it is back', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		await vault.addSlot({ kind: 'recovery' });
		const away = ports.keeps.map((keep) => ({ ...keep, read: () => Promise.reject(new Error('not now')) }));
		const locked = await openVault({ ...restarted(ports), keeps: away });
		expect(locked.state()).toBe('locked');
		expect(await locked.notices(false)).toEqual([{ what: 'device-key-missing' }]);
		const next = await openVault(restarted(ports));
		expect([next.state(), await next.notices(false), await next.accounts()]).toEqual(['open', [], kept]);
	});

	test('a store’s whole content from before protection neither opens nor wins', async () => {
		const ports = testPorts();
		const { vault, kept } = await withOne(ports);
		const before = new Map(ports.mirror.texts);
		await vault.addSlot({ kind: 'password', password: PASSWORD });
		ports.mirror.texts = before;
		const next = await openVault(restarted(ports));
		expect(next.state()).toBe('locked');
		await next.unlock(right);
		expect(await next.accounts()).toEqual(kept);
		expect([...ports.mirror.texts.keys()].filter((key) => key.startsWith('g1/'))).toEqual([]);
	});
});

describe('a death at any step of a re-key', () => {
	const unlockBy = async (vault: Vault) => {
		if (vault.state() !== 'locked') return;
		const slot = (await vault.slots()).find((s) => s.kind === 'passkey');
		await vault.unlock({ kind: 'passkey', slot: slot?.id as string, output });
	};

	/** Lets a worker die at each of its steps outside in turn; gives how many deaths it took until the act was done. */
	async function dieEverywhere(before: (vault: Vault) => Promise<unknown>, act: (vault: Vault) => Promise<unknown>) {
		for (let stopAt = 0; ; stopAt++) {
			const ports = testPorts();
			const { vault, kept } = await withOne(ports);
			await before(vault);
			const rehearsal = mortal(ports, Number.POSITIVE_INFINITY);
			await openVault(rehearsal.ports);
			const short = mortal(ports, rehearsal.life.steps + stopAt);
			const dying = await openVault(short.ports);
			const ended = await Promise.race([act(dying).then(() => 'done'), short.life.dead.then(() => 'dead')]);
			const next = await openVault(stopAt % 2 === 0 ? ports : restarted(ports));
			await unlockBy(next);
			expect([next.state(), await next.accounts()]).toEqual(['open', kept]);
			expect((await next.settings()).lockAfter).toBe(5);
			// And once more from cold: what the start repaired holds.
			const cold = await openVault(restarted(ports));
			await unlockBy(cold);
			expect(await cold.accounts()).toEqual(kept);
			expect(await generationsIn(ports.name)).toHaveLength(1);
			if (ended === 'done') return stopAt;
		}
	}

	test('protecting', async () => {
		const deaths = await dieEverywhere(
			(vault) => vault.addSlot(passkey),
			(vault) => vault.addSlot({ kind: 'recovery' }),
		);
		expect(deaths).toBeGreaterThan(8);
	}, 60_000);

	test('unprotecting', async () => {
		const protect = async (vault: Vault) => {
			await vault.addSlot(passkey);
			await vault.addSlot({ kind: 'recovery' });
		};
		const deaths = await dieEverywhere(protect, (vault) => vault.unprotect());
		expect(deaths).toBeGreaterThan(8);
	}, 60_000);
});
