/** The only things Verifill ever shows in a page: a small list of this site's accounts at the field, and how long a code is still waited for. Their own script. */
import type { PageOffer } from '../protocol/page.ts';
import { element, mark, show } from './card.ts';
import { Guard, isOff } from './guard.ts';
import { isAt } from './target.ts';

export interface Choosing {
	/** What the list stands at: the first and the last box. */
	boxes: HTMLElement[];
	offers: PageOffer[];
	/** The code goes after a password that is typed while the list is there. */
	appends: boolean;
	/** Called once, with the offer the person took; not at all when the list is put away. */
	chosen: (offer: string) => void;
	/** Called once the list is gone, for whatever reason. */
	closed: () => void;
}

const say = (key: string, ...values: string[]) => browser.i18n.getMessage(key, values);

/** One row: names as text nodes, kept apart from each other's writing direction. */
function row(offer: PageOffer, index: number): HTMLElement {
	const title = offer.savedFor === null ? offer.title : say('page_use_saved', offer.savedFor);
	const subtitle = offer.savedFor === null ? offer.subtitle : [offer.title, offer.subtitle].filter(Boolean).join(' · ');
	const names = element('span', { class: 'names' }, element('bdi', { class: 'title' }, title));
	if (subtitle !== '') names.append(element('bdi', { class: 'subtitle' }, subtitle));
	return element('div', { role: 'option', class: 'row', id: `row-${index}`, 'aria-selected': 'false' }, names);
}

/** Draws the list; gives the function that puts it away. Draws nothing where the page fought it before. */
export function choose({ boxes, offers, appends, chosen, closed }: Choosing): () => void {
	if (isOff()) {
		closed();
		return closed;
	}
	const rows = offers.map(row);
	const saved = offers.every((o) => o.savedFor !== null);
	const caption = say(appends ? 'page_choose_append' : saved ? 'page_choose_saved' : 'page_choose');
	const news = element('div', { role: 'status', class: 'news' });
	const list = element('div', { role: 'listbox', class: 'list', 'aria-label': caption }, ...rows);
	const put = element('button', { type: 'button', class: 'away', 'aria-label': say('page_close') }, '×');
	const head = element('div', { class: 'head' }, mark(), element('span', { class: 'caption' }, caption), put);
	const { host, card, signal, away } = show(boxes, head, list, news);
	const ours = [host, ...boxes];
	const guard = new Guard(host);

	let at = -1;
	function close(): void {
		if (signal.aborted) return;
		guard.stop();
		away();
		closed();
	}
	const point = (index: number) => {
		at = (index + rows.length) % rows.length;
		for (const [i, r] of rows.entries()) r.setAttribute('aria-selected', String(i === at));
		rows[at]?.scrollIntoView({ block: 'nearest' });
		news.textContent = say(
			'page_row',
			rows[at]?.innerText.replace('\n', ', ') ?? '',
			String(at + 1),
			String(rows.length),
		);
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
	const onKey = (event: KeyboardEvent) => {
		if (!event.isTrusted || event.isComposing || !isAt(event, ours)) return;
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step !== undefined) point(at < 0 && step < 0 ? rows.length - 1 : at + step);
		else if (event.key === 'Enter' && at >= 0) take(at, event);
		else if (event.key === 'Escape') close();
		else {
			// Somebody who types the code needs no list.
			if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !appends) close();
			return;
		}
		event.preventDefault();
		event.stopImmediatePropagation();
	};

	const listen = { capture: true, signal };
	for (const [index, r] of rows.entries()) {
		r.addEventListener('click', (event) => take(index, event), listen);
		r.addEventListener('pointerenter', () => point(index), listen);
	}
	// The field keeps the focus, so that its page doesn't think that the person has left.
	card.addEventListener('pointerdown', (event) => event.preventDefault(), listen);
	card.addEventListener('mousedown', (event) => event.preventDefault(), listen);
	put.addEventListener('click', close, listen);
	addEventListener('keydown', onKey, listen);
	const outside = (event: Event) => {
		if (event.isTrusted && !isAt(event, ours)) close();
	};
	addEventListener('pointerdown', outside, listen);
	addEventListener('focusin', outside, listen);
	news.textContent = say('page_choose_how', caption);
	return close;
}

/** Tells at the field that the next code is waited for, `ms` long, until the person types; gives the function that puts it away. */
export function wait(boxes: HTMLElement[], ms: number): () => void {
	const until = performance.now() + ms;
	const text = () => say('page_waits', String(Math.max(1, Math.ceil((until - performance.now()) / 1000))));
	const told = element('span', { class: 'told' }, text());
	const news = element('div', { role: 'status', class: 'news' });
	const { signal, away } = show(boxes, element('div', { class: 'head' }, mark(), told), news);
	// Said once: a countdown read out would never end.
	news.textContent = told.textContent;
	const timer = setInterval(() => {
		told.textContent = text();
	}, 500);
	signal.addEventListener('abort', () => clearInterval(timer));
	addEventListener('input', away, { capture: true, signal });
	return away;
}

const chooser = { choose, wait };

export type Chooser = typeof chooser;

(globalThis as { verifillChooser?: Chooser }).verifillChooser = chooser;
