/** The only keeper of one-time handles (set-up jobs, offers) that must outlive a worker but never reach a disk. */

interface Kept<T> {
	until: number;
	value: T;
}

/** Session storage holds 10 MB for all: a larger text than this serves this worker's life alone, and of more handles of one family the oldest goes. */
const MOST_TEXT = 6_000_000;
const MOST = 5_000;

const families = new Map<string, Map<string, unknown>>();

/** Drops what earlier workers kept and nobody can ask for any more; to be called at each start. */
export async function dropOldHandles(): Promise<void> {
	const now = Date.now();
	const all = Object.entries(await browser.storage.session.get(null)) as [string, Kept<unknown>][];
	const old = all.filter(([key, kept]) => families.has(key.split(':')[0] as string) && kept.until < now);
	await browser.storage.session.remove(old.map(([key]) => key));
}

/** Forgets all handles of a family, here and in session storage. */
export async function forgetHandles(name: string): Promise<void> {
	families.get(name)?.clear();
	const kept = Object.keys(await browser.storage.session.get(null)).filter((key) => key.startsWith(`${name}:`));
	await browser.storage.session.remove(kept);
}

/** A family of handles in session storage (memory, trusted contexts only). `name` keeps families apart; `life` in ms. */
export class Handles<T> {
	readonly #name: string;
	readonly #life: number;
	readonly #warm = new Map<string, Kept<T>>();

	constructor(name: string, life: number) {
		this.#name = name;
		this.#life = life;
		families.set(name, this.#warm);
	}

	#key(handle: string) {
		return `${this.#name}:${handle}`;
	}

	/** Keeps a value under a handle. */
	async keep(handle: string, value: T): Promise<void> {
		const now = Date.now();
		for (const [key, kept] of this.#warm) if (kept.until < now) await this.drop(key);
		const [oldest] = this.#warm.keys();
		if (oldest !== undefined && this.#warm.size >= MOST) await this.drop(oldest);
		const kept = { until: now + this.#life, value };
		this.#warm.set(handle, kept);
		if (JSON.stringify(value).length > MOST_TEXT) return;
		// Over quota: the warm copy still serves this worker's life.
		await browser.storage.session.set({ [this.#key(handle)]: kept }).catch(() => undefined);
	}

	/** The value, or null when it is unknown or its time is over. */
	async get(handle: string): Promise<T | null> {
		const key = this.#key(handle);
		const kept =
			this.#warm.get(handle) ?? ((await browser.storage.session.get(key))[key] as Kept<T> | undefined) ?? null;
		return kept !== null && kept.until >= Date.now() ? kept.value : null;
	}

	/** The value, for the last time. */
	async take(handle: string): Promise<T | null> {
		const value = await this.get(handle);
		await this.drop(handle);
		return value;
	}

	async drop(handle: string): Promise<void> {
		this.#warm.delete(handle);
		await browser.storage.session.remove(this.#key(handle));
	}
}

/** A fresh unguessable handle: 32 hex digits. */
export function newHandle(): string {
	return crypto.randomUUID().replaceAll('-', '');
}
