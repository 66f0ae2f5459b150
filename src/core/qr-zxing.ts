/** The only place that calls the slow QR reader, ZXing-C++ as a WebAssembly file of ours; load it only when all else failed. */
import { prepareZXingModule, type ZXingReaderModule, type ZXingReadResult } from 'zxing-wasm/reader';
import type { Grey } from './qr-pixels.ts';
import { type Found, place, type Reader } from './qr-readers.ts';
import { decoded } from './qr-text.ts';

/** What every Emscripten module has and the package's own type leaves to types that are not installed. */
interface Memory {
	_malloc(bytes: number): number;
	_free(at: number): void;
	readonly HEAPU8: Uint8Array;
}

/** ZXing's numbers for its binarizers: a threshold per neighbourhood, or one for all. */
const LOCAL = 0;
const GLOBAL = 1;

/** More codes than any page shows at once. */
const MOST = 16;

const OPTIONS = {
	formats: 'QRCodeModel2',
	// Both are for bar codes: a QR code is found at any angle without.
	tryHarder: false,
	tryRotate: false,
	tryInvert: true,
	tryDownscale: true,
	tryDenoise: false,
	isPure: false,
	downscaleFactor: 3,
	downscaleThreshold: 500,
	minLineCount: 2,
	maxNumberOfSymbols: MOST,
	validateOptionalChecksum: false,
	returnErrors: false,
	eanAddOnSymbol: 0,
	textMode: 0,
	characterSet: 0,
	tryCode39ExtendedMode: false,
};

/** The slow reader from the bytes of its WebAssembly file (`zxing_reader.wasm`); nothing is fetched. */
export async function openZxing(wasmBinary: ArrayBuffer): Promise<Reader> {
	const zxing = (await prepareZXingModule({
		overrides: { wasmBinary, locateFile: () => '' },
		fireImmediately: true,
	})) as ZXingReaderModule & Memory;
	const look = (grey: Grey, binarizer: number): Found[] => {
		const at = zxing._malloc(grey.luma.length);
		if (at === 0) return [];
		try {
			zxing.HEAPU8.set(grey.luma, at);
			const results = zxing.readBarcodesFromPixmap(at, grey.width, grey.height, { ...OPTIONS, binarizer });
			return Array.from({ length: results.size() }, (_, i) => {
				const result = results.get(i) as ZXingReadResult;
				const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
				const own = decoded([{ bytes: result.bytes, eci: null }]);
				const reading = result.hasECI ? { text: result.text, sure: true } : own;
				return { ...reading, corners: place(grey, [topLeft, topRight, bottomRight, bottomLeft]) };
			});
		} finally {
			zxing._free(at);
		}
	};
	return (grey) => {
		const found = look(grey, LOCAL);
		return found.length > 0 ? found : look(grey, GLOBAL);
	};
}
