/** The only place for the pure choices behind an offer. */
import type { Account, RecoveryCode } from '../core/account.ts';

/** The recovery code to offer: the one of the number asked for if it is unused, else the first unused one; null when none is left. */
export function recoveryChoice(codes: readonly RecoveryCode[], number: number | null): number | null {
	if (number !== null) return codes[number - 1]?.usedAt === null ? number - 1 : null;
	const first = codes.findIndex((c) => c.usedAt === null);
	return first === -1 ? null : first;
}

/** The one account that needs no choosing: the only one, or the only one known by the user name shown; null otherwise. */
export function unambiguous<A extends Pick<Account, 'usernames' | 'label'>>(
	accounts: readonly A[],
	username: string | null,
): A | null {
	if (accounts.length === 1) return accounts[0] ?? null;
	if (username === null) return null;
	const name = username.trim().toLowerCase();
	const known = accounts.filter((a) => a.usernames.includes(name) || a.label.toLowerCase() === name);
	return known.length === 1 ? (known[0] ?? null) : null;
}
