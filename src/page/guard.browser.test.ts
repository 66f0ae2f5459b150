/** The judge of clicks, in a real browser: seen, unmoved and on top for half a second, and off after five no. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Guard } from './guard.ts';

let tests = 0;
let host: HTMLElement;
let guard: Guard;
let isOff: () => boolean;

/** Judges a new list of ours, in a document where nothing was refused yet: that is remembered for a whole document. */
async function judge(where: Node = document.body): Promise<void> {
	host = document.createElement('div');
	host.popover = 'manual';
	host.style.cssText = 'position:fixed;inset:auto;left:40px;top:40px;width:300px;height:120px;margin:0;border:0';
	where.appendChild(host);
	host.showPopover();
	const fresh: typeof import('./guard.ts') = await import(/* @vite-ignore */ `./guard.ts?test=${tests++}`);
	isOff = fresh.isOff;
	guard = new fresh.Guard(host);
}
function away(): void {
	guard.stop();
	host.remove();
}
beforeEach(() => judge());
afterEach(away);

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

describe('where the browser itself does not tell what is seen (Firefox)', () => {
	const { prototype } = IntersectionObserverEntry;
	const told = Object.getOwnPropertyDescriptor(prototype, 'isVisible') as PropertyDescriptor;
	let component: HTMLElement;
	beforeEach(async () => {
		away();
		Reflect.deleteProperty(prototype, 'isVisible');
		component = document.createElement('div');
		document.body.append(component);
		await judge();
	});
	afterEach(() => {
		Object.defineProperty(prototype, 'isVisible', told);
		component.remove();
	});

	/** A layer of no size of its own that lets the pointer through, not open yet. */
	function layer(root: ShadowRoot): HTMLElement {
		const made = root.appendChild(document.createElement('p'));
		made.popover = 'manual';
		made.style.cssText = 'inset:0 auto auto 0;width:0;overflow:visible;pointer-events:none';
		made.textContent = 'A game';
		return made;
	}

	test('a component that shows nothing over it: yes', async () => {
		layer(component.attachShadow({ mode: 'open' }));
		await steady();
		expect(guard.allows()).toBe(true);
	});

	test('a layer of a component over it that lets the pointer through: no', async () => {
		const outer = component.attachShadow({ mode: 'open' });
		const inner = outer.appendChild(document.createElement('p')).attachShadow({ mode: 'open' });
		layer(inner).showPopover();
		await steady();
		expect(guard.allows()).toBe(false);
	});

	test('a modal dialog of a component around it: yes, until it is opened anew', async () => {
		const outer = component.attachShadow({ mode: 'open' });
		const dialog = outer.appendChild(document.createElement('dialog'));
		const around = dialog.appendChild(document.createElement('p')).attachShadow({ mode: 'open' });
		dialog.showModal();
		dialog.style.pointerEvents = 'none';
		away();
		await judge(around);
		host.style.pointerEvents = 'auto';
		await steady();
		expect(guard.allows()).toBe(true);
		// Over it from now on.
		dialog.close();
		dialog.showModal();
		await Promise.resolve();
		expect(guard.allows()).toBe(false);
	});
});
