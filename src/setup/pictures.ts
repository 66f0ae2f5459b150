/** The only place that gets hold of a picture's pixels, wherever they are, and has them read for QR codes within fixed bounds. */
import type { Found, Rect } from '../core/qr.ts';
import { Refusal } from '../core/refusal.ts';
import type { Picture } from '../protocol/panel.ts';
import { startWorker } from '../ui/trusted.ts';
import { MOST_PIXELS, pictureSize } from './picture-size.ts';
import type { Answer, Order } from './reader.worker.ts';
import workerUrl from './reader.worker.ts?worker&url';

/** Bytes taken from an address; files and screenshots of the person's own may be larger. */
const MOST_FETCHED = 10 * 1024 * 1024;
const MOST_OWN = 48 * 1024 * 1024;
const MOST_SVG = 4 * 1024 * 1024;
/** Milliseconds an address has to answer in full, and the worker has to read one picture. */
const FETCH_TIME = 3000;
const READ_TIME = 3000;

export interface PictureReading {
	/** What the codes say, the likeliest first. */
	texts: string[];
	/** The same codes with their corners, in the picture's pixels. */
	found: Found[];
	width: number;
	height: number;
	/** The `Date` header of the picture's own fresh answer, or null; asked and answered in ms of the machine's clock. */
	dateHeader: string | null;
	askedAt: number | null;
	answeredAt: number | null;
}

type Fetched = { bytes: Uint8Array<ArrayBuffer> } & Pick<PictureReading, 'dateHeader' | 'askedAt' | 'answeredAt'>;

/**
 * Reads a picture. Refuses: picture-unreadable (no access, no picture), picture-too-large (10 MB, 16 Mpx), reading-timed-out
 * (3 s to fetch, 3 s to read), no-qr. Nothing that identifies the person goes along: no cookies, no referrer, no cache.
 */
export async function readPicture(picture: Picture, signal?: AbortSignal): Promise<PictureReading> {
	const fetched = await bytesAt(picture.url, signal);
	const rect = picture.from === 'screenshot' ? picture.rect : null;
	return { ...(await readBytes(fetched.bytes, rect, signal)), ...timesOf(fetched) };
}

/** Reads an image file that was picked, dropped or pasted. Refuses like readPicture. */
export async function readFile(file: Blob, signal?: AbortSignal): Promise<PictureReading> {
	if (file.size > MOST_OWN) throw new Refusal('picture-too-large');
	return readBytes(new Uint8Array(await file.arrayBuffer()), null, signal);
}

/**
 * Reads what a playing video shows (camera, shared screen) frame by frame until a code is in it. Ends with the signal's reason
 * at the first frame after that is aborted, if one comes; a frame without a code is no failure.
 */
export async function readStream(video: HTMLVideoElement, signal: AbortSignal): Promise<PictureReading> {
	for (;;) {
		await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
		signal.throwIfAborted();
		const pixels = pixelsOf(video, video.videoWidth, video.videoHeight);
		try {
			return await read({ pixels, rect: null }, signal);
		} catch (error) {
			if (!(error instanceof Refusal) || error.reason !== 'no-qr') throw error;
		}
	}
}

const timesOf = ({ dateHeader, askedAt, answeredAt }: Fetched) => ({ dateHeader, askedAt, answeredAt });

/** The bytes behind an http(s): or data: address, cut off beyond the cap and after the time. */
async function bytesAt(address: string, signal: AbortSignal | undefined): Promise<Fetched> {
	const own = address.startsWith('data:');
	if (!own && !/^https?:/i.test(address)) throw new Refusal('picture-unreadable');
	const most = own ? MOST_OWN : MOST_FETCHED;
	const limit = AbortSignal.timeout(FETCH_TIME);
	try {
		const askedAt = Date.now();
		const response = await fetch(address, {
			credentials: 'omit',
			cache: 'no-store',
			referrerPolicy: 'no-referrer',
			signal: signal ? AbortSignal.any([signal, limit]) : limit,
		});
		const answeredAt = Date.now();
		if (!response.ok || response.body === null) throw new Refusal('picture-unreadable');
		if (Number(response.headers.get('content-length') ?? 0) > most) throw new Refusal('picture-too-large');
		const chunks: Uint8Array<ArrayBuffer>[] = [];
		let size = 0;
		for await (const chunk of response.body as ReadableStream<Uint8Array<ArrayBuffer>> &
			AsyncIterable<Uint8Array<ArrayBuffer>>) {
			size += chunk.length;
			if (size > most) throw new Refusal('picture-too-large');
			chunks.push(chunk);
		}
		const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
		// An answer out of somebody's cache carries the date of when it was made.
		const fresh = !own && Number(response.headers.get('age') ?? 0) === 0;
		return { bytes, dateHeader: fresh ? response.headers.get('date') : null, askedAt, answeredAt };
	} catch (error) {
		if (error instanceof Refusal) throw error;
		signal?.throwIfAborted();
		throw new Refusal(limit.aborted ? 'reading-timed-out' : 'picture-unreadable');
	}
}

