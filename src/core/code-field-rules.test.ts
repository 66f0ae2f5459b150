/** Proves what speaks for a code field and against one, each by small descriptions that give the reason and near ones that don't. */
import { expect, test } from 'vitest';
import { type FieldDescription, judge, type PageDescription } from './code-field.ts';
import { RULES } from './code-field-rules.ts';
import { page } from './fixtures/described.ts';

const reasonsOf = (told: PageDescription) => judge(told)[0]?.reasons ?? [];
const TWO = 'Two-factor authentication';
const sixBoxes = (more: Partial<FieldDescription>, count = 6) =>
	page(...Array.from({ length: count }, () => ({ maxLength: 1, ...more })));

test('every reason has a name of its own', () => {
	const names = RULES.map(([name]) => name);
	expect([names.filter((name) => name === ''), new Set(names).size]).toEqual([[], names.length]);
});

/** What speaks, the reason it is told by, descriptions of one field that give it, and those that don’t. */
test.each([
	[
		'room for four to eight signs',
		'length',
		[{ maxLength: 4 }, { maxLength: 8 }],
		[{}, { maxLength: 3 }, { maxLength: 9 }],
	],
	[
		'a pattern or a largest number of four to eight digits',
		'length',
		['9999', '99999999', '\\d{6}', '[0-9]{4,8}', '{,6}'].map((range) => ({ range })),
		['999', '999999.5', '1999999', '\\d{9}', '\\d{3}'].map((range) => ({ range })),
	],
	[
		'room for six, in a field on its own',
		'length: six',
		[{ maxLength: 6 }, { range: '999999' }, { range: '\\d{6}' }],
		[{ maxLength: 5 }, { maxLength: 6, others: 1 }, { range: '1999999' }, { range: '999999.5' }],
	],
	[
		'an example of four to eight digits',
		'placeholder',
		['123456', '123 456', '••••', '______'].map((placeholder) => ({ placeholder })),
		['123', '123456789', '12345 Main'].map((placeholder) => ({ placeholder })),
	],
	[
		'room for two or three signs',
		'foreign',
		[{ maxLength: 2 }, { maxLength: 3 }],
		[{}, { maxLength: 1 }, { maxLength: 4 }],
	],
	[
		'the name of another code, unless a second factor is named too',
		'foreign',
		[{ names: 'invite_code', label: 'Code' }],
		[{ names: 'invite_code', label: 'Two-factor code' }],
	],
	[
		'more than three other fields, unless it is said that a code was sent',
		'among many',
		[{ others: 4 }],
		[{ others: 3 }, { others: 4, before: 'We sent a code by SMS' }, { others: 4, autocomplete: 'one-time-code' }],
	],
	[
		'words about another code before a field without a label',
		'lasting',
		[{ before: 'Your gift voucher' }],
		[{ before: 'Your gift voucher', label: 'Message' }],
	],
	[
		'a picture to copy from, by the name of the picture',
		'captcha',
		['captcha.png', 'vcode', 'v-code', 'verifyimg', 'rand.jpg', 'checkcode', 'check_code', 'validatecode'].map(
			(pictures) => ({ pictures }),
		),
		['logo.png', 'brand.png'].map((pictures) => ({ pictures })),
	],
	[
		'a picture to copy from, in the words before, where no second factor and no message is spoken of',
		'captcha',
		[{ before: 'Type the text in the picture below' }],
		[
			{ before: 'Type the text in the picture below', section: TWO },
			{ before: 'We sent a code by SMS. Type the text in the picture below' },
		],
	],
	[
		'a label of other words',
		'label: wordless',
		[{ label: 'Street' }],
		[{ label: 'X' }, { label: 'Code' }, { label: '12' }],
	],
	[
		'an example of an address or a telephone number',
		'attribute: other',
		['ann@bank.test', '+44 20 7946 0000', '(555) 555-0100', '555 - 555 0100'].map((placeholder) => ({ placeholder })),
		['Code @ 12', 'Code +44', '555-0100', '123 456', '555 555 5'].map((placeholder) => ({ placeholder })),
	],
	[
		'the name of another thing, without what is in brackets',
		'label: other',
		[{ label: 'Phone (for a code)' }, { label: 'Username' }],
		[{ label: 'Code (by phone)' }, { label: 'Phone code' }, { label: 'Username of 2FA code' }],
	],
	[
		'a recovery code in the text, for a field that can be for it',
		'text: recovery',
		[{ before: 'Enter a recovery code.' }, { before: 'Enter a recovery code.', label: 'Code' }],
		[
			{ before: 'Enter a recovery code.', label: 'Name' },
			{ before: 'Enter a recovery code.', label: 'App' },
		],
	],
	['more than three other fields', 'recovery: sent', [{ others: 4 }], [{ others: 3 }, { others: 4, section: TWO }]],
	[
		'an app and a code in the text',
		'text: named',
		[
			{ before: 'The code is in your app' },
			{ before: 'Open your app', section: 'Set up' },
			{ label: 'Code', before: TWO },
		],
		[{ before: 'Open your app' }, { section: 'Set up' }, { label: 'Street', before: TWO }],
	],
	[
		'text in place of a label',
		'text is label',
		[{ before: 'The code is in your app' }, { before: 'Enter the verification code.' }],
		[{ before: 'Open your app' }, { before: 'Enter the code.' }, { before: 'The code is in your app', label: 'Name' }],
	],
	[
		'a code that was sent, for a field that can be for it',
		'text: sent',
		[
			{ before: 'We sent a code.' },
			{ before: 'We sent a code.', label: 'Code' },
			{ before: 'We sent a code.', label: 'Message', names: 'code' },
			{ before: 'A code for +1 (***) ***-12.' },
		],
		[{ before: 'We sent a code.', label: 'Name' }, { before: 'We sent it.' }, { before: 'A code for C +1 2.' }],
	],
	[
		'setting a second factor up',
		'set-up',
		[
			{ before: TWO, picture: 'qr' },
			{ before: `Set up ${TWO}` },
			{ section: `Set up ${TWO}`, before: 'Open your app' },
		],
		[
			{ picture: 'qr' },
			{ before: TWO },
			{ section: `Set up ${TWO}` },
			{ section: `Set up ${TWO}`, before: 'Open your app', label: 'Name' },
			{ section: TWO, before: 'Open your app' },
		],
	],
	[
		'a label beside it, unless that is a sentence',
		'label: named',
		[{ beside: 'Verification code' }, { beside: '1. Verification code' }],
		[{ beside: 'Enter the verification code.' }],
	],
	[
		'an address a sentence ends in, not one that stands alone',
		'mail',
		[
			{ before: 'We wrote to the address ann@bank.test' },
			{ before: 'We wrote to your address . ann@bank.test' },
			{ before: 'It went to +44' },
		],
		[{ before: 'ann@bank.test' }, { before: 'It went to +x4' }, { before: 'It went to +4x' }],
	],
	[
		'a way to have it sent again, not a word that submits',
		'sent again',
		['Resend', 'Go . Renvoyer', 'Get code', '再送信'].map((links) => ({ links })),
		[{ links: 'Envoyer' }, { links: '送信' }, { links: 'Code' }, { links: 'Resend', before: 'Open your app' }],
	],
] as [string, string, Partial<FieldDescription>[], Partial<FieldDescription>[]][])('%s: %s', (_, reason, yes, no) => {
	for (const more of yes) expect([more, reasonsOf(page(more))]).toEqual([more, expect.arrayContaining([reason])]);
	for (const more of no) expect([more, reasonsOf(page(more)).includes(reason)]).toEqual([more, false]);
});

