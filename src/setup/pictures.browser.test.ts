/** Tests of the picture reader in a real browser: formats, alpha, drawings, bombs and what is refused. */
import encodeQR from 'qr';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Refusal } from '../core/refusal.ts';
import type { Picture } from '../protocol/panel.ts';
import { readFile, readPicture, readStream } from './pictures.ts';

const URI = 'otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example';

function canvasOf(text: string, px: number, dark = '#000', light: string | null = '#fff'): OffscreenCanvas {
	const modules = encodeQR(text, 'raw', { border: 4 });
	const canvas = new OffscreenCanvas(modules.length * px, modules.length * px);
	const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
	if (light !== null) {
		context.fillStyle = light;
		context.fillRect(0, 0, canvas.width, canvas.height);
	}
	context.fillStyle = dark;
	modules.forEach((row, y) => {
		row.forEach((on, x) => {
			if (on) context.fillRect(x * px, y * px, px, px);
		});
	});
	return canvas;
}

function dataUrl(bytes: Uint8Array | string, type: string): Picture {
	const text = typeof bytes === 'string' ? bytes : String.fromCharCode(...bytes);
	return { from: 'element', url: `data:${type};base64,${btoa(text)}` };
}

const reasonOf = (reading: Promise<unknown>): Promise<string> =>
	reading.then(
		() => 'read',
		(error: unknown) => (error instanceof Refusal ? error.reason : String(error)),
	);

/** A PNG that claims a size and holds almost nothing. */
function claimingPng(width: number, height: number): Uint8Array {
	const bytes = new Uint8Array(64);
	bytes.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
	const view = new DataView(bytes.buffer);
	view.setUint32(16, width);
	view.setUint32(20, height);
	bytes.set([8, 6, 0, 0, 0], 24);
	return bytes;
}

