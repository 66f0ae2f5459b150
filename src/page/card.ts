/** The only place that puts something of ours over a page: a card at a field, in a closed root of the top layer, where no style or policy of the page reaches. */
import { STYLE } from './chooser-style.ts';

const SHIELD = 'M10 2.8 16 5v4.6c0 3.6-2.4 6.4-6 7.6-3.6-1.2-6-4-6-7.6V5l6-2.2Zm-2.6 7 1.9 1.9 3.4-3.6';
const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 300;
const MARGIN = 8;
const GAP = 6;
/** Heights of a card (px): what is more scrolls, and less is no use. */
const MOST = 320;
const LEAST = 130;

/** Against the page's own rules for its elements. */
const HOST: [string, string][] = [
	['all', 'initial'],
	['position', 'fixed'],
	['inset', 'auto'],
	['margin', '0'],
	['padding', '0'],
	['border', '0'],
	['background', 'none'],
	['overflow', 'visible'],
	['display', 'block'],
];

export function element(name: string, attributes: Record<string, string>, ...inside: (Node | string)[]): HTMLElement {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
	made.append(...inside);
	return made;
}

export function mark(): SVGElement {
	const svg = document.createElementNS(SVG, 'svg');
	svg.setAttribute('viewBox', '0 0 20 20');
	svg.setAttribute('aria-hidden', 'true');
	const path = document.createElementNS(SVG, 'path');
	path.setAttribute('d', SHIELD);
	svg.append(path);
	return svg;
}

/** The style sheet by the way the page's own policy can't forbid. */
function dress(root: ShadowRoot): void {
	try {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(STYLE);
		root.adoptedStyleSheets = [sheet];
	} catch {
		root.append(element('style', {}, STYLE));
	}
}

/** Where a card can be reached: inside a modal dialog, also one that is a component, everything else of the page is inert. */
function around(box: Element): Element {
	let at: Node | null = box;
	while (at !== null && !(at instanceof HTMLDialogElement && at.open))
		at = (at as Element).assignedSlot ?? at.parentNode ?? (at as ShadowRoot).host ?? null;
	return at ?? document.documentElement;
}

export interface Card {
	host: HTMLElement;
	card: HTMLElement;
	/** Ends with the card. */
	signal: AbortSignal;
	away: () => void;
}

/** Shows a card with this inside at the boxes of a field, below them where there is room, until `away` is called. */
export function show(boxes: HTMLElement[], ...inside: (Node | string)[]): Card {
	const first = boxes[0] as HTMLElement;
	const last = boxes.at(-1) as HTMLElement;
	const host = element('div', { popover: 'manual' });
	const root = host.attachShadow({ mode: 'closed' });
	dress(root);
	const rtl = getComputedStyle(first).direction === 'rtl';
	const dir = rtl ? 'rtl' : 'ltr';
	const card = element('div', { class: 'card', dir, lang: browser.i18n.getUILanguage() }, ...inside);
	root.append(card);
	const place = () => {
		const [a, b] = [first.getBoundingClientRect(), last.getBoundingClientRect()];
		const width = Math.min(WIDTH, innerWidth - 2 * MARGIN);
		const start = rtl ? Math.max(a.right, b.right) - width : Math.min(a.left, b.left);
		const top = Math.min(a.top, b.top) - GAP;
		const bottom = Math.max(a.bottom, b.bottom) + GAP;
		// Where there is more room, unless it fits below; over the field itself only where there is hardly any.
		card.style.maxHeight = `${MOST}px`;
		const under = innerHeight - MARGIN - bottom;
		const below = card.offsetHeight <= under || under >= top - MARGIN;
		const height = Math.min(card.offsetHeight, Math.max(LEAST, below ? under : top - MARGIN));
		card.style.maxHeight = `${height}px`;
		const style = {
			left: Math.max(MARGIN, Math.min(start, innerWidth - width - MARGIN)),
			top: Math.max(MARGIN, below ? Math.min(bottom, innerHeight - MARGIN - height) : top - height),
			width,
		};
		for (const [name, value] of Object.entries(style))
			host.style.setProperty(name, `${Math.round(value)}px`, 'important');
	};
	for (const [name, value] of HOST) host.style.setProperty(name, value, 'important');
	around(first).append(host);
	host.showPopover();
	place();
	const ended = new AbortController();
	const { signal } = ended;
	addEventListener('resize', place, { signal });
	addEventListener('scroll', place, { capture: true, passive: true, signal });
	return {
		host,
		card,
		signal,
		away() {
			ended.abort();
			host.remove();
		},
	};
}
