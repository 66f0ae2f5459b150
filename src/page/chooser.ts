/** The only thing Verifill ever draws in a page: a small list of this site's accounts at the field. Its own script, injected when there is something to choose. */
import type { PageOffer } from '../protocol/page.ts';
import { STYLE } from './chooser-style.ts';
import { Guard, isOff } from './guard.ts';

export interface Choosing {
	/** What the list stands at: the first and the last box. */
	boxes: HTMLElement[];
	offers: PageOffer[];
	/** Called once, with the offer the person took; not at all when the list is put away. */
	chosen: (offer: string) => void;
	/** Called once the list is gone, for whatever reason. */
	closed: () => void;
}

const SHIELD = 'M10 2.8 16 5v4.6c0 3.6-2.4 6.4-6 7.6-3.6-1.2-6-4-6-7.6V5l6-2.2Zm-2.6 7 1.9 1.9 3.4-3.6';
const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 300;
const MARGIN = 8;

const say = (key: string, ...values: string[]) => browser.i18n.getMessage(key, values);

function element(name: string, attributes: Record<string, string>, ...inside: (Node | string)[]): HTMLElement {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
	made.append(...inside);
	return made;
}

function mark(): SVGElement {
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

/** One row: names as text nodes, kept apart from each other's writing direction. */
function row(offer: PageOffer, index: number): HTMLElement {
	const title = offer.savedFor === null ? offer.title : say('page_use_saved', offer.savedFor);
	const subtitle = offer.savedFor === null ? offer.subtitle : [offer.title, offer.subtitle].filter(Boolean).join(' · ');
	const names = element('span', { class: 'names' }, element('bdi', { class: 'title' }, title));
	if (subtitle !== '') names.append(element('bdi', { class: 'subtitle' }, subtitle));
	return element('div', { role: 'option', class: 'row', id: `row-${index}`, 'aria-selected': 'false' }, names);
}

/** Draws the list; gives the function that puts it away. Draws nothing where the page fought it before. */
export function choose({ boxes, offers, chosen, closed }: Choosing): () => void {
	if (isOff()) {
		closed();
		return closed;
	}
	const first = boxes[0] as HTMLElement;
	const last = boxes.at(-1) as HTMLElement;
	const host = element('div', { popover: 'manual' });
	const root = host.attachShadow({ mode: 'closed' });
	dress(root);
	const rows = offers.map(row);
	const caption = offers.every((o) => o.savedFor !== null) ? say('page_choose_saved') : say('page_choose');
	const news = element('div', { role: 'status', class: 'news' });
	const list = element('div', { role: 'listbox', 'aria-label': caption }, ...rows);
	const put = element('button', { type: 'button', class: 'away', 'aria-label': say('page_close') }, '×');
	const head = element('div', { class: 'head' }, mark(), element('span', { class: 'caption' }, caption), put);
	const rtl = getComputedStyle(first).direction === 'rtl';
	const card = element(
		'div',
		{ class: 'card', dir: rtl ? 'rtl' : 'ltr', lang: browser.i18n.getUILanguage() },
		head,
		list,
		news,
	);
	root.append(card);

	let at = -1;
	const ended = new AbortController();
	const listen = { capture: true, signal: ended.signal };
	function close(): void {
		if (ended.signal.aborted) return;
		ended.abort();
		guard.stop();
		host.remove();
		closed();
	}
	const point = (index: number) => {
		at = (index + rows.length) % rows.length;
		for (const [i, r] of rows.entries()) r.setAttribute('aria-selected', String(i === at));
		rows[at]?.scrollIntoView({ block: 'nearest' });
		news.textContent = say('page_row', rows[at]?.textContent ?? '', String(at + 1), String(rows.length));
	};
	const take = (index: number, event: Event) => {
		const offer = offers[index];
		if (offer === undefined || !event.isTrusted) return;
		if (!guard.allows()) {
			if (isOff()) close();
			return;
		}
		close();
		chosen(offer.offer);
	};
	const place = () => {
		const [a, b] = [first.getBoundingClientRect(), last.getBoundingClientRect()];
		const width = Math.min(WIDTH, innerWidth - 2 * MARGIN);
		const start = rtl ? Math.max(a.right, b.right) - width : Math.min(a.left, b.left);
		const height = card.offsetHeight;
		const bottom = Math.max(a.bottom, b.bottom);
		const below = bottom + 6 + height <= innerHeight || a.top < height + 6;
		const style = {
			left: Math.max(MARGIN, Math.min(start, innerWidth - width - MARGIN)),
			top: below ? bottom + 6 : a.top - height - 6,
			width,
		};
		for (const [name, value] of Object.entries(style))
			host.style.setProperty(name, `${Math.round(value)}px`, 'important');
	};
	const onKey = (event: KeyboardEvent) => {
		const inField = boxes.includes(event.composedPath()[0] as HTMLElement);
		if (!event.isTrusted || event.isComposing || (!inField && event.target !== host)) return;
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step !== undefined) point(at < 0 && step < 0 ? rows.length - 1 : at + step);
		else if (event.key === 'Enter' && at >= 0) take(at, event);
		else if (event.key === 'Escape') close();
		else {
			// Somebody who types the code needs no list.
			if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) close();
			return;
		}
		event.preventDefault();
		event.stopImmediatePropagation();
	};

	for (const [name, value] of HOST) host.style.setProperty(name, value, 'important');
	// Inside a modal dialog everything else of the page is inert.
	(first.closest('dialog[open]') ?? document.documentElement).append(host);
	host.showPopover();
	place();
	const guard = new Guard(host);

	for (const [index, r] of rows.entries()) {
		r.addEventListener('click', (event) => take(index, event), listen);
		r.addEventListener('pointerenter', () => point(index), listen);
	}
	// The field keeps the focus, so that its page doesn't think that the person has left.
	card.addEventListener('pointerdown', (event) => event.preventDefault(), listen);
	card.addEventListener('mousedown', (event) => event.preventDefault(), listen);
	put.addEventListener('click', close, listen);
	addEventListener('keydown', onKey, listen);
	addEventListener('resize', place, listen);
	addEventListener('scroll', place, { ...listen, passive: true });
	const outside = (event: Event) => {
		const path = event.composedPath();
		if (event.isTrusted && !path.includes(host) && !boxes.some((b) => path.includes(b))) close();
	};
	addEventListener('pointerdown', outside, listen);
	addEventListener('focusin', outside, listen);
	news.textContent = say('page_choose_how', caption);
	return close;
}

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

(globalThis as { verifillChoose?: typeof choose }).verifillChoose = choose;
