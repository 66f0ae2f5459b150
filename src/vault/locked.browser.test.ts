/** Proves that a lock stands, whatever was under way when it came, and that what was done opens again. */
import { expect, test } from 'vitest';
import { randomId } from './bytes.ts';
import { anAccount, refusal, type TestPorts, testPorts } from './fixtures/ports.ts';
import { openVault } from './open.ts';
import type { Proof } from './vault.ts';

const output = 'A'.repeat(43);

/** A protected vault with one account, and places of it that call `step` each time they are asked for something. */
async function protectedOne() {
	const ports = testPorts();
	const first = await openVault(ports);
	const kept = await first.change(randomId(), [{ do: 'put', account: anAccount() }]);
	await first.addSlot({ kind: 'recovery' });
	const { slot } = await first.addSlot({ kind: 'passkey', name: '', credential: 'AAAA', salt: 'BBBB', output });
	const calls = { step: () => {} };
	const seen = <T extends object>(place: T): T =>
		new Proxy(place, {
			get: (target, name) => {
				const value = Reflect.get(target, name) as unknown;
				if (typeof value !== 'function') return value;
				return (...args: unknown[]) => {
					calls.step();
					return (value as (...args: unknown[]) => unknown).apply(target, args);
				};
			},
		});
	const mine: TestPorts = {
		...ports,
		mirror: seen(ports.mirror),
		session: seen(ports.session),
		keeps: ports.keeps.map(seen),
	};
	const byPasskey: Proof = { kind: 'passkey', slot: slot.id, output };
	return { ports, vault: await openVault(mine), kept, calls, byPasskey };
}

test('in the middle of a change of the ways in, whenever it comes', async () => {
	const { ports, vault, kept, calls, byPasskey } = await protectedOne();
	for (let at = 0, all = false; !all; at++) {
		let steps = 0;
		let locking = Promise.resolve();
		calls.step = () => {
			if (steps++ === at) locking = vault.lock();
		};
		const done = await vault.addSlot({ kind: 'recovery' }).catch(() => null);
		all = steps <= at;
		calls.step = () => {};
		await (all ? vault.lock() : locking);
		expect([at, vault.state(), await ports.session.get(['open'])]).toEqual([at, 'locked', {}]);
		expect((await openVault(ports)).state()).toBe('locked');
		if (done) await vault.unlock({ kind: 'recovery', key: done.recoveryKey ?? '' });
		await vault.unlock(byPasskey);
		expect(await vault.accounts()).toEqual(kept);
	}
}, 20_000);

test('between two unlockings that were both asked for before it', async () => {
	const { ports, vault, kept, calls, byPasskey } = await protectedOne();
	await vault.lock();
	const both = [vault.unlock(byPasskey), refusal(vault.unlock(byPasskey))];
	await both[0];
	let locking: Promise<void> | null = null;
	calls.step = () => {
		locking ??= vault.lock();
	};
	const second = await both[1];
	await (locking ?? vault.lock());
	expect([vault.state(), await ports.session.get(['open'])]).toEqual(['locked', {}]);
	expect(['no', 'locked']).toContain(second);
	calls.step = () => {};
	await vault.unlock(byPasskey);
	expect(await vault.accounts()).toEqual(kept);
});
