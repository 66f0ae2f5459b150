/** The only test of backup files: round trips, lists of other tools, wrong passwords, forgeries and bombs (SECURITY.md G02, G03). */
import { armor, Decrypter, Encrypter } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BackupEntry, isSealed, openBackup, readBackup, sealBackup, writeBackup } from './backup.ts';
import { costOf, drafts, refusalOf } from './fixtures/drafts.ts';
import { entry, part, usual } from './fixtures/protobuf.ts';
import { draftOfKey } from './key-uri.ts';
import { Refusal } from './refusal.ts';

const KEY = 'JBSWY3DPEHPK3PXP';
const draft = { ...draftOfKey(KEY), issuer: 'Acme', label: 'al' };
const one: BackupEntry = {
	draft,
	hosts: ['bank.test', 'localhost:8080', '[::1]:1'],
	recovery: [
		{ value: 'abcd-1234', usedAt: null },
		{ value: '100% é\n', usedAt: 1_763_764_800_000 },
	],
};
const TEXT = `# Verifill backup 1
# accounts 1
otpauth://totp/Acme:al?secret=${KEY}&issuer=Acme&algorithm=SHA1&digits=6&period=30
# host bank.test
# host localhost:8080
# host [::1]:1
# recovery abcd-1234
# used 1763764800000 100%25 é%0A
`;

const entries: fc.Arbitrary<BackupEntry> = fc.record({
	draft: drafts,
	hosts: fc.array(fc.stringMatching(/^[a-z0-9]{1,9}(\.[a-z0-9-]{1,9}){0,3}(:\d{2,5})?$/), { maxLength: 4 }),
	recovery: fc.array(
		fc.record({
			value: fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }).filter((v) => v.isWellFormed()),
			usedAt: fc.option(fc.nat({ max: 4e12 })),
		}),
		{ maxLength: 4 },
	),
});

async function noOf(call: Promise<unknown>): Promise<string> {
	try {
		await call;
		return 'nothing';
	} catch (no) {
		if (!(no instanceof Refusal)) throw no;
		return no.reason;
	}
}

describe('plain lines', () => {
	test('are written as documented and read back', () => {
		expect(writeBackup([one])).toBe(TEXT);
		expect(readBackup(TEXT)).toEqual({ entries: [one], refused: [] });
		expect(readBackup(`\ufeff${TEXT.replaceAll('\n', '\r\n')}`)).toEqual({ entries: [one], refused: [] });
		expect(readBackup(writeBackup([]))).toEqual({ entries: [], refused: [] });
	});

	test('property: everything comes back', () => {
		fc.assert(
			fc.property(fc.array(entries, { maxLength: 5 }), (all) => {
				expect(readBackup(writeBackup(all))).toEqual({ entries: all, refused: [] });
			}),
		);
	});

	test('of other tools: key URIs, migrations, comments, empty lines', () => {
		const text = `# my codes\n\n \t\n# kept with # Verifill backup 2\n# Verifill backup 2 is better\n otpauth://totp/a?secret=${KEY}\r\n#host x\n${part([entry('1', 'G', ...usual), entry('2', 'G', ...usual)])}\n# host evil.test`;
		const { entries, refused } = readBackup(text);
		expect(entries.map((e) => e.draft.label)).toEqual(['a', '1', '2']);
		expect(entries.flatMap((e) => e.hosts)).toEqual([]);
		expect(refused).toEqual([]);
	});

	test('name each line that can’t be kept, and keep the rest', () => {
		const { entries, refused } = readBackup(
			`otpauth://totp/a?secret=1\n\notpauth://totp/b?secret=${KEY}\nhello\nhttps://x.test\n${part([entry('1', 'G', ...usual), entry('2', 'G')])}`,
		);
		expect(entries.map((e) => e.draft.label)).toEqual(['b', '1']);
		expect(refused).toEqual([
			{ line: 1, reason: 'secret-not-base32' },
			{ line: 4, reason: 'other-qr' },
			{ line: 5, reason: 'web-address' },
			{ line: 6, reason: 'unknown-type' },
		]);
	});

	test('a dozen accounts, fifty hosts and a hundred codes of 200 characters are not too many', () => {
		for (const usedAt of [null, 7]) {
			const most = {
				draft,
				hosts: Array.from({ length: 50 }, (_, i) => `h${i}.test`),
				recovery: Array.from({ length: 100 }, (_, i) => ({ value: `${i}`.padEnd(200, 'c'), usedAt })),
			};
			const dozen = Array.from({ length: 12 }, () => most);
			expect(readBackup(writeBackup(dozen)).entries).toEqual(dozen);
		}
	});

	test('a note of somebody’s own in a backup of ours says nothing and harms nothing', () => {
		const noted = TEXT.replace('# host', '# colour red\n#\n# red\n#see # host evil.test\n# host');
		expect(readBackup(noted)).toEqual({ entries: [one], refused: [] });
	});

	test('beside a refused account belong to nobody', () => {
		const bad = TEXT.replace('otpauth', `otpauth://totp/a?secret=${KEY}\notpauth`).replace(
			/secret=JBSWY3DPEHPK3PXP&/,
			'secret=1&',
		);
		expect(readBackup(bad.replace('accounts 1', 'accounts 2'))).toEqual({
			entries: [{ draft: { ...draftOfKey(KEY), label: 'a' }, hosts: [], recovery: [] }],
			refused: [{ line: 4, reason: 'secret-not-base32' }],
		});
	});
});

