/** The only place for the printed recovery key: 128 bits as eight groups of four, with a checksum that catches typos (BIP 173's code, Crockford's letters). */
import { Refusal } from '../core/refusal.ts';
import type { Bytes } from './bytes.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** BIP 350's constant. */
const TARGET = 0x2bc830a3;
const PREFIX = [22, 5, 18, 9, 6, 9, 12, 12];
const DATA = 26;
const CHECK = 6;

function remainder(values: number[]): number {
	let sum = 1;
	for (const value of values) {
		const top = sum >>> 25;
		sum = ((sum & 0x1ffffff) << 5) ^ value;
		for (let i = 0; i < 5; i++) if ((top >>> i) & 1) sum ^= GENERATOR[i] as number;
	}
	return sum >>> 0;
}

/** The text of 16 bytes: `XXXX-XXXX-…`, 32 letters. */
export function recoveryText(bytes: Uint8Array): string {
	const values: number[] = [];
	for (let i = 0; i < DATA; i++) {
		let value = 0;
		for (let bit = i * 5; bit < i * 5 + 5; bit++) {
			value = (value << 1) | (bit < 128 ? ((bytes[bit >> 3] as number) >> (7 - (bit & 7))) & 1 : 0);
		}
		values.push(value);
	}
	const rest = remainder([...PREFIX, ...values, 0, 0, 0, 0, 0, 0]) ^ TARGET;
	for (let i = 0; i < CHECK; i++) values.push((rest >>> (5 * (CHECK - 1 - i))) & 31);
	const text = values.map((value) => LETTERS[value]).join('');
	return (text.match(/.{4}/g) as string[]).join('-');
}

/** The 16 bytes of a typed key; case, spaces and dashes don't matter, and O reads as 0, I and L as 1. Refuses recovery-key-typo. */
export function recoveryBytes(text: string): Bytes {
	const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
	const values = [...plain].map((letter) => LETTERS.indexOf(letter));
	const fits = values.length === DATA + CHECK && !values.includes(-1) && remainder([...PREFIX, ...values]) === TARGET;
	// The last data letter carries three bits of the key and two zero bits.
	if (!fits || ((values[DATA - 1] as number) & 3) !== 0) throw new Refusal('recovery-key-typo');
	const bytes = new Uint8Array(16);
	for (let bit = 0; bit < 128; bit++) {
		const on = ((values[Math.floor(bit / 5)] as number) >> (4 - (bit % 5))) & 1;
		bytes[bit >> 3] = (bytes[bit >> 3] as number) | (on << (7 - (bit & 7)));
	}
	return bytes;
}
