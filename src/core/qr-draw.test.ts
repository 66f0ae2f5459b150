/** Tests of the QR code that is shown to another device. */
import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { qrRows } from './qr-draw.ts';

test('a code with two light modules around, error correction M, that another reader reads', () => {
	const text = 'otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP';
	const rows = qrRows(text);
	const side = rows.length;
	expect((side - 4 - 17) % 4).toBe(0);
	rows.forEach((row, y) => {
		expect(row).toHaveLength(side);
		row.forEach((dark, x) => {
			if (Math.min(x, y, side - 1 - x, side - 1 - y) < 2) expect(dark).toBe(false);
		});
	});
	// The corner pattern begins at once within the margin; the first two format bits say M (00, masked by 10).
	expect(rows[2]?.slice(2, 10)).toEqual([true, true, true, true, true, true, true, false]);
	expect(rows[10]?.slice(2, 4)).toEqual([true, false]);
	const picture = new Uint8ClampedArray((side * 4) ** 2 * 4);
	for (let y = 0; y < side * 4; y++) {
		for (let x = 0; x < side * 4; x++) {
			const grey = rows[y >> 2]?.[x >> 2] ? 0 : 255;
			picture.set([grey, grey, grey, 255], (y * side * 4 + x) * 4);
		}
	}
	expect(jsQR(picture, side * 4, side * 4)?.data).toBe(text);
});
