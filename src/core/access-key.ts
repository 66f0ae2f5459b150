/** The only place that reads an access key: the secret as base32 text (RFC 4648 section 6), typed, pasted or shown on a page. */
import { Refusal } from './refusal.ts';

/** Decoded bytes: real sites go down to 80 bits; RFC 4226 asks for 128 and recommends 160. */
export const SECRET_BYTES = { min: 10, max: 128 };

/** What people and pages put between the characters: white space, dashes of every kind, soft hyphens, zero-width characters. */
const BETWEEN = /[\s\p{Pd}\u00ad\u200b-\u200d\u2060\u2212\ufeff]+/gu;
/** Lengths (mod 8) that no whole number of bytes encodes to. */
const IMPOSSIBLE = new Set([1, 3, 6]);

/**
 * The canonical access key: upper case, no padding, nothing between. Spaces, dashes, lower case and padding are fine.
 * Refuses secret-missing, secret-not-base32 (another character, padding inside, an impossible length), secret-too-short, secret-too-long.
 */
export function parseAccessKey(text: string): string {
	const bare = text.replace(BETWEEN, '').replace(/={1,6}$/, '');
	if (bare === '') throw new Refusal('secret-missing');
	// Tested before upper-casing, which would turn 'ı' into 'I' and 'ſ' into 'S'.
	if (!/^[A-Za-z2-7]+$/.test(bare)) throw new Refusal('secret-not-base32');
	const bytes = Math.floor((bare.length * 5) / 8);
	if (bytes > SECRET_BYTES.max) throw new Refusal('secret-too-long');
	if (bytes < SECRET_BYTES.min) throw new Refusal('secret-too-short');
	if (IMPOSSIBLE.has(bare.length % 8)) throw new Refusal('secret-not-base32');
	return bare.toUpperCase();
}

/** One unbroken run, or three and more groups, of base32 characters of one case. */
const SHOWN =
	/(?<![\p{L}\p{N}_])(?:[A-Z2-7]{3,8}(?:[ \u00a0-][A-Z2-7]{1,8}){2,68}|[a-z2-7]{3,8}(?:[ \u00a0-][a-z2-7]{1,8}){2,68}|[A-Z2-7]{16,205}|[a-z2-7]{16,205})(?![\p{L}\p{N}_])/gu;

/** Access keys shown on a page, in canonical form, each once, in their order; [] when there are none. Words and numbers that happen to be base32 are left out. */
export function accessKeysIn(pageText: string): string[] {
	const found = new Set<string>();
	for (const [shown] of pageText.matchAll(SHOWN)) {
		const groups = shown.split(/[ \u00a0-]/);
		if (!evenGroups(groups) || !groups.some(looksRandom)) continue;
		const key = keyOrNull(shown);
		if (key !== null) found.add(key);
	}
	return [...found];
}

function keyOrNull(text: string): string | null {
	try {
		return parseAccessKey(text);
	} catch (no) {
		if (no instanceof Refusal) return null;
		throw no;
	}
}

/** All groups of one length but the last, which may be shorter. */
function evenGroups(groups: string[]): boolean {
	const size = groups[0]?.length ?? 0;
	return groups.every((g, i) => g.length === size || (i === groups.length - 1 && g.length < size));
}

/** Letters and digits mixed, or consonants as no word has them. */
function looksRandom(group: string): boolean {
	return /[a-z]/i.test(group) && (/[2-7]/.test(group) || /^[^aeiouy]{4}$|[^aeiouy]{6}/i.test(group));
}
