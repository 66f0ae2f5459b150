/** The one entry for every text that may hold a set-up code (a QR's text, a link, a pasted line): a draft, a part of a migration, or why not. */
import { parseAccessKey } from './access-key.ts';
import type { Draft } from './account.ts';
import { draftOfKey, parseKeyUri } from './key-uri.ts';
import { type MigrationPart, parseMigration } from './migration.ts';
import { Refusal } from './refusal.ts';

export type SetUp = { kind: 'draft'; draft: Draft } | { kind: 'migration'; part: MigrationPart };

/** Longer than any QR (7,089 digits) and any key URI within our limits. */
const TEXT_MAX = 65_536;

/** Codes that only one app can read, by how they begin. They register a device for push sign-in or link it; there is no secret for codes in them. */
const APPS: [RegExp, string][] = [
	[/^(phonefactor|msauth\w*|microsoft-authenticator|openid-vc):|^openid:\/\/vc/, 'Microsoft Authenticator'],
	[/^duo\w*:|^https?:\/\/[^/?#]*\.duosecurity\.com\//, 'Duo Mobile'],
	[/^(oktaverify|com-okta-\w+):/, 'Okta Verify'],
	[/^(weixin|wechat|wxp):|^https?:\/\/([^/?#]*\.)?(weixin\.qq\.com|wechat\.com)\//, 'WeChat'],
	[/^(steam|steammobile):|^https?:\/\/(s\.team|(www\.)?steamcommunity\.com|login\.steampowered\.com)\//, 'Steam'],
	[/^authy\w*:/, 'Authy'],
	[/^(vip|vipaccess|symcvip|symantecvip):/, 'Symantec VIP'],
	[/^(igmobileotp|identityguard|entrust\w*|com\.entrust[\w.]*):/, 'Entrust Identity'],
	[/^(com\.rsa[\w.]*|rsa\w*|securid):|^http:\/\/127\.0\.0\.1\/securid\//, 'RSA SecurID'],
	[/^pingid\w*:|^https?:\/\/[^/?#]*\.pingidentity\.com\//, 'PingID'],
	[/^(fortitoken\w*|ftm|ftk):/, 'FortiToken'],
	[/^whatsapp:|^\d@[\w+/=-]+,|^https?:\/\/wa\.me\/settings\/linked_devices/, 'WhatsApp'],
	[/^tg:\/\/login/, 'Telegram'],
	[/^(sgnl|tsdevice):/, 'Signal'],
	[/^https?:\/\/(www\.)?discord(app)?\.com\/ra\//, 'Discord'],
	[/^line:|^https?:\/\/line\.me\/r\/au\//, 'LINE'],
	[/^bankid:|^https?:\/\/app\.bankid\.com\//, 'BankID'],
	[/^(pushauth|mfauth|frauth):/, 'ForgeRock Authenticator'],
	[/^otpauth:\/\/pipush\//, 'privacyIDEA'],
	[/^otpauth:\/\/yaotp\//, 'Yandex Key'],
	[/^fido:\//, 'Passkey'],
];

/** Codes that are something else altogether and have a name everybody knows. */
const OTHERS: [RegExp, string][] = [
	[/^wifi:/, 'Wi-Fi'],
	[/^(begin:vcard|mecard:)/, 'vCard'],
	[/^begin:(vcalendar|vevent)/, 'iCalendar'],
	[/^(bitcoin|ethereum|litecoin|monero|lightning):/, 'Crypto'],
];

/**
 * What a text read from a QR, a link or a clipboard line sets up. Beyond what parseKeyUri and parseMigration refuse:
 * push-enrolment (about = the app), web-address (about = its host), other-qr (about = what it is, or null), text-too-long.
 */
export function readSetUpText(text: string): SetUp {
	if (/^\s*otpauth-migration:/i.test(text)) return { kind: 'migration', part: parseMigration(text) };
	if (text.length > TEXT_MAX) throw new Refusal('text-too-long');
	const line = text.trim();
	const lower = line.toLowerCase();
	if (isBitwardenSteam(line)) return { kind: 'draft', draft: parseKeyUri(line) };
	const app = APPS.find(([begins]) => begins.test(lower));
	if (app !== undefined) throw new Refusal('push-enrolment', app[1]);
	if (/^(apple-)?otpauth:/.test(lower)) return { kind: 'draft', draft: parseKeyUri(line) };
	if (/^(https?:\/\/|www\.)\S+$/.test(lower)) throw new Refusal('web-address', hostOf(line));
	throw new Refusal('other-qr', OTHERS.find(([begins]) => begins.test(lower))?.[1] ?? null);
}

/** The same for a text that a person typed or pasted: a bare access key counts too (its secret-* refusals), and is read with the format's documented defaults. */
export function readTypedText(text: string): SetUp {
	const bare = !/[:/.@]/.test(text);
	return bare ? { kind: 'draft', draft: draftOfKey(parseAccessKey(text)) } : readSetUpText(text);
}

/** The set-up lines in a text that may hold more (a link's address, a selection): itself where it is one line that begins as one does, else each run without spaces. */
export function setUpTextsIn(text: string): string[] {
	const line = text.trim();
	if (/^(apple-)?otpauth(-migration)?:[^\r\n]*$/i.test(line)) return [line];
	return line.match(/(?<![\w-])(?:apple-)?otpauth(?:-migration)?:\/\/[^\s"'<>]+/gi) ?? [];
}

function isBitwardenSteam(line: string): boolean {
	return /^steam:\/\/[A-Za-z2-7]{16,}=*$/.test(line);
}

function hostOf(line: string): string | null {
	try {
		return new URL(/^www\./i.test(line) ? `https://${line}` : line).hostname;
	} catch {
		return null;
	}
}
