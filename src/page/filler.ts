/** The only place that writes a code into a page's boxes as a person would, and checks that they hold it. Its own script. */
import { bare, held, read, typable, write } from './held.ts';

const EDITABLE = 'input, textarea, [contenteditable]';

/** A moment in which the page's own tasks run; hidden tabs have their timers slowed to one a second, messages aren't. */
function task(): Promise<void> {
	return new Promise((done) => {
		if (!document.hidden) return setTimeout(done);
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			done();
		};
		port2.postMessage(0);
	});
}

/** Components put off what they tell by up to so long (ms). */
const SETTLE = 60;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** What has the focus where the box is; null for a box that the page threw out. */
const active = (box: HTMLElement) =>
	((box.getRootNode() as Document | ShadowRoot).activeElement ?? null) as HTMLElement | null;

/** Fires an event; false when the page prevented it. */
const fire = (box: HTMLElement, event: Event) => box.dispatchEvent(event);
const HOW = { bubbles: true, composed: true, cancelable: true };

const input = (type: string, inputType: string, data: string | null) =>
	new InputEvent(type, { ...HOW, inputType, data });

const key = (type: string, name: string, code: string, keyCode: number) =>
	new KeyboardEvent(type, { ...HOW, key: name, code, keyCode, which: keyCode });

/** A whole code put in at once has no key of its own: what software keyboards send. */
const someKey = (type: string) => key(type, 'Unidentified', '', 229);
const deleting = (type: string) => key(type, 'Backspace', 'Backspace', 8);
const typing = (type: string, sign: string) =>
	key(type, sign, /\d/.test(sign) ? `Digit${sign}` : `Key${sign.toUpperCase()}`, sign.toUpperCase().charCodeAt(0));

function focus(box: HTMLElement): void {
	if (active(box) === box) return;
	box.focus({ preventScroll: true });
	// A window without the focus keeps these events back, and components that follow the focus would stay behind.
	if (!document.hasFocus() && active(box) === box) {
		fire(box, new FocusEvent('focus', { composed: true }));
		fire(box, new FocusEvent('focusin', { bubbles: true, composed: true }));
	}
}

function selectAll(box: HTMLElement): void {
	if (typable(box)) box.select();
	else getSelection()?.selectAllChildren(box);
}

/** Puts text in place of what is selected, by the browser's own editing where the box has the focus, else by the setter. */
function edit(box: HTMLElement, text: string): void {
	const inputType = text === '' ? 'deleteContentBackward' : 'insertText';
	// Prevented: the component puts the sign in itself, or refuses it.
	if (!fire(box, input('beforeinput', inputType, text || null))) return;
	let heard = false;
	const hear = () => {
		heard = true;
	};
	box.addEventListener('input', hear, true);
	if (active(box) === box) document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
	box.removeEventListener('input', hear, true);
	if (heard) return;
	write(box, text);
	fire(box, input('input', inputType, text || null));
}

/** Empties boxes as by Backspace, last to first, so that no mixture of two codes is ever whole. False when the page won't have it. */
async function clear(boxes: HTMLElement[]): Promise<boolean> {
	for (const box of [...boxes].reverse()) {
		if (read(box) === '') continue;
		focus(box);
		selectAll(box);
		if (fire(box, deleting('keydown')) && read(box) !== '') {
			if (active(box) === box) selectAll(box);
			edit(box, '');
		}
		fire(active(box) ?? box, deleting('keyup'));
		await task();
		if (read(box) === '') continue;
		write(box, '');
		fire(box, input('input', 'deleteContentBackward', null));
		await task();
	}
	return held(boxes) === '';
}

/**
 * One way of filling boxes of `part` signs each. True when it came to the end and the code was seen growing, so that an empty
 * field afterwards means that the page took it; null when it stopped on the way.
 */
type Way = (boxes: HTMLElement[], code: string, part: number) => Promise<boolean | null>;

/** The whole code at once into one box. */
const whole: Way = async ([box], code) => {
	if (box === undefined) return null;
	// Not out of the hands of somebody who types elsewhere: no focus is needed here.
	if (active(box)?.matches(EDITABLE) !== true) focus(box);
	fire(box, someKey('keydown'));
	if (!typable(box)) {
		focus(box);
		selectAll(box);
		edit(box, code);
	} else if (fire(box, input('beforeinput', 'insertText', code))) {
		write(box, code);
		fire(box, input('input', 'insertText', code));
	}
	fire(box, someKey('keyup'));
	fire(box, new Event('change', HOW));
	await task();
	return false;
};

/** The box that has just been made and focused, where boxes appear one by one. */
function made(boxes: HTMLElement[]): HTMLElement | undefined {
	const last = boxes.at(-1) as HTMLElement;
	const now = active(last);
	if (now === null || boxes.includes(now) || now.localName !== last.localName || read(now) !== '') return undefined;
	boxes.push(now);
	return now;
}

