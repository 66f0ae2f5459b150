/** The only place that tells a picture's format and size from its first bytes, before anything is decoded. */

/** The largest picture that is decoded, in pixels (16 Mpx). */
export const MOST_PIXELS = 16 * 1024 * 1024;

export type Size = { width: number; height: number };

const ascii = (bytes: Uint8Array, at: number, text: string): boolean =>
	[...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** JPEG: the first frame header (SOF0 to SOF15 without DHT, JPG, DAC), ITU T.81 B.2.2. */
function jpeg(view: DataView): Size | null {
	for (let at = 2; at + 9 < view.byteLength; ) {
		if (view.getUint8(at) !== 0xff) return null;
		const marker = view.getUint8(at + 1);
		if (marker === 0xff) {
			at++;
			continue;
		}
		if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
			return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
		}
		if (marker === 0xd9 || marker === 0xda) return null;
		at += marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) ? 2 : 2 + view.getUint16(at + 2);
	}
	return null;
}

/** GIF89a: the logical screen, or the first image where that is larger (browsers grow the screen to it). */
function gif(view: DataView): Size | null {
	const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
	const flags = view.getUint8(10);
	let at = 13 + (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
	while (at + 9 < view.byteLength && view.getUint8(at) === 0x21) {
		at += 2;
		for (let length = view.getUint8(at); length > 0 && at + length + 1 < view.byteLength; length = view.getUint8(at)) {
			at += length + 1;
		}
		at++;
	}
	if (at + 9 >= view.byteLength || view.getUint8(at) !== 0x2c) return screen;
	return {
		width: Math.max(screen.width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true)),
		height: Math.max(screen.height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true)),
	};
}

/** WebP: the canvas of VP8X, else the one frame of VP8 or VP8L (RFC 9649, RFC 6386 9.1). */
function webp(bytes: Uint8Array, view: DataView): Size | null {
	if (ascii(bytes, 12, 'VP8X')) {
		return {
			width: 1 + (view.getUint32(24, true) & 0xffffff),
			height: 1 + ((view.getUint32(26, true) >>> 8) & 0xffffff),
		};
	}
	if (ascii(bytes, 12, 'VP8L')) {
		const bits = view.getUint32(21, true);
		return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
	}
	if (ascii(bytes, 12, 'VP8 ')) {
		return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
	}
	return null;
}

/** AVIF: the largest image spatial extents property in the file's meta box (ISO/IEC 23008-12 6.5.3). */
function avif(bytes: Uint8Array, view: DataView): Size | null {
	let size: Size | null = null;
	for (let at = 12; at + 16 <= bytes.length && at < 65_536; at++) {
		if (!ascii(bytes, at, 'ispe')) continue;
		const width = view.getUint32(at + 8);
		const height = view.getUint32(at + 12);
		if (size === null || width * height > size.width * size.height) size = { width, height };
	}
	return size;
}

/** Icons: the largest entry; a stored 0 means 256. */
function icon(view: DataView): Size | null {
	const count = view.getUint16(4, true);
	const size = { width: 0, height: 0 };
	for (let i = 0; i < count && 6 + 16 * i + 16 <= view.byteLength; i++) {
		size.width = Math.max(size.width, view.getUint8(6 + 16 * i) || 256);
		size.height = Math.max(size.height, view.getUint8(7 + 16 * i) || 256);
	}
	return count > 0 ? size : null;
}

/** Width and height in pixels as the file's header says, 'svg' for a drawing without pixels, or null for anything that is no known picture. */
export function pictureSize(bytes: Uint8Array): Size | 'svg' | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		if (ascii(bytes, 0, '\x89PNG\r\n\x1a\n')) return { width: view.getUint32(16), height: view.getUint32(20) };
		if (view.getUint16(0) === 0xffd8) return jpeg(view);
		if (ascii(bytes, 0, 'GIF8')) return gif(view);
		if (ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WEBP')) return webp(bytes, view);
		if (ascii(bytes, 4, 'ftypavi')) return avif(bytes, view);
		if (ascii(bytes, 0, 'BM')) {
			return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
		}
		if (view.getUint32(0) === 0x100) return icon(view);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
	const start = new TextDecoder().decode(bytes.subarray(0, 4096));
	return /^\s*(<\?xml|<!--|<!DOCTYPE svg|<svg[\s>])/i.test(start) && start.includes('<svg') ? 'svg' : null;
}
