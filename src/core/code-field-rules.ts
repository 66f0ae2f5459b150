/** The only table of what speaks for and against a code field; every row names a page under e2e/pages that needs it. */
import { type Facts, factored, named, says } from './code-field-facts.ts';
import {
	APP,
	AUTHENTICATOR,
	CAPTCHA,
	CARD,
	CODE,
	DIGITS,
	FOREIGN,
	OTHER,
	PIN,
	RECOVERY,
	SENT,
	SET_UP,
	VERIFY,
} from './code-field-words.ts';

/** Where points go: being a code, being something else, recovery code, made by an app, sent, set-up page. */
export type Column = 'code' | 'no' | 'recovery' | 'app' | 'sent' | 'setUp';

/** Why, where, how much, when. */
export type Rule = readonly [reason: string, column: Column, weight: number, holds: (f: Facts) => boolean];

const qr = (f: Facts) => f.field.picture === 'qr' || /\bqr|otpauth/.test(f.pictures);
/** The second factor is what this part of the page is about. */
const about = (f: Facts) => [f.near, f.section, f.page].some(factored);
/** Has words, but none of what a code is called. */
const wordless = (text: string) =>
	/\p{L}{3}/u.test(text) && ![CODE, DIGITS, VERIFY].some((m) => says(text, m)) && !factored(text);
const self = (f: Facts) => `${f.own} . ${f.names}`;

