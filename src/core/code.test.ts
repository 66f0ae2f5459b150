/** The only test of codes: the RFCs' own vectors, Steam's, and a second library on every draft. */
import fc from 'fast-check';
import { createGuardrails, generateSync } from 'otplib';
import { describe, expect, test } from 'vitest';
import type { Draft } from './account.ts';
import { codeAt, counterAfter, driftFrom } from './code.ts';
import { costOf, drafts } from './fixtures/drafts.ts';
import { draftOfKey } from './key-uri.ts';

/** '1234567890' repeated to 20, 32 and 64 bytes, in base32. */
const SEED = {
	SHA1: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
	SHA256: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA',
	SHA512: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA',
};
const totp = (more: Partial<Draft> = {}): Draft => ({ ...draftOfKey(SEED.SHA1), ...more });

describe('RFC 6238 appendix B', () => {
	test.each([
		[59, '94287082', '46119246', '90693936'],
		[1111111109, '07081804', '68084774', '25091201'],
		[1111111111, '14050471', '67062674', '99943326'],
		[1234567890, '89005924', '91819424', '93441116'],
		[2000000000, '69279037', '90698825', '38618901'],
		[20000000000, '65353130', '77737706', '47863826'],
	])('%i s', (seconds, ...codes) => {
		const all = (['SHA1', 'SHA256', 'SHA512'] as const).map(
			(algorithm) => codeAt(totp({ algorithm, accessKey: SEED[algorithm], digits: 8 }), seconds * 1000).code,
		);
		expect(all).toEqual(codes);
	});
});

const HOTP_CODES = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');

describe('RFC 4226 appendix D', () => {
	test.each(HOTP_CODES.map((code, counter) => [counter, code] as const))('counter %i', (counter, code) => {
		const draft = totp({ kind: 'hotp', counter });
		expect(codeAt(draft, 5e12)).toEqual({ code, validFrom: 0, validUntil: Number.POSITIVE_INFINITY });
	});

	test('the next code is the next counter’s', () => {
		expect(codeAt(totp({ kind: 'hotp', counter: 3 }), 0, 0, 1).code).toBe(HOTP_CODES[4]);
	});
});

describe('Steam Guard', () => {
	// Recorded from Steam's own app; the values KeePassXC tests with (tests/TestTotp.cpp).
	const steam = totp({ kind: 'steam', digits: 5, accessKey: '63BEDWCQZKTQWPESARIERL5DTTQFCJTK' });
	test.each([
		[1511200518, 'FR8RV'],
		[1511200714, '9P3VP'],
	])('%i s', (seconds, code) => {
		expect(codeAt(steam, seconds * 1000).code).toBe(code);
	});

	test('always five of its own letters', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
				expect(codeAt(steam, now).code).toMatch(/^[2-9BCDFGHJKMNPQRTVWXY]{5}$/);
			}),
		);
	});
});

/** Whole groups of 40 bits: otplib refuses what hangs over, authenticators don't. */
const wholeGroups = (key: string) => key.slice(0, key.length - (key.length % 8));
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1, MAX_SECRET_BYTES: 1_000 });

test('property: the same codes as a second library', () => {
	const hash = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const;
	fc.assert(
		fc.property(
			drafts.filter((d) => d.kind !== 'steam').map((d) => ({ ...d, accessKey: wholeGroups(d.accessKey) })),
			fc.integer({ min: 0, max: 4e12 }),
			(draft, now) => {
				const digits = draft.digits as 6 | 7 | 8;
				const options = { secret: draft.accessKey, algorithm: hash[draft.algorithm], digits, guardrails };
				const other =
					draft.kind === 'hotp'
						? generateSync({ ...options, strategy: 'hotp', counter: draft.counter })
						: generateSync({ ...options, strategy: 'totp', period: draft.period, epoch: now / 1000 });
				expect(codeAt(draft, now).code).toBe(other);
			},
		),
		{ numRuns: 500 },
	);
});

