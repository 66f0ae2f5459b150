/** The only list of what is fuzzed: for each parser its inputs, the call, and what must hold of everything it accepts. */
import { ok } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { accessKeysIn, parseAccessKey } from '../src/core/access-key.ts';
import type { Draft } from '../src/core/account.ts';
import { readBackup, writeBackup } from '../src/core/backup.ts';
import { entry, migrationUri, number, part, text, usual } from '../src/core/fixtures/protobuf.ts';
import { keyUriOf, parseKeyUri } from '../src/core/key-uri.ts';
import { joinParts, parseMigration } from '../src/core/migration.ts';
import { recoveryCodesIn } from '../src/core/recovery.ts';
import { Refusal } from '../src/core/refusal.ts';
import { readSetUpText, readTypedText } from '../src/core/set-up-text.ts';
import { belonging, placeOf } from '../src/core/site.ts';
import { panelQuestions } from '../src/protocol/panel.ts';
import { type Chance, mutatedBytes, mutatedMessage, mutatedText } from './fuzz-inputs.ts';

export interface Target {
	name: string;
	/** A new input. */
	make(dice: Chance): unknown;
	/** Reads it and checks what was accepted; throws a Refusal, or anything else when something is wrong. */
	read(input: never): void;
}

const KEY = 'JBSWY3DPEHPK3PXP';
const KEY_URIS = [
	`otpauth://totp/Example:alice@google.com?secret=${KEY}&issuer=Example`,
	`otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA256&digits=7&period=60`,
	`otpauth://hotp/Big+Corp:al+x?secret=gezd%20gnbv-gy3t+qojq&issuer=Big+Corp&counter=42&algorithm=HmacSHA512&digits=8`,
	`otpauth://steam/Steam:gabe?secret=${KEY}&issuer=Steam`,
	`otpauth://totp/Steam:gabe?secret=${KEY}&encoder=steam&digits=5&period=30`,
	`apple-otpauth://totp/100%25:%F0%9F%A6%8A?secret=${KEY}&issuer=AT&T`,
	`OTPAUTH://TOTP/A?SECRET=${KEY}&PERIOD=10`,
];
const ACCESS_KEYS = [
	KEY,
	'jbsw y3dp ehpk 3pxp',
	'GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV',
	`${'A'.repeat(32)}======`,
	'MFRG\u00a0GZDF\u200bMZTW Q2LK',
];
const MIGRATIONS = [
	part(
		[
			entry('alice', 'Example', ...usual),
			entry('Example:bob', 'Example', number(4, 2), number(5, 2), number(6, 1), number(7, 9)),
		],
		1,
		3,
	),
	part([entry('x', '', number(4, 3), number(6, 2), text(8, 'id'))], 0, 1, -7),
	part([]),
];
const OTHER_TEXTS = [
	'https://example.com/a?b=c',
	'phonefactor://activate_account?code=1&url=https%3A%2F%2Fx',
	'WIFI:T:WPA;S:net;P:pw;;',
	'BEGIN:VCARD\nN:x\nEND:VCARD',
	'2@abc,def,ghi',
	`steam://${KEY}`,
	'FIDO:/1234567890',
];
const BACKUPS = [
	`# Verifill backup 1\n# accounts 2\n${KEY_URIS[0]}\n# host bank.test\n# host [::1]:8443\n# recovery abcd-1234\n# used 1763764800000 100%25\n${KEY_URIS[2]}\n`,
	`# Verifill backup 1\n# accounts 0\n`,
	KEY_URIS.join('\n'),
	`# mine\n\n${KEY_URIS[1]}\r\n${MIGRATIONS[0]}\n`,
];
const PAGES = [
	'1. abcd-1234\n2. efgh-5678\n10. ijkl-9012\n\nKeep them safe.',
	'1234 5678   2345 6789\n3456 7890\t4567 8901',
	`Enter this key: JBSW Y3DP EHPK 3PXP in your app, or ${KEY.toLowerCase()}.`,
	'this page will help your team 4556 7234 2345 6672',
];
const ADDRESSES = [
	'https://login.bank.test:8443/x?y#z',
	'http://[::1]:3000',
	'https://xn--80ak6aa92e.com',
	'https://alice.github.io./',
	'http://127.0.0.1',
	'https://bаnk.test',
	'null',
];
const ID = 'a'.repeat(32);
const DRAFT = {
	kind: 'totp',
	issuer: 'A',
	label: 'b',
	accessKey: KEY,
	algorithm: 'SHA1',
	digits: 6,
	period: 30,
	counter: 0,
};
const MESSAGES: { ask: keyof typeof panelQuestions; what: unknown }[] = [
	{ ask: 'panel.add', what: { opId: ID, draft: DRAFT, job: null, replace: ID } },
	{
		ask: 'panel.import',
		what: { opId: ID, entries: [{ draft: DRAFT, hosts: ['bank.test'], recovery: ['a1'], replace: null }] },
	},
	{ ask: 'panel.edit', what: { opId: ID, id: ID, rev: 3, issuer: 'A', label: 'b', hosts: ['bank.test'] } },
	{ ask: 'panel.unlock', what: { proof: { kind: 'password', password: 'x' } } },
	{
		ask: 'panel.changeSettings',
		what: { opId: ID, patch: { drift: 5, taught: { 'bank.test': [{ selector: '#x', verdict: 'code' }] } } },
	},
	{ ask: 'panel.codes', what: { ids: [ID, ID] } },
	{ ask: 'panel.keepRecovery', what: { opId: ID, id: ID, codes: [{ value: 'x', usedAt: null }] } },
	{ ask: 'panel.fill', what: { id: ID, tabId: 4, job: null, link: true } },
];

