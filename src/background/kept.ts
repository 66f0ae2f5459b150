/** The only place where the vault is opened, once per worker life, behind the lock's deadlines. */
import { openVault } from '../vault/open.ts';
import type { Vault } from '../vault/vault.ts';
import { keepLocked, type Lock } from './lock.ts';
import { emptyTrash } from './trash.ts';

export interface Kept {
	vault: Vault;
	lock: Lock;
}

let opening: Promise<Kept> | null = null;

/** The vault and its lock. A failed opening is tried again by the next question. */
export function kept(): Promise<Kept> {
	opening ??= open().catch((error: unknown) => {
		opening = null;
		throw error;
	});
	return opening;
}

async function open(): Promise<Kept> {
	const vault = await openVault();
	const lock = await keepLocked(vault);
	await lock.guard(Date.now());
	// A full disk must not keep the vault shut: the next start tries again.
	if (vault.state() === 'open') await emptyTrash(vault, Date.now()).catch(() => undefined);
	return { vault, lock };
}
