/** The only place that notices when a page may show a new code field, at a cost that is bounded whatever the page does. */
import { shadowOf } from './section.ts';

/** Work we may do: ms per second, and how many ms of it may be saved up; for text that changed, and for fields that did or that somebody came to. */
const TEXT = { rate: 0.5, most: 8 };
const FIELDS = { rate: 1, most: 60 };
/** What taking in one mutation costs (ms). */
const PER_RECORD = 0.0005;
/** At least this long between two looks (ms). */
const GAP = 100;
/** However much is owed, whether fields changed is told after so long (ms): that costs little. What they are is told after LONGEST at most. */
const PATIENCE = 3_000;
const LONGEST = 10_000;
const MOST_FIELDS = 300;
const FIELD = 'input:not([type=hidden],[type=checkbox],[type=radio],[type=submit]), [contenteditable]';

const ATTRIBUTES = ['class', 'style', 'hidden', 'disabled', 'readonly', 'open', 'type', 'name', 'inert', 'aria-hidden'];
const CHANGES: MutationObserverInit = { childList: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES };
/** What may show a field without a mutation; and what tells that somebody is at one. */
const SIGNS = [
	...['transitionend', 'animationend', 'toggle'],
	...['DOMContentLoaded', 'load', 'pageshow', 'popstate', 'hashchange'],
];
const SOMEBODY = ['focusin', 'change'];

/** Milliseconds that may be spent: refilled by time, gone below zero by what costs more than expected. */
class Budget {
	#left: number;
	#at = performance.now();
	readonly #most: number;
	readonly #rate: number;
	constructor({ rate, most }: { rate: number; most: number }) {
		this.#rate = rate;
		this.#most = most;
		this.#left = most;
	}
	spend(cost: number): void {
		const now = performance.now();
		this.#left = Math.min(this.#most, this.#left + ((now - this.#at) * this.#rate) / 1000) - cost;
		this.#at = now;
	}
	/** How long (ms) until so much is there, or as much as can be saved up. */
	wait(cost: number): number {
		this.spend(0);
		return (Math.max(0, Math.min(cost, this.#most) - this.#left) / this.#rate) * 1000;
	}
}

let counted = 0;
const numbers = new WeakMap<Element, number>();

/** What can be told of the fields at little cost: which there are, how they are called, whether they are shown; '' = none is laid out. */
function outline(roots: (Document | ShadowRoot)[]): string {
	let any = false;
	let text = '';
	let left = MOST_FIELDS;
	for (const root of roots) {
		for (const field of root.querySelectorAll<HTMLInputElement>(FIELD)) {
			if (left-- === 0) break;
			if (!numbers.has(field)) numbers.set(field, counted++);
			any ||= field.checkVisibility();
			const shown = field.checkVisibility({ visibilityProperty: true, opacityProperty: true });
			text += [numbers.get(field), shown, field.disabled, field.readOnly, field.type, field.name, field.placeholder];
		}
	}
	return any ? text : '';
}

/**
 * Calls `look` (told whether there are inputs at all) once when something may have changed, as soon as the page is at rest. The first change ends the watching until then, so
 * a storm costs as much as a single change; a look that costs much, where no field has changed, waits until it is paid for.
 */
export function watch(look: (inputs: boolean) => void): { again: () => void; stop: () => void } {
	const text = new Budget(TEXT);
	const fields = new Budget(FIELDS);
	const ended = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let dueAt = Number.NEGATIVE_INFINITY;
	let last = Number.NEGATIVE_INFINITY;
	let looked = Number.NEGATIVE_INFINITY;
	let known: string | null = null;
	let lookCost = 0;
	let somebody = false;

	const run = () => {
		timer = undefined;
		if (ended.signal.aborted) return;
		const start = performance.now();
		last = start;
		const roots = [document, ...shadowsIn(document)];
		const now = outline(roots);
		const prompt = now !== known || somebody;
		const budget = prompt ? fields : text;
		const wait = prompt ? Math.min(fields.wait(0), LONGEST - (start - looked)) : text.wait(lookCost);
		// Elements that custom code has still to bring to life change without a mutation.
		const later = wait > 0 ? wait : document.querySelector(':not(:defined)') === null ? null : 1_000;
		try {
			if (wait <= 0) {
				known = now;
				somebody = false;
				looked = start;
				look(now !== '');
				lookCost = performance.now() - start;
			}
		} finally {
			for (const root of roots) observer.observe(root, CHANGES);
			budget.spend(performance.now() - start);
		}
		if (later !== null) due(later);
	};
	const due = (after = 0) => {
		if (ended.signal.aborted) return;
		const now = performance.now();
		const owed = Math.max(text.wait(0), fields.wait(0));
		const at = Math.max(now + after, now + Math.min(owed, PATIENCE), last + GAP);
		if (timer !== undefined && dueAt <= at) return;
		clearTimeout(timer);
		dueAt = at;
		timer = setTimeout(() => {
			dueAt = Number.NEGATIVE_INFINITY;
			requestIdleCallback(run, { timeout: 200 });
		}, at - now);
	};
	const observer = new MutationObserver((records) => {
		observer.disconnect();
		text.spend(records.length * PER_RECORD);
		due();
	});
	const again = () => {
		known = null;
		due();
	};

	const listen = { capture: true, signal: ended.signal };
	for (const sign of SIGNS) addEventListener(sign, () => due(), listen);
	const come = () => {
		somebody = true;
		due();
	};
	for (const sign of SOMEBODY) addEventListener(sign, come, listen);
	due();
	return {
		again,
		stop() {
			ended.abort();
			clearTimeout(timer);
			observer.disconnect();
		},
	};
}

/** Elements that hardly ever carry a shadow root: left out of large documents, so that only custom elements are asked. */
const PLAIN =
	'a,b,br,button,code,dd,div,dl,dt,em,form,g,h1,h2,h3,h4,i,iframe,img,input,label,li,link,meta,ol,option,p,path,pre,script,select,small,span,strong,style,svg,table,tbody,td,th,tr,ul,use';
const LARGE = 1_000;
const MOST_ROOTS = 200;

/** The shadow roots below a root, nested ones included, at most 200. */
function shadowsIn(root: Document | ShadowRoot, into: ShadowRoot[] = []): ShadowRoot[] {
	const large = document.getElementsByTagName('*').length > LARGE;
	for (const element of root.querySelectorAll(large ? `:not(${PLAIN})` : '*')) {
		const shadow = into.length < MOST_ROOTS ? shadowOf(element) : null;
		if (shadow === null) continue;
		into.push(shadow);
		shadowsIn(shadow, into);
	}
	return into;
}
