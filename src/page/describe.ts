/** The only place that reads inputs of a document into plain descriptions. */
import { type FieldDescription, hints, type PageDescription } from '../core/code-field.ts';
import { attribute, inside, shown, tagOf } from './own.ts';
import { type Item, inSight, isField, parentOf, readSection, shadowOf } from './section.ts';

const { contains } = Node.prototype;

const NAMES = ['name', 'id', 'data-testid', 'formcontrolname', 'ng-model'];
/** What stands around a field that nothing was read around. */
const UNREAD = {
	before: '',
	beside: '',
	after: '',
	heading: '',
	links: '',
	section: '',
	pictures: '',
	picture: '',
	quiet: false,
} as const;
/** A form with more fields than this isn't read around a field that gives no hint itself. */
const MANY = 8;
/** What already holds more than this holds no code. */
const LONGEST = 11;
/** What the page itself has filled in is something else, unless it is a code from a link. */
const SETTING = /^\d{2,3}$|\p{L}{2}/u;
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

const isDialog = (element: Element) => tagOf(element) === 'dialog' || attribute(element, 'role') === 'dialog';
const isText = ({ what }: Item) => what === 'text' || what === 'head';
const joined = (items: Item[]) => items.map(({ text }) => text).join(' . ');

function attributes(element: Element, names: string[]): string {
	return names
		.map((name) => attribute(element, name))
		.filter(Boolean)
		.join(' ')
		.slice(0, 200);
}

