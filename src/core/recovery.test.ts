/** The only test of finding recovery codes: the shapes sites use, and texts that only look like them. */
import { describe, expect, test } from 'vitest';
import { costOf } from './fixtures/drafts.ts';
import { recoveryCodesIn, withMore } from './recovery.ts';

describe('recoveryCodesIn finds', () => {
	test.each([
		['lines', 'a1b2c-d3e4f\ng5h6i-j7k8l\nm9n0o-p1q2r', ['a1b2c-d3e4f', 'g5h6i-j7k8l', 'm9n0o-p1q2r']],
		['Windows line ends', '11112222\r\n33334444\r\n55556666', ['11112222', '33334444', '55556666']],
		['eight digits in two groups', '1234 5678\n2345 6789\n3456 7890', ['1234 5678', '2345 6789', '3456 7890']],
		['numbered', '1. abcd-1234\n2. efgh-5678\n10. ijkl-9012', ['abcd-1234', 'efgh-5678', 'ijkl-9012']],
		[
			'other numbering',
			'1) abcd1234\n#2: efgh5678\n- ijkl9012\n• mnop3456\n[ ] qrst7890\n☐ uvwx1234',
			['abcd1234', 'efgh5678', 'ijkl9012', 'mnop3456', 'qrst7890', 'uvwx1234'],
		],
		[
			'two columns',
			'abcd-1234   efgh-5678\nijkl-9012\tmnop-3456',
			['abcd-1234', 'efgh-5678', 'ijkl-9012', 'mnop-3456'],
		],
		[
			'columns with numbers',
			'1. 1234 5678    2. 2345 6789\n3. 3456 7890    4. 4567 8901',
			['1234 5678', '2345 6789', '3456 7890', '4567 8901'],
		],
		[
			'one line with commas',
			'abc123de, fgh456ij;klm789no | pqr012st',
			['abc123de', 'fgh456ij', 'klm789no', 'pqr012st'],
		],
		['one line with spaces', 'abcd1234 efgh5678 ijkl9012', ['abcd1234', 'efgh5678', 'ijkl9012']],
		[
			'prose around',
			'Acme recovery codes for al@example.com\nKeep them safe.\n\nabcd-1234\nefgh-5678\nijkl-9012\n\nEach works once. Generated on 2026-11-21',
			['abcd-1234', 'efgh-5678', 'ijkl-9012'],
		],
		['one alone', ' 26f9-8a1c-77d0-3b2e ', ['26f9-8a1c-77d0-3b2e']],
		['one alone between empty lines', '\n\n26f9-8a1c-77d0-3b2e\n\n', ['26f9-8a1c-77d0-3b2e']],
		['two alone', 'abcd-1234\nefgh-5678', ['abcd-1234', 'efgh-5678']],
		['one twice', 'abcd-1234\nefgh-5678\nabcd-1234', ['abcd-1234', 'efgh-5678']],
		['five groups', 'ABCDE-12345-FGHIJ-67890-KLMNO', ['ABCDE-12345-FGHIJ-67890-KLMNO']],
		['some without digits', 'abcd-1234\nefgh-ijkl\nmnop-5678', ['abcd-1234', 'efgh-ijkl', 'mnop-5678']],
		[
			'the longer of two lists',
			'ab12-cd34\nef56-gh78\nij90-kl12\n1a2b3c4d\n5e6f7a8b\n9c0d1e2f\n3a4b5c6d',
			['1a2b3c4d', '5e6f7a8b', '9c0d1e2f', '3a4b5c6d'],
		],
		['one that happens to be a date', '20241231\n83920174\n55512093', ['20241231', '83920174', '55512093']],
		['half of them without digits', 'abcd-1234\nefgh-ijkl', ['abcd-1234', 'efgh-ijkl']],
		['six characters', 'ab12cd\nef34gh\nij56kl', ['ab12cd', 'ef34gh', 'ij56kl']],
		[
			'64 hex digits',
			`${'0a'.repeat(32)}\n${'1b'.repeat(32)}\n${'2c'.repeat(32)}`,
			['0a'.repeat(32), '1b'.repeat(32), '2c'.repeat(32)],
		],
	])('%s', (_, text, codes) => {
		expect(recoveryCodesIn(text)).toEqual(codes);
	});
});

describe('recoveryCodesIn finds nothing in', () => {
	test.each([
		'',
		'Keep them safe\nSave them now!\nkeep that code',
		'password\nusername\nsettings',
		'2026-11-21\n2026-11-22\n2026-11-23',
		'21-11-2026\n22-11-2026\n23-11-2026',
		'20261121\n20261122\n20261123',
		'1999-01-31\n1999-02-28\n1999-03-31',
		'31-01-1999\n28-02-1999\n31-03-1999',
		`${'a1'.repeat(16)}-${'b2'.repeat(16)}c\n`.repeat(3),
		'12345\n23456\n34567',
		'abcd-1234\nefgh 5678\nijkl-9012',
		'ab!c1d2\nef!g3h4\nij!k5l6',
		`${'a1'.repeat(16)}-${'b2'.repeat(16)}-c3\n`.repeat(3),
		`${'a1'.repeat(33)}\n${'b2'.repeat(33)}\n${'c3'.repeat(33)}`,
		'Call 555-1234 today\nor 555-2345 tomorrow',
		'Your order\nabcd-1234\nis on its way',
		'al@example.com\nbe@example.com\nce@example.com',
	])('%j', (text) => {
		expect(recoveryCodesIn(text)).toEqual([]);
	});

	test('long texts, quickly', () => {
		for (const text of [
			'a1-'.repeat(200_000),
			'a '.repeat(300_000),
			'- '.repeat(300_000),
			'1. '.repeat(200_000),
			'a1b2c3d4 '.repeat(60_000),
		]) {
			const cost = costOf(() => {
				recoveryCodesIn(text);
			});
			expect(cost).toBeLessThan(1_000);
		}
	});
});

test('withMore adds behind what is kept; a used code that comes again stays used', () => {
	const used = { value: 'a1b2', usedAt: 7 };
	expect(withMore([used], ['c3d4', 'a1b2'])).toEqual([used, { value: 'c3d4', usedAt: null }]);
});
