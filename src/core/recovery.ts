/** The only place that finds recovery codes in a text: what a site showed, or a person pasted or opened from a file. */
import type { RecoveryCode } from './account.ts';

/** A number or a mark in front of a line or a column: `1.`, `12)`, `#3:`, `-`, `•`, a check box. */
const BULLET = /^\s*(?:(?:#?\d{1,2}[.):]|[-*•·▪◦–—☐☑✓✔✗]|\[[ xX]?\])\s+)+/u;
/** What stands between the columns of one line. */
const COLUMNS = /\t|\s{2,}|\s*[,;|]\s*|(?<=[^\s-]{8,}) (?=[^\s]{8,})/;
const CODE = /^[\p{L}\p{N}]{2,64}(?:[ -][\p{L}\p{N}]{2,32}){0,7}$/u;

/** Fewest codes of one shape that make a list, where other text stands around them. */
const LIST = 3;
const LENGTH = { min: 6, max: 64 };

interface Found {
	code: string;
	/** Lengths of its groups and what stands between them: all codes of a site share it. */
	shape: string;
}

/**
 * The recovery codes in a text, as written, each once, in their order; [] when there are none. A list is at least three codes of one shape (`xxxx-xxxx`,
 * eight digits, ...), one or two only if the text holds nothing else. Words, dates and prose are left out; nothing is cut or changed.
 */
export function recoveryCodesIn(text: string): string[] {
	const bare = (text: string) => text.replace(BULLET, '').trim();
	const lines = text.split(/\r?\n/).map(bare);
	const cells = lines.flatMap((line) => line.split(COLUMNS).map(bare)).filter((cell) => cell !== '');
	const found = cells.map(foundIn).filter((f) => f !== null);
	const families = Map.groupBy(found, (f) => f.shape);
	const lists = [...families.values()].filter(looksIssued).sort((a, b) => b.length - a.length);
	const best = lists[0];
	if (best === undefined || (best.length < LIST && best.length < cells.length)) return [];
	return [...new Set(best.map((f) => f.code))];
}

/** The kept codes with these after them, unused; one that is kept already stays as it is. */
export function withMore(kept: readonly RecoveryCode[], codes: readonly string[]): RecoveryCode[] {
	const known = new Set(kept.map((code) => code.value));
	return [...kept, ...codes.filter((code) => !known.has(code)).map((value) => ({ value, usedAt: null }))];
}

function foundIn(cell: string): Found | null {
	if (!CODE.test(cell)) return null;
	const groups = cell.split(/[ -]/);
	const length = groups.join('').length;
	if (length < LENGTH.min || length > LENGTH.max) return null;
	const between = cell.includes('-') ? '-' : ' ';
	return { code: cell, shape: groups.map((g) => g.length).join(between) };
}

/** Random things have digits in some of them; words have none, and dates and years look alike. */
function looksIssued(family: Found[]): boolean {
	const withDigit = family.filter((f) => /\p{N}/u.test(f.code)).length;
	const dates = family.every((f) => /^(19|20)\d\d[ -]?\d\d[ -]?\d\d$|^\d\d[ -]\d\d[ -](19|20)\d\d$/.test(f.code));
	return withDigit * 2 >= family.length && !dates;
}