/** Sign by sign, one a task, key events included, following the focus. */
const typed: Way = async (boxes, code, part) => {
	let grew = false;
	for (const [i, sign] of [...code].entries()) {
		// What a component tells a moment later of the digits before is told before the last: a whole code is announced once.
		if (i === code.length - 1) await pause(SETTLE);
		const box = boxes[Math.floor(i / part)] ?? made(boxes);
		if (box?.isConnected !== true) return null;
		focus(box);
		// A key goes where the focus is, also when the page moves it between two events.
		const here = () => {
			const now = active(box);
			return now !== null && boxes.includes(now) ? now : box;
		};
		const free = fire(here(), typing('keydown', sign)) && fire(here(), typing('keypress', sign));
		// Frameworks draw what a key did before the browser inserts; a box that holds the sign by then was served by the component.
		await null;
		if (free && !(part === 1 && read(box) === sign)) {
			const now = here();
			if (part === 1) selectAll(now);
			else if (typable(now) && now.selectionEnd !== null) now.setSelectionRange(part, part);
			edit(now, part === 1 || active(now) === now ? sign : read(now) + sign);
		}
		fire(here(), typing('keyup', sign));
		await task();
		if (i === code.length - 2) grew = held(boxes) === code.slice(0, -1);
	}
	return grew;
};

/** Whether a single box was the first of several: its component laid the code out over the boxes that follow. */
function spread(box: HTMLElement, code: string): boolean {
	const all = [...(box.getRootNode() as Document | ShadowRoot).querySelectorAll<HTMLElement>('input')];
	const from = all.indexOf(box);
	return from >= 0 && held(all.slice(from, from + code.length)) === code;
}

/** A paste, for components that listen to nothing else. */
const pasted: Way = async ([box], code) => {
	if (box === undefined) return null;
	const clipboardData = new DataTransfer();
	clipboardData.setData('text/plain', code);
	focus(box);
	fire(box, new ClipboardEvent('paste', { ...HOW, clipboardData }));
	await task();
	await task();
	return false;
};

/** Box by box by the setter, a task between. */
const set: Way = async (boxes, code, part) => {
	for (const [i, box] of boxes.entries()) {
		const text = code.slice(i * part, (i + 1) * part);
		fire(box, input('beforeinput', 'insertText', text));
		write(box, text);
		fire(box, input('input', 'insertText', text));
		fire(box, new Event('change', HOW));
		await task();
	}
	return false;
};

const gone = (boxes: HTMLElement[]) => boxes.every((b) => b.matches(':disabled') || !b.checkVisibility());

/**
 * Writes a code into the boxes of one field: tries ways until the page's own state holds it, looking each time before the next.
 * True = the field holds the code, or the page took it (sent it, moved on). False = no way; the field is left as it was.
 * Never sends the form. Boxes in reading order; refused (false) when they have no room for exactly this code.
 */
export async function fillField(field: HTMLElement[], code: string): Promise<boolean> {
	const first = field[0];
	if (first === undefined || field.length > code.length) return false;
	const roomOf = (box: HTMLElement) => (typable(box) && box.maxLength > 0 ? box.maxLength : Number.POSITIVE_INFINITY);
	// One box of one sign: the next ones appear as one types.
	const growing = field.length === 1 && roomOf(first) === 1;
	const part = growing ? 1 : Math.ceil(code.length / field.length);
	if (field.some((box) => roomOf(box) < part)) return false;
	const old = field.map(read);
	const had = active(first);
	let sent = false;
	const onSent = () => {
		sent = true;
	};
	for (const type of ['submit', 'formdata']) addEventListener(type, onSent, true);
	try {
		for (const way of field.length === 1 && !growing ? [whole, typed, pasted] : [typed, pasted, set]) {
			const boxes = [...field];
			// A component that won't be emptied takes a paste at most: typing over it would announce mixtures.
			if (way !== whole && !(await clear(boxes)) && way !== pasted) continue;
			const grew = await way(boxes, code, part);
			const taken = () => sent || (grew !== null && gone(boxes));
			const holds = () => held(boxes) === bare(code) || (boxes.length === 1 && spread(first, code));
			if (!taken() && !holds() && !(grew === true && held(boxes) === '')) continue;
			await pause(SETTLE);
			if (taken() || holds() || held(boxes) === '') return true;
		}
		if (held(field) !== '') await clear(field);
		for (const [i, box] of field.entries()) if (read(box) !== old[i]) write(box, old[i] ?? '');
		return false;
	} finally {
		for (const type of ['submit', 'formdata']) removeEventListener(type, onSent, true);
		// The person was writing somewhere else: give them back their place.
		if (had?.isConnected && !field.includes(had) && had.matches(EDITABLE)) had.focus();
	}
}

/** Where the code ended that was appended to a box, until something else is typed. */
const ends = new WeakMap<HTMLElement, number>();

/**
 * Puts a code after what the person typed into a password box, which is neither read nor changed; in place of a code that was just
 * put there. False, with nothing done, when the box has no room or no text to stand after.
 */
export async function append(box: HTMLInputElement, code: string): Promise<boolean> {
	focus(box);
	box.setSelectionRange(1e9, 1e9);
	const end = box.selectionEnd ?? -1;
	const from = ends.get(box) === end ? end - code.length : end;
	const to = from + code.length;
	if (from < 0 || (box.maxLength > 0 && to > box.maxLength)) return false;
	box.setSelectionRange(from, end);
	if (!document.execCommand('insertText', false, code)) {
		box.setRangeText(code, from, end, 'end');
		fire(box, input('input', 'insertText', code));
	}
	await task();
	ends.set(box, to);
	box.addEventListener('input', () => ends.delete(box), { once: true });
	return box.selectionEnd === to;
}

const filler = { fillField, append };

export type Filler = typeof filler;

(globalThis as { verifillFiller?: Filler }).verifillFiller = filler;
