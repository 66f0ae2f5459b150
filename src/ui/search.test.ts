/** The only test of the order of account lists and of search. */
import { expect, test } from 'vitest';
import { byName, found, grouped, type Listed } from './search.ts';

const account = (issuer: string, label = '', hosts: string[] = [], belongs: Listed['belongs'] = 'foreign') => ({
	issuer,
	label,
	hosts,
	belongs,
});
const names = (accounts: Listed[]) => accounts.map((a) => a.issuer || a.label || a.hosts[0]);

test('by name: case and accents apart, numbers as numbers, nameless by label or host', () => {
	const all = [
		account('bank 10'),
		account('Zoo'),
		account('Bank 2'),
		account('', 'École'),
		account('', '', ['dock.test']),
	];
	expect(names(byName(all))).toEqual(['Bank 2', 'bank 10', 'dock.test', 'École', 'Zoo']);
});

test("the page's own come first, its own host before its other hosts; an imitation is not its own", () => {
	const all = [
		account('C', '', [], 'lookalike'),
		account('B', '', [], 'sibling'),
		account('Z', '', [], 'listed'),
		account('A', '', [], 'foreign'),
	];
	const { here, rest } = grouped(all);
	expect(names(here)).toEqual(['Z', 'B']);
	expect(names(rest)).toEqual(['A', 'C']);
});

test('search: beginning of the issuer before a word in it, before label, host and anywhere', () => {
	const all = [
		account('Anvil', 'x', ['shop.bank.test']),
		account('Embankment'),
		account('Cash', 'banker'),
		account('Bank'),
		account('My Bank'),
		account('Other'),
	];
	expect(names(found(all, 'bank'))).toEqual(['Bank', 'My Bank', 'Cash', 'Anvil', 'Embankment']);
});

test('search: every word must be there, accents need not', () => {
	const all = [account('Règistre', 'alex'), account('Registre', 'kim')];
	expect(names(found(all, 'regis alex'))).toEqual(['Règistre']);
	expect(found(all, 'regis nobody')).toEqual([]);
	expect(found(all, '   ')).toHaveLength(2);
});

test('search: as good a match of this page comes first', () => {
	const all = [account('Bank A', '', ['a.test']), account('Bank B', '', ['b.test'], 'listed')];
	expect(names(found(all, 'bank'))).toEqual(['Bank B', 'Bank A']);
});

test('search over 1,000 accounts takes well under 50 ms', () => {
	const all = Array.from({ length: 1000 }, (_, i) => account(`Service ${i}`, `user${i}@example.com`, [`s${i}.test`]));
	const times = Array.from({ length: 5 }, () => {
		const from = performance.now();
		expect(found(all, 'service 99')).toHaveLength(19);
		return performance.now() - from;
	});
	// The quickest of five: what the work costs, not what else the machine does.
	expect(Math.min(...times)).toBeLessThan(50);
});