describe('validity and drift', () => {
	test('a code holds from the start of its period to its end', () => {
		expect(codeAt(totp(), 59_999)).toMatchObject({ code: '287082', validFrom: 30_000, validUntil: 60_000 });
		expect(codeAt(totp(), 60_000)).toMatchObject({ code: '359152', validFrom: 60_000, validUntil: 90_000 });
		expect(codeAt(totp({ period: 300 }), 300_000)).toMatchObject({ validFrom: 300_000, validUntil: 600_000 });
	});

	test('step counts periods', () => {
		expect(codeAt(totp(), 30_000, 0, 1)).toEqual(codeAt(totp(), 60_000));
		expect(codeAt(totp(), 30_000, 0, -1)).toEqual(codeAt(totp(), 0));
	});

	test('a clock that runs ahead: true time is now - drift, moments are in the clock’s own time', () => {
		expect(codeAt(totp(), 130_000, 100_000)).toMatchObject({ code: '287082', validFrom: 130_000, validUntil: 160_000 });
		expect(codeAt(totp(), 35_000, -5_000)).toMatchObject({ code: '287082', validFrom: 25_000, validUntil: 55_000 });
	});

	test('property: with its drift known, a wrong clock shows the code of the true time', () => {
		fc.assert(
			fc.property(
				drafts,
				fc.integer({ min: 0, max: 4e12 }),
				fc.integer({ min: -1e7, max: 1e7 }),
				(draft, true_, drift) => {
					const shown = codeAt(draft, true_ + drift, drift);
					expect(shown.code).toBe(codeAt(draft, true_).code);
					if (draft.kind === 'hotp') return;
					expect(shown.validFrom).toBeLessThanOrEqual(true_ + drift);
					expect(shown.validUntil).toBeGreaterThan(true_ + drift);
				},
			),
		);
	});

	test('1,000 codes in less than half a second', () => {
		const cost = costOf(() => {
			for (let i = 0; i < 1_000; i++) codeAt(totp({ algorithm: 'SHA512' }), i * 30_000);
		});
		expect(cost).toBeLessThan(500);
	});
});

describe('counterAfter', () => {
	const draft = totp({ kind: 'hotp', counter: 2 });
	const [two, three, four, five] = HOTP_CODES.slice(2, 6) as [string, string, string, string];
	test('finds the counter after two codes in a row', () => {
		expect(counterAfter(draft, two, three)).toBe(4);
		expect(counterAfter(draft, four, five)).toBe(6);
		expect(counterAfter(draft, four, five, 3)).toBe(6);
	});

	test('null when they aren’t in a row, lie behind or too far ahead', () => {
		expect(counterAfter(draft, four, three)).toBeNull();
		expect(counterAfter(draft, two, four)).toBeNull();
		expect(counterAfter(draft, HOTP_CODES[0] ?? '', HOTP_CODES[1] ?? '')).toBeNull();
		expect(counterAfter(draft, four, five, 2)).toBeNull();
	});
});

describe('driftFrom', () => {
	const date = 'Sat, 21 Nov 2026 22:35:10 GMT';
	const at = Date.parse(date);
	test.each([
		['right', at, at + 100, 0],
		['ahead by 90 s', at + 90_000, at + 90_200, 89_600],
		['behind by 90 s', at - 90_000, at - 89_800, -90_400],
		['within what the header can tell', at + 900, at + 1_000, 0],
		['off by just as much as the header can tell', at + 1_000, at + 1_000, 0],
		['off by more', at + 1_001, at + 1_001, 501],
		['slow answer, nothing certain', at - 4_000, at + 4_000, 0],
		['off by more than a slow answer leaves open', at + 1_001, at + 3_001, 1_501],
		['moments in the wrong order', at + 1, at, null],
	])('%s', (_, asked, answered, drift) => {
		expect(driftFrom(date, asked, answered)).toBe(drift);
	});

	test.each([
		null,
		'',
		'now',
		'1',
		'2026-11-21T22:35:10Z',
		'Sat, 21 Nov 2026 22:35:10 +0100',
		'Sat, 41 Nov 2026 22:35:10 GMT',
		`x${date}`,
		`${date}x`,
	])('%j is no date', (header) => {
		expect(driftFrom(header, at, at)).toBeNull();
	});
});
