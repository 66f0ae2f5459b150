/** The only test of the entry for texts: what each kind of code turns out to be. */
import { describe, expect, test } from 'vitest';
import { refusalOf } from './fixtures/drafts.ts';
import { entry, part, usual } from './fixtures/protobuf.ts';
import { readSetUpText, readTypedText, setUpTextsIn } from './set-up-text.ts';

const KEY = 'JBSWY3DPEHPK3PXP';
const reason = (text: string) => refusalOf(() => readSetUpText(text));

describe('readSetUpText', () => {
	test.each([
		`otpauth://totp/a?secret=${KEY}`,
		` OTPAUTH://totp/a?secret=${KEY}\n`,
		`apple-otpauth://totp/a?secret=${KEY}`,
		`steam://${KEY}`,
	])('reads %s', (text) => {
		expect(readSetUpText(text)).toMatchObject({ kind: 'draft', draft: { accessKey: KEY } });
	});

	test('reads a migration, also a long one', () => {
		const many = part(Array.from({ length: 2_000 }, () => entry('al', 'Acme', ...usual)));
		expect(many.length).toBeGreaterThan(65_536);
		const setUp = readSetUpText(`\n${many}`);
		expect(setUp.kind === 'migration' && setUp.part.drafts).toHaveLength(2_000);
		expect(reason('otpauth-migration://offline?data=')).toBe('migration-broken');
	});

	test('hands on why a key URI is refused', () => {
		expect(reason('otpauth://totp/a')).toBe('secret-missing');
		expect(reason('apple-otpauth://motp/a')).toBe('unknown-type');
	});

	test.each([
		['Microsoft Authenticator', 'phonefactor://activate_account?code=123&url=https%3A%2F%2Fx'],
		['Microsoft Authenticator', 'msauth://code/abc'],
		['Microsoft Authenticator', 'microsoft-authenticator://activate'],
		['Microsoft Authenticator', 'openid://vc/?request_uri=x'],
		['Microsoft Authenticator', 'openid-vc://?request_uri=x'],
		['Duo Mobile', 'duo://abcdef-YXBpLTEyMzQ='],
		['Duo Mobile', 'https://m-1234.duosecurity.com/activate/abc'],
		['Okta Verify', 'oktaverify://al@acme.okta.com/?t=x&f=y'],
		['Okta Verify', 'com-okta-authenticator://x'],
		['WeChat', 'weixin://wxpay/x'],
		['WeChat', 'https://u.wechat.com/abc'],
		['WeChat', 'http://weixin.qq.com/r/abc'],
		['Steam', 'https://s.team/q/1/123'],
		['Steam', 'https://steamcommunity.com/x'],
		['Steam', 'steam://run/440'],
		['Steam', 'steammobile://x'],
		['Authy', 'authy://x'],
		['Symantec VIP', 'vip://x'],
		['Entrust Identity', 'igmobileotp://?action=secactivate'],
		['Entrust Identity', 'com.entrust.identityGuard.mobile://x'],
		['RSA SecurID', 'com.rsa.securid://ctf?ctfData=1'],
		['RSA SecurID', 'http://127.0.0.1/securid/ctf?ctfData=1'],
		['PingID', 'pingid://x'],
		['PingID', 'https://idp.pingidentity.com/x'],
		['FortiToken', 'fortitoken://x'],
		['WhatsApp', '2@Ab+/c=,dEf=,gh=='],
		['WhatsApp', 'https://wa.me/settings/linked_devices#2@abc'],
		['Telegram', 'tg://login?token=abc'],
		['Signal', 'sgnl://linkdevice?uuid=x'],
		['Signal', 'tsdevice:/?uuid=x'],
		['Discord', 'https://discord.com/ra/abc'],
		['LINE', 'https://line.me/R/au/q/abc'],
		['BankID', 'bankid:///?autostarttoken=x'],
		['ForgeRock Authenticator', 'pushauth://push/forgerock:al?a=b'],
		['privacyIDEA', 'otpauth://pipush/label?url=https'],
		['Yandex Key', 'otpauth://yaotp/al?secret=x'],
		['Passkey', 'FIDO:/1234567890'],
	])('names %s', (app, text) => {
		expect(reason(text)).toBe(`push-enrolment: ${app}`);
		expect(reason(` ${text.toUpperCase()} `)).toBe(`push-enrolment: ${app}`);
	});

	test.each([
		['https://example.com/a?b#c', 'web-address: example.com'],
		['HTTP://EXAMPLE.COM', 'web-address: example.com'],
		['https://al:pw@example.com:8443/', 'web-address: example.com'],
		['www.example.com/a', 'web-address: www.example.com'],
		['https://duosecurity.com.evil.test/', 'web-address: duosecurity.com.evil.test'],
		['https://evil.test/s.team/', 'web-address: evil.test'],
		['https://[bad', 'web-address'],
		['WIFI:T:WPA;S:net;P:pw;;', 'other-qr: Wi-Fi'],
		['BEGIN:VCARD\nN:x\nEND:VCARD', 'other-qr: vCard'],
		['MECARD:N:x;;', 'other-qr: vCard'],
		['BEGIN:VCALENDAR', 'other-qr: iCalendar'],
		['begin:vevent', 'other-qr: iCalendar'],
		['bitcoin:1abc', 'other-qr: Crypto'],
		['mailto:a@b.c', 'other-qr'],
		['https://example.com and more', 'other-qr'],
		['see https://example.com', 'other-qr'],
		['notduo://x', 'other-qr'],
		['tg://resolve?domain=x', 'other-qr'],
		['hello', 'other-qr'],
		[KEY, 'other-qr'],
		['', 'other-qr'],
		['x'.repeat(65_536), 'other-qr'],
		['x'.repeat(65_537), 'text-too-long'],
	])('tells what else it is (%#)', (text, expected) => {
		expect(reason(text)).toBe(expected);
	});
});

