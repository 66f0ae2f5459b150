/** The browser's own places in memory, so that the vault's Chromium tests can run in Node while mutants run; `npm test` has the real ones. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';

class Cache {
	#kept = new Map();
	async keys() {
		return [...this.#kept.keys()].map((url) => ({ url }));
	}
	async match(url) {
		const bytes = this.#kept.get(url);
		return bytes && new Response(bytes);
	}
	async put(url, response) {
		this.#kept.set(url, await response.arrayBuffer());
	}
	async delete(url) {
		return this.#kept.delete(url);
	}
}

class Folder {
	#files = new Map();
	async *keys() {
		yield* this.#files.keys();
	}
	async getFileHandle(name, { create = false } = {}) {
		if (!create && !this.#files.has(name)) throw new DOMException(name, 'NotFoundError');
		if (!this.#files.has(name)) this.#files.set(name, new Blob([]));
		return {
			getFile: async () => this.#files.get(name),
			createWritable: async () => {
				const parts = [];
				return { write: async (part) => parts.push(part), close: async () => this.#files.set(name, new Blob(parts)) };
			},
		};
	}
	async removeEntry(name) {
		this.#files.delete(name);
	}
}

const named = (Kind) => {
	const all = new Map();
	return async (name) => {
		if (!all.has(name)) all.set(name, new Kind());
		return all.get(name);
	};
};

/** One after another under each name. */
function locks() {
	const last = new Map();
	return {
		request: (name, act) => {
			const mine = Promise.resolve(last.get(name)).then(act);
			last.set(
				name,
				mine.catch(() => {}),
			);
			return mine;
		},
	};
}

/** Empty places: what a broken run left, or still holds, is nobody's any more. */
export function anew() {
	globalThis.indexedDB = new IDBFactory();
	globalThis.caches = { open: named(Cache) };
	const folders = named(Folder);
	navigator.storage = { getDirectory: async () => ({ getDirectoryHandle: folders }) };
	Object.defineProperty(navigator, 'locks', { value: locks(), configurable: true });
}

globalThis.Cache = Cache;
anew();
