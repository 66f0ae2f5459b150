/** The only place that makes fuzz inputs: a seeded source of chance, mutated texts and bytes, mutated messages. */

export interface Chance {
	/** A whole number from 0 to below `n`. */
	below(n: number): number;
	pick<T>(from: readonly T[]): T;
}

/** mulberry32: the same seed gives the same inputs on every machine. */
export function chance(seed: number): Chance {
	let state = seed >>> 0;
	const below = (n: number) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), state | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n);
	};
	return { below, pick: (from) => from[below(from.length)] as never };
}

/** What parsers stumble over. */
const TOKENS = [
	...'&=?#%:/+-. \t\n\r\0"\'<>{}[]\\|;,@!0129',
	'%00',
	'%C3',
	'%ZZ',
	'&amp;',
	'&secret=',
	'&secret=JBSWY3DPEHPK3PXP',
	'&digits=8',
	'&digits=0x6',
	'&digits=6.5',
	'&period=60',
	'&period=1e2',
	'&period=-30',
	'&algorithm=SHA-256',
	'&algorithm=MD5',
	'&counter=9007199254740993',
	'&encoder=steam',
	'&issuer=A&B',
	'__proto__',
	'constructor',
	'otpauth://',
	'apple-otpauth://',
	'otpauth-migration://offline?data=',
	'steam://',
	'hotp',
	'totp',
	'\u202e',
	'\u200d',
	'\u200b',
	'\u0130',
	'\u017f',
	'\ud800',
	'\ufeff',
	'👩‍💻',
	'é',
	'e\u0301',
	'６',
	'NaN',
	'99999999999999999999',
	'\n# host ',
	'\n# used ',
	'\n# recovery ',
	'# Verifill backup 2\n',
	'xn--',
	'。',
];

/** A text of the corpus after one to six mutations; once in a while a very long one. */
export function mutatedText(dice: Chance, corpus: readonly string[]): string {
	let text = dice.pick(corpus);
	for (let left = dice.below(6) + 1; left > 0; left--) text = mutateOnce(dice, text, corpus);
	return dice.below(2_000) === 0 ? text + dice.pick(TOKENS).repeat(50_000) : text.slice(0, 20_000);
}

function mutateOnce(dice: Chance, text: string, corpus: readonly string[]): string {
	const at = dice.below(text.length + 1);
	const length = dice.below(12);
	switch (dice.below(10)) {
		case 0:
			return text.slice(0, at) + text.slice(at + 1 + length);
		case 1:
			return text.slice(0, at) + dice.pick(TOKENS) + text.slice(at);
		case 2:
			return text.slice(0, at) + dice.pick(TOKENS) + text.slice(at + 1);
		case 3:
			return text.slice(0, at) + String.fromCharCode(dice.below(128)) + text.slice(at + 1);
		case 4:
			return text.slice(0, at) + String.fromCharCode(dice.below(65_536)) + text.slice(at);
		case 5:
			return text.slice(0, at) + text.slice(at, at + length).repeat(dice.below(4)) + text.slice(at + length);
		case 6:
			return text.slice(0, at) + dice.pick(corpus).slice(dice.below(40));
		case 7:
			return text.slice(0, at);
		case 8:
			return text.slice(0, at) + text.slice(at, at + length).toUpperCase() + text.slice(at + length).toLowerCase();
		default:
			return text.replace(/\d+/, () =>
				String(dice.pick([0, 1, 5, 6, 7, 8, 9, 10, 29, 30, 300, 301, -1, 2 ** 31, 1e21])),
			);
	}
}

/** Bytes after one to six flips, cuts and insertions. */
export function mutatedBytes(dice: Chance, from: Uint8Array): number[] {
	const bytes = [...from];
	for (let left = dice.below(6) + 1; left > 0; left--) {
		const at = dice.below(bytes.length + 1);
		const kind = dice.below(5);
		if (kind === 0) bytes.splice(at, 1 + dice.below(8));
		else if (kind === 1) bytes.splice(at, 0, dice.below(256));
		else if (kind === 2) bytes.splice(at, 0, ...Array<number>(9).fill(0xff), dice.below(4));
		else if (kind === 3) bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
		else bytes[at] = dice.pick([0, 1, 2, 0x7f, 0x80, 0xff]);
	}
	return bytes;
}

const deep = (depth: number): unknown => {
	let value: unknown = null;
	for (let i = 0; i < depth; i++) value = [value];
	return value;
};
const VALUES: (() => unknown)[] = [
	() => null,
	() => undefined,
	() => true,
	() => 0,
	() => -1,
	() => -0,
	() => 1.5,
	() => Number.NaN,
	() => Number.POSITIVE_INFINITY,
	() => 2 ** 53,
	() => '',
	() => 'x'.repeat(100_000),
	() => '\ud800',
	() => [],
	() => ({}),
	() => deep(1_000),
	() => JSON.parse('{"__proto__":{"polluted":1}}'),
	() => Array<number>(30_000).fill(1),
	() => ({ toString: 1, valueOf: null, constructor: 'x' }),
];

/** A message like those of the corpus with one to three values replaced, keys added or taken away, anywhere in it. */
export function mutatedMessage(dice: Chance, corpus: readonly unknown[]): unknown {
	const holder = { root: structuredClone(dice.pick(corpus)) };
	for (let left = dice.below(3) + 1; left > 0; left--) {
		let inside: Record<string, unknown> = holder;
		let key = 'root';
		for (
			let value = inside[key];
			typeof value === 'object' && value !== null && dice.below(4) > 0;
			value = inside[key]
		) {
			const keys = Object.keys(value);
			if (keys.length === 0) break;
			inside = value as Record<string, unknown>;
			key = dice.pick(keys);
		}
		const kind = dice.below(4);
		if (kind === 0 && inside !== holder) delete inside[key];
		else if (kind === 1 && inside !== holder)
			inside[dice.pick(['__proto__x', 'extra', 'id', 'opId', 'rev', ''])] = dice.pick(VALUES)();
		else inside[key] = dice.pick(VALUES)();
	}
	// As messages arrive: JSON, nothing else.
	return JSON.parse(JSON.stringify([holder.root]))[0];
}
