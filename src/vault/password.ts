/** The only place for passwords: which are too weak, and how long it takes to try one (Argon2id, RFC 9106). */
import { argon2id } from 'hash-wasm';
import { Refusal } from '../core/refusal.ts';
import { type Bytes, base64url, fromBase64url, random } from './bytes.ts';
import type { Kdf } from './kept.ts';

type Argon = Extract<Kdf, { name: 'argon2id' }>;

/** OWASP's floor and our ceiling; stored costs outside are refused before any work, so that nobody can weaken or hang us by editing them. */
export const FLOOR = { m: 46 * 1024, t: 1 };
export const CEILING = { m: 256 * 1024, t: 10 };
/** What one try should take on the person's machine, ms. */
const AIM = 750;
const SHORTEST = 500;
const LONGEST = 1000;
/** More memory only where ten passes over less are too quick, KiB. */
const ENOUGH = 64 * 1024;
const MEMORY = [ENOUGH, 128 * 1024, CEILING.m];

/** The password in one form, so that a letter typed in two ways opens the same. */
export function normal(password: string): string {
	return password.normalize('NFKC');
}

/** 32 bytes of a password. Refuses kdf-out-of-bounds before deriving. */
export async function stretch(password: string, kdf: Kdf): Promise<Bytes> {
	if (kdf.name !== 'argon2id') throw new Refusal('kdf-out-of-bounds');
	const { m, t, p } = kdf;
	if (m < FLOOR.m || m > CEILING.m || t < FLOOR.t || t > CEILING.t || p !== 1) throw new Refusal('kdf-out-of-bounds');
	const hash = await argon2id({
		password: normal(password),
		salt: fromBase64url(kdf.salt),
		memorySize: m,
		iterations: t,
		parallelism: p,
		hashLength: 32,
		outputType: 'binary',
	});
	return new Uint8Array(hash);
}

/** Fresh salt and the costs at which one try takes 0.5 to 1 s here. `tried` says how long one takes, ms. */
export async function calibrated(tried: (kdf: Argon) => Promise<number> = timed): Promise<Argon> {
	let kdf: Argon = { name: 'argon2id', m: ENOUGH, t: 1, p: 1, salt: base64url(random(16)) };
	// The first pass is dearer than the others: what it foretells is tried out and set right.
	for (let round = 0; round < 3; round++) {
		const ms = await tried(kdf);
		if (Math.abs(ms - AIM) < AIM / 5) break;
		kdf = { ...kdf, ...scaled(kdf, ms, ENOUGH) };
	}
	return kdf;
}

async function timed(kdf: Argon): Promise<number> {
	const from = performance.now();
	await stretch('how long does it take', kdf);
	return Math.max(1, performance.now() - from);
}

/** The costs that should take the aim where these took `ms`, with at least so much memory. */
function scaled({ m, t }: Argon, ms: number, least: number): Pick<Argon, 'm' | 't'> {
	const work = (m * t * AIM) / ms;
	if (work < (ENOUGH * AIM) / LONGEST) return FLOOR;
	const memory = MEMORY.find((some) => some >= least && Math.round(work / some) <= CEILING.t) ?? CEILING.m;
	return { m: memory, t: Math.min(CEILING.t, Math.max(1, Math.round(work / memory))) };
}

/** Dearer costs with a fresh salt for a password whose try took only `ms`; null when that was long enough or there is no room above. Never cheaper ones. */
export function dearer(kdf: Kdf, ms: number): Argon | null {
	if (kdf.name !== 'argon2id' || ms >= SHORTEST) return null;
	const { m, t } = scaled(kdf, Math.max(1, ms), kdf.m);
	return m * t > kdf.m * kdf.t ? { ...kdf, m, t, salt: base64url(random(16)) } : null;
}

const COMMON =
	'password passwort passphrase motdepasse contrasena letmein welcome monkey dragon football baseball basketball iloveyou princess sunshine master shadow superman batman trustno michael jordan jennifer hunter killer ashley charlie daniel jessica liverpool chelsea arsenal pokemon starwars computer internet samsung google facebook secret admin administrator root login access default changeme whatever freedom flower summer winter autumn spring monday friday january december cheese chocolate cookie pepper ginger buster tigger soccer hockey yankees mustang ferrari mercedes corvette corona america london berlin verifill authenticator twofactor'.split(
		' ',
	);
const ROWS = [
	'abcdefghijklmnopqrstuvwxyz',
	'01234567890',
	'qwertyuiop',
	'asdfghjkl',
	'zxcvbnm',
	'qwertzuiop',
	'azertyuiop',
];

/** Whether a password is too easy to guess: under 8 characters, few different ones, rows of neighbours, or a common word with trimmings. */
export function tooWeak(password: string): boolean {
	const lower = normal(password).toLowerCase();
	const signs = [...lower];
	if (signs.length < 8 || new Set(signs).size < 5) return true;
	const row = (a: string, b: string) => ROWS.some((r) => r.includes(a + b) || r.includes(b + a)) || a === b;
	const steps = signs.slice(1).filter((sign, i) => !row(signs[i] as string, sign)).length;
	if (steps < 3) return true;
	const leet: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' };
	const plain = lower.replace(/^[^\p{L}]+|[\d\W_]+$/gu, '');
	const spelt = plain.replace(/[013457@$!]/g, (sign) => leet[sign] as string);
	return [plain, spelt].some((word) => COMMON.some((c) => word.startsWith(c) && word.length < c.length + 3));
}
