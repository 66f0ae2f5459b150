/** The only decoder of punycode labels (RFC 3492), to see a host as the person sees it. */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;
const LARGEST = 0x10ffff;

/** The label behind `xn--` (without that prefix) as Unicode; null when it isn't punycode. */
export function decodePunycode(encoded: string): string | null {
	const split = encoded.lastIndexOf('-');
	const output = [...encoded.slice(0, Math.max(split, 0))].map((c) => c.charCodeAt(0));
	let n = INITIAL_N;
	let bias = INITIAL_BIAS;
	let place = 0;
	let at = split + 1;
	while (at < encoded.length) {
		const before = place;
		let weight = 1;
		for (let k = BASE; ; k += BASE) {
			const digit = digitOf(encoded[at++]);
			if (digit === null) return null;
			place += digit * weight;
			if (place > Number.MAX_SAFE_INTEGER / BASE) return null;
			const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
			if (digit < threshold) break;
			weight *= BASE - threshold;
		}
		const length = output.length + 1;
		bias = adapt(place - before, length, before === 0);
		n += Math.floor(place / length);
		place %= length;
		if (n > LARGEST) return null;
		output.splice(place++, 0, n);
	}
	return String.fromCodePoint(...output);
}

function digitOf(c: string | undefined): number | null {
	if (c === undefined || !/^[a-z0-9]$/i.test(c)) return null;
	const value = Number.parseInt(c, BASE);
	// Digits of punycode: a-z are 0 to 25, 0-9 are 26 to 35.
	return value < 10 ? value + 26 : value - 10;
}

function adapt(delta: number, length: number, first: boolean): number {
	let rest = first ? Math.floor(delta / DAMP) : Math.floor(delta / 2);
	rest += Math.floor(rest / length);
	let k = 0;
	for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
	return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
