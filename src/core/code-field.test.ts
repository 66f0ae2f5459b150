/** Proves the judge of fields without a browser: on what it was told of each labelled page (`node bench/fields.mjs -k` keeps it), and on what no label says. */
import { describe, expect, test } from 'vitest';
import { type FieldDescription, hints, judge, THRESHOLD, type Verdict } from './code-field.ts';
import { groupsOf } from './code-field-boxes.ts';
import * as words from './code-field-words.ts';
import { field, page } from './fixtures/described.ts';
import pages from './fixtures/fields.json' with { type: 'json' };

const { plain, plainName } = words;

const only = (more: Partial<FieldDescription>, title = '') => judge({ ...page(more), title })[0] as Verdict;

const is = ({ kind, boxes }: Verdict) =>
	kind === 'recovery' || kind === 'no' ? kind : boxes.length > 1 ? 'otp-part' : 'otp';

describe('labelled pages', () => {
	test.each(pages.map((kept) => [kept.file, kept] as const))('%s', (_, { title, path, fields }) => {
		const told = {
			title,
			path,
			fields: fields.map(({ is: _is, via: _via, ...rest }) => field(rest as Partial<FieldDescription>)),
		};
		for (const verdict of judge(told)) {
			for (const i of verdict.boxes) {
				const label = fields[i];
				if (label === undefined || label.is === 'neutral') continue;
				expect([i, is(verdict)]).toEqual([i, label.is]);
				if (verdict.kind !== 'no' && label.via !== 'unknown')
					expect([i, verdict.via === 'sent']).toEqual([i, label.via === 'sent']);
			}
		}
	});
});

describe('what a verdict says', () => {
	test('nothing is a code field without a reason', () => {
		expect(only({})).toMatchObject({
			boxes: [0],
			kind: 'no',
			via: 'unknown',
			confirm: false,
			score: 0.5,
			reasons: ['alone'],
		});
		expect(judge(page())).toEqual([]);
	});

	test('the points are those of the rules named, and decide', () => {
		const label = only({ label: 'Code', names: 'code', others: 1, section: 'Two-factor authentication' });
		expect(label).toMatchObject({ kind: 'no', score: 4.5, reasons: ['label: code', 'name: code', 'page: factor'] });
		const sized = only({ label: 'Code', names: 'code', others: 1, section: 'Two-factor', maxLength: 7 });
		expect(sized).toMatchObject({
			kind: 'code',
			score: THRESHOLD + 0.5,
			reasons: ['label: code', 'name: code', 'page: factor', 'length'],
		});
	});

	test('a quiet one is nothing, whatever it is called', () => {
		const field = { names: 'otp', label: 'One-time code', autocomplete: 'one-time-code' };
		expect(only(field).kind).toBe('code');
		expect(only({ ...field, quiet: true })).toEqual({
			boxes: [0],
			kind: 'no',
			via: 'unknown',
			confirm: false,
			score: 0,
			reasons: [],
		});
	});

	test.each([
		['Code from your authenticator app', '', 'app'],
		['Verification code', '', 'unknown'],
		['Verification code', 'We sent a code by SMS.', 'sent'],
		['Code from your authenticator app', 'We no longer send codes by SMS.', 'app'],
	])('"%s" after "%s" comes by %s', (label, before, via) => {
		expect(only({ label, before })).toMatchObject({ kind: 'code', via });
	});

	test('a recovery code, a code, or either', () => {
		expect(only({ label: 'Recovery code' }).kind).toBe('recovery');
		expect(only({ label: 'Authentication code' }).kind).toBe('code');
		expect(only({ label: 'Authentication code or recovery code' }).kind).toBe('either');
	});

	test('a set-up is confirmed where a QR and the words for it are near, not by one of both', () => {
		const label = 'Verification code';
		const told = { label, before: 'Scan this with your authenticator app' };
		expect(only({ ...told, picture: 'qr' }).confirm).toBe(true);
		expect(only({ ...told, pictures: 'qr code' }).confirm).toBe(true);
		expect(only({ label, picture: 'qr' }, 'Set up two-factor authentication').confirm).toBe(true);
		expect(only(told).confirm).toBe(false);
		expect(only({ label, picture: 'qr' }).confirm).toBe(false);
		expect(only({ ...told, picture: 'strip' }).confirm).toBe(false);
	});
});

