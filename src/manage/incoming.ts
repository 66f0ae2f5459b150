/** The only judge of what a backup file brings: new, the same as kept, or in conflict with it; and what is proposed for each. */
import type { BackupEntry } from '../core/backup.ts';
import { ask } from '../protocol/ask.ts';
import type { AccountView } from '../protocol/panel.ts';

export interface Incoming {
	key: string;
	entry: BackupEntry;
	what: 'new' | 'same' | 'conflict';
	/** The kept account it clashes with, or null. */
	clash: AccountView | null;
	take: 'keep' | 'replace' | 'leave';
}

/** Compares each entry with what is kept. The same secret under the same name is proposed to be left; anything unclear to be kept beside. */
export async function clashesOf(entries: readonly BackupEntry[]): Promise<Incoming[]> {
	const { conflicts } = await ask('panel.conflicts', { drafts: entries.map((e) => e.draft) });
	return entries.map((entry, at) => judged(String(at), entry, conflicts[at] ?? null));
}

/** What one entry is, given the clash found for it. */
export function judged(
	key: string,
	entry: BackupEntry,
	found: { with: AccountView; why: 'same-secret' | 'same-name' } | null,
): Incoming {
	if (found === null) return { key, entry, what: 'new', clash: null, take: 'keep' };
	const sameName = found.with.issuer === entry.draft.issuer && found.with.label === entry.draft.label;
	const same = found.why === 'same-secret' && sameName;
	return { key, entry, what: same ? 'same' : 'conflict', clash: found.with, take: same ? 'leave' : 'keep' };
}