describe('readBackup refuses', () => {
	test.each([
		['', 'not-a-backup'],
		['hello', 'not-a-backup'],
		['{"entries":[]}', 'not-a-backup'],
		['['.repeat(10_000), 'not-a-backup'],
		['{"__proto__":{"x":1},"__proto__":NaN}', 'not-a-backup'],
		['# accounts 5', 'not-a-backup'],
		[TEXT.replace('backup 1', 'backup 2'), 'backup-newer'],
		[TEXT.replace('backup 1', 'backup 10'), 'backup-newer'],
		[TEXT.replace('accounts 1', 'accounts 2'), 'backup-damaged'],
		[TEXT.replace('accounts 1', 'accounts 0'), 'backup-damaged'],
		[TEXT.replace('accounts 1', 'accounts 1e0'), 'backup-damaged'],
		[TEXT.replace('# accounts 1\n', ''), 'backup-damaged'],
		[TEXT.replace(/otpauth.*\n/, ''), 'backup-damaged'],
		[TEXT.replace('# host bank.test', '# host bank test'), 'backup-damaged'],
		[TEXT.replace('# host bank.test', '# host <img>'), 'backup-damaged'],
		[TEXT.replace('# host bank.test', `# host ${'a'.repeat(261)}`), 'backup-damaged'],
		[TEXT.replace('abcd-1234', '%ZZ'), 'backup-damaged'],
		[TEXT.replace('abcd-1234', 'a\ud800'), 'backup-damaged'],
		[TEXT.replace('abcd-1234', 'a'.repeat(201)), 'backup-damaged'],
		[TEXT.replace('used 1763764800000 ', 'used soon '), 'backup-damaged'],
		[TEXT.replace('used 1763764800000 100%25 é%0A', 'used 1763764800000'), 'backup-damaged'],
		[TEXT.replace('# host bank.test\n', '# host bank.test\n'.repeat(51)), 'backup-too-large'],
		[TEXT.replace('# recovery abcd-1234\n', '# recovery abcd-1234\n'.repeat(101)), 'backup-too-large'],
		[TEXT.replace(/# used.*\n/, '# used 1 abcd-1234\n'.repeat(101)), 'backup-too-large'],
	])('%#', (text, reason) => {
		expect(refusalOf(() => readBackup(text))).toBe(reason);
	});

	test('bombs, within two seconds each', () => {
		const uri = `otpauth://totp/a?secret=${KEY}\n`;
		const bombs = [
			'x'.repeat(20_000_001),
			uri.repeat(20_001),
			'x\n'.repeat(1_000_000),
			`${uri}${'x\n'.repeat(20_000)}`,
		];
		for (const bomb of bombs) {
			const cost = costOf(() => {
				expect(refusalOf(() => readBackup(bomb))).toBe('backup-too-large');
			});
			expect(cost).toBeLessThan(2_000);
		}
		expect(readBackup(uri.repeat(20_000)).entries).toHaveLength(20_000);
		expect(readBackup(uri.padEnd(20_000_000, '#')).entries).toHaveLength(1);
	});
});

describe('sealed', () => {
	const password = 'correct horse é';
	/** Sealed as sealBackup does it, and the same with little work, for what is tried many times. */
	let sealed = '';
	let light = '';
	const encrypt = (inside: string | Uint8Array) => {
		const encrypter = new Encrypter();
		encrypter.setScryptWorkFactor(10);
		encrypter.setPassphrase(password.normalize('NFKC'));
		return encrypter.encrypt(inside).then(armor.encode);
	};
	beforeAll(async () => {
		sealed = await sealBackup([one], password);
		light = await encrypt(TEXT);
	});

	test('opens with its password, in either normal form', async () => {
		expect(isSealed(sealed)).toBe(true);
		expect(isSealed(`\n ${sealed}`)).toBe(true);
		expect(isSealed(TEXT)).toBe(false);
		expect(await openBackup(sealed, password.normalize('NFD'))).toEqual({ entries: [one], refused: [] });
	});

	test('is an age file with scrypt N = 2^17, new every time', async () => {
		const head = Buffer.from(armor.decode(sealed)).toString('latin1');
		expect(head).toMatch(/^age-encryption\.org\/v1\n-> scrypt [\w+/]{22} 17\n/);
		expect(await sealBackup([one], password)).not.toBe(sealed);
		const decrypter = new Decrypter();
		decrypter.addPassphrase(password.normalize('NFKC'));
		expect(await decrypter.decrypt(armor.decode(sealed), 'text')).toBe(TEXT);
	});

	test('refuses weak passwords', async () => {
		expect(await noOf(sealBackup([one], '1234567'))).toBe('password-too-weak');
		expect(await noOf(sealBackup([one], '👩👩👩👩👩👩👩'))).toBe('password-too-weak');
		expect(isSealed(await sealBackup([], '12345678'))).toBe(true);
	});

	test('refuses a wrong password', async () => {
		expect(await noOf(openBackup(light, 'correct horse e'))).toBe('wrong-password');
		expect(await noOf(openBackup(light, ''))).toBe('wrong-password');
	});

	const changed = (change: (latin1: string) => string) =>
		armor.encode(Uint8Array.from(Buffer.from(change(Buffer.from(armor.decode(light)).toString('latin1')), 'latin1')));

	test('refuses what was changed or cut, and never opens half of it', async () => {
		const lines = light.trim().split('\n');
		expect(await noOf(openBackup(lines.slice(0, -1).join('\n'), password))).toBe('backup-damaged');
		expect(await noOf(openBackup([...lines.slice(0, -3), lines.at(-1)].join('\n'), password))).toBe('backup-damaged');
		expect(
			await noOf(
				openBackup(
					changed((t) => `${t.slice(0, -1)}${t.endsWith('x') ? 'y' : 'x'}`),
					password,
				),
			),
		).toBe('backup-damaged');
		expect(
			await noOf(
				openBackup(
					changed((t) => t.replace(/--- ./, (m) => `--- ${m.endsWith('A') ? 'B' : 'A'}`)),
					password,
				),
			),
		).toBe('backup-damaged');
		expect(
			await noOf(
				openBackup(
					changed((t) => t.replace('-> scrypt', '-> scrypt x')),
					password,
				),
			),
		).toBe('backup-damaged');
		expect(
			await noOf(
				openBackup(
					changed((t) => t.replace('age-encryption.org/v1', 'something else')),
					password,
				),
			),
		).toBe('backup-damaged');
	});

	test('refuses work factors out of bounds before deriving', async () => {
		for (const work of ['19', '20', '22', '32', '999999']) {
			const before = process.cpuUsage();
			expect(
				await noOf(
					openBackup(
						changed((t) => t.replace(' 10\n', ` ${work}\n`)),
						password,
					),
				),
			).toBe('kdf-out-of-bounds');
			const { user, system } = process.cpuUsage(before);
			expect(user + system, 'microseconds').toBeLessThan(200_000);
		}
	});

	test('tries a password at the work of the age tools', async () => {
		const dear = changed((t) => t.replace(' 10\n', ' 18\n'));
		expect(await noOf(openBackup(dear, password))).toBe('wrong-password');
	});

	test('refuses newer versions, files for keys, plain text, and too much', async () => {
		for (const version of ['v2', 'v10']) {
			const newer = changed((t) => t.replace('org/v1', `org/${version}`));
			expect(await noOf(openBackup(newer, password))).toBe('backup-newer');
		}
		expect(
			await noOf(
				openBackup(
					changed((t) => t.replace(/-> scrypt .*\n/, '-> X25519 abc\n')),
					password,
				),
			),
		).toBe('not-a-backup');
		expect(await noOf(openBackup(TEXT, password))).toBe('not-a-backup');
		expect(await noOf(openBackup('x'.repeat(20_000_001), password))).toBe('backup-too-large');
		expect(await noOf(openBackup('x'.repeat(20_000_000), password))).toBe('not-a-backup');
	});

	test('what is inside is checked as plain lines are', async () => {
		expect(await noOf(openBackup(await encrypt('hello'), password))).toBe('not-a-backup');
		// A recovery code in another encoding is not kept as a wrong one.
		const latin1 = Uint8Array.from(Buffer.from(TEXT, 'latin1'));
		expect(await noOf(openBackup(await encrypt(latin1), password))).toBe('not-a-backup');
		expect(await noOf(openBackup(await encrypt(TEXT.replace('backup 1', 'backup 9')), password))).toBe('backup-newer');
		expect((await openBackup(await encrypt(`otpauth://totp/a?secret=${KEY}`), password)).entries).toHaveLength(1);
	});
});
