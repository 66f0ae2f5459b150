/** The only place that empties the trash. */
import { TRASH_DAYS } from '../core/account.ts';
import type { Vault } from '../vault/vault.ts';
import { newHandle } from './handles.ts';

/** When an earlier start was, ms. */
const STARTED = 'started';
const DAY = 86_400_000;

/**
 * Erases what had lain in the trash for its days already at an earlier start, a day ago or more: a clock that is wrong for once takes nothing. Nor does
 * anything go that was deleted before it was set up: one of those two times is wrong. `now` in ms.
 */
export async function emptyTrash(vault: Pick<Vault, 'overview' | 'change'>, now: number): Promise<void> {
	const { local } = browser.storage;
	const before = (await local.get(STARTED))[STARTED] as number | undefined;
	if (before !== undefined && before <= now && now - before < DAY) return;
	await local.set({ [STARTED]: now });
	// The first start, or the clock was set back.
	if (before === undefined || before > now) return;
	const old = (await vault.overview()).accounts.filter(
		({ trashedAt, createdAt }) => trashedAt !== null && trashedAt >= createdAt && before - trashedAt > TRASH_DAYS * DAY,
	);
	if (old.length > 0)
		await vault.change(
			newHandle(),
			old.map((a) => ({ do: 'erase', id: a.id, rev: a.rev })),
		);
}
