/** The only place that knows when a foreign host imitates a site: letters that look alike, one typo, or the site's name inside another domain. */
import { decodePunycode } from './punycode.ts';

export interface SiteName {
	/** What somebody registered, `bank` in bank.co.uk (ASCII, as in the address). */
	brand: string;
	/** The public suffix, `co.uk`. */
	suffix: string;
}

/** Names so common that they stand in innocent hosts everywhere: only an imitation of the whole site counts for them. */
const COMMON = new Set(
	'account accounts admin apps auth bank blog cloud code connect data forum games gmail home host login mail market media mobile money music news office online page pages password photo play portal search secure server service shop site start store studio support team test travel video wiki work world'.split(
		' ',
	),
);

/** Suffixes under which the owner of a name often has it too, so that the same name there is no imitation. */
const USUAL = /^(?:[a-z]{2}|(?:com?|org|net|gov|edu|ac|gob|or|ne|go)\.[a-z]{2}|com|net|org)$/;

/** Whether a host of another site imitates this one. Works on the names as shown: punycode decoded, letters that look alike made the same. */
export function resembles(site: SiteName, other: SiteName & { hostname: string }): boolean {
	const [own, theirs] = [shown(site.brand), shown(other.brand)];
	const [brand, imitation] = [skeleton(own), skeleton(theirs)];
	const sameSuffix = site.suffix === other.suffix;
	if (brand === imitation && (sameSuffix || own !== theirs)) return sameSuffix || brand.length >= 4;
	if (sameSuffix && (digitForLetter(own, theirs) || typo(own, theirs))) return true;
	if (sameSuffix && brand.length >= 4 && imitation.endsWith(brand)) return true;

	const under = other.hostname.slice(0, -other.suffix.length - 1);
	const words = under.split(/[.-]/).map((label) => skeleton(shown(label)));
	const whole = [...site.brand.split('-'), ...site.suffix.split('.')].map((label) => skeleton(shown(label)));
	if (contains(words, whole)) return true;
	if (COMMON.has(own) || brand.length < 5) return false;
	if (own === theirs) return !USUAL.test(other.suffix);
	return contains(words, own.split('-').map(skeleton)) || (brand.length >= 6 && imitation.includes(brand));
}

/** A label as the address bar may show it. */
function shown(label: string): string {
	return (label.startsWith('xn--') ? decodePunycode(label.slice(4)) : null) ?? label;
}

/** What looks like an ASCII letter or digit in common type (from UTS 39's confusables: the ones seen in attacks). */
const ALIKE: Record<string, string> = {
	a: 'аɑα',
	b: '8ьвβ',
	c: 'с',
	d: 'ԁɗ',
	e: '3еєҽε',
	f: 'ғƒ',
	g: 'ɡցɢ',
	h: 'һհн',
	i: 'іıɩιӏ',
	j: 'јϳ',
	k: 'кκҡ',
	l: '1ǀ',
	m: 'м',
	n: 'пηոɴ',
	o: '0оοօσө',
	p: 'рρ',
	q: 'ԛգ',
	r: 'гʀ',
	s: '5ѕꜱ',
	t: 'тτ',
	u: 'υսʋц',
	v: 'ѵν',
	w: 'ԝѡωшա',
	x: 'хχ',
	y: 'уүγʏ',
	z: 'ᴢʐ',
};
const LETTER = new Map(Object.entries(ALIKE).flatMap(([letter, alike]) => [...alike].map((c) => [c, letter])));

/** The same text for all that looks the same: accents off, lower case, `rn` as `m`, `vv` as `w`, `cl` as `d`. */
function skeleton(label: string): string {
	const bare = label.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
	const letters = [...bare].map((c) => LETTER.get(c) ?? c).join('');
	return letters.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd');
}

/** b0nk for bank: alike but for one digit that stands where a letter was. */
function digitForLetter(own: string, theirs: string): boolean {
	if (own.length !== theirs.length || own.length < 4) return false;
	const changed = [...theirs].map((c, i) => [own[i] ?? '', c] as const).filter(([a, b]) => a !== b);
	return changed.length === 1 && changed.every(([a, b]) => /[a-z]/.test(a) && /[0-9]/.test(b));
}

/** One slip of the keyboard: two letters swapped, one too many or too few (five letters and more), a wrong one (six and more). */
function typo(a: string, b: string): boolean {
	if (a === b || Math.min(a.length, b.length) < 4 || Math.max(a.length, b.length) < 5) return false;
	let from = 0;
	while (from < a.length && a[from] === b[from]) from++;
	const [restA, restB] = [a.slice(from), b.slice(from)];
	if (restA.slice(1) === restB || restB.slice(1) === restA) return true;
	const bothDigits = /^\d/.test(restA) && /^\d/.test(restB);
	if (a.length >= 6 && !bothDigits && restA.slice(1) === restB.slice(1)) return true;
	return restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0];
}

/** Whether `part` stands in `words` as it is, one after the other. */
function contains(words: string[], part: string[]): boolean {
	return words.some((_, at) => part.every((word, i) => words[at + i] === word));
}