async function readBytes(
	bytes: Uint8Array<ArrayBuffer>,
	rect: Rect | null,
	signal: AbortSignal | undefined,
): Promise<PictureReading> {
	const size = pictureSize(bytes);
	if (size === null) throw new Refusal('picture-unreadable');
	if (size === 'svg') return read({ pixels: await drawn(bytes), rect }, signal);
	if (size.width * size.height > MOST_PIXELS) throw new Refusal('picture-too-large');
	return read({ file: bytes.buffer, rect }, signal);
}

/**
 * An SVG's pixels, 600 to 2,000 a side. As an image it runs no script and loads nothing; one that defines entities (which can
 * grow without bound) is refused.
 */
async function drawn(bytes: Uint8Array<ArrayBuffer>): Promise<ImageData> {
	if (bytes.length > MOST_SVG) throw new Refusal('picture-too-large');
	if (new TextDecoder().decode(bytes).includes('<!ENTITY')) throw new Refusal('picture-unreadable');
	const image = new Image();
	// A data: address: with a blob: one, Chromium keeps the pixels of some drawings (foreignObject) to itself.
	image.src = await new Promise<string>((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result));
		reader.onerror = () => reject(new Refusal('picture-unreadable'));
		reader.readAsDataURL(new Blob([bytes], { type: 'image/svg+xml' }));
	});
	try {
		await image.decode();
		const width = image.naturalWidth || 300;
		const height = image.naturalHeight || width;
		const scale = Math.min(Math.max(1, 600 / Math.min(width, height)), 2000 / Math.max(width, height));
		return pixelsOf(image, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
	} catch {
		throw new Refusal('picture-unreadable');
	}
}

function pixelsOf(source: CanvasImageSource, width: number, height: number): ImageData {
	const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
	if (context === null) throw new Refusal('picture-unreadable');
	context.drawImage(source, 0, 0, width, height);
	return context.getImageData(0, 0, width, height);
}

let worker: Worker | null = null;
/** The worker reads one picture at a time. */
let busy: Promise<unknown> = Promise.resolve();

function read(order: Order, signal: AbortSignal | undefined): Promise<PictureReading> {
	const mine = busy.then(() => readNow(order, signal));
	busy = mine.catch(() => {});
	return mine;
}

async function readNow(order: Order, signal: AbortSignal | undefined): Promise<PictureReading> {
	signal?.throwIfAborted();
	worker ??= startWorker(workerUrl);
	const reader = worker;
	const done = new AbortController();
	try {
		const answer = await new Promise<Answer>((resolve, reject) => {
			const until = { signal: done.signal };
			reader.addEventListener('message', (event: MessageEvent<Answer>) => resolve(event.data), until);
			reader.addEventListener('error', () => reject(new Refusal('picture-unreadable')), until);
			AbortSignal.timeout(READ_TIME).addEventListener('abort', () => reject(new Refusal('reading-timed-out')), until);
			signal?.addEventListener('abort', () => reject(signal.reason), until);
			reader.postMessage(order, ['file' in order ? order.file : order.pixels.data.buffer]);
		});
		if (answer.what === 'unreadable') throw new Refusal('picture-unreadable');
		if (answer.what === 'too-large') throw new Refusal('picture-too-large');
		const { found, width, height } = answer;
		if (found.length === 0) throw new Refusal('no-qr');
		return {
			texts: found.map((f) => f.text),
			found,
			width,
			height,
			dateHeader: null,
			askedAt: null,
			answeredAt: null,
		};
	} catch (error) {
		// Whatever went wrong inside, the next picture gets a fresh worker; a plain "no code" is nothing wrong.
		if (!(error instanceof Refusal) || error.reason !== 'no-qr') {
			reader.terminate();
			worker = null;
		}
		throw error;
	} finally {
		done.abort();
	}
}
