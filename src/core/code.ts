/** The only place that turns an account and a moment into its code (RFC 4226, RFC 6238, Steam Guard). */
import { HOTP, Secret } from 'otpauth';
import type { Draft } from './account.ts';

export interface Code {
	/** The digits (Steam: five letters or digits). */
	code: string;
	/** ms since the epoch, in the machine's own (uncorrected) clock. HOTP: 0 and Infinity. */
	validFrom: number;
	validUntil: number;
}

const STEAM = '23456789BCDFGHJKMNPQRTVWXY';
/** Enough to write out the whole 31-bit value of RFC 4226 section 5.3. */
const UNCUT = 10;

/**
 * The code at a moment. `now` is the machine's clock in ms; `drift` is how far that clock runs ahead of the true time, in ms
 * (RFC 6238 section 6), so true time = now - drift. `step` counts periods (HOTP: uses) from the current one (1 = the next code).
 */
export function codeAt(draft: Draft, now: number, drift = 0, step = 0): Code {
	if (draft.kind === 'hotp') {
		return { code: codeOf(draft, draft.counter + step), validFrom: 0, validUntil: Number.POSITIVE_INFINITY };
	}
	const length = draft.period * 1000;
	const counter = Math.floor((now - drift) / length) + step;
	const validFrom = counter * length + drift;
	return { code: codeOf(draft, counter), validFrom, validUntil: validFrom + length };
}

/** The code of one value of the moving factor. */
function codeOf(draft: Draft, counter: number): string {
	const { kind, algorithm, digits } = draft;
	const steam = kind === 'steam';
	const value = HOTP.generate({
		secret: Secret.fromBase32(draft.accessKey),
		algorithm,
		digits: steam ? UNCUT : digits,
		counter,
	});
	return steam ? inSteamLetters(Number(value), digits) : value;
}

function inSteamLetters(value: number, digits: number): string {
	let code = '';
	for (let rest = value; code.length < digits; rest = Math.floor(rest / STEAM.length))
		code += STEAM[rest % STEAM.length];
	return code;
}

/**
 * HOTP: the counter after two codes that another device of the same secret gave one after the other, looked for from the draft's own counter on
 * (RFC 4226 section 7.4, two codes as in its appendix E.4); null when they don't follow within `window` uses.
 */
export function counterAfter(draft: Draft, first: string, second: string, window = 1_000): number | null {
	for (let counter = draft.counter; counter < draft.counter + window; counter++) {
		if (codeOf(draft, counter) === first && codeOf(draft, counter + 1) === second) return counter + 2;
	}
	return null;
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * How far the machine's clock runs ahead, in ms, told from the `Date` header (RFC 9110 section 6.6.1) of an answer received between two moments of that clock.
 * 0 when it is right within what the header can tell; null when the header is no date or the moments are in the wrong order. The answer must not come from a cache.
 */
export function driftFrom(dateHeader: string | null, askedAt: number, answeredAt: number): number | null {
	if (dateHeader === null || !HTTP_DATE.test(dateHeader) || answeredAt < askedAt) return null;
	const server = Date.parse(dateHeader);
	if (Number.isNaN(server)) return null;
	// The header is cut to whole seconds: the true moment lies within [server, server + 1 s).
	const drift = (askedAt + answeredAt) / 2 - (server + 500);
	const error = (answeredAt - askedAt) / 2 + 500;
	return Math.abs(drift) <= error ? 0 : Math.round(drift);
}
