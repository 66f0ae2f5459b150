/** The only table of what speaks for and against a code field; every row names a page under e2e/pages that needs it. */
import { type Facts, factored, named, says } from './code-field-facts.ts';
import {
	ADDRESS,
	APP,
	AUTHENTICATOR,
	CARD,
	CODE,
	DIGITS,
	FACTOR,
	FACTORS,
	FOREIGN,
	LASTING,
	MAIL,
	OTHER,
	PICTURED,
	QUANTITY,
	RECOVERY,
	SENT,
	SET_UP,
	TITLE,
	VERIFY,
	WHERE,
} from './code-field-words.ts';

/** Where points go: being a code, recovery code, made by an app, sent, set-up page. */
export type Column = 'code' | 'recovery' | 'app' | 'sent' | 'setUp';

/** Why, where, how much, when. */
export type Rule = readonly [reason: string, column: Column, weight: number, holds: (f: Facts) => boolean];

const qr = (f: Facts) => f.field.picture === 'qr' || /\bqr|otpauth/.test(f.pictures);
const numeric = ({ field }: Facts) =>
	/numeric|tel|number|\\d|0-9/.test(`${field.inputMode} ${field.type} ${field.range}`);
/** Speaks of a code or of what makes one. */
const asked = (text: string) => says(text, CODE) || factored(text);
const attribute = (f: Facts) => /one-time-code/.test(f.field.autocomplete);
/** Its label has words, but none of what a code is called. */
const wordless = (f: Facts, text = f.own) =>
	!(attribute(f) && f.others === 0) &&
	/[\p{sc=Latin}\p{sc=Han}\p{sc=Hangul}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Devanagari}ぁ-ヺ]{2}(?!-$)/u.test(text) &&
	![CODE, DIGITS, VERIFY, SENT, RECOVERY].some((m) => says(text, m)) &&
	!factored(text);

/**
 * Above each row: the page that goes wrong without it (e2e/pages/fields.spec.ts takes it away and looks).
 * For set-up both count: a square logo on a sign-in page is no QR, and a word alone may stand in a link.
 */
