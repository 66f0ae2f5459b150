/** Tests of a code's bytes as text: every encoding that generators write, marked or not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decoded, isSetUpUri, type Segment } from './qr-text.ts';

const bytes = (...list: number[]) => Uint8Array.from(list);
const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const run = (list: Uint8Array, eci: number | null = null): Segment => ({ bytes: list, eci });

describe('text of a code', () => {
	test('UTF-8 without a mark, as nearly every generator writes it', () => {
		expect(decoded([run(utf8('otpauth://totp/Банк:josé?secret=A'))])).toEqual({
			text: 'otpauth://totp/Банк:josé?secret=A',
			sure: true,
		});
	});

	test('a character split between two runs', () => {
		const whole = utf8('Пример');
		expect(decoded([run(whole.slice(0, 3)), run(whole.slice(3))]).text).toBe('Пример');
	});

	test('digits and capitals between byte runs', () => {
		expect(decoded([run(utf8('é')), '123ABC', run(utf8('ß'))])).toEqual({ text: 'é123ABCß', sure: true });
	});

	test('Latin-1, marked and not', () => {
		expect(decoded([run(latin('Café:josé'), 3)])).toEqual({ text: 'Café:josé', sure: true });
		expect(decoded([run(latin('Café:josé'))])).toEqual({ text: 'Café:josé', sure: false });
		expect(decoded([run(latin('Crème brûlée, Müßiggang'))]).text).toBe('Crème brûlée, Müßiggang');
	});

	test('Shift-JIS, marked and not', () => {
		const tokyo = bytes(0x93, 0x8c, 0x8b, 0x9e);
		const test_ = bytes(0x83, 0x65, 0x83, 0x58, 0x83, 0x67);
		expect(decoded([run(tokyo, 20)])).toEqual({ text: '東京', sure: true });
		expect(decoded([run(tokyo)]).text).toBe('東京');
		expect(decoded([run(test_)]).text).toBe('テスト');
		expect(decoded([run(bytes(0xc3, 0xbd, 0xc4, 0xff, 0x41))]).sure).toBe(false);
	});

	test.each<[number, Uint8Array, string]>([
		[0, bytes(0x82, 0x41), 'éA'],
		[7, bytes(0xbf, 0xe0), 'Пр'],
		[9, bytes(0xc5), 'Ε'],
		[22, bytes(0xcf, 0xf0), 'Пр'],
		[25, bytes(0x04, 0x1f), 'П'],
		[26, utf8('한국'), '한국'],
		[28, bytes(0xa4, 0xa4), '中'],
		[29, bytes(0xd6, 0xd0), '中'],
		[30, bytes(0xc7, 0xd1), '한'],
	])('ECI %i', (eci, list, text) => {
		expect(decoded([run(list, eci)])).toEqual({ text, sure: true });
	});

	test('code page 437, its upper half whole', () => {
		const { text, sure } = decoded([
			run(
				Uint8Array.from({ length: 129 }, (_, k) => 127 + k),
				2,
			),
		]);
		expect([text.length, text.slice(0, 3), text.slice(-6), sure]).toEqual([129, '\x7fÇü', '·√ⁿ²■\u00a0', false]);
		expect(decoded([run(bytes(0x41, 0xe1, 0xb0), 2)])).toEqual({ text: 'Aß░', sure: true });
	});

	test.each<[number, number, string]>([
		[1, 0xe9, 'é'],
		[3, 0xe9, 'é'],
		[4, 0xb1, 'ą'],
		[5, 0xa1, 'Ħ'],
		[6, 0xc7, 'Į'],
		[8, 0xc7, 'ا'],
		[9, 0xe1, 'α'],
		[10, 0xe0, 'א'],
		[11, 0xf0, 'ğ'],
		[12, 0xa2, 'Ē'],
		[13, 0xa1, 'ก'],
		[15, 0xa8, 'Ø'],
		[16, 0xa1, 'Ḃ'],
		[17, 0xa4, '€'],
		[18, 0xa1, 'Ą'],
		[21, 0xb9, 'ą'],
		[23, 0x80, '€'],
		[24, 0xc7, 'ا'],
	])('ECI %i, a single byte', (eci, byte, letter) => {
		expect(decoded([run(bytes(byte), eci)])).toEqual({ text: letter, sure: true });
	});

	test.each<[number, Uint8Array, string]>([
		[31, bytes(0xd6, 0xd0), '中'],
		[32, bytes(0xd6, 0xd0), '中'],
		[33, bytes(0x1f, 0x04), 'П'],
	])('ECI %i, two bytes', (eci, list, text) => {
		expect(decoded([run(list, eci)])).toEqual({ text, sure: true });
	});

	test('runs under different marks are read apart, those under the same together', () => {
		const [a, b] = [bytes(0xe9), bytes(0xcf)];
		expect(decoded([run(a, 3), run(b, 22), run(b, 22), run(a, 3)]).text).toBe('éППé');
		expect(decoded([run(bytes(0xc3)), run(bytes(0xa9)), 'A']).text).toBe('éA');
		expect(decoded([run(bytes(0xe9)), run(utf8('é'), 26)])).toEqual({ text: 'éé', sure: false });
	});

	test('unmarked Japanese is told by double bytes or three kana in a row, not by a stray one', () => {
		const text = (...list: number[]) => decoded([run(bytes(...list))]).text;
		expect(text(0xb1, 0xb2, 0xb3)).toBe('ｱｲｳ');
		expect(text(0xa1, 0xdf, 0xa1)).toBe('｡ﾟ｡');
		expect(text(0xb1, 0xb2)).toBe('±²');
		expect(text(0xb1, 0x41, 0xb2, 0x41, 0xb3)).toBe('±A²A³');
		expect(text(0xa0, 0xa1, 0xa2)).toBe('\u00a0¡¢');
		expect(text(0x81, 0x80)).toBe('÷');
		expect(text(0x9f, 0x80)).toBe('麾');
		expect(text(0x83, 0x41, 0x83, 0x42)).toBe('アィ');
		expect(text(0x83, 0x41)).toBe('ƒA');
		expect(text(0xe9, 0x41, 0xe9, 0x42)).toBe('éAéB');
		expect(text(0x93, 0x8c, 0xe0, 0x9f)).toBe('東燹');
	});

	test('bytes that contradict their mark, or a mark nobody knows, are read as unmarked', () => {
		expect(decoded([run(utf8('日本'), 27)]).text).toBe('日本');
		expect(decoded([run(utf8('日本'), 999_999)]).text).toBe('日本');
	});

	test('control characters and nothing at all leave doubt', () => {
		expect(decoded([]).sure).toBe(false);
		expect(decoded([run(bytes(1, 2, 3))]).sure).toBe(false);
		expect(decoded([run(utf8('a\u{e000}b'))]).sure).toBe(false);
		expect(decoded([run(utf8('two\r\n\tlines'))]).sure).toBe(true);
		for (const odd of ['\ufffd', '\u0378', '\x7f', 'a\x00b']) expect(decoded([odd]).sure).toBe(false);
		expect(decoded(['']).sure).toBe(false);
	});

	test('any text as UTF-8, split anywhere (property)', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), (text, at) => {
				const whole = utf8(text);
				const cut = at % (whole.length + 1);
				expect(decoded([run(whole.slice(0, cut)), run(whole.slice(cut))]).text).toBe(text.replace(/^\ufeff/, ''));
			}),
		);
	});

	test('any bytes give some text (property)', () => {
		fc.assert(
			fc.property(fc.uint8Array(), fc.option(fc.nat(1000)), (list, eci) => {
				expect(typeof decoded([run(list, eci)]).text).toBe('string');
			}),
		);
	});

	test('codes for setting up are told by their scheme', () => {
		expect(['otpauth://a', 'OTPAUTH-migration://a', 'apple-otpauth://a'].every(isSetUpUri)).toBe(true);
		expect(['https://otpauth://', 'otpauth:a', ' otpauth://', ''].some(isSetUpUri)).toBe(false);
	});
});
