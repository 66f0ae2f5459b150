/** The only reader of the protobuf wire format (protobuf.dev/programming-guides/encoding), as strict as a migration needs. */
import { Refusal } from './refusal.ts';

/** One field as it stands on the wire: a varint as an unsigned 64-bit number, or bytes. */
export interface Field {
	number: number;
	value: bigint | Uint8Array;
}

const broken = () => new Refusal('migration-broken');

/** The fields of a message in their order. Refuses migration-broken: cut short, a length past the end, varints over 64 bits, groups and unknown wire types, field 0, more than `most` fields. */
export function fieldsIn(message: Uint8Array, most: number): Field[] {
	const fields: Field[] = [];
	let at = 0;
	const varint = (): bigint => {
		let value = 0n;
		for (let shift = 0n; shift < 70n; shift += 7n) {
			const byte = message[at++];
			if (byte === undefined) throw broken();
			value |= BigInt(byte & 0x7f) << shift;
			if (byte < 0x80) {
				if (value >> 64n !== 0n) throw broken();
				return value;
			}
		}
		throw broken();
	};
	const bytes = (length: bigint): Uint8Array => {
		if (length > BigInt(message.length - at)) throw broken();
		const start = at;
		at += Number(length);
		return message.subarray(start, at);
	};
	while (at < message.length) {
		const tag = varint();
		const number = Number(tag >> 3n);
		const wire = Number(tag & 7n);
		if (number < 1 || number >= 2 ** 29 || fields.length === most) throw broken();
		if (wire === 0) fields.push({ number, value: varint() });
		else if (wire === 1) fields.push({ number, value: bytes(8n) });
		else if (wire === 2) fields.push({ number, value: bytes(varint()) });
		else if (wire === 5) fields.push({ number, value: bytes(4n) });
		else throw broken();
	}
	return fields;
}
