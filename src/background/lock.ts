/** The only place that decides when an open vault locks by itself. Deadlines are checked on every request; alarms only make it prompt. */
import type { Settings, Vault } from '../vault/vault.ts';
import { forgetHandles } from './handles.ts';

const ALARM = 'lock';
const TOUCHED = 'touched';
/** A clock set back by more than this doesn't win time, ms. */
const SLACK = 60_000;

export interface Lock {
	/** Locks when the deadline has passed or the system is locked. To be awaited before any answer. `now` in ms. */
	guard(now: number): Promise<void>;
	/** The person was active now. */
	touch(now: number): Promise<void>;
	lockNow(): Promise<void>;
	/** The deadline follows the new choice. */
	settingsChanged(settings: Settings): Promise<void>;
}

/** The lock of a running vault. */
export async function keepLocked(vault: Vault): Promise<Lock> {
	const isOpen = () => vault.state() === 'open' || vault.state() === 'newer';
	// What a device opens by itself is never locked, so it needs no deadline.
	const locks = async () => isOpen() && (await vault.slots()).every((slot) => slot.kind !== 'device');

	async function lockNow(): Promise<void> {
		await vault.lock();
		await browser.alarms.clear(ALARM);
		if (isOpen()) return;
		await browser.storage.session.remove(TOUCHED);
		// They name hosts that have an account.
		await forgetHandles('offer');
		// Windows left open still show names and codes; that none is open is no error.
		void browser.runtime.sendMessage({ told: 'locked' }).catch(() => undefined);
	}

	async function arm(minutes: number | null, touched: number): Promise<void> {
		if (minutes === null) await browser.alarms.clear(ALARM);
		else await browser.alarms.create(ALARM, { when: touched + minutes * 60_000 });
	}

	async function guard(now: number): Promise<void> {
		if (!(await locks())) return;
		const { lockAfter, lockWithSystem } = await vault.settings();
		const touched = (await browser.storage.session.get(TOUCHED))[TOUCHED] as number | undefined;
		if (touched === undefined) await touch(now);
		else if (lockAfter !== null && (now - touched >= lockAfter * 60_000 || touched - now > SLACK)) return lockNow();
		if (lockWithSystem && (await browser.idle.queryState(15)) === 'locked') await lockNow();
	}

	async function touch(now: number): Promise<void> {
		if (!(await locks())) return;
		await browser.storage.session.set({ [TOUCHED]: now });
		await arm((await vault.settings()).lockAfter, now);
	}

	async function settingsChanged(settings: Settings): Promise<void> {
		if (!(await locks())) return;
		const touched = (await browser.storage.session.get(TOUCHED))[TOUCHED] as number | undefined;
		await arm(settings.lockAfter, touched ?? Date.now());
	}

	return { guard, touch, lockNow, settingsChanged };
}

/** Hears the alarm and the system's own lock. To be called at once when the background starts, or a sleeping worker is not woken. */
export function hearLocking(lock: () => Promise<Lock>): void {
	const check = () =>
		void lock()
			.then((l) => l.guard(Date.now()))
			.catch(() => undefined);
	browser.alarms.onAlarm.addListener((alarm) => {
		if (alarm.name === ALARM) check();
	});
	browser.idle.onStateChanged.addListener((state) => {
		if (state === 'locked') check();
	});
}
