/** Proves when an open vault locks by itself: deadlines at each question, the alarm, the system's own lock; against a browser of fakes. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS, type Settings, type SlotKind, type Vault, type VaultState } from '../vault/vault.ts';
import { hearLocking, keepLocked } from './lock.ts';

const MINUTE = 60_000;
const NOW = 1_790_000_000_000;

class Told<T> {
	readonly #listeners: ((value: T) => void)[] = [];
	addListener(listener: (value: T) => void) {
		this.#listeners.push(listener);
	}
	tell(value: T) {
		for (const listener of this.#listeners) listener(value);
	}
}

/** A browser and a vault, as far as the lock meets them. */
function fakes({ slots = ['password'] as SlotKind[], settings = {} as Partial<Settings> } = {}) {
	const memory = new Map<string, unknown>();
	const alarms = new Map<string, number>();
	const world = {
		memory,
		alarms,
		state: 'open' as VaultState,
		settings: { ...DEFAULT_SETTINGS, ...settings },
		system: 'active' as 'active' | 'idle' | 'locked',
		told: [] as unknown[],
		onAlarm: new Told<{ name: string }>(),
		onStateChanged: new Told<string>(),
	};
	vi.stubGlobal('browser', {
		storage: {
			session: {
				get: async (key: string | null) =>
					key === null ? Object.fromEntries(memory) : memory.has(key) ? { [key]: memory.get(key) } : {},
				set: async (items: object) => void Object.entries(items).map(([key, value]) => memory.set(key, value)),
				remove: async (keys: string | string[]) => [keys].flat().map((key) => memory.delete(key)),
			},
		},
		alarms: {
			create: async (name: string, { when }: { when: number }) => void alarms.set(name, when),
			clear: async (name: string) => alarms.delete(name),
			onAlarm: world.onAlarm,
		},
		idle: { queryState: async () => world.system, onStateChanged: world.onStateChanged },
		runtime: {
			sendMessage: async (message: unknown) => {
				world.told.push(message);
				throw new Error('Could not establish connection. Receiving end does not exist.');
			},
		},
	});
	const vault = {
		state: () => world.state,
		slots: async () => slots.map((kind) => ({ kind })),
		settings: async () => world.settings,
		lock: async () => {
			if (!slots.includes('device')) world.state = 'locked';
		},
	} as unknown as Vault;
	return { world, vault };
}

beforeEach(() => void vi.unstubAllGlobals());

describe('H02: deadlines', () => {
	test('the first question past the deadline meets a closed door, one before it an open one; no alarm needed', async () => {
		for (const lockAfter of [1, 5, 15, 60] as const) {
			const { world, vault } = fakes({ settings: { lockAfter } });
			const lock = await keepLocked(vault);
			await lock.touch(NOW);
			world.memory.set('offer:1', { asker: { origin: 'https://bank.test' } });
			expect(world.alarms.get('lock')).toBe(NOW + lockAfter * MINUTE);
			await lock.guard(NOW + lockAfter * MINUTE - 1);
			expect(world.state).toBe('open');
			await lock.guard(NOW + lockAfter * MINUTE);
			expect(world.state).toBe('locked');
			expect([world.memory.size, world.alarms.size]).toEqual([0, 0]);
			expect(world.told).toEqual([{ told: 'locked' }]);
		}
	});

	test('looking doesn’t push the deadline away, being active does', async () => {
		const { world, vault } = fakes({ settings: { lockAfter: 5 } });
		const lock = await keepLocked(vault);
		await lock.guard(NOW);
		await lock.guard(NOW + 4 * MINUTE);
		await lock.touch(NOW + 4 * MINUTE);
		await lock.guard(NOW + 8 * MINUTE);
		expect(world.state).toBe('open');
		await lock.guard(NOW + 9 * MINUTE);
		expect(world.state).toBe('locked');
	});

	test('a clock set back wins no time', async () => {
		const { world, vault } = fakes();
		const lock = await keepLocked(vault);
		await lock.touch(NOW);
		await lock.guard(NOW - MINUTE);
		expect(world.state).toBe('open');
		await lock.guard(NOW - MINUTE - 1);
		expect(world.state).toBe('locked');
	});

	test('never means never, and a new choice moves the alarm', async () => {
		const { world, vault } = fakes({ settings: { lockAfter: null } });
		const lock = await keepLocked(vault);
		await lock.touch(NOW);
		await lock.guard(NOW + 1e9);
		expect([world.state, world.alarms.size]).toEqual(['open', 0]);
		await lock.settingsChanged({ ...world.settings, lockAfter: 15 });
		expect(world.alarms.get('lock')).toBe(NOW + 15 * MINUTE);
		await lock.settingsChanged({ ...world.settings, lockAfter: null });
		expect(world.alarms.size).toBe(0);
	});

	test('what the device opens by itself is never locked, and a locked vault is left alone', async () => {
		const { world, vault } = fakes({ slots: ['device', 'passkey'] });
		const lock = await keepLocked(vault);
		world.system = 'locked';
		await lock.touch(NOW);
		await lock.guard(NOW + 1e9);
		await lock.lockNow();
		await lock.settingsChanged({ ...world.settings, lockAfter: 1 });
		expect([world.state, world.memory.size, world.alarms.size, world.told.length]).toEqual(['open', 0, 0, 0]);
		const other = fakes();
		other.world.state = 'locked';
		const closed = await keepLocked(other.vault);
		await closed.touch(NOW);
		await closed.guard(NOW);
		expect([other.world.memory.size, other.world.alarms.size]).toEqual([0, 0]);
	});
});

describe('the system’s own lock', () => {
	test.each([
		['locked', true, 'locked'],
		['locked', false, 'open'],
		['idle', true, 'open'],
		['active', true, 'open'],
	] as const)('system %s, wished %s: %s', async (system, lockWithSystem, becomes) => {
		const { world, vault } = fakes({ settings: { lockWithSystem } });
		const lock = await keepLocked(vault);
		world.system = system;
		await lock.guard(NOW);
		expect(world.state).toBe(becomes);
	});
});

describe('listening', () => {
	test('our alarm and a locked system make it look, other alarms and an idle system don’t; a failure is borne', async () => {
		const { world } = fakes();
		const guard = vi.fn(async () => {});
		const lock = vi.fn(async () => ({ guard, touch: guard, lockNow: guard, settingsChanged: guard }));
		hearLocking(lock);
		world.onAlarm.tell({ name: 'clipboard' });
		world.onStateChanged.tell('idle');
		world.onStateChanged.tell('active');
		expect(lock).not.toHaveBeenCalled();
		world.onAlarm.tell({ name: 'lock' });
		await vi.waitFor(() => expect(guard).toHaveBeenCalledTimes(1));
		world.onStateChanged.tell('locked');
		await vi.waitFor(() => expect(guard).toHaveBeenCalledTimes(2));
		lock.mockRejectedValueOnce(new Error('storage'));
		world.onAlarm.tell({ name: 'lock' });
		world.onAlarm.tell({ name: 'lock' });
		await vi.waitFor(() => expect(guard).toHaveBeenCalledTimes(3));
	});
});
