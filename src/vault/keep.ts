/** The only place for the two erasable keeps of the device key: the origin's private file system and the Cache Storage. */
import type { Bytes } from './bytes.ts';

/** Small named values. Throws when the keep itself can't be reached. */
export interface Keep {
	names(): Promise<string[]>;
	read(name: string): Promise<Bytes | null>;
	/** Written and read back before it resolves. */
	write(name: string, bytes: Bytes): Promise<void>;
	/** Overwritten, then removed; no error when it isn't there. */
	erase(name: string): Promise<void>;
}

export function same(a: Uint8Array | null, b: Uint8Array | null): boolean {
	return a === null || b === null ? a === b : a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function checked(keep: Omit<Keep, 'erase'> & { drop(name: string): Promise<void> }): Keep {
	const write = async (name: string, bytes: Bytes) => {
		await keep.write(name, bytes);
		if (!same(await keep.read(name), bytes)) throw new Error('the device key could not be kept');
	};
	return {
		names: keep.names,
		read: keep.read,
		write,
		erase: async (name) => {
			const old = await keep.read(name);
			if (old === null) return;
			await keep.write(name, new Uint8Array(old.length));
			await keep.drop(name);
		},
	};
}

const gone = (error: unknown) => error instanceof DOMException && error.name === 'NotFoundError';

export function privateFileKeep(folder: string): Keep {
	const open = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });
	return checked({
		names: async () => {
			const names: string[] = [];
			for await (const name of (await open()).keys()) names.push(name);
			return names;
		},
		read: async (name) => {
			try {
				const file = await (await (await open()).getFileHandle(name)).getFile();
				return new Uint8Array(await file.arrayBuffer());
			} catch (error) {
				if (gone(error)) return null;
				throw error;
			}
		},
		write: async (name, bytes) => {
			const stream = await (await (await open()).getFileHandle(name, { create: true })).createWritable();
			await stream.write(bytes);
			await stream.close();
		},
		drop: async (name) => {
			await (await open()).removeEntry(name);
		},
	});
}

/** Cache Storage takes web addresses only; this one is never asked for. */
const ADDRESS = 'https://verifill.invalid/';

export function cacheKeep(folder: string): Keep {
	const open = () => caches.open(folder);
	return checked({
		names: async () => (await (await open()).keys()).map((request) => request.url.slice(ADDRESS.length)),
		read: async (name) => {
			const kept = await (await open()).match(ADDRESS + name);
			return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
		},
		write: async (name, bytes) => (await open()).put(ADDRESS + name, new Response(bytes)),
		drop: async (name) => {
			await (await open()).delete(ADDRESS + name);
		},
	});
}
