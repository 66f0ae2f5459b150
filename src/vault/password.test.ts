/** Proves what passwords may be, and that costs outside the bounds are refused before any work. */
import { argon2Sync } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { Kdf } from './kept.ts';
import { CEILING, calibrated, FLOOR, normal, stretch, tooCheap, tooWeak } from './password.ts';

const floor: Kdf = { name: 'argon2id', m: 46 * 1024, t: 1, p: 1, salt: 'c29tZXNhbHRzb21lc2FsdA' };
const reasonOf = (act: Promise<unknown>) =>
	act.then(
		() => 'no',
		(error: unknown) => (error as { reason: string }).reason,
	);

describe('weak', () => {
	const weak = [
		'',
		'seven77',
		'sevenä7',
		'12345678',
		'87654321',
		'aaaaaaaa',
		'abababab',
		'abcdefgh',
		'qwertyuiop',
		'password',
		'Password',
		'password1',
		'P@ssw0rd!',
		'1password1',
		'dragon2024',
		'welcome123!',
		'sunshines',
		'🔑🔑🔑🔑🔑🔑🔑🔑',
		'asdfghjkl',
		'11112222',
		'baseball99',
	];
	test.each(weak)('refused: %s', (password) => {
		expect(tooWeak(password)).toBe(true);
	});

	const fine = [
		'correct horse battery',
		'xkf93-qpz',
		'J7#kd02m',
		'naïve café',
		'eight çhr',
		'пароль-мой-кот',
		'密码很长的一句话吧',
		'masterful plan b',
		'a\0b\0c\0d\0e\0f',
	];
	test.each(fine)('fine: %s', (password) => {
		expect(tooWeak(password)).toBe(false);
	});

	test('a megabyte is judged at once', () => {
		const from = performance.now();
		expect(tooWeak('xq7 '.repeat(250_000))).toBe(true);
		expect(tooWeak('xq7z! '.repeat(170_000))).toBe(false);
		expect(performance.now() - from).toBeLessThan(3000);
	});
});

describe('trying one', () => {
	test('Argon2id as in RFC 9106: the same bytes every time, other ones for another salt, password or cost', async () => {
		const of = async (password: string, kdf: Kdf) => Buffer.from(await stretch(password, kdf)).toString('hex');
		const one = await of('correct horse', floor);
		const { m, t, p, salt } = floor as Extract<Kdf, { m: number }>;
		const about = {
			message: 'correct horse',
			nonce: Buffer.from(salt, 'base64url'),
			parallelism: p,
			tagLength: 32,
			memory: m,
			passes: t,
		};
		expect(one).toBe(argon2Sync('argon2id', about).toString('hex'));
		expect(await of('correct horse', floor)).toBe(one);
		expect(await of('correct horsf', floor)).not.toBe(one);
		expect(await of('correct horse', { ...floor, t: 2 } as Kdf)).not.toBe(one);
		expect(await of('correct horse', { ...floor, salt: 'b3RoZXJzYWx0b3RoZXJzYQ' })).not.toBe(one);
	});

	test('a letter typed in two ways is one password', async () => {
		expect(normal('cre\u0301me')).toBe('cr\u00e9me');
		expect(await stretch('cre\u0301me', floor)).toEqual(await stretch('cr\u00e9me', floor));
	});

	test.each([
		{ m: FLOOR.m - 1 },
		{ m: CEILING.m + 1 },
		{ m: 0 },
		{ m: Number.MAX_SAFE_INTEGER },
		{ t: 0 },
		{ t: CEILING.t + 1 },
		{ p: 0 },
		{ p: 2 },
		{ name: 'hkdf' },
	])('costs %j are refused before any work', async (part) => {
		const from = performance.now();
		expect(await reasonOf(stretch('correct horse', { ...floor, ...part } as Kdf))).toBe('kdf-out-of-bounds');
		expect(performance.now() - from).toBeLessThan(50);
	});

	test('calibrated costs lie within the bounds, with a salt of their own', async () => {
		const [one, other] = [await calibrated(), await calibrated()];
		for (const kdf of [one, other]) {
			expect(kdf.m).toBeGreaterThanOrEqual(FLOOR.m);
			expect(kdf.m).toBeLessThanOrEqual(CEILING.m);
			expect(kdf.t).toBeGreaterThanOrEqual(1);
			expect(kdf.t).toBeLessThanOrEqual(CEILING.t);
			expect(kdf.p).toBe(1);
		}
		expect(one.salt).not.toBe(other.salt);
	}, 30_000);

	test('calibration aims at 0.5 to 1 s, whatever the machine', async () => {
		for (const perPass of [10, 60, 150, 400, 900, 3000]) {
			let clock = 0;
			vi.spyOn(performance, 'now').mockImplementation(() => {
				clock += perPass;
				return clock;
			});
			const kdf = await calibrated();
			vi.restoreAllMocks();
			expect([perPass, kdf.m, kdf.t]).toEqual([perPass, ...(EXPECTED[perPass] as [number, number])]);
		}
	}, 60_000);

	test('costs are raised only when one try has become clearly too cheap and there is room', () => {
		expect(tooCheap(floor, 249)).toBe(true);
		expect(tooCheap(floor, 250)).toBe(false);
		expect(tooCheap({ ...floor, ...CEILING } as Kdf, 1)).toBe(false);
		expect(tooCheap({ ...floor, m: CEILING.m } as Kdf, 1)).toBe(true);
		expect(tooCheap({ name: 'hkdf', salt: '' }, 1)).toBe(false);
	});
});

/** ms that one pass is made to take -> KiB, passes. */
const EXPECTED: Record<number, [number, number]> = {
	10: [CEILING.m, CEILING.t],
	60: [64 * 1024, 10],
	150: [64 * 1024, 5],
	400: [64 * 1024, 2],
	900: [64 * 1024, 1],
	3000: [FLOOR.m, FLOOR.t],
};
