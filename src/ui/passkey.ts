/** The only place that talks WebAuthn: a passkey of this extension gives 32 secret bytes (PRF) that open the vault. */
import { Refusal } from '../core/refusal.ts';

const BASE64URL = { alphabet: 'base64url', omitPadding: true } as const;

function random(length: number): Uint8Array<ArrayBuffer> {
	return crypto.getRandomValues(new Uint8Array(length));
}

function output(credential: Credential | null): string | null {
	const results = (credential as PublicKeyCredential | null)?.getClientExtensionResults();
	const first = results?.prf?.results?.first;
	if (first === undefined) return null;
	const bytes = first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer as ArrayBuffer);
	return bytes.toBase64(BASE64URL);
}

/** Asks a known passkey. `credential` and `salt` are base64url; gives 32 bytes as base64url. Refuses passkey-failed. */
export async function askPasskey(credential: string, salt: string): Promise<string> {
	const answer = await navigator.credentials
		.get({
			publicKey: {
				challenge: random(32),
				userVerification: 'required',
				allowCredentials: [{ type: 'public-key', id: Uint8Array.fromBase64(credential, BASE64URL) }],
				extensions: { prf: { eval: { first: Uint8Array.fromBase64(salt, BASE64URL) } } },
			},
		})
		.catch(() => null);
	const found = output(answer);
	if (found === null) throw new Refusal('passkey-failed');
	return found;
}

/** Makes a passkey for this extension and asks it once. All texts are base64url. Refuses passkey-failed (also where the device can't do PRF). */
export async function makePasskey(name: string): Promise<{ credential: string; salt: string; output: string }> {
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
	const credential = new Uint8Array(made.rawId).toBase64(BASE64URL);
	const text = salt.toBase64(BASE64URL);
	return { credential, salt: text, output: output(made) ?? (await askPasskey(credential, text)) };
}
