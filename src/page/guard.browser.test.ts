/** The judge of clicks, in a real browser: seen, unmoved and on top for half a second, and off after five no. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Guard } from './guard.ts';

let tests = 0;
let host: HTMLElement;
let guard: Guard;
let isOff: () => boolean;

beforeEach(async () => {
	host = document.createElement('div');
	host.popover = 'manual';
	host.style.cssText = 'position:fixed;inset:auto;left:40px;top:40px;width:300px;height:120px;margin:0;border:0';
	document.body.append(host);
	host.showPopover();
	// What was refused is remembered for a whole document.
	const fresh: typeof import('./guard.ts') = await import(/* @vite-ignore */ `./guard.ts?test=${tests++}`);
	isOff = fresh.isOff;
	guard = new fresh.Guard(host);
});
afterEach(() => {
	guard.stop();
	host.remove();
});

/** Time is what is judged here. */
const steady = () => new Promise((done) => setTimeout(done, 900));

test('not at once, but after half a second', async () => {
	expect(guard.allows()).toBe(false);
	await steady();
	expect(guard.allows()).toBe(true);
});

test.each<[string, () => void]>([
	['moved', () => host.style.setProperty('left', '60px')],
	['made larger', () => host.style.setProperty('width', '320px')],
	['faded', () => host.style.setProperty('opacity', '0.9')],
	['out of the window', () => host.style.setProperty('left', '-200px')],
	['hidden', () => host.hidePopover()],
])('%s a moment before: no', async (_, trick) => {
	await steady();
	trick();
	expect(guard.allows()).toBe(false);
	expect(isOff()).toBe(false);
});

test('after five within five seconds it is off for good', async () => {
	for (let i = 0; i < 5; i++) guard.allows();
	expect(isOff()).toBe(true);
	await steady();
	expect(guard.allows()).toBe(false);
});
