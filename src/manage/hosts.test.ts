/** The only test of what a person may type as a website, and of websites changed in two places. */
import { expect, test } from 'vitest';
import { hostOf, mergedHosts } from './hosts.tsx';

test.each([
	['www.example.com', 'www.example.com'],
	['  Example.COM  ', 'example.com'],
	['https://id.example.com/login?x=1#y', 'id.example.com'],
	['example.com:8443', 'example.com:8443'],
	['localhost', 'localhost'],
	['http://192.168.1.1/', '192.168.1.1'],
	['münchen.example', 'xn--mnchen-3ya.example'],
])('%s means %s', (typed, host) => {
	expect(hostOf(typed)).toBe(host);
});

test.each(['', '   ', 'example', 'two words', 'javascript:alert(1)', 'ftp://example.com', 'https://'])(
	'"%s" is no website',
	(typed) => {
		expect(hostOf(typed)).toBeNull();
	},
);

test('what is done here to the websites and what others did meanwhile both count', () => {
	const seen = ['a.test', 'b.test'];
	expect(mergedHosts(seen, seen, ['b.test', 'c.test'])).toEqual(['b.test', 'c.test']);
	expect(mergedHosts(seen, ['b.test', 'new.test'], seen)).toEqual(['b.test', 'new.test']);
	expect(mergedHosts(seen, ['b.test', 'c.test'], ['a.test', 'b.test', 'c.test'])).toEqual(['b.test', 'c.test']);
});
