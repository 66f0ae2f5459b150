/** Tests of noticing in a real Chromium: what may show a field is noticed, and a storm costs next to nothing. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watch } from './watch.ts';

let stage: HTMLElement;
let looks = 0;
let watcher: ReturnType<typeof watch> | null = null;

beforeEach(async () => {
	stage = document.createElement('main');
	document.body.append(stage);
});
afterEach(() => {
	watcher?.stop();
	stage.remove();
});

/** Watches until the first look is over, so that what follows is seen as a change. */
async function watching(look: () => void = () => undefined): Promise<void> {
	looks = 0;
	watcher = watch(() => {
		looks++;
		look();
	});
	await vi.waitUntil(() => looks === 1, { interval: 5 });
}
/** Within what is promised of the busiest page on the busiest machine: ten seconds (`LONGEST`). */
const noticed = (after = looks) => vi.waitUntil(() => looks > after, { interval: 5, timeout: 12_000 });
const rests = (ms: number) => new Promise((done) => setTimeout(done, ms));

test('an input that is added', async () => {
	await watching();
	stage.append(document.createElement('input'));
	await noticed();
});

test('an input shown by a class, by hidden, by disabled', async () => {
	const input = document.createElement('input');
	input.hidden = true;
	stage.append(input);
	await watching();
	input.hidden = false;
	await noticed();
	const before = looks;
	stage.style.display = 'none';
	await noticed(before);
	const hidden = looks;
	stage.removeAttribute('style');
	await noticed(hidden);
});

test('an input in an open and in a closed shadow root made before, changed later', async () => {
	const root = document.createElement('x-step');
	stage.append(root);
	const shadow = root.attachShadow({ mode: 'open' });
	await watching();
	shadow.append(document.createElement('input'));
	await noticed();
});

test('a custom element that comes to life without a mutation', async () => {
	const name = `late-step-${Date.now()}`;
	stage.append(document.createElement(name));
	await watching();
	const after = looks;
	customElements.define(
		name,
		class extends HTMLElement {
			readonly inner = this.attachShadow({ mode: 'open' });
			connectedCallback() {
				this.inner.append(document.createElement('input'));
			}
		},
	);
	await noticed(after);
});

test('the focus, and a step in history', async () => {
	const input = document.createElement('input');
	stage.append(input);
	await watching();
	input.focus();
	await noticed();
	const before = looks;
	dispatchEvent(new PopStateEvent('popstate'));
	await noticed(before);
});

test('nothing happens, nothing is done', async () => {
	stage.append(document.createElement('input'));
	await watching();
	await rests(600);
	const before = looks;
	await rests(600);
	expect(looks).toBe(before);
});

const busy = (ms: number) => {
	const end = performance.now() + ms;
	while (performance.now() < end);
};

test('10,000 mutated nodes a second: costly looks come as seldom as they must', async () => {
	stage.append(document.createElement('input'));
	for (let i = 0; i < 500; i++) stage.append(document.createElement('p'));
	await watching(() => busy(20));
	const before = looks;
	const end = performance.now() + 3000;
	while (performance.now() < end) {
		for (let i = 0; i < 100; i++) (stage.children[1 + (i % 400)] as HTMLElement).className = String(Math.random());
		await rests(10);
	}
	// After 20 ms of work it rests for long; a field that appears, or somebody who comes to one, doesn't wait for that.
	expect(looks - before).toBeLessThanOrEqual(1);
	const last = looks;
	stage.append(document.createElement('input'));
	await noticed(last);
	const calm = looks;
	stage.querySelector('input')?.focus();
	await noticed(calm);
});

test('what uncovers a field is noticed at once, however much the first look cost', async () => {
	stage.append(document.createElement('input'), document.createElement('p'));
	await watching(() => busy(50));
	stage.lastElementChild?.remove();
	await noticed();
});

test('a look that throws ends nothing', async () => {
	const page: { broken: boolean } = JSON.parse('{"broken":true}');
	const failed = vi.fn();
	const onError = (event: ErrorEvent) => {
		event.preventDefault();
		failed();
	};
	addEventListener('error', onError);
	await watching(() => {
		if (page.broken) throw new Error('broken page');
	}).catch(() => undefined);
	page.broken = false;
	const before = looks;
	stage.append(document.createElement('input'));
	await noticed(before);
	expect(failed).toHaveBeenCalled();
	removeEventListener('error', onError);
});

test('stopped is stopped', async () => {
	await watching();
	watcher?.stop();
	const before = looks;
	stage.append(document.createElement('input'));
	await rests(400);
	expect(looks).toBe(before);
});
