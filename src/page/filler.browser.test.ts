/** Tests of filling in a real Chromium: boxes as plain pages make them, the page's own state is the judge. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fillField } from './filler.ts';
import { held, read } from './held.ts';

const CODE = '492871';
let stage: HTMLElement;

beforeEach(() => {
	stage = document.createElement('main');
	document.body.append(stage);
});
afterEach(() => stage.remove());

function box(attributes: Record<string, string> = {}, parent: HTMLElement | ShadowRoot = stage): HTMLInputElement {
	const made = document.createElement('input');
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	parent.append(made);
	return made;
}

/** Six boxes of a page that moves the focus on by itself. */
function split(values = ''): { boxes: HTMLInputElement[]; announced: string[] } {
	const boxes = [...'123456'].map((_, i) => box({ maxlength: '1', value: values.charAt(i) }));
	const announced: string[] = [];
	for (const [i, b] of boxes.entries()) {
		b.addEventListener('input', () => {
			if (b.value !== '') boxes[i + 1]?.focus();
			if (boxes.every((x) => x.value !== '')) announced.push(boxes.map((x) => x.value).join(''));
		});
		b.addEventListener('keydown', (e) => {
			if (e.key === 'Backspace' && b.value === '') boxes[i - 1]?.focus();
		});
	}
	return { boxes, announced };
}

test.each(['text', 'tel', 'number', 'password', 'search'])('a plain input of type %s', async (type) => {
	const input = box({ type });
	const events: string[] = [];
	for (const name of ['keydown', 'beforeinput', 'input', 'keyup', 'change'])
		input.addEventListener(name, () => events.push(name));
	expect(await fillField([input], CODE)).toBe(true);
	expect(input.value).toBe(CODE);
	expect(events).toEqual(['keydown', 'beforeinput', 'input', 'keyup', 'change']);
});

test('an old code is replaced in one step', async () => {
	const input = box({ value: '111111' });
	const seen: string[] = [];
	input.addEventListener('input', () => seen.push(input.value));
	expect(await fillField([input], CODE)).toBe(true);
	expect(seen).toEqual([CODE]);
});

test('a page that groups the digits itself', async () => {
	const input = box();
	input.addEventListener('input', () => {
		input.value = input.value.replace(/\D/g, '').replace(/^(\d{3})(\d+)$/, '$1 $2');
	});
	expect(await fillField([input], CODE)).toBe(true);
	expect(input.value).toBe('492 871');
});

test('six boxes, empty: announced once', async () => {
	const { boxes, announced } = split();
	expect(await fillField(boxes, CODE)).toBe(true);
	expect(announced).toEqual([CODE]);
});

test('six boxes with an old code: no mixture is announced', async () => {
	const { boxes, announced } = split('111111');
	expect(await fillField(boxes, CODE)).toBe(true);
	expect(announced).toEqual([CODE]);
});

test('boxes that put in the sign at keydown themselves', async () => {
	const boxes = [...'123456'].map(() => box({ maxlength: '1' }));
	const announced: string[] = [];
	for (const [i, b] of boxes.entries())
		b.addEventListener('keydown', (e) => {
			if (!/^\d$/.test(e.key)) return;
			e.preventDefault();
			b.value = e.key;
			boxes[i + 1]?.focus();
			if (i === 5) announced.push(held(boxes));
		});
	expect(await fillField(boxes, CODE)).toBe(true);
	expect(announced).toEqual([CODE]);
});

test('boxes that take nothing but a paste', async () => {
	const boxes = [...'123456'].map(() => box({ maxlength: '1' }));
	for (const b of boxes) {
		b.addEventListener('beforeinput', (e) => e.preventDefault());
		b.addEventListener('paste', (e) => {
			const text = e.clipboardData?.getData('text/plain') ?? '';
			for (const [i, x] of boxes.entries()) x.value = text.charAt(i);
		});
	}
	expect(await fillField(boxes, CODE)).toBe(true);
	expect(held(boxes)).toBe(CODE);
});

test('two boxes of three', async () => {
	const boxes = [box({ maxlength: '3' }), box({ maxlength: '3' })];
	expect(await fillField(boxes, CODE)).toBe(true);
	expect(boxes.map(read)).toEqual(['492', '871']);
});

test('boxes that appear one by one', async () => {
	const grow = (): HTMLInputElement => {
		const b = box({ maxlength: '1' });
		b.addEventListener('input', () => {
			if (b.value !== '' && stage.children.length < 6) grow().focus();
		});
		return b;
	};
	const first = grow();
	expect(await fillField([first], CODE)).toBe(true);
	expect(held([...stage.children] as HTMLElement[])).toBe(CODE);
});

test('a first box that the page throws out at its first digit ends the fill, and not in an error', async () => {
	const first = box({ maxlength: '1' });
	first.addEventListener('input', () => first.remove());
	await expect(fillField([first], CODE)).resolves.toBeTypeOf('boolean');
	expect(held([...stage.children] as HTMLElement[])).toBe('');
});

test('an editable element', async () => {
	const made = document.createElement('div');
	made.contentEditable = 'true';
	stage.append(made);
	expect(await fillField([made], CODE)).toBe(true);
	expect(made.textContent).toBe(CODE);
});

test('boxes in a closed shadow root', async () => {
	const root = stage.attachShadow({ mode: 'closed' });
	const boxes = [...'123456'].map(() => box({ maxlength: '1' }, root as unknown as HTMLElement));
	expect(await fillField(boxes, CODE)).toBe(true);
	expect(held(boxes)).toBe(CODE);
});

test('a field that empties itself at the last digit was taken, and is filled once', async () => {
	const { boxes } = split();
	const taken: string[] = [];
	boxes[5]?.addEventListener('input', () => {
		taken.push(held(boxes));
		for (const b of boxes) b.value = '';
	});
	expect(await fillField(boxes, CODE)).toBe(true);
	expect(taken).toEqual([CODE]);
});

test('a form that sends itself is filled once', async () => {
	const form = document.createElement('form');
	stage.append(form);
	const input = box({}, form);
	let sent = 0;
	form.addEventListener('submit', (e) => {
		e.preventDefault();
		sent++;
		input.value = '';
	});
	input.addEventListener('input', () => {
		if (input.value.length === 6) form.requestSubmit();
	});
	expect(await fillField([input], CODE)).toBe(true);
	expect(sent).toBe(1);
});

test('no room, no fill', async () => {
	const four = [...'1234'].map(() => box({ maxlength: '1' }));
	expect(await fillField(four, CODE)).toBe(false);
	expect(await fillField([box({ maxlength: '4' })], CODE)).toBe(false);
	expect(held(four)).toBe('');
});

test('a field that keeps refusing is left as it was', async () => {
	const input = box({ value: '111111' });
	input.addEventListener('input', () => {
		input.value = '111111';
	});
	expect(await fillField([input], CODE)).toBe(false);
	expect(input.value).toBe('111111');
});

test('somebody who types elsewhere keeps the focus', async () => {
	const other = box();
	const input = box();
	const { boxes } = split();
	other.focus();
	await fillField([input], CODE);
	expect(document.activeElement).toBe(other);
	await fillField(boxes, CODE);
	expect(document.activeElement).toBe(other);
});
