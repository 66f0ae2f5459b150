/** The only place that reads inputs of a document into plain descriptions. */
import { type FieldDescription, hints, type PageDescription } from '../core/code-field.ts';
import { attribute, inside, shown, tagOf } from './own.ts';
import { type Item, inSight, isField, parentOf, readSection, shadowOf } from './section.ts';

const { contains } = Node.prototype;

const NAMES = ['name', 'id', 'data-testid', 'formcontrolname', 'ng-model'];
/** A form with more fields than this isn't read around a field that gives no hint itself. */
const MANY = 8;
/** A text longer than this is no label. */
const MAX_LABEL = 60;

/** All fields of a root in order of the document, those in shadow roots at their host's place. */
export function fieldsIn(root: Document | ShadowRoot, into: HTMLElement[] = []): HTMLElement[] {
	for (const element of root.querySelectorAll('*')) {
		if (isField(element)) into.push(element);
		const shadow = shadowOf(element);
		if (shadow) fieldsIn(shadow, into);
	}
	return into;
}

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();

function attributes(element: Element, names: string[]): string {
	return names
		.map((name) => attribute(element, name))
		.filter(Boolean)
		.join(' ')
		.slice(0, 200);
}

/** Words that belong to it by `for`, `aria-*`, a label around it, or title. */
function labelOf(element: HTMLElement, labels: Map<string, string>): string {
	const root = element.getRootNode() as Document | ShadowRoot;
	const byId = (ids: string | null) =>
		(ids ?? '').split(/\s+/).map((id) => (id && id !== element.id ? root.getElementById(id)?.textContent : ''));
	const around = element.closest('label');
	return tidy(
		[
			element.id ? labels.get(element.id) : '',
			around && around.getElementsByTagName('input').length === 1 ? around.textContent : '',
			attribute(element, 'aria-label'),
			...byId(attribute(element, 'aria-labelledby')),
			element.title,
		].join(' '),
	).slice(0, 300);
}

function pictureOf(element: Element): 'qr' | 'strip' | '' {
	const box = element.getBoundingClientRect();
	const width = box.width || Number(attribute(element, 'width')) || 0;
	const height = box.height || Number(attribute(element, 'height')) || 0;
	if (width >= 90 && Math.abs(width - height) < width * 0.1) return 'qr';
	return height >= 15 && height <= 90 && width >= height * 1.7 && width <= 320 ? 'strip' : '';
}

/** The text that stands left of it on its line, or right above it, as a person sees it; '' when nothing does. */
function besideOf(items: Item[], box: DOMRect): string {
	let best = '';
	let distance = 300;
	const range = new Range();
	for (const item of items) {
		if (item.what !== 'text') continue;
		range.selectNodeContents(item.node);
		const text = range.getBoundingClientRect();
		if (text.width === 0) continue;
		const left = box.left - text.right;
		const above = box.top - text.bottom;
		const sameLine = text.top < box.bottom - 4 && text.bottom > box.top + 4;
		const sameColumn = text.left < box.right && text.right > box.left;
		const gap = sameLine && left > -4 ? left : sameColumn && above > -4 && above < 40 ? above * 2 : 300;
		if (gap < distance) [best, distance] = [item.text, gap];
	}
	return best.length > MAX_LABEL ? '' : best;
}

