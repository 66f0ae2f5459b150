/** The script of its own that puts a field the person pointed at into words: a selector that finds it again, and a description for a bug report. */
import type { FieldTools } from './field.ts';

/** Numbers and hashes that frameworks make up anew each time. */
const MADE_UP = /\d{3,}|[0-9a-f]{8,}|[:«»]/i;
const NAMING = ['id', 'name', 'data-testid', 'autocomplete', 'placeholder', 'aria-label', 'type'];
const TELLING = [...NAMING, 'inputmode', 'maxlength', 'pattern', 'title', 'role', 'contenteditable'];

/** A selector that matches this element alone within its document or shadow root: by what the page's author named, else by its place. At most 500 characters. */
function selectorOf(element: Element): string {
	const root = element.getRootNode() as Document | ShadowRoot;
	const only = (selector: string) => {
		const all = root.querySelectorAll(selector);
		return all.length === 1 && all[0] === element;
	};
	for (const name of NAMING) {
		const value = element.getAttribute(name);
		if (value === null || value === '' || value.length > 100 || MADE_UP.test(value)) continue;
		const selector = `${element.localName}[${name}="${CSS.escape(value)}"]`;
		if (only(selector)) return selector;
	}
	let path = '';
	for (let at: Element | null = element; at !== null; at = at.parentElement) {
		const same = [...(at.parentNode?.children ?? [])].filter((e) => e.localName === at?.localName);
		path = `${at.localName}:nth-of-type(${same.indexOf(at) + 1})${path === '' ? '' : `>${path}`}`;
		if (path.length > 450 || only(path)) break;
	}
	return path;
}

/** Words of the page without what could name a person: addresses, and numbers of three digits and more. */
const plain = (text: string) =>
	text
		.replace(/\S*@\S*/g, '…')
		.replace(/[\d*•]{3,}/g, '#')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, 100);

/** The element's attributes, its labels and what the judge said of it; never what it holds. At most 1,500 characters. */
function describe(element: Element, verdict: ReturnType<FieldTools['verdictOn']>): string {
	const attributes = TELLING.filter((name) => element.hasAttribute(name)).map(
		(name) => ` ${name}="${plain(element.getAttribute(name) ?? '')}"`,
	);
	const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) => plain(label.textContent ?? ''));
	const said = verdict && [
		`${verdict.kind}, ${verdict.score} points`,
		`via ${verdict.via}`,
		verdict.reasons.join(', '),
	];
	const lines = [
		`<${element.localName}${attributes.join('')}>`,
		...labels.map((label) => `label: ${label}`),
		`judged: ${said?.filter(Boolean).join('; ') ?? 'not looked at'}`,
	];
	return lines.join('\n').slice(0, 1500);
}

const inWords = (element: Element, { verdictOn }: FieldTools) => ({
	selector: selectorOf(element),
	about: describe(element, verdictOn(element)),
});

export type InWords = typeof inWords;

(globalThis as { verifillTeach?: InWords }).verifillTeach = inWords;
