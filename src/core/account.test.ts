/** The only test of what an account is: its texts, its names, its conflicts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountOf, alsoOn, conflictOf, foldedText, plainText, splitName } from './account.ts';
import { drafts, refusalOf } from './fixtures/drafts.ts';
import { draftOfKey } from './key-uri.ts';

describe('hosts', () => {
	const many = Array.from({ length: 60 }, (_, i) => `h${i}.test`);

	test('each once, in their order', () => {
		expect(alsoOn([])).toEqual([]);
		expect(alsoOn(['a.test', 'b.test'], 'b.test', 'c.test', 'a.test')).toEqual(['a.test', 'b.test', 'c.test']);
	});

	test('as many as may be; of more the first and the newest', () => {
		expect(alsoOn(many.slice(0, 49), 'x.test')).toEqual([...many.slice(0, 49), 'x.test']);
		expect(alsoOn(many, 'x.test')).toEqual(['h0.test', ...many.slice(12), 'x.test']);
		expect(alsoOn(many)).toHaveLength(50);
	});
});

describe('plainText', () => {
	test.each([
		['as it is', 'Acme Bank', 'Acme Bank'],
		['white space folded', '  a\t b\u00a0\n c  ', 'a b c'],
		['control characters are spaces', 'a\u0000b\u001bc\u007fd', 'a b c d'],
		['line and paragraph separators', 'a\u2028b\u2029c', 'a b c'],
		['bidi marks out', '\u202egpj.exe\u202c \u2066x\u2069\u200e\u200f\u061c', 'gpj.exe x'],
		['zero width out', 'G\u200boo\u200cg\u200dl\u2060e\ufeff\u00ad', 'Google'],
		['fillers out', '\u3164\u115f\u1160\uffa0a\u034f\u180e', 'a'],
		['tags out', 'a\u{e0041}\u{e007f}', 'a'],
		['NFC', 'Cafe\u0301', 'Café'],
		['emoji whole', '👩‍💻 👩🏽‍💻 🏳️‍🌈 ❤️‍🔥 👨‍👩‍👧', '👩‍💻 👩🏽‍💻 🏳️‍🌈 ❤️‍🔥 👨‍👩‍👧'],
		['a joiner beside an emoji out', '👩\u200d x\u200d👩', '👩 x👩'],
		['lone surrogates', 'a\ud800b', 'a\ufffdb'],
		['other scripts', 'بنك 银行 बैंक', 'بنك 银行 बैंक'],
		['markup is text', '<img src=x onerror=alert(1)>{x}', '<img src=x onerror=alert(1)>{x}'],
		['nothing', '\u200b \u202e', ''],
	])('%s', (_, text, plain) => {
		expect(plainText(text)).toBe(plain);
	});

	test('128 code points, counted after folding, not one more', () => {
		expect(plainText(`  ${'🦊'.repeat(128)}\u200b `)).toBe('🦊'.repeat(128));
		expect(refusalOf(() => plainText('🦊'.repeat(129)))).toBe('text-too-long');
		expect(foldedText('x'.repeat(1_000))).toHaveLength(1_000);
	});

	test('property: plain text is plain, and stays so', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
				const plain = plainText(text);
				expect(plainText(plain)).toBe(plain);
				expect(plain).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]|^\s|\s$|\s\s|[\u202a-\u202e\u2066-\u2069\u200b]/u);
				expect(plain.isWellFormed()).toBe(true);
			}),
			{ numRuns: 2_000 },
		);
	});
});

test.each([
	['Acme:al', 'Acme', ['Acme', 'al']],
	['acme : al', 'Acme', ['Acme', 'al']],
	['Acme', 'Acme', ['Acme', 'Acme']],
	['Acmex:al', 'Acme', ['Acme', 'Acmex:al']],
	['Other:al', 'Acme', ['Acme', 'Other:al']],
	['Other:al', '', ['Other', 'al']],
	['al', '', ['', 'al']],
	[':al', '', ['', 'al']],
	['a:b:c', '', ['a', 'b:c']],
	['a:b:c', 'a:b', ['a:b', 'c']],
])('splitName %j beside %j', (name, issuer, [expected, label]) => {
	expect(splitName(name, issuer)).toEqual({ issuer: expected, label });
});

test('splitName refuses what is too long on either side, not both together', () => {
	const [a, b] = ['a'.repeat(128), 'b'.repeat(128)];
	expect(splitName(`${a}:${b}`, '')).toEqual({ issuer: a, label: b });
	expect(refusalOf(() => splitName(`x${a}:${b}`, ''))).toBe('text-too-long');
	expect(refusalOf(() => splitName(`${a}:x${b}`, ''))).toBe('text-too-long');
	expect(refusalOf(() => splitName('a', `x${b}`))).toBe('text-too-long');
});

test('accountOf begins at revision 0, unused', () => {
	const draft = draftOfKey('JBSWY3DPEHPK3PXP');
	expect(accountOf(draft, 'f'.repeat(32), ['bank.test'], 5)).toEqual({
		...draft,
		id: 'f'.repeat(32),
		rev: 0,
		hosts: ['bank.test'],
		usernames: [],
		recovery: [],
		createdAt: 5,
		changedAt: 5,
		trashedAt: null,
		replacedBy: null,
	});
});

describe('conflictOf', () => {
	const kept = { ...draftOfKey('JBSWY3DPEHPK3PXP'), issuer: 'Acme', label: 'al' };
	const other = { ...kept, accessKey: 'GEZDGNBVGY3TQOJQ' };
	test.each([
		['the same', kept, 'same-secret'],
		['same secret under another name', { ...kept, issuer: 'x', label: 'y' }, 'same-secret'],
		['same name', other, 'same-name'],
		['same name in another case', { ...other, issuer: 'ACME', label: 'Al' }, 'same-name'],
		['another label', { ...other, label: 'be' }, null],
		['another issuer', { ...other, issuer: 'Bcme' }, null],
	])('%s', (_, draft, why) => {
		expect(conflictOf(draft, kept)).toBe(why);
	});

	test('nameless accounts share no name, half-named ones do', () => {
		const nameless = { ...other, issuer: '', label: '' };
		expect(conflictOf(nameless, { ...kept, issuer: '', label: '' })).toBeNull();
		expect(conflictOf({ ...nameless, label: 'al' }, { ...kept, issuer: '' })).toBe('same-name');
		expect(conflictOf({ ...nameless, issuer: 'Acme' }, { ...kept, label: '' })).toBe('same-name');
	});

	test('keys that differ only in bits that no byte holds are the same secret', () => {
		const key = 'GEZDGNBVGY3TQOJQGE';
		expect(
			conflictOf({ ...other, accessKey: `${key.slice(0, -1)}F` }, { ...kept, accessKey: `${key.slice(0, -1)}E` }),
		).toBe('same-secret');
		expect(
			conflictOf({ ...nameOf('x'), accessKey: `${key.slice(0, -1)}A` }, { ...kept, accessKey: `${key.slice(0, -1)}E` }),
		).toBeNull();
		expect(conflictOf({ ...nameOf('x'), accessKey: 'JBSWY3DPEHPK3PXPAA' }, kept)).toBeNull();
	});

	const nameOf = (label: string) => ({ ...other, label });

	test('property: a draft always conflicts with itself', () => {
		fc.assert(
			fc.property(drafts, (draft) => {
				expect(conflictOf(draft, draft)).toBe('same-secret');
			}),
		);
	});
});
