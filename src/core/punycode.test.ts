/** The only test of the punycode decoder: the sample strings of RFC 3492 section 7.1, Node's own URL parser as the other side, and broken labels. */
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePunycode } from './punycode.ts';

test.each([
	['egbpdaj6bu4bxfgehfvwxn', 'ليهمابتكلموشعربي؟'],
	['ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
	['Proprostnemluvesky-uyb24dma41a', 'Pročprostěnemluvíčesky'],
	['b1abfaaepdrnnbgefbadotcwatmq2g4l', 'почемужеонинеговорятпорусски'],
	['3B-ww4c5e180e575a65lsy2b', '3年B組金八先生'],
	['-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n', '安室奈美恵-with-SUPER-MONKEYS'],
	['Hello-Another-Way--fc4qua05auwb3674vfr0b', 'Hello-Another-Way-それぞれの場所'],
	['MajiKoi5-783gue6qz075azm5e', 'MajiでKoiする5秒前'],
	['-> $1.00 <--', '-> $1.00 <-'],
])('%s', (encoded, text) => {
	expect(decodePunycode(encoded)?.toLowerCase()).toBe(text.toLowerCase());
});

test.each(['99999999', 'bank-é', 'ab-!', 'a-', '0'])('%j is broken or empty', (encoded) => {
	const text = decodePunycode(encoded);
	expect(text === null || text === 'a').toBe(true);
});

test('property: what the URL parser encodes is decoded to the same', () => {
	const letters = fc.string({
		unit: fc.constantFrom(...'abczабвгдаяàéüß漢字κ日本語한국'.normalize('NFC')),
		minLength: 1,
		maxLength: 20,
	});
	fc.assert(
		fc.property(letters, (label) => {
			const ascii = domainToASCII(label);
			fc.pre(ascii.startsWith('xn--'));
			expect(decodePunycode(ascii.slice(4))).toBe(label.normalize('NFC'));
		}),
	);
});

test('property: any label is decoded or is none, whatever stands in it', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom(...'az059-é'), maxLength: 12 }), (label) => {
			expect(['string', 'object']).toContain(typeof decodePunycode(label));
		}),
		{ numRuns: 1000 },
	);
	// Beyond the last character there is, and never ending.
	for (const label of ['9b00h', '9'.repeat(60)]) expect(decodePunycode(label)).toBe(null);
});
