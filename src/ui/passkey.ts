/** The only place that talks WebAuthn: a passkey of this extension gives 32 secret bytes (PRF) that open the vault. */
import { Refusal } from '../core/refusal.ts';

const BASE64URL = { alphabet: 'base64url', omitPadding: true } as const;

function random(length: number): Uint8Array<ArrayBuffer> {
	return crypto.getRandomValues(new Uint8Array(length));
}

const nameOf = (credential: PublicKeyCredential) => new Uint8Array(credential.rawId).toBase64(BASE64URL);

function output(credential: PublicKeyCredential | null): string | null {
	const first = credential?.getClientExtensionResults().prf?.results?.first;
	if (first === undefined) return null;
	const bytes = first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer as ArrayBuffer);
	return bytes.toBase64(BASE64URL);
}

/** A passkey as the vault keeps it: all texts are base64url. */
interface Passkey {
	credential: string;
	salt: string;
}

/** Asks for any one of these passkeys, whichever the person has at hand; gives which, and its 32 bytes as base64url. Refuses passkey-failed. */
export async function askPasskey(known: Passkey[]): Promise<{ credential: string; output: string }> {
	const bytes = (text: string) => Uint8Array.fromBase64(text, BASE64URL);
	const salts = known.map(({ credential, salt }) => [credential, { first: bytes(salt) }]);
	const answer = (await navigator.credentials
		.get({
			publicKey: {
				challenge: random(32),
				userVerification: 'required',
				allowCredentials: known.map(({ credential }) => ({ type: 'public-key', id: bytes(credential) })),
				extensions: { prf: { evalByCredential: Object.fromEntries(salts) } },
			},
		})
		.catch(() => null)) as PublicKeyCredential | null;
	const found = output(answer);
	if (answer === null || found === null) throw new Refusal('passkey-failed');
	return { credential: nameOf(answer), output: found };
}

/** Makes a passkey for this extension and asks it once. All texts are base64url. Refuses passkey-failed (also where the device can't do PRF). */
export async function makePasskey(name: string): Promise<Passkey & { output: string }> {
	const salt = random(32);
	const made = (await navigator.credentials
		.create({
			publicKey: {
				challenge: random(32),
				rp: { name: 'Verifill' },
				user: { id: random(16), name, displayName: name },
				pubKeyCredParams: [
					{ type: 'public-key', alg: -7 },
					{ type: 'public-key', alg: -257 },
				],
				authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
				extensions: { prf: { eval: { first: salt } } },
			},
		})
		.catch(() => null)) as PublicKeyCredential | null;
	if (made === null) throw new Refusal('passkey-failed');
	const known = { credential: nameOf(made), salt: salt.toBase64(BASE64URL) };
	return { ...known, output: output(made) ?? (await askPasskey([known])).output };
}
