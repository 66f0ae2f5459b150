/** The only place that reads and writes key URIs: `otpauth://` (github.com/google/google-authenticator/wiki/Key-Uri-Format), Apple's and Bitwarden's spellings of it. */
import { parseAccessKey } from './access-key.ts';
import { type Algorithm, afterPrefix, type Draft, foldedText, type Kind, plainText, splitName } from './account.ts';
import { Refusal } from './refusal.ts';

/** What the format documents for a parameter that isn't there. */
const DEFAULT = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const KNOWN = new Set(['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter', 'encoder']);
const MOST_PARAMETERS = 100;
const STEAM = { digits: 5, name: 'steam' };

/**
 * The draft a key URI says. Schemes `otpauth:`, `apple-otpauth:` and `steam://ACCESSKEY`; types totp, hotp and steam (also written as totp with
 * `encoder=steam`, or as issuer Steam with `digits=5`). What is missing has the format's documented default; what is wrong is refused.
 * Refuses not-a-key-uri, bad-uri, unknown-type, secret-*, unknown-algorithm, digits-out-of-range, period-out-of-range, counter-missing,
 * counter-out-of-range, text-too-long. Parameters the format doesn't know are left unread; period says nothing for hotp, counter nothing for totp: checked, not kept.
 */
export function parseKeyUri(text: string): Draft {
	const uri = text.trim();
	const steam = /^steam:\/\/([A-Za-z2-7]{16,}=*)$/.exec(uri)?.[1];
	if (steam !== undefined) return { ...steamDraft(parseAccessKey(steam), DEFAULT.period), issuer: 'Steam', label: '' };
	if (!/^(apple-)?otpauth:/i.test(uri)) throw new Refusal('not-a-key-uri');
	const parts = /^[a-z-]+:\/\/([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/is.exec(uri);
	if (parts === null) throw new Refusal('bad-uri');
	const type = (parts[1] ?? '').toLowerCase();
	if (type !== 'totp' && type !== 'hotp' && type !== 'steam') throw new Refusal('unknown-type');
	const parameters = parametersOf(parts[3] ?? '');
	const names = namesOf(parts[2] ?? '', parameters.get('issuer'));
	return { ...names, ...mechanism(type, names.issuer, parameters) };
}

type Mechanism = Omit<Draft, 'issuer' | 'label'>;

function mechanism(type: Kind, issuer: string, parameters: Map<string, string>): Mechanism {
	const accessKey = parseAccessKey(parameters.get('secret') ?? '');
	const algorithm = algorithmOf(parameters.get('algorithm'));
	const period = whole(parameters.get('period'), 10, 300, 'period-out-of-range') ?? DEFAULT.period;
	const counter = whole(parameters.get('counter'), 0, Number.MAX_SAFE_INTEGER, 'counter-out-of-range');
	const digits = parameters.get('digits');
	const encoder = parameters.get('encoder')?.toLowerCase() ?? null;
	if (encoder !== null && encoder !== STEAM.name) throw new Refusal('unknown-type');
	const saysSteam = encoder !== null || (type === 'totp' && digits === '5' && issuer.toLowerCase() === STEAM.name);
	if (type === 'steam' || saysSteam) {
		if (type === 'hotp') throw new Refusal('unknown-type');
		if (algorithm !== 'SHA1') throw new Refusal('unknown-algorithm');
		whole(digits, STEAM.digits, STEAM.digits, 'digits-out-of-range');
		return steamDraft(accessKey, period);
	}
	const shared = { accessKey, algorithm, digits: whole(digits, 6, 8, 'digits-out-of-range') ?? DEFAULT.digits };
	if (type === 'totp') return { ...shared, kind: 'totp', period, counter: 0 };
	if (counter === null) throw new Refusal('counter-missing');
	return { ...shared, kind: 'hotp', period: DEFAULT.period, counter };
}

function steamDraft(accessKey: string, period: number): Mechanism {
	return { kind: 'steam', accessKey, algorithm: 'SHA1', digits: STEAM.digits, period, counter: 0 };
}

/** Names in lower case. Said twice is fine only if the same; a bare word after the issuer is the rest of an issuer written with a plain `&`. */
function parametersOf(query: string): Map<string, string> {
	const found = new Map<string, string>();
	let last = '';
	const pieces = query.split('&', MOST_PARAMETERS + 1);
	if (pieces.length > MOST_PARAMETERS) throw new Refusal('bad-uri');
	for (const piece of pieces) {
		const at = piece.indexOf('=');
		// Links copied out of HTML source keep its `&amp;`.
		const name = (at < 0 ? piece : piece.slice(0, at)).toLowerCase().replace(/^amp;/, '');
		if (at < 0 && last === 'issuer' && !KNOWN.has(name)) {
			found.set(last, `${found.get(last)}&${piece}`);
			continue;
		}
		last = name;
		if (!KNOWN.has(name)) continue;
		const value = at < 0 ? '' : piece.slice(at + 1);
		const before = found.get(name);
		if (before !== undefined && before !== value) throw new Refusal('bad-uri');
		found.set(name, value);
	}
	for (const [name, value] of found) if (name !== 'issuer') found.set(name, strictText(spaced(value)));
	return found;
}

/**
 * Issuer and label. The parameter wins; a prefix of the label is taken off where it says the same, or stands for an issuer that wasn't said.
 * A `+` is a space in the query (as form encoders write it) and a plus in the label, unless the label's prefix shows that it came from a form encoder too.
 */
function namesOf(path: string, parameter: string | undefined): { issuer: string; label: string } {
	const issuer = looseText(spaced(parameter ?? ''));
	const [written, formWritten] = [looseText(path), looseText(spaced(path))];
	const said = plainText(issuer);
	const byForm = afterPrefix(foldedText(written), said) === null && afterPrefix(foldedText(formWritten), said) !== null;
	return splitName(byForm ? formWritten : written, issuer);
}

const spaced = (text: string) => text.replaceAll('+', ' ');

function strictText(escaped: string): string {
	try {
		return decodeURIComponent(escaped);
	} catch {
		throw new Refusal('bad-uri');
	}
}

/** For names only: a `%` that escapes nothing stays, bytes that aren't UTF-8 are read as Latin-1. */
function looseText(escaped: string): string {
	return escaped.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
		try {
			return decodeURIComponent(run);
		} catch {
			return run.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
		}
	});
}

