/** The only place for what happens at a field once one is in sight: ask, choose, fill, and what the person orders. */

import type { PageAnswers, PageOffer, PageOrder, PageReport } from '../protocol/page.ts';
import { ask, chooser, filler, inWords } from './ask.ts';
import type { FieldTools } from './field.ts';
import { fieldsHere, numberAsked } from './fields.ts';
import type { Filler } from './filler.ts';
import type { FoundField } from './find.ts';
import { goesTo } from './form.ts';
import { isAt, seenAs } from './target.ts';
import { usernameShown } from './username.ts';

/** The first fill and one more after a refused code. */
const MOST_FILLS = 2;
/** A field away for so long (ms) belongs to another sign-in when it comes back. */
const AWAY = 5_000;
/** A field that is empty again so soon (ms) after a fill was redrawn: it gets the same code, and that is one fill. */
const REDRAW = 2_000;
/** At least this long between two questions (ms). */
const ASK_GAP = 500;

type Offers = PageAnswers['page.offers'];

/** A wait longer than this (ms) is told to whom it concerns. */
const TOLD = 1_500;
const OLD_CODE = /^\d{6,8}$/;

export interface Attendance {
	/** Something may have changed. */
	look: () => void;
	obey: (order: PageOrder) => Promise<PageReport | undefined>;
	stop: () => void;
}

