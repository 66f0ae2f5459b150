/** The view of a shared screen, in a real browser: left, it lets go of the screen at once, also of one on which nothing moves. */
import { h, render } from 'preact';
import { afterEach, beforeEach, test, vi } from 'vitest';
import { Live } from './live.tsx';

const stage = document.createElement('main');
let shared: MediaStream;
let share: (stream: MediaStream) => void;

beforeEach(async () => {
	vi.stubGlobal('browser', { i18n: { getMessage: (key: string) => key } });
	document.body.append(stage);
	const canvas = document.createElement('canvas');
	canvas.getContext('2d')?.fillRect(0, 0, 9, 9);
	// No frame after the first.
	shared = canvas.captureStream(0);
	const chosen = new Promise<MediaStream>((done) => {
		share = done;
	});
	const asked = vi.spyOn(navigator.mediaDevices, 'getDisplayMedia').mockReturnValue(chosen);
	render(h(Live, { from: 'screen', onEnd: () => undefined }), stage);
	await vi.waitUntil(() => asked.mock.calls.length === 1);
});
afterEach(() => {
	stage.remove();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

const ended = () =>
	vi.waitUntil(() => shared.getTracks().every((track) => track.readyState === 'ended'), { timeout: 3000 });

test('left while it looks', async () => {
	share(shared);
	await vi.waitUntil(() => stage.querySelector('video')?.srcObject === shared);
	render(null, stage);
	await ended();
});

test('left before the person had chosen what to share', async () => {
	render(null, stage);
	share(shared);
	await ended();
});
