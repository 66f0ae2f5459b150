/** The only place that draws a QR code: for handing an account to another device. */
import encode from 'qr';

/** The rows of modules of a text's QR (error correction M), quiet zone of 2 included; true = dark. */
export function qrRows(text: string): boolean[][] {
	return encode(text, 'raw', { ecc: 'medium', border: 2 });
}
