/** Proves what a picture may tell about the clock: this window's codes alone, within reason, until the person agrees. */
import encodeQR from 'qr';
import { afterEach, expect, test, vi } from 'vitest';
import type { Job } from '../protocol/panel.ts';
import { keepDrift, readJob } from './reading.ts';
import { drift, learntDrift, stage } from './stage.ts';

const HOUR = 3600_000;
const URI = 'otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example';

afterEach(() => {
	vi.unstubAllGlobals();
	drift.value = 0;
	learntDrift.value = null;
});

/** Reads a picture of this text whose server says so much time (ms) less than this machine. Gives what the background was asked. */
async function read(text: string, ahead: number): Promise<{ ask: string; what: unknown }[]> {
	const bytes = encodeQR(text, 'gif', { scale: 4 }) as Uint8Array<ArrayBuffer>;
	const date = new Date(Date.now() - ahead).toUTCString();
	vi.stubGlobal('fetch', async () => new Response(bytes, { headers: { 'content-type': 'image/gif', date } }));
	const asked: { ask: string; what: unknown }[] = [];
	const sendMessage = async (message: (typeof asked)[number]) => {
		asked.push(message);
		return { ok: true, answer: null };
	};
	vi.stubGlobal('browser', { runtime: { sendMessage } });
	const job: Job = {
		here: null,
		pictures: [{ from: 'address', url: 'https://evil.test/qr.gif' }],
		texts: [],
		keys: [],
	};
	await readJob(job, AbortSignal.timeout(10_000));
	return asked;
}

test('a picture that says the clock is ahead corrects this window; everything else follows when the person agrees', async () => {
	const asked = await read(URI, 2 * HOUR);
	expect(stage.value.at).toBe('confirm');
	expect(Math.abs(drift.value - 2 * HOUR)).toBeLessThan(2_000);
	expect([learntDrift.value?.kept, asked]).toEqual([false, []]);
	await keepDrift();
	expect(asked).toMatchObject([{ ask: 'panel.changeSettings', what: { patch: { drift: drift.value } } }]);
	expect(learntDrift.value).toEqual({ off: drift.value, kept: true });
});

test.each([
	['a time that no clock is off by', URI, 25 * HOUR],
	['the same, the other way', URI, -25 * HOUR],
	['a picture that sets nothing up', 'https://evil.test/', 2 * HOUR],
])('%s tells nothing', async (_, text, ahead) => {
	expect(await read(text, ahead)).toEqual([]);
	expect([drift.value, learntDrift.value]).toEqual([0, null]);
});
