/** The outside measure of the QR reader: defines globalThis.__decodeQr from the very modules the product uses. */
import { type Rect, readQr } from '../src/core/qr.ts';
import type { Reader } from '../src/core/qr-readers.ts';
import { zxingWasmUrl } from '../src/core/qr-wasm.ts';
import { openZxing } from '../src/core/qr-zxing.ts';

/** Where this script came from; a script injected by its content has no address. */
const own = typeof document === 'undefined' ? '' : ((document.currentScript as HTMLScriptElement | null)?.src ?? '');

/** The reader's file beside this script, else the copy that this build carries inside (a data: address). */
async function wasm(): Promise<ArrayBuffer> {
	if (/^https?:/.test(own)) {
		const answer = await fetch(new URL('zxing_reader.wasm', own)).catch(() => null);
		if (answer?.ok) return answer.arrayBuffer();
	}
	const text = atob(zxingWasmUrl.slice(zxingWasmUrl.indexOf(',') + 1));
	return Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer;
}

let opened: Promise<Reader> | null = null;

/** The texts of all codes in the pixels, codes for setting up first; `rect` = the box of the element that was pointed at. */
async function decodeQr(pixels: ImageData, rect?: Rect | [number, number, number, number] | null): Promise<string[]> {
	const box = Array.isArray(rect) ? { x: rect[0], y: rect[1], width: rect[2], height: rect[3] } : (rect ?? null);
	const found = await readQr(pixels, {
		rect: box,
		now: () => performance.now(),
		slow() {
			opened ??= wasm().then(openZxing);
			return opened;
		},
	});
	return found.map((one) => one.text);
}

Object.assign(globalThis, { __decodeQr: decodeQr });
