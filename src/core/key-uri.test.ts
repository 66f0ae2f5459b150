/** The only test of key URIs: every spelling read, every refusal, and the round trip. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drafts, refusalOf } from './fixtures/drafts.ts';
import { draftOfKey, keyUriOf, parseKeyUri } from './key-uri.ts';

const KEY = 'JBSWY3DPEHPK3PXP';
const plain = {
	kind: 'totp',
	issuer: '',
	label: '',
	accessKey: KEY,
	algorithm: 'SHA1',
	digits: 6,
	period: 30,
	counter: 0,
};
const totp = (rest: string) => parseKeyUri(`otpauth://totp/${rest}`);
const names = (rest: string) => {
	const { issuer, label } = totp(rest);
	return [issuer, label];
};

describe('parseKeyUri reads', () => {
	test('the format’s own example', () => {
		expect(totp(`Example:alice@google.com?secret=${KEY}&issuer=Example`)).toEqual({
			...plain,
			issuer: 'Example',
			label: 'alice@google.com',
		});
	});

	test('only a secret: the documented defaults', () => {
		expect(totp(`?secret=${KEY}`)).toEqual(plain);
		expect(parseKeyUri(`otpauth://totp?secret=${KEY}`)).toEqual(plain);
		expect(draftOfKey(KEY)).toEqual(plain);
	});

	test('everything said', () => {
		expect(totp(`a?secret=${KEY}&algorithm=SHA512&digits=8&period=60&counter=0&image=x`)).toEqual({
			...plain,
			label: 'a',
			algorithm: 'SHA512',
			digits: 8,
			period: 60,
		});
	});

	test.each([
		['SHA1', 'SHA1'],
		['sha-1', 'SHA1'],
		['HmacSHA1', 'SHA1'],
		['SHA-256', 'SHA256'],
		['hmac_sha256', 'SHA256'],
		['HMAC-SHA-512', 'SHA512'],
		['SHA+512', 'SHA512'],
	])('algorithm %s', (written, algorithm) => {
		expect(totp(`a?secret=${KEY}&algorithm=${written}`).algorithm).toBe(algorithm);
	});

	test('capitals all over, as QR codes in alphanumeric mode have them', () => {
		expect(parseKeyUri(`OTPAUTH://TOTP/A?SECRET=${KEY}&DIGITS=8`)).toEqual({ ...plain, label: 'A', digits: 8 });
	});

	test('Apple’s scheme, white space around, &amp; from HTML', () => {
		expect(parseKeyUri(` apple-otpauth://totp/a?secret=${KEY}&amp;digits=7\n`)).toEqual({
			...plain,
			label: 'a',
			digits: 7,
		});
	});

	test('a secret in groups, form-encoded and padded', () => {
		expect(totp(`a?secret=jbsw+y3dp%20ehpk-3pxp%3D%3D=`).accessKey).toBe(KEY);
	});

	test('HOTP with its counter, period not kept', () => {
		const hotp = { ...plain, kind: 'hotp', label: 'a' };
		expect(parseKeyUri(`otpauth://hotp/a?secret=${KEY}&counter=0`)).toEqual(hotp);
		expect(parseKeyUri(`otpauth://hotp/a?secret=${KEY}&counter=9007199254740991&period=60`)).toEqual({
			...hotp,
			counter: 9007199254740991,
		});
	});

	test.each([
		`otpauth://steam/Steam:gabe?secret=${KEY}&issuer=Steam`,
		`otpauth://steam/Steam:gabe?secret=${KEY}&digits=5&algorithm=SHA1&period=30`,
		`otpauth://totp/Steam:gabe?secret=${KEY}&encoder=steam&digits=5`,
		`otpauth://totp/Steam:gabe?secret=${KEY}&encoder=Steam`,
		`otpauth://totp/Steam:gabe?secret=${KEY}&issuer=steam&digits=5`,
		`otpauth://totp/Steam:gabe?secret=${KEY}&digits=5`,
	])('Steam as %s', (uri) => {
		const { issuer, ...rest } = parseKeyUri(uri);
		expect(issuer.toLowerCase()).toBe('steam');
		expect({ ...rest, issuer: '' }).toEqual({ ...plain, kind: 'steam', label: 'gabe', digits: 5 });
	});

	test('Steam as Bitwarden writes it; other steam: addresses are none', () => {
		expect(parseKeyUri(`steam://${KEY}`)).toEqual({ ...plain, kind: 'steam', issuer: 'Steam', digits: 5 });
		expect(refusalOf(() => parseKeyUri('steam://run/440'))).toBe('not-a-key-uri');
		expect(refusalOf(() => parseKeyUri(`x steam://${KEY}`))).toBe('not-a-key-uri');
		expect(refusalOf(() => parseKeyUri(`steam://${KEY}/x`))).toBe('not-a-key-uri');
	});

	test('a plain TOTP of an issuer Steam with six digits stays one', () => {
		expect(totp(`Steam:g?secret=${KEY}&digits=6`).kind).toBe('totp');
		expect(totp(`Steam:g?secret=${KEY}`).kind).toBe('totp');
	});
});

describe('names', () => {
	test.each([
		['label prefix stands for the issuer', `Acme:al?secret=${KEY}`, ['Acme', 'al']],
		['escaped colon', `Acme%3Aal?secret=${KEY}`, ['Acme', 'al']],
		['spaces around the colon', `Acme%20%3A%20al?secret=${KEY}&issuer=Acme`, ['Acme', 'al']],
		['prefix in another case', `ACME:al?secret=${KEY}&issuer=Acme`, ['Acme', 'al']],
		[
			'prefix says otherwise: parameter wins, label stays whole',
			`Microsoft:al?secret=${KEY}&issuer=Contoso`,
			['Contoso', 'Microsoft:al'],
		],
		['no prefix', `al?secret=${KEY}&issuer=Acme`, ['Acme', 'al']],
		['label begins like the issuer', `Acmely?secret=${KEY}&issuer=Acme`, ['Acme', 'Acmely']],
		['label is the issuer', `Acme?secret=${KEY}&issuer=Acme`, ['Acme', 'Acme']],
		['issuer with a colon', `A%3AB:al?secret=${KEY}&issuer=A%3AB`, ['A:B', 'al']],
		['empty issuer', `Acme:al?secret=${KEY}&issuer=`, ['Acme', 'al']],
		['plain & in the issuer', `al?issuer=AT&T&secret=${KEY}`, ['AT&T', 'al']],
		['two plain &', `al?issuer=A&B & C&secret=${KEY}`, ['A&B & C', 'al']],
		[
			'an unknown parameter behind the issuer',
			`al?issuer=Acme&image=https%3A%2F%2Fa.test%2Fi.png&secret=${KEY}`,
			['Acme', 'al'],
		],
		['a bare word elsewhere', `al?secret=${KEY}&beta&issuer=Acme`, ['Acme', 'al']],
		['unknown parameters said twice', `al?secret=${KEY}&x=1&x=2&issuer=Acme`, ['Acme', 'al']],
		['= in the issuer', `al?issuer=a=b&secret=${KEY}`, ['a=b', 'al']],
		[
			'plus is a space in the query, a plus in the label',
			`al+x@e.com?issuer=Big+Corp&secret=${KEY}`,
			['Big Corp', 'al+x@e.com'],
		],
		['escaped plus', `al?issuer=A%2BB&secret=${KEY}`, ['A+B', 'al']],
		['form-encoded label', `Big+Corp:al+x?issuer=Big+Corp&secret=${KEY}`, ['Big Corp', 'al x']],
		['stray percent signs', `100%:al%?issuer=100%&secret=${KEY}`, ['100%', 'al%']],
		['Latin-1 escapes', `Caf%E9:al?secret=${KEY}`, ['Café', 'al']],
		['UTF-8 escapes', `Caf%C3%A9:%F0%9F%A6%8A?secret=${KEY}`, ['Café', '🦊']],
		['unescaped # and slash', `C# / D:al/x?secret=${KEY}`, ['C# / D', 'al/x']],
		['markup stays text', `al?issuer=%3Cimg%20onerror%3Dx%3E&secret=${KEY}`, ['<img onerror=x>', 'al']],
		['unseen characters', `a%E2%80%AEl%00%E2%80%8B?issuer=A%0AB&secret=${KEY}`, ['A B', 'al']],
	])('%s', (_, rest, expected) => {
		expect(names(rest)).toEqual(expected);
	});
});

describe('parseKeyUri refuses', () => {
	const withKey = (more: string, type = 'totp') => `otpauth://${type}/a?secret=${KEY}${more}`;
	test.each([
		['', 'not-a-key-uri'],
		[KEY, 'not-a-key-uri'],
		['https://totp/a?secret=x', 'not-a-key-uri'],
		['xotpauth://totp/a?secret=x', 'not-a-key-uri'],
		['otpauth:totp/a', 'bad-uri'],
		['otpauth:/totp/a', 'bad-uri'],
		['otpauth://', 'unknown-type'],
		[withKey('', 'motp'), 'unknown-type'],
		[withKey('', ' totp'), 'unknown-type'],
		[withKey('&encoder=other'), 'unknown-type'],
		[withKey('&encoder=steam&counter=1', 'hotp'), 'unknown-type'],
		['otpauth://totp/a', 'secret-missing'],
		['otpauth://totp/a?', 'secret-missing'],
		['otpauth://totp/a?secret=', 'secret-missing'],
		['otpauth://totp/a?secret', 'secret-missing'],
		['otpauth://totp/a?issuer=x', 'secret-missing'],
		['otpauth://totp/a?__proto__=x', 'secret-missing'],
		['otpauth://totp/a?secret=JBSWY3DPEHPK3PX1', 'secret-not-base32'],
		[`otpauth://totp/a?secret=${KEY}#x`, 'secret-not-base32'],
		['otpauth://totp/a?secret=JBSW', 'secret-too-short'],
		[`otpauth://totp/a?secret=${'A'.repeat(100_000)}`, 'secret-too-long'],
		['otpauth://totp/a?secret=%ZZ', 'bad-uri'],
		[withKey('&digits=%E9'), 'bad-uri'],
		[withKey(`&secret=${KEY.toLowerCase()}`), 'bad-uri'],
		[withKey('&digits=6&digits=8'), 'bad-uri'],
		[withKey('&issuer=a&issuer=b'), 'bad-uri'],
		[withKey('&x=1'.repeat(100)), 'bad-uri'],
		[withKey('&algorithm=MD5'), 'unknown-algorithm'],
		[withKey('&algorithm=SHA224'), 'unknown-algorithm'],
		[withKey('&algorithm='), 'unknown-algorithm'],
		[withKey('&algorithm'), 'unknown-algorithm'],
		[withKey('&algorithm=constructor'), 'unknown-algorithm'],
		[withKey('&algorithm=SHA256', 'steam'), 'unknown-algorithm'],
		...['5', '9', '1', '100', '', '6.0', '0x6', '06', '+6', '-6', '6e0', '６', '6%20', 'NaN'].map((d) => [
			withKey(`&digits=${d}`),
			'digits-out-of-range',
		]),
		[withKey('&digits'), 'digits-out-of-range'],
		[withKey('&amp;digits=5'), 'digits-out-of-range'],
		[withKey('&digits=6', 'steam'), 'digits-out-of-range'],
		[withKey('&digits=6&encoder=steam'), 'digits-out-of-range'],
		...['0', '-1', '9', '301', '1e9', '1000000000', '0x1e', '30.5', '30s', '', 'Infinity'].map((p) => [
			withKey(`&period=${p}`),
			'period-out-of-range',
		]),
		[withKey('&period=9&counter=0', 'hotp'), 'period-out-of-range'],
		[withKey('', 'hotp'), 'counter-missing'],
		...['-1', '', '1.5', '0x1', '9007199254740992', '99999999999999999999', 'x'].map((c) => [
			withKey(`&counter=${c}`, 'hotp'),
			'counter-out-of-range',
		]),
		[withKey('&counter=x'), 'counter-out-of-range'],
		[withKey(`&issuer=${'x'.repeat(129)}`), 'text-too-long'],
		[`otpauth://totp/${'x'.repeat(129)}?secret=${KEY}`, 'text-too-long'],
		[withKey(`&issuer=${'👩'.repeat(2560)}`), 'text-too-long'],
	])('what is wrong (%#)', (uri, reason) => {
		expect(refusalOf(() => parseKeyUri(uri as string))).toBe(reason);
	});

	test('but takes what stands at the edges', () => {
		for (const [digits, period] of [
			[6, 10],
			[7, 299],
			[8, 300],
		] as const)
			expect(totp(`a?secret=${KEY}&digits=${digits}&period=${period}`)).toMatchObject({ digits, period });
		expect(totp(`a?secret=${KEY}&issuer=${'👩'.repeat(128)}`).issuer).toBe('👩'.repeat(128));
		expect(totp(`a?secret=${KEY}&digits=8&digits=8`).digits).toBe(8);
		expect(totp(`a?secret=${KEY}${'&x=1'.repeat(98)}&digits=8`).digits).toBe(8);
	});
});

test('property: a draft, its key URI, the same draft', () => {
	fc.assert(
		fc.property(drafts, (draft) => {
			expect(parseKeyUri(keyUriOf(draft))).toEqual(draft);
		}),
		{ numRuns: 2_000 },
	);
});

test('a key URI names every parameter, also those that have a default', () => {
	expect(keyUriOf(totp(`Big Corp:al:x?secret=${KEY}`))).toBe(
		`otpauth://totp/Big%20Corp:al%3Ax?secret=${KEY}&issuer=Big%20Corp&algorithm=SHA1&digits=6&period=30`,
	);
	expect(keyUriOf(parseKeyUri(`otpauth://hotp/a?secret=${KEY}&counter=7`))).toContain('&digits=6&counter=7');
});
