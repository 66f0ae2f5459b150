/** The only table of what speaks for and against a code field; every row names a page under e2e/pages that needs it. */
import { type Facts, factored, named, says } from './code-field-facts.ts';
import {
	APP,
	AUTHENTICATOR,
	CARD,
	CODE,
	DIGITS,
	FOREIGN,
	LASTING,
	OTHER,
	RECOVERY,
	SENT,
	SET_UP,
	VERIFY,
} from './code-field-words.ts';

/** Where points go: being a code, recovery code, made by an app, sent, set-up page. */
export type Column = 'code' | 'recovery' | 'app' | 'sent' | 'setUp';

/** Why, where, how much, when. */
export type Rule = readonly [reason: string, column: Column, weight: number, holds: (f: Facts) => boolean];

const qr = (f: Facts) => f.field.picture === 'qr' || /\bqr|otpauth/.test(f.pictures);
/** Has words, but none of what a code is called. */
const wordless = (text: string) =>
	/\p{L}{3}/u.test(text) && ![CODE, DIGITS, VERIFY, SENT].some((m) => says(text, m)) && !factored(text);

/**
 * Above each row: the page that goes wrong without it (e2e/pages/fields.spec.ts takes it away and looks).
 * For set-up both count: a square logo on a sign-in page is no QR, and a word alone may stand in a link.
 */
