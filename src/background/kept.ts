/** The only place where the vault is opened, once per worker life, behind the lock's deadlines. */
import { TRASH_DAYS } from '../core/account.ts';
import { openVault } from '../vault/open.ts';
import type { Vault } from '../vault/vault.ts';
import { newHandle } from './handles.ts';
import { keepLocked, type Lock } from './lock.ts';

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

/** Erases what lay in the trash for 30 days. */
async function emptyTrash(vault: Vault, now: number): Promise<void> {
	const old = (await vault.overview()).accounts.filter(
		(a) => a.trashedAt !== null && now - a.trashedAt > TRASH_DAYS * 86_400_000,
	);
	if (old.length > 0)
		await vault.change(
			newHandle(),
			old.map((a) => ({ do: 'erase', id: a.id, rev: a.rev })),
		);
}