/** Attends to one document from now on; `again` asks for another look. */
export function attendTo(tools: FieldTools, again: () => void): Attendance {
	const { findFields } = tools;
	const { isTaught, never, appends, holding, seen, fields, learnt, learn, forget } = fieldsHere(tools);
	/** Boxes asked for, with the code they were given ('' = none). */
	let known = new WeakMap<HTMLElement, string>();
	/** Boxes the person wrote in: never filled by itself. */
	const typedIn = new WeakSet<EventTarget>();
	let fills = 0;
	let filledAt = Number.NEGATIVE_INFINITY;
	let awaySince: number | null = null;
	let askedAt = Number.NEGATIVE_INFINITY;
	/** Which errand is under way; a newer one ends the older. */
	let errand = 0;
	/** The boxes an errand is about. */
	let busy: HTMLElement[] | null = null;
	let filling: Promise<boolean> | null = null;
	/** The person had a code filled here: the confirm box of the set-up page is then ours to fill, too. */
	let setUpHere = false;
	let pointed: Element | null = null;
	/** What the person has to choose between, and how to put the list away while it is shown. */
	let choice: { field: FoundField; offers: PageOffer[]; putAway: (() => void) | null } | null = null;

	/** Not shown to anybody yet. */
	const asleep = () => (document as { prerendering?: boolean }).prerendering === true;
	const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

	function look(): void {
		if (asleep()) return;
		if (busy?.every((b) => b.isConnected)) return;
		if (choice !== null && !seen(choice.field)) {
			choice.putAway?.();
			choice = null;
		}
		const field = fields().find(seen);
		const now = performance.now();
		if (field === undefined) {
			awaySince ??= now;
			if (!learnt()) void askLessons();
			return;
		}
		if (awaySince !== null && now - awaySince > AWAY) fills = 0;
		awaySince = null;
		const [box] = field.boxes as [HTMLElement];
		const holds = holding(field);
		const given = known.get(box);
		// Asked before: only a code of ours that the page threw out is worth another question.
		if (given !== undefined && (given === '' || holds !== '' || fills >= MOST_FILLS || appends(field))) return;
		if (holds !== '' && !OLD_CODE.test(holds)) return;
		begin(field, (mine) => attend(field, mine));
	}

	/** One errand at a time. */
	function begin(field: FoundField, work: (mine: number) => Promise<void>): void {
		busy = field.boxes;
		const mine = ++errand;
		void work(mine).finally(() => {
			if (mine === errand) busy = null;
			again();
		});
	}

	async function offersFor(field: 'code' | 'recovery', number: number | null): Promise<Offers | null> {
		const wait = askedAt + ASK_GAP - performance.now();
		if (wait > 0) await pause(wait);
		askedAt = performance.now();
		const above = location.ancestorOrigins as DOMStringList | undefined;
		const said = await ask({
			ask: 'page.offers',
			field,
			username: usernameShown(document),
			number,
			ancestors: above === undefined ? null : [...above],
		});
		learn(said?.taught ?? []);
		return said;
	}

	/** Asks once what the person taught about fields here, where none is found otherwise. */
	async function askLessons(): Promise<void> {
		learn([]);
		if ((await offersFor('code', null))?.taught.some((t) => t.verdict !== 'never')) again();
	}

	async function attend(field: FoundField, mine: number): Promise<void> {
		const [box] = field.boxes as [HTMLElement];
		known.set(box, '');
		const recovery = field.kind === 'recovery';
		const said = await offersFor(recovery ? 'recovery' : 'code', recovery ? numberAsked(box) : null);
		if (said === null || said.offers.length === 0 || mine !== errand) return;
		if (never(field)) return;
		if (field.via === 'sent' || (field.confirm && !setUpHere)) return;
		const byItself =
			!recovery && !appends(field) && !field.boxes.flatMap(seenAs).some((at) => typedIn.has(at)) && fills < MOST_FILLS;
		if (said.auto !== null && byItself) return give(field, said.auto, false, mine);
		choice = { field, offers: said.offers, putAway: null };
		const focused = document.activeElement;
		if (focused === null || focused === document.body || field.boxes.some((b) => b.matches(':focus'))) await show();
	}

	/** Shows what there is to choose, at the field. */
	async function show(): Promise<void> {
		const here = choice;
		if (here === null || here.putAway !== null || !/^\d{0,8}$/.test(holding(here.field))) return;
		here.putAway = () => undefined;
		const draw = await chooser();
		if (here !== choice) return;
		const shown = draw?.choose({
			boxes: here.field.boxes,
			offers: here.offers,
			appends: appends(here.field),
			chosen(offer) {
				choice = null;
				begin(here.field, (mine) => give(here.field, offer, true, mine));
			},
			closed: () => {
				here.putAway = null;
			},
		});
		here.putAway = shown ?? null;
	}

	/** Waits for the next code; somebody who is at the field sees how long. */
	async function waitFor(field: FoundField, ms: number, told: boolean): Promise<void> {
		const draw = ms > TOLD && (told || field.boxes.some((b) => b.matches(':focus'))) ? await chooser() : undefined;
		const putAway = draw?.wait(field.boxes, ms);
		await pause(ms);
		putAway?.();
	}

	/** Gets the code of an offer and fills it, unless the field isn't what it was when the question was put. */
	async function give(field: FoundField, offer: string, gesture: boolean, mine: number): Promise<void> {
		const goal = field.boxes.map(goesTo).join();
		const before = holding(field);
		for (let tries = 0; tries < 3; tries++) {
			const [said, writer] = await Promise.all([ask({ ask: 'page.code', offer, gesture }), filler()]);
			if (said === null) {
				// The offer was too old, or the vault is locked: ask anew for the next choice.
				if (gesture) for (const box of field.boxes) known.delete(box);
				return;
			}
			if (said.waitMs > 0) await waitFor(field, said.waitMs, gesture);
			const same =
				mine === errand &&
				!asleep() &&
				holding(field) === before &&
				field.boxes.map(goesTo).join() === goal &&
				seen(field);
			if (said.waitMs > 0 && same) continue;
			const done = same && (await fill(field, said.code, writer));
			if (said.waitMs === 0) await ask({ ask: 'page.outcome', offer, outcome: done ? 'filled' : 'no-way' });
			return;
		}
	}

	async function fill(field: FoundField, code: string, writer: Filler | undefined): Promise<boolean> {
		if (writer === undefined) {
			// Asked for again with the next question; that is put by itself once more at most.
			fills++;
			for (const box of field.boxes) known.delete(box);
			return false;
		}
		await filling;
		// A page that redraws its field right away gets the same code again: that is one fill.
		if (performance.now() - filledAt > REDRAW) fills++;
		filledAt = performance.now();
		const { boxes } = field;
		filling = appends(field) ? writer.append(boxes[0] as HTMLInputElement, code) : writer.fillField(boxes, code);
		// Broken off: no way, as when it found none.
		const done = await filling.catch(() => false);
		filling = null;
		// Filled by a panel meanwhile: there is nothing left to choose, and the list would cover the page.
		if (done) choice?.putAway?.();
		for (const box of boxes) known.set(box, done ? code : '');
		return done;
	}

	/** Fills where the person asked for it in a panel of ours: the box with the focus, then a set-up page's, then the best. */
	async function fillNow(code: string): Promise<PageReport> {
		setUpHere = true;
		const [writer] = await Promise.all([filler(), learnt() ? null : offersFor('code', null)]);
		errand++;
		busy = null;
		const rank = (f: FoundField) => (f.boxes.some((b) => b.matches(':focus')) ? 2 : f.confirm ? 1 : 0);
		const field = fields()
			.filter((f) => f.kind !== 'recovery' && /^\d{0,8}$/.test(holding(f)) && seen(f))
			.sort((a, b) => rank(b) - rank(a))[0];
		if (field === undefined) return { outcome: 'no-field' };
		// Typed again, a component that sends by itself would send twice.
		return { outcome: holding(field) === code || (await fill(field, code, writer)) ? 'filled' : 'no-field' };
	}

	async function teach(asked: 'code' | 'never'): Promise<PageReport> {
		const says = await inWords();
		if (pointed?.isConnected !== true || says === undefined) return { outcome: 'no-field' };
		const { selector, about } = says(pointed, tools);
		const lone =
			pointed.matches('[type=password]') && !findFields(document).some((f) => f.visible && f.kind !== 'recovery');
		const verdict = asked === 'code' && lone ? 'appended' : asked;
		// It counts once it is kept: then every page is told to look again.
		return { outcome: 'taught', selector, about, verdict };
	}

	function lookAgain(): void {
		known = new WeakMap();
		again();
	}

	async function obey(order: PageOrder): Promise<PageReport | undefined> {
		if (order.order === 'fill') return order.origin === self.origin ? fillNow(order.code) : { outcome: 'no-field' };
		if (order.order === 'teach') return teach(order.verdict);
		forget();
		lookAgain();
		return undefined;
	}

	const onInput = (event: Event) => {
		const [box] = event.composedPath();
		if (event.isTrusted && filling === null && box !== undefined) typedIn.add(box);
	};
	const onPointed = (event: Event) => {
		const [element] = event.composedPath();
		if (event.isTrusted && element instanceof Element) pointed = element;
	};
	const onShow = (event: PageTransitionEvent) => {
		if (!event.persisted) return;
		// Back again: what the boxes hold is old.
		fills = 0;
		lookAgain();
	};

	const onBox = (event: Event) => {
		const [box] = event.composedPath() as [HTMLElement];
		if (!event.isTrusted || (event as KeyboardEvent).key !== (event.type === 'keydown' ? 'ArrowDown' : undefined))
			return;
		if (choice !== null && isAt(event, choice.field.boxes)) void show();
		// Asked for once more: the last code went in, or was too old.
		else if (
			event.type !== 'focusin' &&
			choice === null &&
			busy === null &&
			known.has(box) &&
			isTaught(box, 'appended')
		) {
			known.delete(box);
			again();
		}
	};

	const ended = new AbortController();
	const listen = { capture: true, signal: ended.signal };
	addEventListener('input', onInput, listen);
	addEventListener('contextmenu', onPointed, listen);
	addEventListener('focusin', onBox, listen);
	addEventListener('pointerdown', onBox, listen);
	addEventListener('keydown', onBox, listen);
	addEventListener('pageshow', onShow, listen);
	document.addEventListener('prerenderingchange', lookAgain, listen);
	return {
		look,
		obey,
		stop() {
			ended.abort();
			choice?.putAway?.();
		},
	};
}
