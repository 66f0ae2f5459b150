/** The only place that names an element so that it is found again on the next visit. */

/** Numbers and hashes that frameworks make up anew each time. */
const MADE_UP = /\d{3,}|[0-9a-f]{8,}|[:«»]/i;
const NAMING = ['id', 'name', 'data-testid', 'autocomplete', 'placeholder', 'aria-label', 'type'];

/** A selector that matches this element alone within its document or shadow root: by what the page's author named, else by its place. At most 500 characters. */
export function selectorOf(element: Element): string {
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
