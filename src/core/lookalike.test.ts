/** The only test of look-alikes: the attacks seen, and the innocent neighbours that must stay innocent. */
import { describe, expect, test } from 'vitest';
import { resembles } from './lookalike.ts';
import { belonging, placeOf } from './site.ts';

function to(host: string, visited: string): string {
	const place = placeOf(`https://${visited}/`);
	return place === null ? 'no place' : belonging([host], place);
}

describe('imitations', () => {
	test.each([
		['bank.test', 'evilbank.test'],
		['bank.test', 'my-bank.test'],
		['bank.test', 'www.evilbank.test'],
		['bank.test', 'bank.test.evil.test'],
		['bank.test', 'bank-test.evil.test'],
		['bank.test', 'login.bank.test.evil.example'],
		['bank.test', 'login-bank-test.evil.example'],
		['bank.test', 'b0nk.test'],
		['bank.test', 'ban8.test'],
		['bank.test', 'bаnk.test'],
		['bank.test', 'bánk.test'],
		['bank.test', 'βank.test'],
		['bank.test', 'bankk.test'],
		['bank.test', '8ank.example'],
		['x.com', 'x.com.evil.ru'],
		['x.com', 'x-com.evil.ru'],
		['x.com', 'х.com'],
		['bank.co.uk', 'bank-co-uk.evil.com'],
		['bank.co.uk', 'bank.co.uk.evil.com'],
		['my-bank.com', 'my-bank.com.evil.net'],
		['my-bank.com', 'login-my-bank.evil.net'],
		['alice.github.io', 'alice-github-io.evil.com'],
		['paypal.com', 'paypa1.com'],
		['paypal.com', 'раураl.com'],
		['paypal.com', 'paypa1.net'],
		['paypal.com', 'paypall.com'],
		['paypal.com', 'paypl.com'],
		['paypal.com', 'papyal.com'],
		['paypal.com', 'paypel.com'],
		['paypal.com', 'paypal.support'],
		['paypal.com', 'secure-paypal.com'],
		['paypal.com', 'paypal.secure-login.net'],
		['paypal.com', 'paypalsecure.net'],
		['paypal.com', 'xn--pypl-53dc.com'],
		['github.com', 'gihtub.com'],
		['github.com', 'githubb.com'],
		['slack.com', 'slakc.com'],
		['slack.com', 'sllack.com'],
		['slack.com', 'login.slack.evil.net'],
		['microsoft.com', 'rnicrosoft.com'],
		['wise.com', 'vvise.com'],
		['clever.com', 'dever.com'],
		['пример.рф', 'примep.рф'],
		['web24de.com', 'webx4de.com'],
		['webx4de.com', 'weby4de.com'],
		['slack.com', 'lsack.com'],
	])('%s: %s', (host, visited) => {
		expect(to(host, visited)).toBe('lookalike');
	});
});

describe('innocent neighbours', () => {
	test.each([
		['amazon.com', 'amazon.de'],
		['amazon.com', 'www.amazon.co.uk'],
		['amazon.com', 'amazon.com.au'],
		['amazon.de', 'amazon.com'],
		['bank.test', 'shop.test'],
		['bank.test', 'tank.test'],
		['bank.test', 'bank.example'],
		['bank.test', 'bank.com'],
		['bank.test', 'banking.example.com'],
		['bank.test', 'bank.evil.test'],
		['bank.test', 'example.test'],
		['x.com', 'netflix.com'],
		['x.com', 'y.com'],
		['x.com', 'х.net'],
		['x.com', 'x.evil.net'],
		['go.com', 'godaddy.com'],
		['ibm.com', 'ibn.com'],
		['ebay.com', 'okay.com'],
		['ebay.com', 'ebey.com'],
		['zoom.us', 'room.us'],
		['slack.com', 'black.com'],
		['slack.com', 'stack.com'],
		['slack.com', 'slack.org'],
		['apple.com', 'pineapples.net'],
		['mail.com', 'mall.com'],
		['mail.com', 'mail.evil.net'],
		['login.gov', 'login.example.com'],
		['server1.com', 'server2.com'],
		['app10.com', 'app11.com'],
		['ab12.com', 'ab1c.com'],
		['github.com', 'gitlab.com'],
		['google.com', 'goggles.com'],
		['github.com', 'gitbug.com'],
		['alice.github.io', 'github.io'],
		['alice.github.io', 'github.com'],
		['vpn.corp', 'vpnn.corp'],
		['a.co.uk', 'b.co.uk'],
		['bank.com', 'ban.com'],
		['bank.com', 'bakn.com'],
		['ba9k.com', 'bank.com'],
		['visa.com', 'v9s7.com'],
		['ibm.com', 'ib9.com'],
		['slack.com', 'salcx.com'],
		['slack.com', 'saxck.com'],
		['slack.com', 'sxlck.com'],
	])('%s: %s', (host, visited) => {
		expect(to(host, visited)).toBe('foreign');
	});
});

describe('letters that look like others', () => {
	// Of Cyrillic, Armenian, Greek and phonetic letters those that UTS 39 calls confusable.
	const PAIRS =
		'аa ьb сc ԁd еe ғf ɡg ցg һh հh іi ıi јj кk мm ոn оo օo рp ԛq գq гr ѕs тt սu υu ѵv νv ԝw ѡw хx уy γy ᴢz 0o 3e 5s 8b';
	test.each(PAIRS.split(' ').map((pair) => [...pair] as [string, string]))('%s for %s', (fake, real) => {
		const other = { brand: `north${fake}star`, suffix: 'evil', hostname: `north${fake}star.evil` };
		expect(resembles({ brand: `north${real}star`, suffix: 'test' }, other)).toBe(true);
		expect(resembles({ brand: 'southern', suffix: 'test' }, other)).toBe(false);
	});
});