export const RULES: readonly Rule[] = [
	// only-attribute
	['attribute', 'code', 5, (f) => /one-time-code/.test(f.field.autocomplete)],
	// hard-09c-sms-zh
	['label: one-time code', 'code', 5, (f) => named(f.own)],
	// hard-03-placeholder-digits
	['label: factor', 'code', 3, (f) => !named(f.own) && (factored(f.own) || says(f.own, DIGITS))],
	// only-placeholder-and-code
	['label: code', 'code', 2, (f) => !named(f.own) && says(f.own, CODE)],
	// only-name
	['name: one-time code', 'code', 4, (f) => named(f.names) || factored(f.names)],
	// only-form-name
	['name: code', 'code', 1, (f) => says(f.names, CODE) || /challenge|response|answer/.test(f.names)],
	// only-form-name
	['form: factor', 'code', 2, (f) => factored(f.around) || named(f.around)],
	// only-text
	[
		'text: one-time code',
		'code',
		3,
		(f) => named(f.near) || (says(f.near, APP) && (says(f.near, CODE) || says(f.page, SET_UP))),
	],
	// hard-10-tabs
	['text: factor', 'code', 1, (f) => factored(f.near)],
	// only-text
	['text is label', 'code', 2, (f) => f.own === '' && (named(f.before) || (says(f.near, CODE) && says(f.near, APP)))],
	// nl-sms
	[
		'text: code sent',
		'code',
		2.5,
		(f) => says(f.near, SENT) && says(f.near, CODE) && (f.own === '' || says(f.self, CODE)),
	],
	// hard-10-tabs
	['page: factor', 'code', 1, (f) => factored(f.page)],
	// setup-with-device-and-password
	[
		'set-up',
		'code',
		3,
		(f) => (qr(f) || says(f.near, SET_UP) || (f.said === '' && says(f.page, SET_UP) && says(f.near, APP))) && f.about,
	],
	// only-placeholder-and-code
	['placeholder: digits', 'code', 2, (f) => /^([\d•·_x*○-] ?){4,8}$/.test(f.placeholder)],
	// only-code-of-digits
	[
		'length',
		'code',
		1,
		(f) => (f.field.maxLength >= 4 && f.field.maxLength <= 8) || /^9{4,8}$|\{\d?,?[4-8]\}/.test(f.field.range),
	],
	// only-form-name
	[
		'digits',
		'code',
		0.5,
		(f) => /numeric|tel|number|\\d|0-9/.test(`${f.field.inputMode} ${f.field.type} ${f.field.range}`),
	],
	// pl-sms
	['alone', 'code', 0.5, (f) => f.field.others === 0],
	// steam-email
	['split boxes', 'code', 2.5, (f) => f.count > 1],

	// no-api-token
	['label: foreign', 'code', -20, (f) => says(f.own, FOREIGN)],
	// hard-11b-device-boxes
	['name: foreign', 'code', -20, (f) => says(f.names, FOREIGN) && !named(f.own) && !factored(f.names)],
	// no-check-code-picture-missing
	['label: lasting', 'code', -20, (f) => says(f.self, LASTING) && !f.about && !says(f.near, SENT)],
	// no-parental-pin
	[
		'text: lasting',
		'code',
		-9,
		(f) => (says(f.before, LASTING) || (f.own === '' && says(f.before, FOREIGN))) && !f.about && !says(f.near, SENT),
	],
	// no-masked-profile-boxes
	['masked boxes', 'code', -8, (f) => f.count > 1 && f.field.type === 'password' && !named(f.near)],
	// hard-08-captcha-zh
	[
		'captcha',
		'code',
		-12,
		(f) => f.field.picture === 'strip' || /captcha|v ?code|verif|rand|check ?code|valid/.test(f.pictures),
	],
	// no-airline-confirmation
	[
		'card',
		'code',
		-12,
		(f) => says(`${f.page} . ${f.near} . ${f.around} . ${f.names}`, CARD) && !factored(`${f.self} . ${f.near}`),
	],
	// hard-02b-label-in-table-header
	['text: no code', 'code', -2, (f) => f.count === 1 && wordless(f.own)],
	// no-2fa-settings-phone-name
	['label: no code', 'code', -4, (f) => f.said !== '' && wordless(f.own)],
	// no-authenticator-name
	[
		'name: other',
		'code',
		-8,
		(f) => says(f.names, OTHER) && !says(f.own, CODE) && !named(f.names) && !factored(f.names),
	],
	// no-masked-confirm
	[
		'masked',
		'code',
		-4,
		(f) => f.field.type === 'password' && !says(`${f.said} . ${f.names}`, CODE) && !factored(`${f.said} . ${f.names}`),
	],
	// no-attribute-says-card
	[
		'attribute: other',
		'code',
		-8,
		(f) => /cc-|postal|country|street|address|bday|tel|name|email|url|current-password/.test(f.field.autocomplete),
	],

	// only-aria-recovery
	['label: recovery', 'recovery', 8, (f) => says(f.own, RECOVERY)],
	// es-respaldo
	[
		'text: recovery',
		'recovery',
		5,
		(f) =>
			!named(f.own.replace(RECOVERY, '')) &&
			says(named(f.before) || says(f.near, APP) ? f.before : f.near, RECOVERY) &&
			(f.field.type !== 'password' || f.said === '' || says(f.said, CODE)) &&
			!f.rival(),
	],
	// blind-zammad-recovery
	[
		'text: only recovery',
		'recovery',
		5,
		(f) =>
			named(f.own) &&
			says(f.before, RECOVERY) &&
			!says(f.before, APP) &&
			// Only recovery codes come in lists.
			(/one of (?:your|the) /.test(f.before) || !factored(f.before.replace(RECOVERY, ''))),
	],
	// only-name-recovery
	['name: recovery', 'recovery', 6, (f) => says(f.names, RECOVERY) && !named(f.own)],
	// recovery-code-that-was-sent
	['recovery: sent', 'recovery', -9, (f) => says(f.near, SENT) && !f.about],

	// app-instead-of-sms
	['authenticator', 'app', 3, (f) => says(f.told, AUTHENTICATOR)],
	// app-with-mailed-steps
	['app', 'app', 1.5, (f) => says(f.told, APP)],
	// app-with-mailed-steps
	['page: authenticator', 'app', 1, (f) => says(`${f.page} . ${f.names} . ${f.around}`, AUTHENTICATOR)],
	// azure-sms
	['sent', 'sent', 2, (f) => says(f.told, SENT)],
	// only-name-sms
	['name: sent', 'sent', 2, (f) => says(f.names, SENT)],
	// only-resend-button
	['sent again', 'sent', 2, (f) => says(f.links, SENT) && !says(f.near, AUTHENTICATOR)],

	// guacamole-like-setup
	['QR near', 'setUp', 3, qr],
	// guacamole-like-setup
	['setting up', 'setUp', 3, (f) => says(`${f.near} . ${f.page}`, SET_UP)],
];
