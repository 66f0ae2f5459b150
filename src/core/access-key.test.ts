/** The only test of access keys: what is read, what is refused, what is found on a page. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessKeysIn, parseAccessKey } from './access-key.ts';
import { accessKeys, costOf, refusalOf } from './fixtures/drafts.ts';

const KEY = 'JBSWY3DPEHPK3PXP';

describe('parseAccessKey', () => {
	test.each([
		['as it is', KEY],
		['lower case', KEY.toLowerCase()],
		['groups', 'JBSW Y3DP EHPK 3PXP'],
		['dashes', 'jbsw-y3dp-ehpk-3pxp'],
		['typographic dashes, no-break and zero-width spaces', 'JBSW–Y3DP—EHPK\u22123P\u200bX\u00a0P\u00ad\ufeff'],
		['line ends', ' JBSWY3DP\r\nEHPK3PXP\t'],
		['too much padding', `${KEY}======`],
	])('reads %s', (_, text) => {
		expect(parseAccessKey(text)).toBe(KEY);
	});

	test.each([
		['', 'secret-missing'],
		[' - ', 'secret-missing'],
		['====', 'secret-missing'],
		['A', 'secret-too-short'],
		['JBSWY3DPEHPK3PX', 'secret-too-short'],
		['JBSWY3DPEHPK3PX=', 'secret-too-short'],
		['JBSWY3DPEHPK3PX1', 'secret-not-base32'],
		['JBSWY3DPEHPK3PX0', 'secret-not-base32'],
		['JBSWY3DPEHPK3PX8', 'secret-not-base32'],
		['JBSWY3DPEHPK3PX9', 'secret-not-base32'],
		['JBSWY3DP=EHPK3PXP', 'secret-not-base32'],
		['=JBSWY3DPEHPK3PXP', 'secret-not-base32'],
		['JBSWY3DPEHPK3PXP=======', 'secret-not-base32'],
		['ＪBSWY3DPEHPK3PXP', 'secret-not-base32'],
		['ıBSWY3DPEHPK3PXP', 'secret-not-base32'],
		['ſBSWY3DPEHPK3PXP', 'secret-not-base32'],
		['JBSWY3DPEHPK3PXPA', 'secret-not-base32'],
		['JBSWY3DPEHPK3PXPABC', 'secret-not-base32'],
		['JBSWY3DPEHPK3PXPABCDEF', 'secret-not-base32'],
		['A'.repeat(207), 'secret-too-long'],
		['A'.repeat(206), 'secret-not-base32'],
		['A'.repeat(100_000), 'secret-too-long'],
	])('refuses what is wrong (%#)', (text, reason) => {
		expect(refusalOf(() => parseAccessKey(text))).toBe(reason);
	});

	test('takes 10 to 128 bytes of every possible length', () => {
		expect(parseAccessKey('A'.repeat(16))).toHaveLength(16);
		expect(parseAccessKey('A'.repeat(18))).toHaveLength(18);
		expect(parseAccessKey('A'.repeat(205))).toHaveLength(205);
	});

	test('property: however it is written, the same key', () => {
		const between = fc.constantFrom('', ' ', '-', '\u00a0', '\n');
		fc.assert(
			fc.property(
				accessKeys,
				fc.array(fc.tuple(between, fc.boolean()), { minLength: 205, maxLength: 205 }),
				(key, how) => {
					const written = [...key].map((c, i) => `${how[i]?.[1] ? c.toLowerCase() : c}${how[i]?.[0]}`).join('');
					expect(parseAccessKey(written)).toBe(key);
					expect(parseAccessKey(key)).toBe(key);
				},
			),
		);
	});

	test('property: accepted or refused, never another key', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(...'AZ27az01=- é８'), maxLength: 40 }), (text) => {
				let key: string;
				try {
					key = parseAccessKey(text);
				} catch {
					return;
				}
				expect(key).toBe(text.toUpperCase().replace(/[- =]/g, ''));
			}),
		);
	});
});

describe('accessKeysIn', () => {
	test.each([
		['Enter this key: JBSW Y3DP EHPK 3PXP in your app', [KEY]],
		['(jbsw y3dp ehpk 3pxp)', [KEY]],
		['Key: jbsw-y3dp-ehpk-3pxp.', [KEY]],
		['Secret:JBSWY3DPEHPK3PXP', [KEY]],
		['JBSWY3DPEHPK3PXP\nJBSWY3DPEHPK3PXP\nNB2W45DFOIZA2345', [KEY, 'NB2W45DFOIZA2345']],
		['JBSW\u00a0Y3DP\u00a0EHPK\u00a03PXP', [KEY]],
		['GEZDG NBVGY 3TQOJ Q', ['GEZDGNBVGY3TQOJQ']],
		['QWRTPSDFGHKLZXCV', ['QWRTPSDFGHKLZXCV']],
		['QWRT PSDF GHKL ZXCV', ['QWRTPSDFGHKLZXCV']],
	])('finds %j', (text, keys) => {
		expect(accessKeysIn(text)).toEqual(keys);
	});

	test.each([
		'this page will help',
		'THIS PAGE WILL HELP YOUR TEAM',
		'internationalization and INTERNATIONALIZATION',
		'4556 7234 2345 6672',
		'2345672345672345',
		'card 4556-7234-2345-6672, code 123 456',
		'f47ac10b-58cc-4372-a567-0e02b2c3d479',
		'0123456789abcdef0123456789abcdef',
		'JBSWY3DPEHPK3PX',
		'aJBSWY3DPEHPK3PXP',
		'JBSWY3DPEHPK3PXPé',
		'JBSW Y3DPE HPK3 PXPX',
		'JBSW Y3DP EHPK 3PXPX',
		'JBSW Y3DP EHPK 3PXPJB',
		'schmooze schmaltz schmooze',
		'lengths lengths lengths',
		'JBSWY3DP EHPK 3PXPJBSW',
		'JBSW Y3DP EHP K3PX',
		'AB2 CD3 EF4',
		'',
	])('finds nothing in %j', (text) => {
		expect(accessKeysIn(text)).toEqual([]);
	});

	test('stays quick on long pages', () => {
		const page = 'abcd efgh '.repeat(50_000) + 'A'.repeat(100_000);
		const cost = costOf(() => {
			expect(accessKeysIn(page)).toEqual([]);
		});
		expect(cost).toBeLessThan(1_000);
	});
});
