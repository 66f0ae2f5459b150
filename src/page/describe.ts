/** The only place that reads inputs of a document into plain descriptions. */
import type { FieldDescription, PageDescription } from '../core/code-field.ts';
import { attribute, firstOf, inside, nextOf, openShadow, parentNodeOf, shown, tagOf } from './own.ts';

const FIELD_TYPES = /^(?:text|tel|number|password|search)$/;
const SKIP = /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE|OPTION|SELECT|SVG|IFRAME|HEAD)$/i;
const INLINE = /^(?:A|B|I|U|EM|STRONG|SMALL|SPAN|CODE|FONT|MARK|SUP|SUB|BDI|ABBR|KBD|LABEL)$/;
const NAMES = ['name', 'id', 'data-testid', 'data-test', 'data-qa', 'formcontrolname', 'ng-model', 'data-name'];
/** How much text and how many nodes a section may have. */
const MAX_TEXT = 2500;
const MAX_NODES = 800;
const MAX_FIELDS = 14;

type Item =
	| { what: 'text' | 'head' | 'link'; text: string }
	| { what: 'picture'; element: Element }
	| { what: 'field'; element: HTMLElement };

/** What is behind an element's shadow, open or (where the browser lends the key) closed; null when nothing. */
export function shadowOf(element: Element): ShadowRoot | null {
	const open = openShadow(element);
	if (open) return open;
	if (!tagOf(element).includes('-')) return null;
	try {
		const dom = (globalThis as { browser?: { dom?: { openOrClosedShadowRoot(e: Element): ShadowRoot | null } } })
			.browser?.dom;
		if (dom) return dom.openOrClosedShadowRoot(element);
		return (element as Element & { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? null;
	} catch {
		return null;
	}
}

/** Whether a person could type one line into it: text-like inputs and editable elements. */
export function isField(element: Element): element is HTMLElement {
	if (element instanceof HTMLInputElement) return FIELD_TYPES.test(element.type);
	return (
		element instanceof HTMLElement && /^(?:|true|plaintext-only)$/.test(attribute(element, 'contenteditable') ?? 'no')
	);
}

/** All fields of a root in order of the document, those in shadow roots at their host's place. */
export function fieldsIn(root: Document | ShadowRoot, into: HTMLElement[] = []): HTMLElement[] {
	for (const element of root.querySelectorAll('*')) {
		if (isField(element)) into.push(element);
		const shadow = shadowOf(element);
		if (shadow) fieldsIn(shadow, into);
	}
	return into;
}

const parentOf = (node: Node): Element | null => {
	const parent = parentNodeOf(node);
	return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
};

function seen(element: Element): boolean {
	return shown(element);
}

const shortText = (element: Element) => (element.textContent ?? '').trim().slice(0, 120);

/** Reads one section: null when it is too big to belong to one field. */
function read(root: Element, shownOnly: boolean): Item[] | null {
	const items: Item[] = [];
	let size = 0;
	let nodes = 0;
	let fields = 0;
	let fresh = true;
	const add = (what: 'text' | 'head' | 'link', text: string) => {
		const words = text.replace(/\s+/g, ' ').trim();
		if (!words) return;
		size += words.length;
		const last = items[items.length - 1];
		if (!fresh && last?.what === what && what === 'text') last.text += ` ${words}`;
		else items.push({ what, text: words.slice(0, 600) });
		fresh = false;
	};
	const walk = (node: Node, heading: boolean): boolean => {
		if (++nodes > MAX_NODES || size > MAX_TEXT || fields > MAX_FIELDS) return false;
		if (node instanceof Text) {
			add(heading ? 'head' : 'text', node.data);
			return true;
		}
		if (!(node instanceof Element) || SKIP.test(tagOf(node))) {
			if (node instanceof SVGElement) items.push({ what: 'picture', element: node });
			return true;
		}
		if (isField(node)) {
			fields++;
			fresh = true;
			items.push({ what: 'field', element: node });
			return true;
		}
		if (shownOnly && !seen(node)) return true;
		if (/^(?:img|canvas)$/.test(tagOf(node))) {
			items.push({ what: 'picture', element: node });
			return true;
		}
		const button =
			tagOf(node) === 'button' ||
			tagOf(node) === 'a' ||
			/button|link|tab/.test(attribute(node, 'role') ?? '') ||
			(node instanceof HTMLInputElement && /submit|button|reset/.test(node.type));
		if (button) {
			add('link', node instanceof HTMLInputElement ? node.value : shortText(node));
			if (tagOf(node) !== 'a') fresh = true;
			return true;
		}
		const inline = INLINE.test(tagOf(node).toUpperCase());
		if (!inline) fresh = true;
		const head = heading || /^(?:h[1-6]|legend)$/.test(tagOf(node)) || attribute(node, 'role') === 'heading';
		for (let child = firstOf(shadowOf(node) ?? node); child; child = nextOf(child)) {
			if (!walk(child, head)) return false;
		}
		if (shadowOf(node))
			for (let child = firstOf(node); child; child = nextOf(child)) if (!walk(child, head)) return false;
		if (!inline) fresh = true;
		return true;
	};
	return walk(root, false) ? items : null;
}

/** Words that belong to it by `for`, `aria-*`, a label around it, or title. */
function labelOf(element: HTMLElement, labels: Map<string, string>): string {
	const root = element.getRootNode() as Document | ShadowRoot;
	const byId = (ids: string | null) =>
		(ids ?? '')
			.split(/\s+/)
			.map((id) => (id && id !== element.id ? root.querySelector(`#${CSS.escape(id)}`)?.textContent : ''))
			.join(' ');
	const around = element.closest('label');
	return [
		labels.get(element.id) ?? '',
		around && around.querySelectorAll('input').length === 1 ? around.textContent : '',
		element.getAttribute('aria-label'),
		byId(element.getAttribute('aria-labelledby')),
		element.title,
	]
		.join(' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, 300);
}

function attributes(element: Element, names: string[]): string {
	return names
		.map((name) => attribute(element, name))
		.filter(Boolean)
		.join(' ')
		.slice(0, 200);
}

function pictureOf(element: Element): 'qr' | 'strip' | '' {
	const box = element.getBoundingClientRect();
	const width = box.width || Number(element.getAttribute('width')) || 0;
	const height = box.height || Number(element.getAttribute('height')) || 0;
	if (width >= 90 && Math.abs(width - height) < width * 0.1) return 'qr';
	if (height >= 15 && height <= 90 && width >= height * 1.7 && width <= 320) return 'strip';
	return '';
}

const pictureNames = (element: Element) => attributes(element, ['alt', 'src', 'id', 'class', 'title', 'aria-label']);

/** Describes the given fields of one document, in their order. */
export function describe(document: Document, elements: readonly HTMLElement[]): PageDescription {
	const labels = new Map<string, string>();
	for (const root of new Set(elements.map((e) => e.getRootNode() as Document | ShadowRoot))) {
		for (const label of root.querySelectorAll('label[for]'))
			labels.set(label.getAttribute('for') ?? '', label.textContent ?? '');
	}
	const sections = new Map<Element, Item[] | null>();
	const section = (element: HTMLElement): Item[] => {
		let best: Item[] = [];
		const shown = seen(element);
		for (let at = parentOf(element); at; at = parentOf(at)) {
			let items = sections.get(at);
			if (items === undefined) {
				items = read(at, shown);
				sections.set(at, items);
			}
			if (!items) break;
			best = items;
			if (tagOf(at) === 'dialog' || attribute(at, 'role') === 'dialog') break;
		}
		return best;
	};
	const rows = new Map<Element, number>();
	return {
		title: document.title,
		path: document.location ? document.location.pathname + document.location.hash : '',
		fields: elements.map((element): FieldDescription => {
			const items = section(element);
			const here = items.findIndex((item) => item.what === 'field' && item.element === element);
			const small = (item: Item) =>
				item.what === 'field' &&
				(item.element as HTMLInputElement).maxLength === 1 &&
				(element as HTMLInputElement).maxLength > 0;
			const before: string[] = [];
			const links: string[] = [];
			const pictures: Element[] = [];
			let heading = '';
			let beside = '';
			let i = here - 1;
			for (let size = 0; i >= 0 && size < 500; i--) {
				const item = items[i] as Item;
				if (item.what === 'field') {
					if (small(item)) continue;
					break;
				}
				if (item.what === 'picture') pictures.push(item.element);
				else if (item.what === 'link') links.push(item.text);
				else {
					size += item.text.length;
					if (item.what === 'head') heading ||= item.text;
					if (before.length === 0 && item.text.length <= 90) beside = item.text;
					before.unshift(item.text);
				}
			}
			while (!heading && i >= 0) {
				const item = items[i--] as Item;
				if (item.what === 'head') heading = item.text;
			}
			const after: string[] = [];
			let j = here + 1;
			for (let size = 0; j < items.length && size < 300; j++) {
				const item = items[j] as Item;
				if (item.what === 'field') {
					if (small(item)) continue;
					break;
				}
				if (item.what === 'head') break;
				if (item.what === 'picture') pictures.push(item.element);
				else {
					(item.what === 'link' ? links : after).push(item.text);
					size += item.text.length;
				}
			}
			const around: string[] = [];
			for (let at = parentOf(element), n = 0; at && n < 4; at = parentOf(at), n++)
				around.push(attributes(at, ['id', 'class']));
			const form = element.closest('form');
			if (form) around.push(attributes(form, ['id', 'name', 'class', 'action']));
			let row: Element | null = parentOf(element);
			while (row && inside(row, 'input').length < 2 && parentOf(row)) row = parentOf(row);
			if (row && !rows.has(row)) rows.set(row, rows.size + 1);
			const box = element.getBoundingClientRect();
			const input = element instanceof HTMLInputElement ? element : null;
			return {
				type: input?.type ?? 'editable',
				names: attributes(element, NAMES),
				around: around.join(' '),
				autocomplete: (element.getAttribute('autocomplete') ?? '').toLowerCase(),
				maxLength: Math.max(0, input?.maxLength ?? 0),
				inputMode: element.inputMode,
				pattern: input?.pattern ?? '',
				max: input?.max ?? '',
				label: labelOf(element, labels),
				placeholder: element.getAttribute('placeholder') ?? '',
				before: before.join(' . '),
				beside,
				after: after.join(' . '),
				heading,
				links: links.join(' . '),
				section: items
					.map((item) => ('text' in item && item.what !== 'link' ? item.text : ''))
					.join(' ')
					.slice(0, 1500),
				pictures: pictures.map(pictureNames).join(' '),
				picture: pictures.map(pictureOf).find(Boolean) ?? '',
				others: items.filter((item) => item.what === 'field' && item.element !== element && !small(item)).length,
				row: row ? (rows.get(row) ?? 0) : 0,
				x: box.x,
				y: box.y,
				width: box.width,
				height: box.height,
			};
		}),
	};
}

/** The user name the page shows or asks for beside a code field, or null. */
export function usernameShown(document: Document): string | null {
	for (const input of document.querySelectorAll<HTMLInputElement>(
		'input[autocomplete~="username"],input[type="email"],input[name*="user" i],input[name*="login" i],input[name*="email" i]',
	)) {
		const value = input.value.trim();
		if (value && value.length <= 128 && input.type !== 'password' && input.type !== 'checkbox') return value;
	}
	return null;
}