/** Words that belong to it by `for`, a label around it, `aria-*`, or title. */
function labelOf(element: HTMLElement): string {
	const root = element.getRootNode() as Document | ShadowRoot;
	const ids = (attribute(element, 'aria-labelledby') ?? '').split(/\s+/).filter((id) => id && id !== element.id);
	return [
		...[...((element as HTMLInputElement).labels ?? []), ...ids.map((id) => root.getElementById(id))].map(
			(e) => e?.textContent,
		),
		attribute(element, 'aria-label'),
		element.title,
	]
		.join(' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, 300);
}

function pictureOf(element: Element): 'qr' | 'strip' | '' {
	const { width, height } = element.getBoundingClientRect();
	if (width >= 90 && Math.abs(width - height) < width * 0.1) return 'qr';
	return height >= 15 && height <= 90 && width >= height * 1.7 && width <= 320 ? 'strip' : '';
}

/** Whether they stand on one line. */
function level(element: Element, box: DOMRect): boolean {
	const { top, bottom } = element.getBoundingClientRect();
	return top < box.bottom && bottom > box.top;
}

/** The text that stands left of it on its line, or right above it, as a person sees it; '' when nothing does. */
function besideOf(items: Item[], box: DOMRect): string {
	let best = '';
	let distance = 300;
	const range = new Range();
	for (const { what, text, node } of items) {
		if (what !== 'text') continue;
		range.selectNodeContents(node);
		const { left, right, top, bottom, width } = range.getBoundingClientRect();
		const across = box.left - right;
		const above = box.top - bottom;
		const gap =
			top < box.bottom - 4 && bottom > box.top + 4 && across > -4
				? across
				: left < box.right && right > box.left && above > -4 && above < 40
					? above * 2
					: distance;
		if (width > 0 && gap < distance) [best, distance] = [text, gap];
	}
	return best.length > MAX_LABEL ? '' : best;
}

/** Describes the given fields of one document, in their order. */
export function describe(document: Document, elements: readonly HTMLElement[]): PageDescription {
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
			if (isDialog(at)) break;
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
	const rows: Element[] = [];

	return {
		// A picture or form of that name stands in its place outside of our own world.
		title: `${document.title}`,
		path: document.location ? document.location.pathname + document.location.hash : '',
		fields: elements.map((element): FieldDescription => {
			const input = element instanceof HTMLInputElement ? element : null;
			const form = element.closest('form');
			const around: string[] = [];
			for (let at = parentOf(element), n = 0; at && n < 4; at = parentOf(at), n++)
				around.push(attributes(at, ['id', 'class']));
			if (form) around.push(attributes(form, ['id', 'name', 'class', 'action']));
			let row = parentOf(element);
			let apart = false;
			// Boxes of one digit may stand in two halves.
			while (row && inputsIn(row) < (input?.maxLength === 1 ? 4 : 2)) {
				apart ||= tagOf(row) === 'form' || isDialog(row);
				row = parentOf(row);
			}
			if (row && !rows.includes(row)) rows.push(row);
			const box = element.getBoundingClientRect();
			const field: FieldDescription = {
				type: input?.type ?? 'editable',
				names: attributes(element, NAMES),
				around: around.join(' '),
				autocomplete: (attribute(element, 'autocomplete') ?? '').toLowerCase(),
				maxLength: Math.max(0, input?.maxLength ?? 0),
				inputMode: element.inputMode,
				range: input ? input.pattern || input.max : '',
				label: labelOf(element),
				placeholder: attribute(element, 'placeholder') ?? '',
				...UNREAD,
				others: row ? inputsIn(row) : 0,
				row: row ? rows.indexOf(row) + 1 : 0,
				y: box.y,
				width: box.width,
				height: box.height,
			};
			field.quiet =
				(input?.value.length ?? 0) > LONGEST ||
				(!!input && SETTING.test(input.defaultValue) && box.width > 80 && !input.matches(':focus')) ||
				(field.others > MANY && !apart && field.maxLength !== 1 && !hints(field));
			if (!field.quiet) surround(field, section(element), element, box);
			return field;
		}),
	};
}

/** Fills in what stands around a field. */
function surround(field: FieldDescription, items: Item[], element: HTMLElement, box: DOMRect): void {
	const here = items.findIndex((item) => item.node === element);
	/** Another field, unless it is a sister box of a split code: that stands in no one's way. */
	const other = ({ what, node }: Item) =>
		what === 'field' &&
		node !== element &&
		!(field.maxLength > 0 && (node as HTMLInputElement).maxLength > 0 && (node as HTMLInputElement).maxLength <= 3);
	let from = here;
	for (let size = 0; from > 0 && size < 500 && !other(items[from - 1] as Item); from--)
		size += (items[from - 1] as Item).text.length;
	let end = here + 1;
	for (let size = 0; end < items.length && size < 300; end++) {
		const item = items[end] as Item;
		if (item.what === 'head' || other(item)) break;
		size += item.text.length;
	}
	// What lies between two fields is the next one's, unless this one's own box holds it.
	const next = items[end];
	let home: Element | null = null;
	if (next && other(next))
		for (let up: Element | null = element; up && !contains.call(up, next.node); up = parentOf(up)) home = up;
	const before = items.slice(from, here);
	const after = items.slice(here + 1, end).filter((item) => !home || contains.call(home, item.node));
	// What stands above a text belongs to the part before.
	const last = before.findLastIndex(isText);
	const near = [...before.slice(last + 1), ...after];
	const text = before[last]?.text ?? '';
	// A strip counts only where no text is between, and not on the line of the field above.
	const first = after.find(isText);
	const above = items[from - 1];
	const apart = (picture: Element) =>
		above?.what === 'field' && level(picture, (above.node as Element).getBoundingClientRect()) && !level(picture, box);
	const pictures = [...before, ...after].flatMap(({ what, node }, i) => {
		if (what !== 'picture') return [];
		const picture = node as Element;
		const close = i > last && !(first && i > before.length + after.indexOf(first)) && !apart(picture);
		return close || pictureOf(picture) !== 'strip' ? [picture] : [];
	});
	field.heading = items.slice(0, here).findLast((item) => item.what === 'head')?.text ?? '';
	field.before = joined(before.filter(isText));
	field.beside = text.length > MAX_LABEL ? '' : text;
	if (!field.label && box.width > 0) field.beside = besideOf(items, box) || field.beside;
	field.after = joined(after.filter(isText));
	field.links = joined(near.filter((item) => item.what === 'link'));
	field.section = joined(items.filter(isText)).slice(0, 1500);
	field.pictures = pictures.map((e) => attributes(e, ['alt', 'src', 'id', 'class', 'title', 'aria-label'])).join(' ');
	field.picture = pictures.map(pictureOf).find(Boolean) ?? '';
	field.others = items.filter(other).length;
}