/** Describes the given fields of one document, in their order. */
export function describe(document: Document, elements: readonly HTMLElement[]): PageDescription {
	const labels = new Map<string, string>();
	for (const root of new Set(elements.map((e) => e.getRootNode() as Document | ShadowRoot))) {
		for (const label of root.querySelectorAll('label[for]'))
			labels.set(attribute(label, 'for') ?? '', label.textContent ?? '');
	}
	const sections = [new Map<Element, Item[] | null>(), new Map<Element, Item[] | null>()] as const;
	const section = (element: HTMLElement): Item[] => {
		const visible = shown(element) && inSight(element);
		const known = sections[visible ? 1 : 0];
		let best: Item[] = [];
		for (let at = parentOf(element); at; at = parentOf(at)) {
			let items = known.get(at);
			if (items === undefined) {
				items = readSection(at, visible);
				known.set(at, items);
			}
			if (!items) break;
			best = items;
			if (tagOf(at) === 'dialog' || attribute(at, 'role') === 'dialog') break;
		}
		return best;
	};
	const counts = new Map<Element, number>();
	const inputsIn = (at: Element) => {
		let n = counts.get(at);
		if (n === undefined) {
			n = inside(at, 'input:not([type=hidden]),[contenteditable]').length;
			counts.set(at, n);
		}
		return n;
	};
	const rows = new Map<Element, number>();

	return {
		title: document.title,
		path: document.location ? document.location.pathname + document.location.hash : '',
		fields: elements.map((element): FieldDescription => {
			const input = element instanceof HTMLInputElement ? element : null;
			const form = element.closest('form');
			const around: string[] = [];
			for (let at = parentOf(element), n = 0; at && n < 4; at = parentOf(at), n++)
				around.push(attributes(at, ['id', 'class']));
			if (form) around.push(attributes(form, ['id', 'name', 'class', 'action']));
			let row = parentOf(element);
			// Boxes of one digit may stand in two halves.
			while (row && inputsIn(row) < (input?.maxLength === 1 ? 4 : 2)) row = parentOf(row);
			if (row && !rows.has(row)) rows.set(row, rows.size + 1);
			const box = element.getBoundingClientRect();
			const field: FieldDescription = {
				type: input?.type ?? 'editable',
				names: attributes(element, NAMES),
				around: around.join(' '),
				autocomplete: (attribute(element, 'autocomplete') ?? '').toLowerCase(),
				maxLength: Math.max(0, input?.maxLength ?? 0),
				inputMode: element.inputMode,
				range: input ? input.pattern || input.max : '',
				label: labelOf(element, labels),
				placeholder: attribute(element, 'placeholder') ?? '',
				before: '',
				beside: '',
				after: '',
				heading: '',
				links: '',
				section: '',
				pictures: '',
				picture: '',
				quiet: false,
				others: row ? inputsIn(row) : 0,
				row: row ? (rows.get(row) ?? 0) : 0,
				y: box.y,
				width: box.width,
				height: box.height,
			};
			field.quiet = field.others > MANY && field.maxLength !== 1 && !hints(field);
			if (!field.quiet) surround(field, section(element), element, box);
			return field;
		}),
	};
}

/** Fills in what stands around a field. */
function surround(field: FieldDescription, items: Item[], element: HTMLElement, box: DOMRect): void {
	const here = items.findIndex((item) => item.what === 'field' && item.element === element);
	/** A sister box of a split code stands in no one's way. */
	const sister = (item: Item) =>
		item.what === 'field' &&
		(item.element as HTMLInputElement).maxLength > 0 &&
		(item.element as HTMLInputElement).maxLength <= 3 &&
		field.maxLength > 0;
	const before: string[] = [];
	const links: string[] = [];
	const after: string[] = [];
	const pictures: Element[] = [];
	let i = here - 1;
	for (let size = 0; i >= 0 && size < 500; i--) {
		const item = items[i] as Item;
		if (item.what === 'picture') {
			if (before.length === 0 || pictureOf(item.element) !== 'strip') pictures.push(item.element);
		} else if (item.what === 'link') {
			// What stands above a text belongs to the part before.
			if (before.length === 0) links.push(item.text);
		} else if (item.what !== 'field') {
			size += item.text.length;
			if (item.what === 'head') field.heading ||= item.text;
			if (before.length === 0 && item.text.length <= MAX_LABEL) field.beside = item.text;
			before.unshift(item.text);
		} else if (!sister(item)) break;
	}
	for (; !field.heading && i >= 0; i--) {
		const item = items[i] as Item;
		if (item.what === 'head') field.heading = item.text;
	}
	let home: Element | null = null;
	let end = here + 1;
	for (let size = 0; end < items.length && size < 300; end++) {
		const item = items[end] as Item;
		if (item.what === 'head') break;
		if (item.what === 'field') {
			if (sister(item)) continue;
			// What lies between two fields is the next one's, unless this one's own box holds it.
			home = element;
			for (let up = parentOf(home); up && !contains.call(up, item.element); up = parentOf(up)) home = up;
			break;
		}
		if ('text' in item) size += item.text.length;
	}
	for (const item of items.slice(here + 1, end)) {
		if (item.what === 'field' || (home && !contains.call(home, 'node' in item ? item.node : item.element))) continue;
		if (item.what !== 'picture') (item.what === 'link' ? links : after).push(item.text);
		else if (after.length === 0 || pictureOf(item.element) !== 'strip') pictures.push(item.element);
	}
	if (!field.label && box.width > 0) field.beside = besideOf(items, box) || field.beside;
	field.before = before.join(' . ');
	field.after = after.join(' . ');
	field.links = links.join(' . ');
	field.section = items
		.map((item) => (item.what === 'text' || item.what === 'head' ? item.text : ''))
		.join(' ')
		.slice(0, 1500);
	field.pictures = pictures.map((e) => attributes(e, ['alt', 'src', 'id', 'class', 'title', 'aria-label'])).join(' ');
	field.picture = pictures.map(pictureOf).find(Boolean) ?? '';
	field.others = items.filter((item) => item.what === 'field' && item.element !== element && !sister(item)).length;
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
