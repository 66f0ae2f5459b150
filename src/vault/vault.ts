/** The only door to what is kept: the vault's interface; open.ts opens it. */
import type { Account } from '../core/account.ts';
import type { Taught } from '../core/taught.ts';

/** What stands open: `lost` = a vault was here and neither store has it; `newer` = written by a newer Verifill, read-only. */
export type VaultState = 'open' | 'locked' | 'lost' | 'newer';

/** Things the person must be told once (nothing repairs silently). */
export type Notice =
	| { what: 'restored'; from: 'mirror' | 'database'; count: number }
	| { what: 'damaged'; count: number }
	| { what: 'rolled-back'; store: 'mirror' | 'database' }
	| { what: 'device-key-missing' }
	/** A store can't be read, and the others don't open what may lie there. */
	| { what: 'unreadable' }
	/** The vault is protected, but a device key that opened what was kept before couldn't be erased everywhere. */
	| { what: 'device-key-left' }
	/** It was missing; another way opened it, and the device has a new one. */
	| { what: 'device-key-renewed' }
	| { what: 'both-kept'; count: number }
	/** Something beside the accounts was put right from the other store: a head or a way in. */
	| { what: 'repaired' }
	/** A way in that neither store can read any more. */
	| { what: 'way-in-damaged' }
	/** A change of the ways in was cut short after it stood, and this start ended it. */
	| { what: 'rekey-ended' }
	/** A store can't be brought up to date: what is kept opens, nothing more can be kept. */
	| { what: 'unwritable'; store: 'mirror' | 'database' };

/** Those that say why a vault doesn't open by itself. They name nobody and count nothing, so they are told before it is open, and taken back once it is. */
export const WHY_SHUT: readonly Notice['what'][] = ['device-key-missing', 'unreadable'];

export type SlotKind = 'device' | 'password' | 'passkey' | 'recovery';
export interface Slot {
	id: string;
	kind: SlotKind;
	/** A name the person gave or the passkey's own; '' otherwise. */
	name: string;
	createdAt: number;
	/** Passkey: the credential's id (base64url) and the PRF salt (base64url) the panel needs to ask for it; null otherwise. */
	passkey: { credential: string; salt: string } | null;
}

/** How the person opens the vault or proves it's them. */
export type Proof =
	| { kind: 'password'; password: string }
	| { kind: 'recovery'; key: string }
	| { kind: 'passkey'; slot: string /** 32 PRF bytes, base64url */; output: string };

export type NewSlot =
	| { kind: 'password'; password: string }
	| { kind: 'passkey'; name: string; credential: string; salt: string; output: string }
	| { kind: 'recovery' };

/** Choices of the person; sealed like an account, since some name a site. */
export interface Settings {
	/** How far the machine's clock runs ahead, ms; 0 when right. */
	drift: number;
	/** Hosts where nothing fills by itself. */
	askFirst: string[];
	/** Minutes idle until it locks; null = never. */
	lockAfter: 1 | 5 | 15 | 60 | null;
	lockWithSystem: boolean;
	/** What the person taught about code fields, per site. */
	taught: Record<string, Taught[]>;
}

export const DEFAULT_SETTINGS: Settings = {
	drift: 0,
	askFirst: [],
	lockAfter: 15,
	lockWithSystem: true,
	taught: {},
};

/** One step of an action. `put` compares account.rev with the kept one (0 = must be new) and refuses `stale`; `erase` removes for good. */
export type Change = { do: 'put'; account: Account } | { do: 'erase'; id: string; rev: number };

/** An account as lists need it: nothing that makes a code or replaces one. */
export type Listed = Omit<Account, 'accessKey' | 'recovery'> & { recoveryKept: number; recoveryLeft: number };

export function listedOf({ accessKey: _, recovery, ...rest }: Account): Listed {
	const recoveryLeft = recovery.filter((code) => code.usedAt === null).length;
	return { ...rest, recoveryKept: recovery.length, recoveryLeft };
}

export interface Vault {
	state(): VaultState;
	/** Every readable account, the trash included. Refuses `locked`, `vault-lost`. */
	accounts(): Promise<Account[]>;
	/** One account, or null when it isn't kept or can't be read. Much cheaper than all of them. */
	account(id: string): Promise<Account | null>;
	/** All readable accounts for lists, and the ids of damaged records; remembered in memory while the head stays the same, forgotten at lock. */
	overview(): Promise<{ accounts: Listed[]; damaged: string[] }>;
	/** What reconciliation found and the person wasn't told yet; asking with `forget` clears all of it, or the one that was told. */
	notices(forget: boolean | Notice): Promise<Notice[]>;
	/** One action, all or nothing, in both stores before it resolves. The same opId again changes nothing and gives the same accounts. Gives the accounts put, as now kept. */
	change(opId: string, changes: Change[]): Promise<Account[]>;
	settings(): Promise<Settings>;
	/** What changes, or how that follows from what is kept at that very moment. */
	changeSettings(opId: string, patch: Partial<Settings> | ((now: Settings) => Partial<Settings>)): Promise<Settings>;

	slots(): Promise<Slot[]>;
	/**
	 * Adds a way in (a password or recovery key takes the place of the one before). As soon as the others are enough, the device slot goes (re-key):
	 * a password is enough, a passkey only together with a recovery key, a recovery key alone never is. Gives the printed key for `recovery`, else null.
	 * Refuses password-too-weak.
	 */
	addSlot(slot: NewSlot): Promise<{ slot: Slot; recoveryKey: string | null }>;
	/** Re-keys. Refuses `not-found`, and `last-way-in` when what remains isn't enough (see addSlot). */
	removeSlot(id: string): Promise<void>;
	/** Back to "this device opens it": device slot added, all others removed (re-key). */
	unprotect(): Promise<void>;
	/** Re-keys. Refuses password-too-weak, not-found (there is none). */
	changePassword(password: string): Promise<void>;
	/** Refuses wrong-password, wrong-recovery-key, recovery-key-typo, passkey-failed, try-later (about = seconds), kdf-out-of-bounds. */
	unlock(proof: Proof): Promise<void>;
	/** The same check without opening; for asking again before something grave. */
	prove(proof: Proof): Promise<void>;
	/** Does nothing while the device slot stands: it would open again by itself. */
	lock(): Promise<void>;
	/**
	 * Starts an empty vault over a lost one (the person chose to), after one more look for the old one: false = it was found, and nothing new was made.
	 * What can be read of the old one is set aside, and stays openable by its device key for as long as a device key opens the new one; what can't be
	 * read is erased. Refuses forbidden (it isn't lost), storage-failed, storage-full with everything as before.
	 */
	startAnew(): Promise<boolean>;
}
