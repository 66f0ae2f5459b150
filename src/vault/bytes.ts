/** The only place that turns bytes into text for storing and back, and makes random ones. */

export type Bytes = Uint8Array<ArrayBuffer>;

export function random(length: number): Bytes {
	return crypto.getRandomValues(new Uint8Array(length));
}

/** 128 random bits as 32 hex digits. */
export function randomId(): string {
	return [...random(16)].map((b) => b.toString(16).padStart(2, '0')).join('');
}

export function utf8(text: string): Bytes {
	return new TextEncoder().encode(text);
}

/** base64url without padding (RFC 4648 section 5). */
export function base64url(bytes: Uint8Array): string {
	let text = '';
	for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
	return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The bytes of base64url text. Throws on anything else. */
export function fromBase64url(text: string): Bytes {
	const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	const bytes = new Uint8Array(plain.length);
	for (let i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i);
	return bytes;
}
