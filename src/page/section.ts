/** The only place that reads the part of a page around a field: texts, headings, links, pictures and fields in order. */

import { attribute, firstOf, nextOf, openShadow, parentNodeOf, shown, tagOf } from './own.ts';

/** What stands in a section, in order of the document. */
export interface Item {
	what: 'text' | 'head' | 'link' | 'picture' | 'field';
	/** '' for pictures and fields. */
	text: string;
	node: Node;
}

const FIELD_TYPES = /^(?:text|tel|number|password)$/;
const SKIP = /^(?:script|style|noscript|template|option|select|iframe|head|textarea)$/;
const INLINE = /^(?:a|b|i|u|em|strong|small|span|code|font|mark|sup|sub|bdi|abbr|kbd|label)$/;
/** A section bigger than this belongs to no single field. */
const MAX_TEXT = 2500;
const MAX_NODES = 800;
const MAX_FIELDS = 14;

/** What is behind an element's shadow, open or (where the browser lends the key) closed; null when nothing. */
export function shadowOf(element: Element): ShadowRoot | null {
	const open = openShadow(element);
	if (open || !tagOf(element).includes('-')) return open;
	try {
		const { browser } = globalThis as { browser?: { dom?: { openOrClosedShadowRoot(e: Element): ShadowRoot | null } } };
		if (browser?.dom) return browser.dom.openOrClosedShadowRoot(element);
		return (element as Element & { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? null;
	} catch {
		return null;
	}
}

/** The element above, out of a shadow root to its host. */
export function parentOf(node: Node): Element | null {
	const parent = parentNodeOf(node);
	return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
}

/** Whether a person could type one line into it: text-like inputs and editable elements. */
export function isField(element: Element): element is HTMLElement {
	// Part of a drawing: hidden from those who listen, out of reach of the keyboard, without any name.
	const drawn = attribute(element, 'aria-hidden') === 'true' && attribute(element, 'tabindex') === '-1';
	if (drawn && attribute(element, 'autocomplete') === null && attribute(element, 'aria-label') === null) return false;
	// What is shown to be copied is not to be filled in, nor what picks from a list.
	if (element instanceof HTMLInputElement)
		return (
			FIELD_TYPES.test(element.type) &&
			attribute(element, 'role') !== 'combobox' &&
			!(element.value && element.matches(':disabled, :read-only'))
		);
	const editable = attribute(element, 'contenteditable');
	return element instanceof HTMLElement && editable !== null && editable !== 'false';
}

/** Of some size and not pushed out of the page. */
export function inSight(element: Element): boolean {
	const box = element.getBoundingClientRect();
	return box.width >= 8 && box.height >= 8 && box.right + globalThis.scrollX > 0 && box.bottom + globalThis.scrollY > 0;
}

/** Reads one section, skipping what isn't shown if `shownOnly`; null when it is too big to belong to one field. */
export function readSection(root: Element, shownOnly: boolean): Item[] | null {
	const items: Item[] = [];
	let size = 0;
	let nodes = 0;
	let fields = 0;
	let fresh = true;
	const add = (what: 'text' | 'head' | 'link', text: string, node: Node) => {
		const words = text.replace(/\s+/g, ' ').trim();
		if (!words) return;
		size += words.length;
		const last = items[items.length - 1];
		if (!fresh && last?.what === what && what !== 'link') last.text += ` ${words}`;
		else items.push({ what, text: words.slice(0, 600), node });
		fresh = false;
	};
	const each = (parent: Node, heading: boolean): boolean => {
		for (let child = firstOf(parent); child; child = nextOf(child)) if (!walk(child, heading)) return false;
		return true;
	};
	const walk = (node: Node, heading: boolean): boolean => {
		if (++nodes > MAX_NODES || size > MAX_TEXT || fields > MAX_FIELDS) return false;
		if (node instanceof Text) add(heading ? 'head' : 'text', node.data, node);
		if (!(node instanceof Element) || SKIP.test(tagOf(node))) return true;
		if (isField(node)) {
			// Traps and helpers behind drawn boxes are no neighbours.
			if (shownOnly && !(shown(node) && inSight(node))) return true;
			fields++;
			fresh = true;
			items.push({ what: 'field', text: '', node });
			return true;
		}
		if (shownOnly && !shown(node)) return true;
		if (/^(?:img|canvas|svg)$/.test(tagOf(node))) {
			items.push({ what: 'picture', text: '', node });
			return true;
		}
		const press = node instanceof HTMLInputElement && /submit|button|reset/.test(node.type);
		if (press || /^(?:button|a)$/.test(tagOf(node)) || /button|link|tab$/.test(attribute(node, 'role') ?? '')) {
			add('link', press ? node.value : (node.textContent ?? '').trim().slice(0, 120), node);
			if (tagOf(node) !== 'a') fresh = true;
			return true;
		}
		const inline = INLINE.test(tagOf(node));
		if (!inline) fresh = true;
		const head = heading || /^(?:h[1-6]|legend)$/.test(tagOf(node)) || attribute(node, 'role') === 'heading';
		const shadow = shadowOf(node);
		if ((shadow && !each(shadow, head)) || !each(node, head)) return false;
		if (!inline) fresh = true;
		return true;
	};
	return walk(root, false) ? items : null;
}