describe('reads', () => {
	test.each(['image/png', 'image/jpeg', 'image/webp'])('%s', async (type) => {
		const file = await canvasOf(URI, 4).convertToBlob({ type });
		const reading = await readFile(file);
		expect(reading.texts).toEqual([URI]);
		expect(reading.width).toBe(reading.height);
		expect(reading.found[0]?.corners).toHaveLength(4);
		expect(reading.dateHeader).toBeNull();
	});

	test('light modules on nothing, as pages in dark mode show them', async () => {
		const file = await canvasOf(URI, 4, '#fff', null).convertToBlob();
		expect((await readFile(file)).texts).toEqual([URI]);
	});

	test('the code inside the box first', async () => {
		const canvas = new OffscreenCanvas(900, 400);
		const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
		context.fillStyle = '#fff';
		context.fillRect(0, 0, 900, 400);
		context.drawImage(canvasOf(`${URI}&a=1`, 6), 20, 20);
		context.drawImage(canvasOf(`${URI}&a=2`, 6), 480, 20);
		const blob = await canvas.convertToBlob();
		const url = await new Promise<string>((resolve) => {
			const reader = new FileReader();
			reader.onload = () => resolve(String(reader.result));
			reader.readAsDataURL(blob);
		});
		const side = canvasOf(`${URI}&a=2`, 6).width;
		const rect = { x: 480, y: 20, width: side, height: side };
		expect((await readPicture({ from: 'screenshot', url, rect })).texts).toEqual([`${URI}&a=2`]);
		const both = (await readPicture({ from: 'screenshot', url, rect: null })).texts;
		expect(new Set(both)).toEqual(new Set([`${URI}&a=1`, `${URI}&a=2`]));
	});

	test('an SVG, without running what is in it (D07)', async () => {
		const modules = encodeQR(URI, 'raw', { border: 4 });
		const path = modules.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('');
		const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${modules.length} ${modules.length}">
			<script>globalThis.ran = true; parent.ran = true;</script><rect width="100%" height="100%" fill="#fff"/>
			<foreignObject width="1" height="1"><body xmlns="http://www.w3.org/1999/xhtml" onload="parent.ran=true">x</body></foreignObject>
			<image href="https://tracker.test/pixel.png" width="1" height="1"/><path d="${path}"/></svg>`;
		expect((await readPicture(dataUrl(svg, 'image/svg+xml'))).texts).toEqual([URI]);
		expect(globalThis).not.toHaveProperty('ran');
	});

	test('a video frame', async () => {
		const canvas = document.createElement('canvas');
		const code = canvasOf(URI, 4);
		canvas.width = code.width;
		canvas.height = code.height;
		const context = canvas.getContext('2d') as CanvasRenderingContext2D;
		const paint = setInterval(() => context.drawImage(code, 0, 0), 50);
		const video = document.createElement('video');
		video.muted = true;
		video.srcObject = canvas.captureStream();
		document.body.append(video);
		await video.play();
		try {
			expect((await readStream(video, AbortSignal.timeout(10_000))).texts).toEqual([URI]);
		} finally {
			clearInterval(paint);
			video.remove();
		}
	});
});

describe('refuses (D06)', () => {
	test.each([
		['10000 x 10000', claimingPng(10_000, 10_000)],
		['30000 x 30000', claimingPng(30_000, 30_000)],
		['nothing times nothing below the claim', claimingPng(0xffffffff, 0xffffffff)],
	])('a PNG of %s', async (_, bytes) => {
		const start = performance.now();
		expect(await reasonOf(readPicture(dataUrl(bytes, 'image/png')))).toBe('picture-too-large');
		expect(performance.now() - start).toBeLessThan(3000);
	});

	test('a GIF that claims 65535 x 65535, on its screen or in its first image', async () => {
		const screen = Uint8Array.of(0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 255, 255, 255, 255, 0, 0, 0, 0x3b);
		expect(await reasonOf(readPicture(dataUrl(screen, 'image/gif')))).toBe('picture-too-large');
		const image = Uint8Array.of(
			...[0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 8, 0, 8, 0, 0, 0, 0],
			...[0x2c, 0, 0, 0, 0, 255, 255, 255, 255, 0, 2, 0, 0x3b],
		);
		expect(await reasonOf(readPicture(dataUrl(image, 'image/gif')))).toBe('picture-too-large');
	});

	test('a truncated file, and still reads the next one', async () => {
		const whole = new Uint8Array(await (await canvasOf(URI, 4).convertToBlob()).arrayBuffer());
		expect(await reasonOf(readFile(new Blob([whole.slice(0, 60)])))).toBe('picture-unreadable');
		expect((await readFile(new Blob([whole]))).texts).toEqual([URI]);
	});

	test('text, an empty file, an address of another kind', async () => {
		expect(await reasonOf(readFile(new Blob(['hello'])))).toBe('picture-unreadable');
		expect(await reasonOf(readFile(new Blob([])))).toBe('picture-unreadable');
		for (const url of ['file:///etc/passwd', 'blob:https://a.test/1', 'javascript:alert(1)', 'chrome://version', '']) {
			expect(await reasonOf(readPicture({ from: 'address', url }))).toBe('picture-unreadable');
		}
	});

	describe('an address that', () => {
		afterEach(() => vi.unstubAllGlobals());
		const answers = (body: ReadableStream<Uint8Array>, init?: ResponseInit) => {
			const asked = vi.fn((_address: string, wishes: RequestInit) => {
				wishes.signal?.addEventListener('abort', () => void body.cancel().catch(() => {}));
				return Promise.resolve(new Response(body, init));
			});
			vi.stubGlobal('fetch', asked);
			return asked;
		};
		const address: Picture = { from: 'address', url: 'https://a.test/qr.png' };

		test('never stops sending is cut off at 10 MB', async () => {
			let sent = 0;
			const body = new ReadableStream<Uint8Array>({
				pull(to) {
					sent += 1_000_000;
					to.enqueue(new Uint8Array(1_000_000));
				},
			});
			answers(body);
			expect(await reasonOf(readPicture(address))).toBe('picture-too-large');
			expect(sent).toBeLessThan(15_000_000);
		});

		test('says it sends 1 GB is not even begun', async () => {
			const body = new ReadableStream<Uint8Array>();
			answers(body, { headers: { 'content-length': '1073741824' } });
			const start = performance.now();
			expect(await reasonOf(readPicture(address))).toBe('picture-too-large');
			expect(performance.now() - start).toBeLessThan(1000);
		});

		test('wants a password is unreadable, and gets no cookie and no referrer (D08)', async () => {
			const asked = answers(new ReadableStream<Uint8Array>(), { status: 401 });
			expect(await reasonOf(readPicture(address))).toBe('picture-unreadable');
			expect(asked.mock.calls[0]?.[1]).toMatchObject({
				credentials: 'omit',
				referrerPolicy: 'no-referrer',
				cache: 'no-store',
			});
		});

		test('gives the date of a fresh answer, none of one out of a cache', async () => {
			const file = await canvasOf(URI, 4).convertToBlob();
			const date = 'Sat, 21 Nov 2026 22:00:00 GMT';
			answers(file.stream(), { headers: { date } });
			const reading = await readPicture(address);
			expect([reading.dateHeader, reading.texts]).toEqual([date, [URI]]);
			expect(reading.answeredAt).toBeGreaterThanOrEqual(reading.askedAt as number);
			answers(file.stream(), { headers: { date, age: '60' } });
			expect((await readPicture(address)).dateHeader).toBeNull();
		});
	});

	test('an SVG that grows by entities', async () => {
		const bomb =
			'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>';
		expect(await reasonOf(readPicture(dataUrl(bomb, 'image/svg+xml')))).toBe('picture-unreadable');
	});

	test('a picture without a code', async () => {
		const blank = new OffscreenCanvas(200, 200);
		blank.getContext('2d')?.fillRect(0, 0, 100, 100);
		expect(await reasonOf(readFile(await blank.convertToBlob()))).toBe('no-qr');
	});

	test('going on after the person closed the window', async () => {
		const file = await canvasOf(URI, 4).convertToBlob();
		expect(await reasonOf(readFile(file, AbortSignal.abort(new Error('closed'))))).toBe('Error: closed');
		expect((await readFile(file)).texts).toEqual([URI]);
	});
});
