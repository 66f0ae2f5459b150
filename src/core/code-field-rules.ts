/** The only table of what speaks for and against a code field; every row names a page under e2e/pages that needs it. */
import type { Facts } from './code-field-facts.ts';
import {
	APP,
	CODE,
	DIGITS,
	FACTOR,
	FOREIGN,
	ONCE,
	OTHER,
	PASSWORD,
	RECOVERY,
	SENT,
	SET_UP,
	VERIFY,
} from './code-field-words.ts';

/** Where points go: being a code, being something else, recovery code, made by an app, sent, set-up page. */
export type Column = 'code' | 'no' | 'recovery' | 'app' | 'sent' | 'setUp';

/** Why, where, how much, when. */
export type Rule = readonly [reason: string, column: Column, weight: number, holds: (f: Facts) => boolean];

/** A one-time code by its own name: "verification code", "2FA token", "6-digit code", "OTP". */
const named = (text: string) =>
	ONCE.test(text) || (CODE.test(text) && (VERIFY.test(text) || FACTOR.test(text) || DIGITS.test(text)));
const factored = (text: string) => ONCE.test(text) || FACTOR.test(text);
const kept = (text: string) => PASSWORD.test(text) && !ONCE.test(text);
const ownNames = (f: Facts) => `${f.own} . ${f.names}`;

export const RULES: readonly Rule[] = [
	['autocomplete says one-time-code', 'code', 5, (f) => /one-time-code/.test(f.field.autocomplete)],
	['label names a one-time code', 'code', 5, (f) => named(f.own)],
	['label names a second factor', 'code', 3, (f) => FACTOR.test(f.own) && !CODE.test(f.own)],
	['label speaks of a code', 'code', 2, (f) => CODE.test(f.own) && !named(f.own)],
	['name says one-time code', 'code', 4, (f) => named(f.names) || factored(f.names)],
	[
		'name says code',
		'code',
		1.5,
		(f) => (CODE.test(f.names) || /challenge|response|answer/.test(f.names)) && !named(f.names),
	],
	['form or box is named after a second factor', 'code', 2, (f) => factored(f.around) || named(f.around)],
	['text around names a one-time code', 'code', 3, (f) => named(f.near) || APP.test(f.near)],
	['text around names a second factor', 'code', 1, (f) => factored(f.near)],
	[
		'section speaks of a second factor',
		'code',
		1,
		(f) => factored(f.section) || APP.test(f.section) || named(f.page) || factored(f.page),
	],
	[
		'a QR or an access key is near',
		'code',
		3,
		(f) => f.field.picture === 'qr' || /\bqr\b|otpauth/.test(f.pictures) || SET_UP.test(f.near),
	],
	['placeholder shows digits', 'code', 2, (f) => /^(?:[\d•·_x*○-] ?){4,8}$|^\d{3}[ -]\d{3}$/.test(f.placeholder)],
	[
		'four to eight digits long',
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
		(f) =>
			/numeric|decimal/.test(f.field.inputMode) || /tel|number/.test(f.field.type) || /\\d|0-9/.test(f.field.pattern),
	],
	['alone in its section', 'code', 1, (f) => f.field.others === 0],
	['split boxes', 'code', 2.5, (f) => f.count > 1],

	['label or name is of something else', 'no', 20, (f) => FOREIGN.test(ownNames(f))],
	['label asks for something else', 'no', 8, (f) => OTHER.test(f.own) && !CODE.test(f.own)],
	['name asks for something else', 'no', 4, (f) => OTHER.test(f.names) && !CODE.test(f.own) && !named(f.names)],
	['a lasting password', 'no', 8, (f) => kept(f.own) && !CODE.test(f.own.replace(PASSWORD, ''))],
	['name of a lasting password', 'no', 3, (f) => kept(f.names) && !CODE.test(f.own)],
	[
		'hides what is typed and nothing says code',
		'no',
		4,
		(f) => f.field.type === 'password' && !CODE.test(ownNames(f)) && !factored(ownNames(f)),
	],
	[
		'autocomplete says something else',
		'no',
		8,
		(f) => /cc-|postal|country|street|address|bday|tel|name|email|url|current-password/.test(f.field.autocomplete),
	],
	[
		'a picture to copy letters from',
		'no',
		9,
		(f) => f.field.picture === 'strip' || /captcha|vcode|verif|rand|check ?code|valid/.test(f.pictures),
	],
	[
		'label speaks of no code',
		'no',
		2,
		(f) => f.label !== '' && !CODE.test(f.own) && !factored(f.own) && !DIGITS.test(f.own),
	],

	['label names a recovery code', 'recovery', 8, (f) => RECOVERY.test(f.own)],
	[
		'text around names a recovery code',
		'recovery',
		5,
		(f) => !named(f.own.replace(RECOVERY, '')) && RECOVERY.test(f.near),
	],
	['name says recovery code', 'recovery', 5, (f) => RECOVERY.test(f.names) && !named(f.own)],

	['an app makes it', 'app', 3, (f) => APP.test(`${f.own} . ${f.near}`)],
	['an app is spoken of', 'app', 1, (f) => APP.test(`${f.section} . ${f.names} . ${f.around}`)],
	['it was sent', 'sent', 2, (f) => SENT.test(`${f.own} . ${f.near}`)],
	['name says sent', 'sent', 2, (f) => SENT.test(f.names)],
	['can be sent again', 'sent', 2, (f) => SENT.test(f.links) && !APP.test(f.near)],

	[
		'beside a QR or an access key',
		'setUp',
		5,
		(f) => f.field.picture === 'qr' || /\bqr\b|otpauth/.test(f.pictures) || SET_UP.test(`${f.near} . ${f.section}`),
	],
];
