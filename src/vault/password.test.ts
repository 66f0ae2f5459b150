/** Proves what passwords may be, and that costs outside the bounds are refused before any work. */
import { argon2Sync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kdf } from './kept.ts';
import { CEILING, calibrated, dearer, FLOOR, normal, stretch, tooWeak } from './password.ts';

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
		'pr1ncess',
		'pr!ncess',
		'wh4tever',
		'wh@tever',
		'pa55word',
		'pa$$word',
		'comput3r',
		'fo0tball',
		'foo7ball',
		'2024dragon',
		'dragonhw',
		'k9vmk9vmk9vm',
		'aaaaqwertttt',
		'zxcvbnm1',
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
		'dragonhwv',
		'k9vm2k9vm2',
		'abc9kqwe',
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

	// A machine on which a pass over 64 MiB takes `pass` ms, and filling the memory first as long as `first` more passes.
	const machine = (pass: number, first: number) => async (kdf: { m: number; t: number }) =>
		((kdf.t + first) * pass * kdf.m) / (64 * 1024);

	test('calibration comes to 0.5 to 1 s, whatever the machine, as far as the bounds let it', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.double({ min: 2, max: 1500, noNaN: true }),
				fc.double({ min: 0, max: 2, noNaN: true }),
				async (pass, first) => {
					const tried = machine(pass, first);
					const kdf = await calibrated(tried);
					const ms = await tried(kdf);
					const dearest = kdf.m === CEILING.m && kdf.t === CEILING.t;
					const cheapest = kdf.m === FLOOR.m && kdf.t === FLOOR.t;
					expect(ms >= 500 || dearest).toBe(true);
					expect(ms <= 1000 || cheapest).toBe(true);
				},
			),
			{ numRuns: 2000 },
		);
		expect(await calibrated(machine(80, 0))).toMatchObject({ m: 64 * 1024, t: 9 });
		expect(await calibrated(machine(40, 0))).toMatchObject({ m: 128 * 1024, t: 9 });
		expect(await calibrated(machine(2, 0))).toMatchObject(CEILING);
		expect(await calibrated(machine(3000, 0))).toMatchObject(FLOOR);
	});

	test('a try under 0.5 s raises the costs to the aim, never lowers them, and leaves the bounds alone', async () => {
		const kdf = { name: 'argon2id', m: 64 * 1024, t: 2, p: 1, salt: 'c29tZXNhbHQ' } as const;
		expect(dearer(kdf, 499)).toMatchObject({ m: 64 * 1024, t: 3 });
		expect(dearer(kdf, 500)).toBe(null);
		expect(dearer(kdf, 150)).toMatchObject({ m: 64 * 1024, t: 10 });
		expect(dearer(kdf, 100)).toMatchObject({ m: 128 * 1024, t: 8 });
		expect(dearer(kdf, 0)).toMatchObject(CEILING);
		expect(dearer(kdf, 100)?.salt).not.toBe(kdf.salt);
		expect(dearer({ ...kdf, ...CEILING }, 1)).toBe(null);
		expect(dearer({ ...kdf, m: CEILING.m, t: 1 }, 499)).toMatchObject({ m: CEILING.m, t: 2 });
		expect(dearer({ ...kdf, m: 128 * 1024 }, 400)).toMatchObject({ m: 128 * 1024, t: 4 });
		expect(dearer({ ...kdf, ...FLOOR }, 400)).toMatchObject({ m: 64 * 1024, t: 1 });
		expect(dearer({ name: 'hkdf', salt: '' }, 1)).toBe(null);
	});
});
