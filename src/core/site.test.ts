/** The only test of sites: what place an address is, what belongs there, what to ask the browser for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf } from './fixtures/drafts.ts';
import { belonging, grantPattern, type Place, placeOf } from './site.ts';

function at(address: string): Place {
	const place = placeOf(address);
	if (place === null) throw new Error(`no place: ${address}`);
	return place;
}

describe('placeOf', () => {
	test.each([
		['https://bank.test/login?x#y', 'bank.test', 'bank.test', 'bank.test', true],
		['https://LOGIN.Bank.TEST', 'login.bank.test', 'login.bank.test', 'bank.test', true],
		['https://bank.test:443', 'bank.test', 'bank.test', 'bank.test', true],
		['https://bank.test:8443', 'bank.test:8443', 'bank.test', 'bank.test', true],
		['http://bank.test', 'bank.test', 'bank.test', 'bank.test', false],
		['https://al:pw@bank.test', 'bank.test', 'bank.test', 'bank.test', true],
		['https://bank.test./', 'bank.test', 'bank.test', 'bank.test', true],
		['https://a.b.bank.co.uk', 'a.b.bank.co.uk', 'a.b.bank.co.uk', 'bank.co.uk', true],
		['https://co.uk', 'co.uk', 'co.uk', 'co.uk', true],
		['https://alice.github.io', 'alice.github.io', 'alice.github.io', 'alice.github.io', true],
		['https://x.alice.github.io', 'x.alice.github.io', 'x.alice.github.io', 'alice.github.io', true],
		['https://github.io', 'github.io', 'github.io', 'github.io', true],
		['https://b.s3.amazonaws.com', 'b.s3.amazonaws.com', 'b.s3.amazonaws.com', 'b.s3.amazonaws.com', true],
		[
			'https://www.bücher.example',
			'www.xn--bcher-kva.example',
			'www.xn--bcher-kva.example',
			'xn--bcher-kva.example',
			true,
		],
		[
			'https://почта.пример.рф',
			'xn--80a1acny.xn--e1afmkfd.xn--p1ai',
			'xn--80a1acny.xn--e1afmkfd.xn--p1ai',
			'xn--e1afmkfd.xn--p1ai',
			true,
		],
		['https://bank。test', 'bank.test', 'bank.test', 'bank.test', true],
		['https://bank.test%2eevil.com', 'bank.test.evil.com', 'bank.test.evil.com', 'evil.com', true],
		['https://a_b.bank.test', 'a_b.bank.test', 'a_b.bank.test', 'bank.test', true],
		['https://vpn.corp', 'vpn.corp', 'vpn.corp', 'vpn.corp', true],
		['https://a.vpn.corp', 'a.vpn.corp', 'a.vpn.corp', 'a.vpn.corp', true],
		['https://a.b.internal', 'a.b.internal', 'a.b.internal', 'a.b.internal', true],
		['http://intranet', 'intranet', 'intranet', 'intranet', false],
		['https://test', 'test', 'test', 'test', true],
		['https://10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.1', true],
		['http://10.0.0.1:8080', '10.0.0.1:8080', '10.0.0.1', '10.0.0.1', false],
		['https://0x7f.1', '127.0.0.1', '127.0.0.1', '127.0.0.1', true],
		['http://127.0.0.1:3000', '127.0.0.1:3000', '127.0.0.1', '127.0.0.1', true],
		['http://127.9.9.9', '127.9.9.9', '127.9.9.9', '127.9.9.9', true],
		['http://[::1]:3000', '[::1]:3000', '[::1]', '[::1]', true],
		['http://[::2]', '[::2]', '[::2]', '[::2]', false],
		['https://[2001:DB8::1]', '[2001:db8::1]', '[2001:db8::1]', '[2001:db8::1]', true],
		['http://localhost:5173', 'localhost:5173', 'localhost', 'localhost', true],
		['http://app.localhost', 'app.localhost', 'app.localhost', 'app.localhost', true],
		['http://a.app.localhost', 'a.app.localhost', 'a.app.localhost', 'a.app.localhost', true],
		['http://notlocalhost', 'notlocalhost', 'notlocalhost', 'notlocalhost', false],
		['http://localhost.evil.com', 'localhost.evil.com', 'localhost.evil.com', 'evil.com', false],
		['http://127.0.0.1.evil.com', '127.0.0.1.evil.com', '127.0.0.1.evil.com', 'evil.com', false],
	])('%s', (address, host, hostname, site, secure) => {
		expect(placeOf(address)).toEqual({
			host,
			hostname,
			site,
			secure,
			scheme: address.startsWith('https') ? 'https:' : 'http:',
		});
	});

	test.each([
		'null',
		'',
		'bank.test',
		'about:blank',
		'about:srcdoc',
		'data:text/html,x',
		'blob:https://bank.test/1',
		'file:///etc/passwd',
		'chrome-extension://abc/x.html',
		'moz-extension://abc/x.html',
		'ftp://bank.test',
		'ws://bank.test',
		'javascript:alert(1)//https://bank.test',
		'https://',
		'https://.',
		'https://bank.test../',
		'https://a..bank.test',
		'https://*.bank.test',
		'https://[::1',
	])('%j is no place', (address) => {
		expect(placeOf(address)).toBeNull();
	});
});

describe('belonging', () => {
	test.each([
		['its own host', ['bank.test'], 'https://bank.test/x', 'listed'],
		['any of its hosts', ['id.example.com', 'my.example.org'], 'https://my.example.org', 'listed'],
		['a host with its port', ['bank.test:8443'], 'https://bank.test:8443', 'listed'],
		['http says the same: secure is asked apart', ['bank.test'], 'http://bank.test', 'listed'],
		['another port (A07)', ['bank.test'], 'https://bank.test:8443', 'sibling'],
		['without its port', ['bank.test:8443'], 'https://bank.test', 'sibling'],
		['another host of the site (A05)', ['login.bank.test'], 'https://user.bank.test', 'sibling'],
		['the site itself', ['login.bank.test'], 'https://bank.test', 'sibling'],
		['a host below', ['bank.test'], 'https://a.b.bank.test', 'sibling'],
		['another port of localhost', ['localhost:3000'], 'http://localhost:4000', 'sibling'],
		['another port of an IP', ['[::1]:1'], 'http://[::1]:2', 'sibling'],
		['private suffix (A03)', ['alice.github.io'], 'https://mallory.github.io', 'foreign'],
		['two-level suffix (A04)', ['a.co.uk'], 'https://b.co.uk', 'foreign'],
		['another IP (A14)', ['10.0.0.1'], 'https://10.0.0.2', 'foreign'],
		['IPv6 neighbour', ['[2001:db8::1]'], 'https://[2001:db8::2]', 'foreign'],
		['single labels (A14)', ['intranet'], 'https://intranett', 'foreign'],
		['a name under an unlisted suffix', ['a.vpn.corp'], 'https://b.vpn.corp', 'foreign'],
		['localhosts are apart', ['a.localhost'], 'http://b.localhost', 'foreign'],
		['something else', ['bank.test'], 'https://shop.test', 'foreign'],
		['nothing listed', [], 'https://bank.test', 'foreign'],
		['ends alike (A02)', ['bank.test'], 'https://evilbank.test', 'lookalike'],
		['as a subdomain (A02)', ['bank.test'], 'https://bank.test.evil.test', 'lookalike'],
		['with a dash (A02)', ['bank.test'], 'https://bank-test.evil.test', 'lookalike'],
		['of a host below', ['login.bank.test'], 'https://login.bank.test.evil.test', 'lookalike'],
		['of the second of two', ['a.example.com', 'bank.test'], 'https://b0nk.test', 'lookalike'],
		['on any port', ['bank.test:8443'], 'https://b0nk.test:8443', 'lookalike'],
	])('%s', (_, hosts, address, expected) => {
		expect(belonging(hosts, at(address))).toBe(expected);
	});

	const label = fc.stringMatching(/^[a-z0-9]{1,12}$/);
	const suffix = fc.constantFrom('test', 'com', 'co.uk', 'github.io', 'de', 'corp', 'localhost');
	const host = fc.tuple(fc.array(label, { minLength: 1, maxLength: 3 }), suffix).map(([l, s]) => [...l, s].join('.'));

	test('property: listed is exactly the host, sibling exactly the site', () => {
		fc.assert(
			fc.property(host, host, (a, b) => {
				const to = belonging([a], at(`https://${b}`));
				expect(to === 'listed').toBe(a === b);
				expect(to === 'sibling').toBe(a !== b && at(`https://${a}`).site === at(`https://${b}`).site);
			}),
			{ numRuns: 2_000 },
		);
	});

	test('property: a host below any other domain is never this site', () => {
		fc.assert(
			fc.property(host, label, (a, evil) => {
				const place = at(`https://${a}.${evil}.evil.example`);
				expect(['lookalike', 'foreign']).toContain(belonging([a], place));
			}),
		);
	});

	test('1,000 accounts in less than 200 ms', () => {
		const place = at('https://login.somewhere-else.com');
		const cost = costOf(() => {
			for (let i = 0; i < 1_000; i++) belonging([`login.site${i}.example.com`, `www.other${i}.org`], place);
		});
		expect(cost).toBeLessThan(200);
	});
});

test.each([
	['https://login.bank.test', 'https://*.bank.test/*'],
	['https://bank.test:8443', 'https://*.bank.test/*'],
	['http://bank.test', 'https://*.bank.test/*'],
	['https://a.bank.co.uk', 'https://*.bank.co.uk/*'],
	['https://x.alice.github.io', 'https://*.alice.github.io/*'],
	['https://github.io', 'https://github.io/*'],
	['https://co.uk', 'https://co.uk/*'],
	['https://vpn.corp', 'https://vpn.corp/*'],
	['https://intranet', 'https://intranet/*'],
	['https://10.0.0.1:8443', 'https://10.0.0.1/*'],
	['http://10.0.0.1', 'https://10.0.0.1/*'],
	['http://localhost:3000', 'http://localhost/*'],
	['https://localhost', 'https://localhost/*'],
	['http://app.localhost', 'http://app.localhost/*'],
	['http://127.0.0.1:3000', 'http://127.0.0.1/*'],
	['http://[::1]:3000', 'http://[::1]/*'],
	['https://www.bücher.example', 'https://*.xn--bcher-kva.example/*'],
])('grantPattern of %s', (address, pattern) => {
	expect(grantPattern(at(address))).toBe(pattern);
});