describe('words', () => {
	test('spaces and signs between words are one space', () => {
		expect(plain('Two \n\u00a0 factor')).toBe('two factor');
		expect(plainName('twoFactor__token[0]')).toBe('two factor token 0 ');
	});

	test.each([
		['Enter the code from FreeOTP', 'app'],
		['请输入身份验证器中的验证码', 'app'],
		['アプリの認証コード', 'app'],
		['請輸入應用程式的驗證碼', 'app'],
		['앱의 인증 코드', 'app'],
		['Uygulamadaki doğrulama kodu', 'app'],
		['أدخل رمز التحقق من التطبيق', 'app'],
	])('%s: by %s', (label, via) => {
		expect(only({ label })).toMatchObject({ kind: 'code', via });
	});

	test.each([{ label: '暗証番号' }, { label: 'TV PIN' }, { label: '確認コード', before: 'カード番号' }])(
		'%o is no code of ours',
		(more) => {
			expect(only({ ...more, maxLength: 6 }).kind).toBe('no');
		},
	);

	test('every pattern is written as plain() leaves a text, or it would never match', () => {
		const patterns = Object.values(words).flatMap((meaning) => (meaning instanceof RegExp ? [meaning.source] : []));
		for (const part of patterns.join(' ').match(/[^ -~]+/g) ?? []) expect(plain(part)).toBe(part);
	});

	test('Cyrillic is read as Latin, so that one stem serves both', () => {
		expect(plain('Код двухфакторной аутентификации')).toBe('kod dvuhfaktornoi autentifikacii');
		expect(plain('резервний код, ЈЕДНОКРАТНИ')).toBe('rezervnii kod, jednokratni');
	});
});

describe('what is worth reading around', () => {
	test.each([
		{ names: 'two_factor_attempt' },
		{ names: 'userOtp' },
		{ label: 'Code' },
		{ placeholder: 'Enter code' },
		{ autocomplete: 'one-time-code' },
	])('%o', (more) => expect(hints(field(more))).toBe(true));
	test.each([{}, { names: 'email' }, { label: 'Street' }, { before: 'Enter the verification code' }])(
		'not %o',
		(more) => expect(hints(field(more))).toBe(false),
	);
});

/** Groups of so many like boxes. */
const row = (count: number, box: (i: number) => Partial<FieldDescription>) =>
	groupsOf(Array.from({ length: count }, (_, i) => field(box(i)))).map((boxes) => boxes.length);
const DRAWN = { width: 40, height: 48 };
const singles = (count: number) => Array.from({ length: count }, () => 1);

