/** The only place that locks the vault in time: after a while, with the screen, or at once. */
import type { Settings, Vault } from '../vault/vault.ts';

export interface Lock {
	/** Locks when the deadline is over; call before every answer. `now` in ms. */
	guard(now: number): Promise<void>;
	/** The person did something: the deadline moves. */
	touch(now: number): Promise<void>;
	lockNow(): Promise<void>;
	settingsChanged(settings: Settings): Promise<void>;
}

const KEY = 'lockAt';
const ALARM = 'lock';

/** Watches over an opened vault. A vault that opens by this device alone has nothing to lock. */
export async function keepLocked(vault: Vault): Promise<Lock> {
	const isOpen = () => vault.state() === 'open';
	const lockNow = async () => {
		await browser.storage.session.remove(KEY);
		if (isOpen() && (await vault.slots()).some((slot) => slot.kind !== 'device')) await vault.lock();
	};
	const touch = async (now: number) => {
		if (!isOpen()) return;
		const { lockAfter } = await vault.settings();
		if (lockAfter === null) return browser.storage.session.remove(KEY);
		const lockAt = now + lockAfter * 60_000;
		await browser.storage.session.set({ [KEY]: lockAt });
		await browser.alarms.create(ALARM, { when: lockAt });
	};
	return {
		async guard(now) {
			const lockAt = (await browser.storage.session.get(KEY))[KEY] as number | undefined;
			if (lockAt !== undefined && now >= lockAt) await lockNow();
		},
		touch,
		lockNow,
		settingsChanged: () => touch(Date.now()),
	};
}