export const RULES: readonly Rule[] = [
	// only-attribute
	['attribute', 'code', 5, attribute],
	// login-code-ja
	['label: named', 'code', 5, (f) => named(f.own)],
	// digits-from-your-phone
	[
		'label: factor',
		'code',
		3,
		(f) => !named(f.own) && (factored(f.own) || (says(f.own, DIGITS) && (f.count === 1 || asked(f.near)))),
	],
	// only-placeholder-and-code
	['label: code', 'code', 2, (f) => !named(f.own) && says(f.own, CODE)],
	// only-name
	['name: named', 'code', 5, (f) => named(f.names) || factored(f.names)],
	// matrix
	['name: code', 'code', 1, (f) => says(f.names, CODE) || /challenge|response|answer/.test(f.names)],
	// only-form-name
	['form: factor', 'code', 2, (f) => factored(f.around) || named(f.around)],
	// only-text
	[
		'text: named',
		'code',
		3,
		(f) =>
			f.near.split(' . ').some(named) ||
			(says(`${f.own} . ${f.near}`, CODE) && factored(f.near)) ||
			(says(f.near, APP) && (says(f.near, CODE) || says(f.page, SET_UP))),
	],
	// only-heading-factor
	['text: factor', 'code', 1, (f) => factored(f.near)],
	// only-text
	['text is label', 'code', 2, (f) => f.own === '' && (named(f.before) || (says(f.near, CODE) && says(f.near, APP)))],
	// pl-sms
	[
		'text: sent',
		'code',
		2.5,
		(f) =>
			(says(f.near, SENT) || says(f.near, ADDRESS)) &&
			says(f.near, CODE) &&
			(f.count > 1 || f.own === '' || says(f.self, CODE)),
	],
	// only-heading-factor
	['page: factor', 'code', 1.5, (f) => factored(f.page)],
	// setup-with-device-and-password
	[
		'set-up',
		'code',
		3,
		(f) => (qr(f) || says(f.near, SET_UP) || (f.said === '' && says(f.page, SET_UP) && says(f.near, APP))) && f.about,
	],
	// only-placeholder-and-code
	['placeholder', 'code', 2, (f) => /^([\d•·_x*○-] ?){4,8}$/.test(f.placeholder)],
	// token-of-six-digits
	[
		'length',
		'code',
		1,
		(f) => (f.field.maxLength >= 4 && f.field.maxLength <= 8) || /^9{4,8}$|\{\d?,?[4-8]\}/.test(f.field.range),
	],
	// token-of-six-digits
	['length: six', 'code', 1, (f) => f.others === 0 && (f.field.maxLength === 6 || /^9{6}$|\{6\}/.test(f.field.range))],
	// token-of-six-digits
	['digits', 'code', 0.5, numeric],
	// pl-sms
	['alone', 'code', 0.5, (f) => f.others === 0],
	// steam-email
	['boxes', 'code', 2.5, (f) => f.count > 1],
	// six-boxes-alone
	['boxes: six', 'code', 2, (f) => f.count === 6 && f.others === 0 && numeric(f) && f.field.type !== 'password'],

	// no-api-token
	[
		'foreign',
		'code',
		-40,
		(f) =>
			(says(f.own.replace('qr code', ''), FOREIGN) && (f.said !== '' || !named(f.own))) ||
			(says(f.names, FOREIGN) && !factored(f.word)) ||
			(says(f.names, FACTORS) && !says(f.said, CODE)) ||
			/user code|fake|dummy|honey|prefix|\bapi\b/.test(f.names) ||
			says(f.word, QUANTITY) ||
			says(f.said, TITLE) ||
			(f.count === 1 && (f.field.maxLength === 2 || f.field.maxLength === 3)),
	],
	// no-parental-pin
	[
		'lasting',
		'code',
		-12,
		(f) =>
			(says(`${f.self} . ${f.before}`, LASTING) || (f.own === '' && says(f.before, FOREIGN))) &&
			!f.about &&
			!factored(f.self) &&
			!says(f.own, RECOVERY) &&
			!says(f.told, SENT),
	],
	// synchronise-token
	['among many', 'code', -6, (f) => f.count === 1 && f.others > 3 && !attribute(f) && !says(f.told, SENT)],
	// no-certificate-check
	[
		'strangers',
		'code',
		-5,
		(f) =>
			f.count === 1 &&
			(f.others > 3 || f.strangers()) &&
			!attribute(f) &&
			!f.about &&
			!factored(f.word) &&
			![SENT, MAIL].some((m) => says(`${f.told} . ${f.links}`, m)),
	],
	// no-phone-to-receive-code
	[
		'label: other',
		'code',
		-12,
		({ said }) => {
			// "Phone (a code will be sent)": what is in brackets isn't what it is called.
			const name = said.replace(/[(（].*/, '');
			return (
				says(said, WHERE) ||
				(/["“”「]/.test(said) && !asked(said)) ||
				(says(name, OTHER) && ![CODE, RECOVERY, DIGITS].some((m) => says(name, m)) && !named(name))
			);
		},
	],
	// hard-08-captcha-zh
	[
		'captcha',
		'code',
		-12,
		(f) =>
			!says(f.self, SENT) &&
			((f.field.picture === 'strip' && !factored(f.self)) ||
				says(`${f.self} . ${f.about || says(f.near, SENT) ? '' : f.before}`, PICTURED) ||
				/captcha|v ?code|verify ?(?:im|jpg|php|asp)|\brand|(?:check|verify|valid[a-z]*) ?code/.test(f.pictures)),
	],
	// no-card-form
	[
		'card',
		'code',
		-12,
		(f) => says(`${f.page} . ${f.near} . ${f.around} . ${f.names}`, CARD) && !factored(`${f.self} . ${f.near}`),
	],
	// hard-02b-label-in-table-header
	['text: other', 'code', -2, (f) => f.count === 1 && wordless(f)],
	// no-qr-generator
	['label: wordless', 'code', -4, (f) => f.said !== '' && !factored(f.names) && wordless(f)],
	// blind-no-email-recovery
	[
		'name: other',
		'code',
		-8,
		(f) =>
			says(f.names, OTHER) &&
			!(named(f.own) || (f.field.type !== 'password' && says(f.own, CODE))) &&
			!named(f.names) &&
			!factored(f.names) &&
			!says(f.names, RECOVERY),
	],
	// no-masked-confirm
	[
		'masked',
		'code',
		-8,
		(f) =>
			f.field.type === 'password' &&
			!attribute(f) &&
			!asked(f.count > 1 ? f.near : f.said || f.names) &&
			!says(f.own, SENT) &&
			!factored(f.own),
	],
	// no-attribute-says-card
	[
		'attribute: other',
		'code',
		-8,
		(f) =>
			/cc-|postal|user|name|tel|mail|current-/.test(f.field.autocomplete) ||
			(f.field.type === 'password' && /new-/.test(f.field.autocomplete)) ||
			/^[^ ]+@|^\+\d|\d{3}[) -]+\d{3}[ -]\d{2}/.test(f.placeholder),
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
			!says(f.own, APP) &&
			f.count !== 6 &&
			says(f.telling || (says(f.near, APP) ? '' : f.near), RECOVERY) &&
			(f.own === '' || says(f.own, CODE)) &&
			!f.rival(),
	],
	// blind-zammad-recovery
	[
		'only recovery',
		'recovery',
		5,
		(f) =>
			named(f.own) &&
			says(f.telling, RECOVERY) &&
			!f.telling.replace(RECOVERY, '').split('. ').some(named) &&
			!says(f.page, SET_UP) &&
			!says(f.before, APP),
	],
	// only-name-recovery
	[
		'name: recovery',
		'recovery',
		6,
		(f) => says(factored(f.names) ? f.names : `${f.names} . ${f.around}`, RECOVERY) && !named(f.own),
	],
	// recovery-by-pattern
	['recovery: pattern', 'recovery', 5, (f) => f.about && /\{[1-9]\d\}/.test(f.field.range)],
	// recovery-code-that-was-sent
	['recovery: sent', 'recovery', -9, (f) => (says(f.near, SENT) || f.others > 3) && !f.about],

	// app-instead-of-sms
	['authenticator', 'app', 3, (f) => says(f.told, AUTHENTICATOR)],
	// app-with-mailed-steps
	['app', 'app', 1.5, (f) => says(f.told, APP)],
	// app-with-mailed-steps
	['page: authenticator', 'app', 1, (f) => says(`${f.page} . ${f.names} . ${f.around}`, AUTHENTICATOR)],
	// azure-sms
	['sent', 'sent', 2, (f) => says(f.told, SENT)],
	// mail-named-in-heading
	[
		'mail',
		'sent',
		1,
		(f) =>
			says(f.own, MAIL) ||
			// An address a sentence ends in; alone it says who signs in, as "user name or e-mail" does.
			((f.near.split(' . ').some((text) => says(text, MAIL) && (says(text, CODE) || says(text, VERIFY))) ||
				/[^.]{12} (\. )?[^ ]+@|\+\d\d/.test(f.near)) &&
				!says(f.near, FACTOR)),
	],
	// only-name-sms
	['name: sent', 'sent', 2, (f) => says(f.names, SENT)],
	// reset-of-password-pl
	['new account', 'sent', 1, (f) => /reset|forgot|sign ?up|regist/.test(f.page) && !factored(f.told)],
	// only-resend-button
	[
		'sent again',
		'sent',
		2,
		// A word alone is how many a language calls its button to submit.
		(f) =>
			f.links.split(' . ').some((link) => says(link, SENT) && (says(link, CODE) || /^re|[再重재 ]/.test(link))) &&
			!says(f.near, APP),
	],

	// guacamole-like-setup
	['QR near', 'setUp', 3, qr],
	// guacamole-like-setup
	['setting up', 'setUp', 3, (f) => says(`${f.near} . ${f.page}`, SET_UP)],
];