export const TARGETS: Target[] = [
	{
		name: 'key URI',
		make: (dice) => mutatedText(dice, KEY_URIS),
		read(uri: string) {
			const draft = parseKeyUri(uri);
			same(parseKeyUri(keyUriOf(draft)), draft);
			saidIsHonoured(uri, draft);
		},
	},
	{
		name: 'access key',
		make: (dice) => mutatedText(dice, ACCESS_KEYS),
		read(typed: string) {
			const key = parseAccessKey(typed);
			ok(/^[A-Z2-7]{16,205}$/.test(key));
			ok(sameKey(typed, key), 'another key than was typed');
		},
	},
	{
		name: 'migration (bytes)',
		make: (dice) =>
			migrationUri(
				mutatedBytes(dice, Buffer.from(decodeURIComponent(dice.pick(MIGRATIONS).split('data=')[1] ?? ''), 'base64')),
			),
		read: readMigration,
	},
	{ name: 'migration (text)', make: (dice) => mutatedText(dice, MIGRATIONS), read: readMigration },
	{
		name: 'set-up text',
		make: (dice) => mutatedText(dice, [...KEY_URIS, ...MIGRATIONS, ...OTHER_TEXTS, ...ACCESS_KEYS]),
		read(typed: string) {
			const setUp = readTypedText(typed);
			if (setUp.kind === 'migration') return;
			same(parseKeyUri(keyUriOf(setUp.draft)), setUp.draft);
			if (/[:/.@]/.test(typed)) same(readSetUpText(typed), setUp);
		},
	},
	{
		name: 'backup',
		make: (dice) => mutatedText(dice, BACKUPS),
		read(file: string) {
			const { entries, refused } = readBackup(file);
			same(readBackup(writeBackup(entries)), { entries, refused: [] });
			const lines = file.replace(/^\ufeff/, '').split(/\r?\n/);
			const said = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
			if (!said.some((line) => /^\s*otpauth-migration:/i.test(line)))
				ok(entries.length + refused.length >= said.length, 'a line went missing');
		},
	},
	{
		name: 'recovery codes, keys shown',
		make: (dice) => mutatedText(dice, PAGES),
		read(page: string) {
			for (const code of recoveryCodesIn(page)) ok(page.includes(code), 'a code that the page does not show');
			const bare = page.toUpperCase().replace(/[ \u00a0-]/g, '');
			for (const key of accessKeysIn(page)) ok(bare.includes(key), 'a key that the page does not show');
		},
	},
	{
		name: 'address',
		make: (dice) => mutatedText(dice, ADDRESSES),
		read(address: string) {
			const place = placeOf(address);
			if (place === null) return;
			const again = placeOf(`${place.scheme}//${place.host}/`);
			same(again, place);
			ok(place.hostname === place.site || place.hostname.endsWith(`.${place.site}`));
			ok(belonging([place.host], place) === 'listed');
			ok(place.host === 'bank.test' || belonging(['bank.test'], place) !== 'listed');
			ok(place.secure || place.scheme === 'http:');
		},
	},
	{
		name: 'panel message',
		make(dice) {
			const { ask, what } = dice.pick(MESSAGES);
			return { ask, what: mutatedMessage(dice, [what]) };
		},
		read({ ask, what }: (typeof MESSAGES)[number]) {
			const checked = v.safeParse(panelQuestions[ask], what, { abortEarly: true });
			ok(!('polluted' in {}), 'a prototype was changed');
			if (!checked.success) throw new Refusal('bad-request');
			same(checked.output, asValibotReadsIt(what));
		},
	},
];

function readMigration(uri: string): void {
	const read = parseMigration(uri);
	for (const draft of read.drafts) same(parseKeyUri(keyUriOf(draft)), draft);
	const [joined] = joinParts([read, read]);
	same([joined?.drafts, joined?.refused], [read.drafts, read.refused]);
	ok(joined?.missing.length === read.size - 1);
}

/** What a URI says by the URL standard's own reading of a query (another implementation than ours) stands in the draft. */
function saidIsHonoured(uri: string, draft: Draft): void {
	const query = new URLSearchParams(`&${uri.trim().replace(/^[^?]*\??/, '')}`);
	const said = (name: string) => [...query].filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
	for (const value of said('digits')) ok(Number(value) === draft.digits, 'digits not honoured');
	for (const value of said('secret')) ok(sameKey(value, draft.accessKey), 'secret not honoured');
	for (const value of said('algorithm'))
		ok(
			value
				.toUpperCase()
				.replace(/[-_ ]|^HMAC/g, '')
				.replace(/^HMAC/, '') === draft.algorithm,
			'algorithm not honoured',
		);
	if (draft.kind !== 'hotp')
		for (const value of said('period')) ok(Number(value) === draft.period, 'period not honoured');
	if (draft.kind === 'hotp')
		for (const value of said('counter')) ok(Number(value) === draft.counter, 'counter not honoured');
}

/** Whether every character of a key stands in what was written, in order, and nothing else of base32 does. */
function sameKey(written: string, key: string): boolean {
	return written.replace(/[^A-Za-z2-7]/g, '').toUpperCase() === key && !/[0189]/.test(written);
}

/** The two things valibot changes on purpose: `__proto__` keys are left out, and an empty list is an object without keys. */
function asValibotReadsIt(what: unknown): unknown {
	const text = JSON.stringify(what, (key, value: unknown) => (key === '__proto__' ? undefined : value));
	return JSON.parse(text.replace(/"(patch|taught)":\[\]/g, '"$1":{}'));
}

/** Without assert's own message, whose difference of two large values takes minutes. */
function same(actual: unknown, expected: unknown): void {
	ok(isDeepStrictEqual(actual, expected), 'not the same when written and read again');
}
