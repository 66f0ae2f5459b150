/** The worker that turns pictures into QR texts, apart from the window so that it can be ended when it takes too long. */
import { type Found, type Rect, readQr } from '../core/qr.ts';
import type { Reader } from '../core/qr-readers.ts';
import { zxingWasmUrl } from '../core/qr-wasm.ts';
import { MOST_PIXELS } from './picture-size.ts';

/** One picture to read: a file's bytes, or pixels already taken from a canvas. */
export type Order = { rect: Rect | null } & ({ file: ArrayBuffer } | { pixels: ImageData });

/** What came of it; `unreadable` = the file is no picture the browser can show. */
export type Answer =
	| { what: 'read'; found: Found[]; width: number; height: number }
	| { what: 'unreadable' }
	| { what: 'too-large' };

let opened: Promise<Reader> | null = null;

/** Loads the slow reader the first time it is needed. */
function slow(): Promise<Reader> {
	opened ??= (async () => {
		const [{ openZxing }, file] = await Promise.all([import('../core/qr-zxing.ts'), fetch(zxingWasmUrl)]);
		return openZxing(await file.arrayBuffer());
	})();
	return opened;
}

async function pixelsOf(file: ArrayBuffer): Promise<ImageData | 'unreadable' | 'too-large'> {
	let bitmap: ImageBitmap;
	try {
		bitmap = await createImageBitmap(new Blob([file]), { premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
	} catch {
		return 'unreadable';
	}
	try {
		// The header was checked before; this is for formats whose header lies.
		if (bitmap.width * bitmap.height > MOST_PIXELS) return 'too-large';
		const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
		const context = canvas.getContext('2d', { willReadFrequently: true });
		if (context === null) return 'unreadable';
		context.drawImage(bitmap, 0, 0);
		return context.getImageData(0, 0, bitmap.width, bitmap.height);
	} finally {
		bitmap.close();
	}
}

async function obey(order: Order): Promise<Answer> {
	const pixels = 'file' in order ? await pixelsOf(order.file) : order.pixels;
	if (typeof pixels === 'string') return { what: pixels };
	const found = await readQr(pixels, { rect: order.rect, now: () => performance.now(), slow });
	return { what: 'read', found, width: pixels.width, height: pixels.height };
}

addEventListener('message', (event: MessageEvent<Order>) => {
	void obey(event.data).then((answer) => postMessage(answer));
});
