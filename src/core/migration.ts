/** The only place that reads `otpauth-migration:` codes, in which Google Authenticator hands over many accounts in several parts. */
import { Secret } from 'otpauth';
import { SECRET_BYTES } from './access-key.ts';
import { type Algorithm, type Draft, foldedText, splitName } from './account.ts';
import { type Field, fieldsIn } from './protobuf.ts';
import { type Reason, Refusal } from './refusal.ts';

/** One account of a migration that can't be kept, with its name (at most 128 code points) and why. */
export interface RefusedEntry {
	name: string;
	reason: Reason;
}

export interface MigrationPart {
	drafts: Draft[];
	refused: RefusedEntry[];
	/** The same in all parts of one export (signed 32 bit). */
	batchId: number;
	/** 0-based, below size. */
	index: number;
	size: number;
}

/** The parts of one export put together. */
export interface Migration {
	batchId: number;
	size: number;
	/** 1-based numbers of the parts that haven't been read yet. */
	missing: number[];
	drafts: Draft[];
	refused: RefusedEntry[];
}

const MOST = { text: 1_500_000, entries: 5_000, parts: 1_000, fields: 64 };
const ALGORITHMS: Record<string, Algorithm> = { 0: 'SHA1', 1: 'SHA1', 2: 'SHA256', 3: 'SHA512' };
const DIGITS: Record<string, number> = { 0: 6, 1: 6, 2: 8 };
const PERIOD = 30;

const broken = () => new Refusal('migration-broken');

/**
 * Reads one part. An account that can't be kept stands in `refused` and the others still count. 0 is the format's "not said": SHA1, six digits.
 * Refuses migration-broken (bad base64 or protobuf, wrong wire types, a field said twice, impossible part numbers) and migration-too-large (1.5 MB, 5,000 accounts, 1,000 parts).
 */
export function parseMigration(uri: string): MigrationPart {
	if (uri.length > MOST.text) throw new Refusal('migration-too-large');
	const query = /^otpauth-migration:\/\/offline\/?\?(.*)$/is.exec(uri.trim())?.[1] ?? '';
	const data = query.split('&').filter((p) => p.startsWith('data='));
	if (data.length !== 1) throw broken();
	const payload = fieldsIn(bytesOf(data[0]?.slice(5) ?? ''), MOST.entries + MOST.fields);
	const entries = payload.filter((f) => f.number === 1);
	if (entries.length > MOST.entries) throw new Refusal('migration-too-large');
	const rest = singles(payload.filter((f) => f.number !== 1));
	const size = int32(rest, 3) || 1;
	const index = int32(rest, 4);
	if (index < 0 || index >= size) throw broken();
	if (size > MOST.parts) throw new Refusal('migration-too-large');
	const part: MigrationPart = { drafts: [], refused: [], batchId: int32(rest, 5), index, size };
	for (const entry of entries) {
		const read = entryOf(entry.value);
		if ('reason' in read) part.refused.push(read);
		else part.drafts.push(read);
	}
	return part;
}

/** Puts parts together, in any order, read twice or not, one Migration for each export among them. Refuses migration-broken where parts of one export contradict each other. */
export function joinParts(parts: readonly MigrationPart[]): Migration[] {
	const batches = new Map<number, MigrationPart[]>();
	for (const part of parts) {
		const batch = batches.get(part.batchId) ?? [];
		batches.set(part.batchId, batch);
		const before = batch[part.index];
		if (before !== undefined && JSON.stringify(before) !== JSON.stringify(part)) throw broken();
		batch[part.index] = part;
	}
	return [...batches].map(([batchId, batch]) => {
		const known = batch.filter((p) => p !== undefined);
		const size = known[0]?.size ?? 0;
		if (known.some((p) => p.size !== size)) throw broken();
		const missing = Array.from({ length: size }, (_, i) => i + 1).filter((n) => batch[n - 1] === undefined);
		return {
			batchId,
			size,
			missing,
			drafts: known.flatMap((p) => p.drafts),
			refused: known.flatMap((p) => p.refused),
		};
	});
}

type Singles = Map<number, bigint | Uint8Array>;

function entryOf(value: bigint | Uint8Array): Draft | RefusedEntry {
	if (typeof value === 'bigint') throw broken();
	const entry = singles(fieldsIn(value, MOST.fields));
	const name = textOf(entry, 2);
	const issuer = textOf(entry, 3);
	const [algorithm, digits, type] = [4, 5, 6].map((number) => String(numberOf(entry, number))) as [
		string,
		string,
		string,
	];
	const counter = BigInt.asIntN(64, numberOf(entry, 7));
	const secret = entry.get(1) ?? new Uint8Array();
	if (typeof secret === 'bigint') throw broken();
	try {
		const hotp = type === '1';
		if (!hotp && type !== '2') throw new Refusal('unknown-type');
		return {
			kind: hotp ? 'hotp' : 'totp',
			...splitName(name, issuer),
			accessKey: accessKeyOf(secret),
			algorithm: own(ALGORITHMS, algorithm) ?? refuse('unknown-algorithm'),
			digits: own(DIGITS, digits) ?? refuse('digits-out-of-range'),
			period: PERIOD,
			counter: hotp ? counterOf(counter) : 0,
		};
	} catch (no) {
		if (!(no instanceof Refusal)) throw no;
		return {
			name: [...foldedText(`${issuer} ${name}`)].slice(0, 128).join(''),
			reason: no.reason,
		};
	}
}

function accessKeyOf(secret: Uint8Array): string {
	if (secret.length === 0) throw new Refusal('secret-missing');
	if (secret.length < SECRET_BYTES.min) throw new Refusal('secret-too-short');
	if (secret.length > SECRET_BYTES.max) throw new Refusal('secret-too-long');
	return new Secret({ buffer: Uint8Array.from(secret).buffer }).base32;
}

function counterOf(counter: bigint): number {
	if (counter < 0n || counter > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refusal('counter-out-of-range');
	return Number(counter);
}

function refuse(reason: Reason): never {
	throw new Refusal(reason);
}

function own<T>(table: Record<string, T>, key: string): T | undefined {
	return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Fields that may stand once; unknown ones are left unread. */
function singles(fields: Field[]): Singles {
	const found: Singles = new Map();
	for (const { number, value } of fields) {
		if (found.has(number)) throw broken();
		found.set(number, value);
	}
	return found;
}

function numberOf(fields: Singles, number: number): bigint {
	const value = fields.get(number) ?? 0n;
	if (typeof value !== 'bigint') throw broken();
	return value;
}

function int32(fields: Singles, number: number): number {
	const value = BigInt.asIntN(64, numberOf(fields, number));
	if (BigInt.asIntN(32, value) !== value) throw broken();
	return Number(value);
}

function textOf(fields: Singles, number: number): string {
	const value = fields.get(number) ?? new Uint8Array();
	if (typeof value === 'bigint') throw broken();
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(value);
	} catch {
		throw broken();
	}
}

/** Bytes of base64 (standard or URL alphabet, percent-escaped or not; a `+` that became a space is a `+` again). */
function bytesOf(data: string): Uint8Array {
	try {
		const text = decodeURIComponent(data)
			.replace(/[ -]/g, '+')
			.replaceAll('_', '/')
			.replace(/={0,2}$/, '');
		if (!/^[A-Za-z0-9+/]+$/.test(text)) throw broken();
		return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
	} catch {
		throw broken();
	}
}