/** A whole number in plain decimal digits, or null where nothing is said. */
function whole(
	text: string | undefined,
	min: number,
	max: number,
	no: 'digits-out-of-range' | 'period-out-of-range' | 'counter-out-of-range',
): number | null {
	if (text === undefined) return null;
	const value = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
	if (!(value >= min && value <= max)) throw new Refusal(no);
	return value;
}

/** SHA1, SHA-256, HmacSHA512, hmac_sha_1 ... */
function algorithmOf(text: string | undefined): Algorithm {
	if (text === undefined) return DEFAULT.algorithm;
	const name = text.toUpperCase().replace(/[-_ ]/g, '').replace(/^HMAC/, '');
	if (name !== 'SHA1' && name !== 'SHA256' && name !== 'SHA512') throw new Refusal('unknown-algorithm');
	return name;
}

/** The draft of an access key alone: a TOTP with the format's documented defaults and no names. */
export function draftOfKey(accessKey: string): Draft {
	return { kind: 'totp', issuer: '', label: '', accessKey, ...DEFAULT, counter: 0 };
}

/** The key URI of a draft, every parameter written out; parseKeyUri of it gives the same draft. */
export function keyUriOf(draft: Draft): string {
	const { kind, issuer, label, accessKey, algorithm, digits, period, counter } = draft;
	const name = [issuer, label].map(encodeURIComponent).join(':');
	const moving = kind === 'hotp' ? `counter=${counter}` : `period=${period}`;
	return `otpauth://${kind}/${name}?secret=${accessKey}&issuer=${encodeURIComponent(issuer)}&algorithm=${algorithm}&digits=${digits}&${moving}`;
}
