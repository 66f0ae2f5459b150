/** The only place for what an account and a draft are: their shapes, limits and the texts shown for them. */
import { Refusal } from './refusal.ts';

export type Kind = 'totp' | 'hotp' | 'steam';
export type Algorithm = 'SHA1' | 'SHA256' | 'SHA512';

/** What a set-up code says, before it is kept. All fields are already valid. */
export interface Draft {
	kind: Kind;
	/** Who issued it, '' when unknown. At most 128 code points, no control characters. */
	issuer: string;
	/** The account's name at the issuer, '' when unknown. Same limits as issuer. */
	label: string;
	/** The secret as base32 text (RFC 4648 upper case, no padding, no spaces). */
	accessKey: string;
	algorithm: Algorithm;
	/** 6 to 8; 5 for Steam. */
	digits: number;
	/** Seconds, 10 to 300. Kept for HOTP too (30), where nothing reads it. */
	period: number;
	/** HOTP moving factor of the next code; 0 otherwise. */
	counter: number;
}

export interface RecoveryCode {
	value: string;
	/** When it was used (ms since the epoch), or null while it is unused. */
	usedAt: number | null;
}

/** A kept account. */
export interface Account extends Draft {
	/** 32 hex digits, random. */
	id: string;
	/** Revision: 0 before the first write, then counted up by the vault. */
	rev: number;
	/** Hosts (`host` or `host:port` where the port isn't the scheme's own) on which its code fills by itself. */
	hosts: string[];
	/** User names seen with it, for choosing between two accounts of one site. */
	usernames: string[];
	recovery: RecoveryCode[];
	/** ms since the epoch. */
	createdAt: number;
	changedAt: number;
	/** When it went to the trash (ms), or null. */
	trashedAt: number | null;
	/** The id of the account that replaced this one, or null. */
	replacedBy: string | null;
}

export const TEXT_LIMIT = 128;
/** Hosts of one account. */
export const HOSTS_MOST = 50;
export const TRASH_DAYS = 30;

/** Control characters and odd line ends, shown as a space. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** What takes no room: bidi marks, zero-width characters, fillers, tags; but not variation selectors, and not a joiner inside an emoji. */
const INVISIBLE =
	/(?![\ufe00-\ufe0f\u200d])[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/** A text with nothing in it that is unseen or turns other text around: invisible characters out, white space folded, well-formed, NFC. */
export function foldedText(text: string): string {
	const seen = text.toWellFormed().replace(BREAKS, ' ').replace(INVISIBLE, '');
	return seen.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Issuer or label as it may be kept and shown: folded; refuses text-too-long over 128 code points. */
export function plainText(text: string): string {
	const folded = foldedText(text);
	if ([...folded].length > TEXT_LIMIT) throw new Refusal('text-too-long');
	return folded;
}

/**
 * Issuer and label of a name as set-up codes write it (`Issuer:label`) beside an issuer said apart ('' = not said). The one said apart wins; a prefix
 * is taken off where it says the same, or stands in where none was said. Refuses text-too-long.
 */
export function splitName(name: string, issuer: string): { issuer: string; label: string } {
	const [whole, said] = [foldedText(name), plainText(issuer)];
	if (said !== '') return { issuer: said, label: plainText(afterPrefix(whole, said) ?? whole) };
	const at = whole.indexOf(':');
	return { issuer: plainText(whole.slice(0, Math.max(at, 0))), label: plainText(whole.slice(at + 1)) };
}

/** What follows `prefix:` in a folded text, or null where it doesn't begin so. */
export function afterPrefix(text: string, prefix: string): string | null {
	const after = /^ ?:(.*)$/.exec(text.slice(prefix.length));
	const begins = text.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase();
	return begins && after !== null ? (after[1] ?? '') : null;
}

/** An account's hosts with more of them. Where that's more than HOSTS_MOST, the first one and the newest stay. */
export function alsoOn(hosts: readonly string[], ...more: string[]): string[] {
	const [first, ...rest] = new Set([...hosts, ...more]);
	return first === undefined ? [] : [first, ...rest.slice(1 - HOSTS_MOST)];
}

/** A new account of a draft, not kept yet (rev 0). `now` in ms since the epoch. */
export function accountOf(draft: Draft, id: string, hosts: string[], now: number): Account {
	return {
		...draft,
		id,
		rev: 0,
		hosts,
		usernames: [],
		recovery: [],
		createdAt: now,
		changedAt: now,
		trashedAt: null,
		replacedBy: null,
	};
}

export type Conflict = 'same-secret' | 'same-name';

/** Why a draft clashes with a kept account: the same secret, or the same issuer and label; null when it doesn't. */
export function conflictOf(draft: Draft, kept: Draft): Conflict | null {
	if (secretOf(draft.accessKey) === secretOf(kept.accessKey)) return 'same-secret';
	const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
	const named = draft.issuer !== '' || draft.label !== '';
	return named && same(draft.issuer, kept.issuer) && same(draft.label, kept.label) ? 'same-name' : null;
}

/** What tells whether two access keys are one secret: the key without the bits after the last whole byte, which say nothing. */
export function secretOf(accessKey: string): string {
	const spare = (accessKey.length * 5) % 8;
	const last = ALPHABET.indexOf(accessKey.slice(-1)) >> spare;
	return `${accessKey.slice(0, -1)}${last}`;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