describe('split boxes', () => {
	test.each([
		['one sign each', () => ({ maxLength: 1 })],
		['the first takes the whole code, for pasting', (i: number) => ({ maxLength: i === 0 ? 6 : 1 })],
		['the first takes four, for pasting', (i: number) => ({ maxLength: i === 0 ? 4 : 1 })],
		['the first is not limited, for pasting', (i: number) => ({ maxLength: i === 0 ? 0 : 1 })],
		[
			'small, of one width, on one line',
			(i: number) => ({ width: 78 + (i % 2) * 2, height: 40, y: 100 + (i % 2) * 5, names: 'abcdef'[i] as string }),
		],
		['twins with numbered labels', (i: number) => ({ ...DRAWN, width: 200, y: i * 50, label: `Digit ${i + 1} of 6` })],
		['twins with numbers of several digits', (i: number) => ({ ...DRAWN, width: 200, y: i * 50, names: `a${i + 7}b` })],
		[
			'in two halves, small and on one line',
			(i: number) => ({ ...DRAWN, width: 80, y: i < 3 ? 100 : 105, row: i < 3 ? 1 : 2 }),
		],
		[
			'in two halves, with numbered names',
			(i: number) => ({ ...DRAWN, width: 200, names: `a${i}`, row: i < 3 ? 1 : 2 }),
		],
		[
			'the first takes the whole code and is somewhat wider',
			(i: number) => ({ maxLength: i === 0 ? 6 : 1, width: i === 0 ? 48 : 40 }),
		],
		['too narrow for the four signs they take', () => ({ width: 32, height: 40, maxLength: 4 })],
		['two signs each, drawn as boxes', () => ({ ...DRAWN, maxLength: 2 })],
		['drawn as boxes, with a pattern that says ten', () => ({ ...DRAWN, range: '\\d{10}' })],
		['twins with numbered names', (i: number) => ({ ...DRAWN, width: 200, y: i * 50, names: `a${i}b` })],
		[
			'twins that show a sign while empty',
			(i: number) => ({ ...DRAWN, width: 200, y: i * 50, placeholder: i === 0 ? '' : '·' }),
		],
	] as [string, (i: number) => Partial<FieldDescription>][])('%s: six are one', (_, box) => {
		expect(row(6, box)).toEqual([6]);
	});

	test.each([
		['of two rows', (i: number) => ({ maxLength: 1, row: i })],
		['in two halves, one below the other', (i: number) => ({ ...DRAWN, y: i < 3 ? 0 : 6, row: i < 3 ? 1 : 2 })],
		['in two halves, no longer small', (i: number) => ({ ...DRAWN, width: 81, row: i < 3 ? 1 : 2 })],
		[
			'in two halves of two sizes',
			(i: number) => ({ maxLength: 1, names: `a${i}`, height: 40, width: i < 3 ? 40 : 60, row: i < 3 ? 1 : 2 }),
		],
		['of two kinds', (i: number) => ({ maxLength: 1, type: i % 2 ? 'tel' : 'text' })],
		['some not laid out', (i: number) => ({ maxLength: 1, width: i % 2 ? 40 : 0 })],
		['two signs each', () => ({ maxLength: 2 })],
		['a pattern of six signs', () => ({ range: '\\d{6}' })],
		['numbers up to 49', () => ({ ...DRAWN, range: '49' })],
		['four signs each, the parts of something longer', () => ({ ...DRAWN, maxLength: 4 })],
		['wide and called alike but for a word', (i: number) => ({ ...DRAWN, width: 200, label: `Line ${'abcdef'[i]}` })],
		['wide, with words between', (i: number) => ({ ...DRAWN, width: 200, names: `a${i}b`, before: 'Phone' })],
		['wide, with words in them', (i: number) => ({ ...DRAWN, width: 200, names: `a${i}b`, placeholder: '00' })],
		[
			'wide, of several keyboards',
			(i: number) => ({ ...DRAWN, width: 200, names: `a${i}b`, inputMode: i % 2 ? 'tel' : '' }),
		],
		['wide, of several heights', (i: number) => ({ width: 200, height: 20 + 3 * i, names: `a${i}b` })],
		['wide, of several widths', (i: number) => ({ width: 200 + 3 * i, height: 20, names: `a${i}b` })],
		[
			'wide, with names and labels that differ',
			(i: number) => ({ ...DRAWN, width: 200, names: `a${i}b`, label: 'abcdef'[i] as string }),
		],
		['numbered names, wide', (i: number) => ({ width: 101, height: 20 + 5 * i, names: `line${i}` })],
		['names that skip numbers', (i: number) => ({ names: `line${i * 2}` })],
		['names with other words before the number', (i: number) => ({ names: `${'abcdef'[i]}${i}` })],
		['small, one below the other', (i: number) => ({ width: 40, height: 20, y: i * 30, names: 'abcdef'[i] as string })],
		['small, of several widths', (i: number) => ({ width: 40 + i * 3, height: 20, names: 'abcdef'[i] as string })],
		['on one line, no longer small', (i: number) => ({ width: 81, height: 20, names: 'abcdef'[i] as string })],
		['limits that differ', (i: number) => ({ names: `code${i}`, maxLength: 4 + (i % 2) })],
		[
			'small, with limits that differ',
			(i: number) => ({ width: 30, height: 20, names: 'abcdef'[i] as string, maxLength: 4 + (i % 2) }),
		],
		['nothing known of them', () => ({})],
	] as [string, (i: number) => Partial<FieldDescription>][])('%s: six are six', (_, box) => {
		expect(row(6, box)).toEqual(singles(6));
	});

	test.each([
		[3, false],
		[4, true],
		[10, true],
	])('%i boxes of one sign are one: %s', (count, one) => {
		expect(row(count, () => ({ maxLength: 1 }))).toEqual(one ? [count] : singles(count));
	});

	test.each([
		['another size', { maxLength: 6, width: 49 }, { maxLength: 1, width: 40 }],
		['three signs', { maxLength: 3 }, { maxLength: 1 }],
		['a longer hint', { ...DRAWN, width: 200, label: '0', placeholder: '00' }, { ...DRAWN, width: 200 }],
	])('a first one of %s is none of them', (_, first, box) => {
		const boxes = Array.from({ length: 6 }, (_box, i) => field({ ...box, label: `${i + 1}` }));
		expect(groupsOf([field(first), ...boxes])).toEqual([[0], [1, 2, 3, 4, 5, 6]]);
	});

	test('a field without a limit after the boxes is none of them', () => {
		const boxes = Array.from({ length: 4 }, () => field({ maxLength: 1 }));
		expect(groupsOf([...boxes, field({})])).toEqual([[0, 1, 2, 3], [4]]);
	});

	test('an unseen helper before the boxes is none of them', () => {
		const boxes = Array.from({ length: 6 }, () => field({ maxLength: 1, width: 30 }));
		expect(groupsOf([field({ width: 1 }), ...boxes])).toEqual([[0], [1, 2, 3, 4, 5, 6]]);
	});

	test('eleven boxes, or four of three signs, are no code at all', () => {
		expect(row(11, () => ({ maxLength: 1 }))).toEqual(singles(11));
		expect(row(4, () => ({ maxLength: 3 }))).toEqual(singles(4));
	});

	test('two halves of three signs are one, not two of another size', () => {
		expect(row(2, () => ({ maxLength: 3 }))).toEqual([2]);
		expect(row(2, () => ({ maxLength: 1 }))).toEqual(singles(2));
		expect(row(2, (i) => ({ maxLength: 3 + i, names: `code${i}` }))).toEqual(singles(2));
	});

	test('what stands before and after them is not theirs', () => {
		const boxes = Array.from({ length: 4 }, () => field({ maxLength: 1 }));
		const fields = [field({ type: 'email' }), ...boxes, field({ type: 'checkbox' })];
		expect(groupsOf(fields)).toEqual([[0], [1, 2, 3, 4], [5]]);
		expect(groupsOf([])).toEqual([]);
	});

	test('"PIN code 1 of 6" is how a component calls its boxes, not a PIN that is asked for', () => {
		const boxes = Array.from({ length: 6 }, (_, i) => ({
			maxLength: 1,
			label: `Please enter your pin code ${i + 1}`,
			before: 'Enter the code from your authenticator app',
		}));
		expect(judge(page(...boxes))).toMatchObject([{ boxes: [0, 1, 2, 3, 4, 5], kind: 'code', via: 'app' }]);
	});
});