test.each([
	['gift cards', { label: 'Gift card' }, 'foreign', true],
	['a code, beside them', { beside: 'Verification code' }, 'label: named', true],
	['nothing but their number', { label: 'Digit 1', beside: 'Verification code' }, 'label: named', false],
	['a code among many fields', { others: 9 }, 'among many', false],
])('boxes that speak of %s', (_, box, reason, given) => {
	expect(reasonsOf(sixBoxes(box)).includes(reason)).toBe(given);
});

test('a code stands among strangers unless another field says who signs in or looks for something', () => {
	const code = { label: 'Code', others: 1 };
	expect(reasonsOf(page(code, { names: 'street' }))).toContain('strangers');
	for (const other of [
		{ type: 'password' },
		{ names: 'login' },
		{ names: 'log_in' },
		{ label: 'Phone' },
		{ autocomplete: 'username' },
	])
		expect([other, reasonsOf(page(code, other)).includes('strangers')]).toEqual([other, false]);
	expect(reasonsOf(page({ ...code, names: 'login_code', others: 1 }, { names: 'street' }))).toContain('strangers');
});

test('what is said of a recovery code is about the field that is called so', () => {
	const told = { before: 'Enter a recovery code.' };
	expect(reasonsOf(page(told))).toContain('text: recovery');
	expect(reasonsOf(page(told, { names: 'street' }))).toContain('text: recovery');
	expect(reasonsOf(page(told, { label: 'Recovery code' }))).not.toContain('text: recovery');
});

test('six boxes for digits alone on a page speak more than other boxes do', () => {
	expect(reasonsOf(sixBoxes({ inputMode: 'numeric' }))).toContain('boxes: six');
	for (const told of [
		sixBoxes({}),
		sixBoxes({ inputMode: 'numeric' }, 5),
		sixBoxes({ inputMode: 'numeric', others: 1 }),
		sixBoxes({ inputMode: 'numeric', type: 'password' }),
	])
		expect(reasonsOf(told)).not.toContain('boxes: six');
});