describe('readTypedText', () => {
	test('reads a bare access key with the documented defaults', () => {
		expect(readTypedText(' jbsw y3dp-ehpk 3pxp= ')).toEqual({
			kind: 'draft',
			draft: {
				kind: 'totp',
				issuer: '',
				label: '',
				accessKey: KEY,
				algorithm: 'SHA1',
				digits: 6,
				period: 30,
				counter: 0,
			},
		});
	});

	test('and everything readSetUpText reads', () => {
		expect(readTypedText(`otpauth://totp/a?secret=${KEY}&digits=8`)).toMatchObject({ draft: { digits: 8 } });
	});

	test.each([
		['', 'secret-missing'],
		['JBSW Y3DP', 'secret-too-short'],
		['hello world, this is it', 'secret-not-base32'],
		['https://example.com', 'web-address: example.com'],
		['al@example.com', 'other-qr'],
	])('refuses %j', (text, expected) => {
		expect(refusalOf(() => readTypedText(text))).toBe(expected);
	});
});

test.each([
	['one line, spaces and all', ` otpauth://totp/My Co:al?secret=${KEY} `, [`otpauth://totp/My Co:al?secret=${KEY}`]],
	['any of its schemes', 'APPLE-OTPAUTH://x', ['APPLE-OTPAUTH://x']],
	['a migration', 'otpauth-migration://offline?data=x', ['otpauth-migration://offline?data=x']],
	[
		'within words',
		`Scan or open "otpauth://totp/a?secret=${KEY}".\n<apple-otpauth://b?c>`,
		[`otpauth://totp/a?secret=${KEY}`, 'apple-otpauth://b?c'],
	],
	['two lines', 'otpauth://a\notpauth-migration://b', ['otpauth://a', 'otpauth-migration://b']],
	['an address that only mentions it', 'https://x.test/?u=otpauth%3A%2F%2F', []],
	['another scheme', 'notpauth://x xotpauth://y x-otpauth://z', []],
	['nothing', '', []],
])('setUpTextsIn: %s', (_, text, lines) => {
	expect(setUpTextsIn(text)).toEqual(lines);
});
