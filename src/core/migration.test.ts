/** The only test of migrations: the format read, hostile ones refused, parts joined in any order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, refusalOf } from './fixtures/drafts.ts';
import { bytes, entry, migrationUri, number, part, SECRET, text, usual, varint } from './fixtures/protobuf.ts';
import { joinParts, parseMigration } from './migration.ts';

const draft = {
	kind: 'totp',
	issuer: 'Acme',
	label: 'al',
	accessKey: 'JBSWY3DPEHPK3PXP',
	algorithm: 'SHA1',
	digits: 6,
	period: 30,
	counter: 0,
};
const read = (...entries: number[][]) => parseMigration(part(entries));

describe('parseMigration reads', () => {
	test('a code made by Google Authenticator', () => {
		// Published sample (github.com/dim13/otpauth README): one account, Example:alice@google.com.
		const uri = 'otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC';
		expect(parseMigration(uri)).toEqual({
			drafts: [{ ...draft, issuer: 'Example', label: 'alice@google.com' }],
			refused: [],
			batchId: 0,
			index: 0,
			size: 1,
		});
	});

	test('every kind of account', () => {
		expect(
			read(
				entry('al', 'Acme', ...usual),
				entry('Acme:al', 'Acme', number(4, 2), number(5, 2), number(6, 2)),
				entry('Acme: al', '', number(4, 3), number(5, 1), number(6, 1), number(7, 5)),
				entry('al', 'Acme', number(6, 2), number(7, 9), number(99, 1), text(8, 'unread')),
				entry('al', 'Acme', number(6, 1), number(7, Number.MAX_SAFE_INTEGER)),
			),
		).toEqual({
			drafts: [
				draft,
				{ ...draft, algorithm: 'SHA256', digits: 8 },
				{ ...draft, kind: 'hotp', algorithm: 'SHA512', counter: 5 },
				draft,
				{ ...draft, kind: 'hotp', counter: Number.MAX_SAFE_INTEGER },
			],
			refused: [],
			batchId: 77,
			index: 0,
			size: 1,
		});
	});

	test('a base32 key with padding bits left over', () => {
		const secret = Array.from({ length: 11 }, (_, i) => i + 250);
		const uri = part([
			[
				...bytes(
					1,
					secret.map((b) => b & 255),
				),
				...number(6, 2),
			],
		]);
		expect(parseMigration(uri).drafts[0]?.accessKey).toBe(encode32(secret.map((b) => b & 255)));
	});

	test('part numbers, also a negative batch id', () => {
		expect(parseMigration(part([], 2, 3, -5))).toEqual({ drafts: [], refused: [], batchId: -5, index: 2, size: 3 });
	});

	test('base64 however it travelled', () => {
		const plain = Buffer.from(bytes(1, [...bytes(1, SECRET), ...text(2, '~~~???>>>'), ...number(6, 2)])).toString(
			'base64',
		);
		expect(plain).toMatch(/[+/]/);
		const written = [
			plain,
			encodeURIComponent(plain),
			plain.replaceAll('+', ' '),
			plain.replaceAll('+', '-').replaceAll('/', '_'),
		];
		for (const data of [...written, plain.replace(/=+$/, '')])
			expect(parseMigration(` OTPAUTH-migration://offline/?x=1&data=${data}\n`).drafts[0]?.label).toBe('~~~???>>>');
	});

	test('5,000 accounts, and the others beside one that is refused', () => {
		const many = Array.from({ length: 5_000 }, (_, i) => entry(`a${i}`, 'Acme', ...usual));
		const cost = costOf(() => {
			expect(parseMigration(part(many)).drafts).toHaveLength(5_000);
		});
		expect(cost).toBeLessThan(2_000);
		expect(refusalOf(() => parseMigration(part([...many, []])))).toBe('migration-too-large');
	});
});

describe('an account that can’t be kept', () => {
	test.each([
		['secret-missing', [...text(2, 'al'), ...text(3, 'Acme'), ...number(6, 2)]],
		['secret-missing', [...bytes(1, []), ...text(2, 'al'), ...text(3, 'Acme'), ...number(6, 2)]],
		['secret-too-short', [...bytes(1, SECRET.slice(1)), ...text(2, 'al'), ...text(3, 'Acme'), ...number(6, 2)]],
		['secret-too-long', [...bytes(1, new Uint8Array(129)), ...text(2, 'al'), ...text(3, 'Acme'), ...number(6, 2)]],
		['unknown-type', entry('al', 'Acme')],
		['unknown-type', entry('al', 'Acme', number(6, 3))],
		['unknown-algorithm', entry('al', 'Acme', number(4, 4), number(6, 2))],
		['unknown-algorithm', entry('al', 'Acme', number(4, 2n ** 64n - 1n), number(6, 2))],
		['digits-out-of-range', entry('al', 'Acme', number(5, 3), number(6, 2))],
		['counter-out-of-range', entry('al', 'Acme', number(6, 1), number(7, 2n ** 53n))],
		['counter-out-of-range', entry('al', 'Acme', number(6, 1), number(7, -1))],
	])('%s', (reason, refused) => {
		expect(read(refused, entry('al', 'Acme', ...usual))).toMatchObject({
			drafts: [draft],
			refused: [{ name: 'Acme al', reason }],
		});
	});

	test('text-too-long, its name cut to 128', () => {
		const { refused } = read(entry('x'.repeat(200), '', ...usual));
		expect(refused).toEqual([{ name: 'x'.repeat(128), reason: 'text-too-long' }]);
	});

	test('secrets of 10 and 128 bytes are kept', () => {
		const { drafts } = read(
			[...bytes(1, new Uint8Array(128)), ...number(6, 2)],
			[...bytes(1, SECRET), ...number(6, 2)],
		);
		expect(drafts.map((d) => d.accessKey.length)).toEqual([205, 16]);
	});
});

describe('parseMigration refuses', () => {
	const good = bytes(1, entry('al', 'Acme', ...usual));
	const inner = (...fields: number[][]) => migrationUri(bytes(1, fields.flat()));
	test.each([
		['another address', 'otpauth-migration://online?data=AAAA'],
		['no data', 'otpauth-migration://offline'],
		['no data parameter', 'otpauth-migration://offline?dat=AAAA'],
		['data twice', `${migrationUri(good)}&data=AAAA`],
		['empty data', 'otpauth-migration://offline?data='],
		['no base64', 'otpauth-migration://offline?data=A*AA'],
		['base64 of no length', 'otpauth-migration://offline?data=AAAAA'],
		['broken escapes', 'otpauth-migration://offline?data=%ZZ'],
		['an entry that is a number', migrationUri(number(1, 5))],
		['an entry of eight bytes', migrationUri([1 * 8 + 1, 1, 2, 3, 4, 5, 6, 7, 8])],
		['a secret that is a number', inner(number(1, 5))],
		['a name that is a number', inner(bytes(1, SECRET), number(2, 5))],
		['an issuer that is a number', inner(bytes(1, SECRET), number(3, 5))],
		['an algorithm that is text', inner(bytes(1, SECRET), text(4, 'SHA1'))],
		['digits that are text', inner(bytes(1, SECRET), text(5, '6'))],
		['a type of four bytes', inner(bytes(1, SECRET), [6 * 8 + 5, 1, 0, 0, 0])],
		['a counter that is text', inner(bytes(1, SECRET), text(7, '1'))],
		['a name that is no UTF-8', inner(bytes(1, SECRET), bytes(2, [0xc3, 0x28]))],
		['a secret said twice', inner(bytes(1, SECRET), bytes(1, SECRET))],
		['a size that is text', migrationUri([...good, ...text(3, '1')])],
		['a size said twice', migrationUri([...good, ...number(3, 1), ...number(3, 2)])],
		['a size over 32 bits', migrationUri([...good, ...number(3, 2n ** 32n)])],
		['a negative size', migrationUri([...good, ...number(3, -1)])],
		['a part past the last', migrationUri([...good, ...number(3, 2), ...number(4, 2)])],
		['a negative part', migrationUri([...good, ...number(3, 2), ...number(4, -1)])],
		['length 2^63', migrationUri(bytes(1, [1, 2, 3], 2n ** 63n))],
		['length 2^64 - 1', migrationUri(bytes(1, [1, 2, 3], 2n ** 64n - 1n))],
		['length one past the end', migrationUri(bytes(1, [1, 2, 3], 4n))],
		['eight bytes cut', migrationUri([...good, 9 * 8 + 1, 1, 2, 3, 4, 5, 6, 7])],
		['four bytes cut', migrationUri([...good, 9 * 8 + 5, 1, 2, 3])],
		['a group', migrationUri([...good, 9 * 8 + 3, 9 * 8 + 4])],
		['the end of a group', migrationUri([...good, 9 * 8 + 4])],
		['wire type 6', migrationUri([...good, 9 * 8 + 6])],
		['wire type 7', migrationUri([...good, 9 * 8 + 7])],
		['field 0', migrationUri([...good, ...number(0, 1)])],
		['a field of 2^29', migrationUri([...good, ...varint(2n ** 29n * 8n), 1])],
		['a varint of eleven bytes', migrationUri([...good, 9 * 8, ...Array<number>(10).fill(0x80), 1])],
		[
			'a varint of ten bytes that goes on',
			migrationUri([...good, 9 * 8, ...Array<number>(10).fill(0x80), ...number(20, 1)]),
		],
		['a varint over 64 bits', migrationUri([...good, 9 * 8, ...Array<number>(9).fill(0x80), 2])],
		['a varint cut', migrationUri([...good, 9 * 8, 0x80])],
		['a tag without value', migrationUri([...good, 9 * 8])],
		['65 fields in an entry', inner(...Array.from({ length: 65 }, (_, i) => number(i + 10, 1)))],
	])('%s', (_, uri) => {
		expect(refusalOf(() => parseMigration(uri))).toBe('migration-broken');
	});

	test('every cut of a good one that leaves an account half', () => {
		for (let end = 1; end < good.length; end++)
			expect(refusalOf(() => parseMigration(migrationUri(good.slice(0, end))))).toBe('migration-broken');
	});

	test('more than 1.5 MB of text, more than 1,000 parts', () => {
		expect(refusalOf(() => parseMigration(`otpauth-migration://offline?data=${'A'.repeat(1_500_000)}`))).toBe(
			'migration-too-large',
		);
		expect(refusalOf(() => parseMigration(part([], 0, 1_001)))).toBe('migration-too-large');
		expect(parseMigration(part([], 999, 1_000)).size).toBe(1_000);
	});

	test('skips unknown fields of every wire type', () => {
		const fixed = [...varint(21 * 8 + 1), 1, 2, 3, 4, 5, 6, 7, 8, ...varint(22 * 8 + 5), 1, 2, 3, 4];
		expect(
			parseMigration(migrationUri([...good, ...number(20, 2n ** 64n - 1n), ...fixed, ...text(23, 'x')])).drafts,
		).toEqual([draft]);
	});
});

describe('joinParts', () => {
	const one = parseMigration(part([entry('1', 'Acme', ...usual), entry('x', 'Acme')], 0, 3));
	const two = parseMigration(part([entry('2', 'Acme', ...usual)], 1, 3));
	const three = parseMigration(part([entry('3', 'Acme', ...usual)], 2, 3));

	test('in any order, read twice or not', () => {
		fc.assert(
			fc.property(fc.shuffledSubarray([one, two, three, one, three], { minLength: 5 }), (parts) => {
				const [joined] = joinParts(parts);
				expect(joined?.drafts.map((d) => d.label)).toEqual(['1', '2', '3']);
				expect(joined?.refused).toHaveLength(1);
				expect(joined).toMatchObject({ missing: [], size: 3, batchId: 77 });
			}),
		);
	});

	test('names what is missing', () => {
		expect(joinParts([three])[0]).toMatchObject({ missing: [1, 2], size: 3 });
		expect(joinParts([one, three])[0]?.missing).toEqual([2]);
		expect(joinParts([])).toEqual([]);
	});

	test('keeps two exports apart', () => {
		const other = parseMigration(part([entry('o', 'Acme', ...usual)], 0, 1, 78));
		expect(joinParts([one, other]).map((j) => [j.batchId, j.missing])).toEqual([
			[77, [2, 3]],
			[78, []],
		]);
	});

	test('refuses parts that contradict each other', () => {
		expect(refusalOf(() => joinParts([one, { ...one, drafts: [] }]))).toBe('migration-broken');
		expect(refusalOf(() => joinParts([one, { ...two, size: 2 }]))).toBe('migration-broken');
	});
});

/** RFC 4648 base32 by the book, for comparison. */
function encode32(from: number[]): string {
	const bits = from.map((b) => b.toString(2).padStart(8, '0')).join('');
	const groups = bits.match(/.{1,5}/g) ?? [];
	return groups.map((g) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(g.padEnd(5, '0'), 2)]).join('');
}