export const RULES: readonly Rule[] = [
	['autocomplete: one-time-code', 'code', 5, (f) => /one-time-code/.test(f.field.autocomplete)],
	['label: one-time code', 'code', 5, (f) => named(f.own)],
	['label: second factor', 'code', 3, (f) => factored(f.own) && !named(f.own)],
	['label: code', 'code', 2, (f) => says(f.own, CODE) && !named(f.own)],
	['label: number of digits', 'code', 2, (f) => says(f.own, DIGITS) && !says(f.own, CODE)],
	['name: one-time code', 'code', 4, (f) => named(f.names) || factored(f.names)],
	[
		'name: code',
		'code',
		1,
		(f) => (says(f.names, CODE) || /challenge|response|answer/.test(f.names)) && !named(f.names),
	],
	['form: second factor', 'code', 2, (f) => factored(f.around) || named(f.around)],
	['text: one-time code', 'code', 3, (f) => named(f.near) || (says(f.near, APP) && says(f.near, CODE))],
	['text: second factor', 'code', 1, (f) => factored(f.near)],
	[
		'text: its only label',
		'code',
		2,
		(f) => f.own === '' && (named(f.before) || (says(f.near, CODE) && says(f.near, APP))),
	],
	[
		'text: code was sent',
		'code',
		2.5,
		(f) => says(f.near, SENT) && says(f.near, CODE) && (f.own === '' || says(self(f), CODE)),
	],
	['page: second factor', 'code', 1, (f) => factored(f.section) || factored(f.page) || named(f.page)],
	['QR or access key near', 'code', 3, (f) => (qr(f) || says(f.near, SET_UP)) && about(f)],
	['placeholder: digits', 'code', 2, (f) => /^(?:[\d•·_x*○-] ?){4,8}$/.test(f.placeholder)],
	[
		'length: 4 to 8',
		'code',
		1,
		(f) =>
			(f.field.maxLength >= 4 && f.field.maxLength <= 8) ||
			/^9{4,8}$/.test(f.field.max) ||
			/\{\d?,?[4-8]\}/.test(f.field.pattern),
	],
	[
		'takes digits',
		'code',
		0.5,
		(f) => /numeric|tel|number|\\d|0-9/.test(`${f.field.inputMode} ${f.field.type} ${f.field.pattern}`),
	],
	['alone', 'code', 0.5, (f) => f.field.others === 0],
	['split boxes', 'code', 2.5, (f) => f.count > 1],

	['label: something else', 'no', 20, (f) => says(f.own, FOREIGN)],
	['name: something else', 'no', 5, (f) => says(f.names, FOREIGN) && !factored(f.names)],
	['name: something else, label no better', 'no', 15, (f) => says(f.names, FOREIGN) && !named(f.own)],
	['heading: something else', 'no', 5, (f) => f.own === '' && says(f.before, FOREIGN) && !about(f)],
	[
		'label: lasting PIN',
		'no',
		20,
		(f) => says(f.own, PIN) && !named(f.own.replace(PIN, '')) && !says(f.near, SENT) && !about(f),
	],
	['heading: lasting PIN', 'no', 9, (f) => says(f.before, PIN) && !about(f) && !says(f.near, SENT)],
	['name: PIN', 'no', 5, (f) => says(f.names, PIN) && !says(f.own, CODE) && !about(f)],
	['masked boxes without a word', 'no', 8, (f) => f.count > 1 && f.field.type === 'password' && !named(f.near)],
	['label: letters of a picture', 'no', 15, (f) => says(self(f), CAPTCHA) && !factored(self(f)) && !says(f.near, SENT)],
	['text: letters of a picture', 'no', 12, (f) => says(f.before, CAPTCHA) && !about(f) && !says(f.near, SENT)],
	[
		'picture to copy letters from',
		'no',
		12,
		(f) => f.field.picture === 'strip' || /captcha|v ?code|verif|rand|check ?code|valid/.test(f.pictures),
	],
	[
		'payment card',
		'no',
		9,
		(f) => says(`${f.section} . ${f.near} . ${f.around} . ${f.names}`, CARD) && !factored(`${self(f)} . ${f.near}`),
	],
	['label: no code', 'no', 3, (f) => wordless(f.own)],
	['own label: no code', 'no', 3, (f) => wordless(f.own) && (f.label !== '' || f.placeholder !== '')],
	[
		'name: another thing',
		'no',
		8,
		(f) => says(f.names, OTHER) && !says(f.own, CODE) && !named(f.names) && !factored(f.names),
	],
	['masked and no code', 'no', 4, (f) => f.field.type === 'password' && !says(self(f), CODE) && !factored(self(f))],
	[
		'autocomplete: something else',
		'no',
		8,
		(f) => /cc-|postal|country|street|address|bday|tel|name|email|url|current-password/.test(f.field.autocomplete),
	],

	['label: recovery code', 'recovery', 8, (f) => says(f.own, RECOVERY)],
	['text before: recovery code', 'recovery', 5, (f) => !named(f.own.replace(RECOVERY, '')) && says(f.before, RECOVERY)],
	[
		'text after: only recovery code',
		'recovery',
		5,
		(f) => !named(f.own) && !named(f.before) && !says(f.near, APP) && says(f.near, RECOVERY),
	],
	['name: recovery code', 'recovery', 5, (f) => says(f.names, RECOVERY) && !named(f.own)],
	['recovery code was sent', 'recovery', -9, (f) => says(f.near, SENT) && !about(f)],

	['made by an authenticator', 'app', 3, (f) => says(`${f.own} . ${f.near}`, AUTHENTICATOR)],
	['made by an app', 'app', 1.5, (f) => says(`${f.own} . ${f.near}`, APP)],
	['authenticator in section', 'app', 1, (f) => says(`${f.section} . ${f.names} . ${f.around}`, AUTHENTICATOR)],
	['sent', 'sent', 2, (f) => says(`${f.own} . ${f.near}`, SENT)],
	['name: sent', 'sent', 2, (f) => says(f.names, SENT)],
	['can be sent again', 'sent', 2, (f) => says(f.links, SENT) && !says(f.near, AUTHENTICATOR)],

	// Both: a square logo on a sign-in page is no QR, and a word alone may stand in a link.
	['beside QR or access key', 'setUp', 3, qr],
	['setting up', 'setUp', 3, (f) => says(`${f.near} . ${f.section}`, SET_UP)],
];
