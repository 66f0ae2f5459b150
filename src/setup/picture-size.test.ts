/** Tests of telling a picture's size from its first bytes: every format, and every one cut short anywhere. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pictureSize } from './picture-size.ts';

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const be32 = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const le16 = (n: number) => [n & 255, n >>> 8];
const le32 = (n: number) => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24];

const PNG = [0x89, ...ascii('PNG\r\n\x1a\n'), ...be32(13), ...ascii('IHDR'), ...be32(640), ...be32(480), 8, 6, 0, 0, 0];
const JPEG = [
	...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc4, 0, 3, 0],
	...[0xff, 0xff, 0xc2, 0, 11, 8, 480 >> 8, 480 & 255, 640 >> 8, 640 & 255, 1, 1, 17, 0],
];
const GIF = [
	...ascii('GIF89a'),
	...le16(640),
	...le16(480),
	...[0x80, 0, 0, 0, 0, 0, 255, 255, 255],
	...[0x21, 0xf9, 4, 0, 0, 0, 0, 0],
	...[0x2c, ...le16(0), ...le16(0), ...le16(10), ...le16(10), 0],
];
const VP8X = [...ascii('RIFF'), ...le32(100), ...ascii('WEBPVP8X'), ...le32(10), 0, 0, 0, 0, 127, 2, 0, 223, 1, 0];
const VP8L = [
	...ascii('RIFF'),
	...le32(100),
	...ascii('WEBPVP8L'),
	...le32(10),
	0x2f,
	...le32(639 | (479 << 14)),
	0,
	0,
];
const VP8 = [
	...ascii('RIFF'),
	...le32(100),
	...ascii('WEBPVP8 '),
	...le32(10),
	0,
	0,
	0,
	0x9d,
	1,
	0x2a,
	...le16(640),
	...le16(480),
];
const BMP = [...ascii('BM'), ...new Array<number>(12).fill(0), ...le32(40), ...le32(640), ...le32(-480 >>> 0), 1, 0];
const AVIF = [
	...be32(20),
	...ascii('ftypavif'),
	...be32(0),
	...be32(20),
	...ascii('ispe'),
	...be32(0),
	...be32(640),
	...be32(480),
	0,
	0,
	0,
	0,
];
const ALL = { PNG, JPEG, GIF, VP8X, VP8L, VP8, BMP, AVIF };

describe('picture size', () => {
	test.each(Object.entries(ALL))('%s', (_, bytes) => {
		expect(pictureSize(Uint8Array.from(bytes))).toEqual({ width: 640, height: 480 });
	});

	test('a GIF whose first image is larger than its screen counts as large as that', () => {
		const bytes = [...GIF];
		bytes.splice(bytes.length - 5, 4, ...le16(9000), ...le16(9001));
		expect(pictureSize(Uint8Array.from(bytes))).toEqual({ width: 9000, height: 9001 });
	});

	test('an icon: the largest entry', () => {
		const entry = (w: number, h: number) => [w, h, ...new Array<number>(14).fill(0)];
		expect(pictureSize(Uint8Array.from([0, 0, 1, 0, 2, 0, ...entry(16, 16), ...entry(0, 0)]))).toEqual({
			width: 256,
			height: 256,
		});
	});

	test.each(['<svg xmlns="x">', '\ufeff<?xml version="1.0"?>\n<svg>', '<!-- made --><svg width="1">'])(
		'a drawing: %s',
		(text) => {
			expect(pictureSize(new TextEncoder().encode(text))).toBe('svg');
		},
	);

	test.each(['', 'hello', '<html><svg></svg></html>', '%PDF-1.7', '<?xml version="1.0"?><html/>'])(
		'no picture: %s',
		(text) => {
			expect(pictureSize(new TextEncoder().encode(text))).toBeNull();
		},
	);

	test('cut short anywhere or with any byte changed, it never throws (property)', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...Object.values(ALL)),
				fc.nat(),
				fc.nat(),
				fc.nat(255),
				(bytes, length, at, value) => {
					const cut = Uint8Array.from(bytes.slice(0, length % (bytes.length + 1)));
					if (cut.length > 0) cut[at % cut.length] = value;
					const size = pictureSize(cut);
					expect(size === null || size === 'svg' || (size.width >= 0 && size.height >= 0)).toBe(true);
				},
			),
			{ numRuns: 2000 },
		);
	});
});
