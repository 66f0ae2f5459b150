/** The only place that turns an account and a moment into its code (RFC 4226, RFC 6238, Steam Guard). */
import { HOTP, Secret, TOTP } from 'otpauth';
import type { Draft } from './account.ts';

export interface Code {
	/** The digits (Steam: five letters or digits). */
	code: string;
	/** ms since the epoch, in the machine's own (uncorrected) clock. HOTP: Infinity. */
	validFrom: number;
	validUntil: number;
}

const STEAM = '23456789BCDFGHJKMNPQRTVWXY';

/**
 * The code at a moment. `now` is the machine's clock in ms; `drift` is how far that clock runs ahead of the true time, in ms
 * (RFC 6238 section 6), so true time = now - drift. `step` counts periods from the current one (1 = the next code).
 */
export function codeAt(draft: Draft, now: number, drift = 0, step = 0): Code {
	const secret = Secret.fromBase32(draft.accessKey);
	if (draft.kind === 'hotp') {
		const code = HOTP.generate({
			secret,
			algorithm: draft.algorithm,
			digits: draft.digits,
			counter: draft.counter + step,
		});
		return { code, validFrom: 0, validUntil: Number.POSITIVE_INFINITY };
	}
	const length = draft.period * 1000;
	const counter = Math.floor((now - drift) / length) + step;
	const validFrom = counter * length + drift;
	const timestamp = counter * length;
	const code =
		draft.kind === 'steam'
			? steam(secret, counter)
			: TOTP.generate({
					secret,
					algorithm: draft.algorithm,
					digits: draft.digits,
					period: draft.period,
					timestamp,
				});
	return { code, validFrom, validUntil: validFrom + length };
}

function steam(secret: Secret, counter: number): string {
	let value = Number(HOTP.generate({ secret, algorithm: 'SHA1', digits: 10, counter }));
	let code = '';
	for (let i = 0; i < 5; i++) {
		code += STEAM[value % STEAM.length];
		value = Math.floor(value / STEAM.length);
	}
	return code;
}

/** How far the machine's clock runs ahead, in ms, told from a `Date` header received between two moments; null when the header is no date or the answer is within its error. */
export function driftFrom(dateHeader: string | null, askedAt: number, answeredAt: number): number | null {
	const server = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
	if (Number.isNaN(server)) return null;
	// The header is cut to whole seconds: the true moment lies within [server, server + 1 s).
	return Math.round((askedAt + answeredAt) / 2 - (server + 500));
}
