/** The only place that notices when a page may show a new code field, at a cost that is bounded whatever the page does. */
import { shadowOf } from './section.ts';

/** Work we may do per second (ms/s), and how much of it may be saved up for one moment (ms). */
const RATE = 1.2;
const BURST = 40;
/** What taking in one mutation costs (ms): measured in Chromium 156. */
const PER_RECORD = 0.0005;
/** At least this long between two looks that the page alone caused (ms). */
const GAP = 100;

const ATTRIBUTES = ['class', 'style', 'hidden', 'disabled', 'readonly', 'open', 'type', 'inert', 'aria-hidden'];
const CHANGES: MutationObserverInit = { childList: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES };
/** What may show a field without a mutation, or tells that somebody is there. */
const SIGNS = ['focusin', 'change', 'transitionend', 'animationend', 'toggle'];
const STEPS = ['DOMContentLoaded', 'load', 'pageshow', 'popstate', 'hashchange'];

/**
 * Calls `look` once when something may have changed, not before the page is at rest; `roots` gives the trees to watch besides the document.
 * The first change ends the watching until the next look, so a storm costs as much as a single change; looks that cost much come seldom.
 */
export function watch(look: () => void, roots: () => Iterable<Node>): { again: () => void; stop: () => void } {
	let balance = BURST;
	let counted = performance.now();
	let last = Number.NEGATIVE_INFINITY;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const ended = new AbortController();

	const spend = (cost: number) => {
		const now = performance.now();
		balance = Math.min(BURST, balance + ((now - counted) * RATE) / 1000) - cost;
		counted = now;
	};
	const run = () => {
		timer = undefined;
		if (ended.signal.aborted) return;
		const start = performance.now();
		last = start;
		try {
			look();
		} finally {
			for (const root of [document, ...roots()]) observer.observe(root, CHANGES);
			spend(performance.now() - start);
		}
	};
	const due = () => {
		if (timer !== undefined || ended.signal.aborted) return;
		spend(0);
		const rest = balance < 0 ? (-balance / RATE) * 1000 : 0;
		timer = setTimeout(
			() => requestIdleCallback(run, { timeout: 200 }),
			Math.max(rest, last + GAP - performance.now()),
		);
	};
	const observer = new MutationObserver((records) => {
		observer.disconnect();
		spend(records.length * PER_RECORD);
		due();
	});

	for (const sign of [...SIGNS, ...STEPS]) addEventListener(sign, due, { capture: true, signal: ended.signal });
	due();
	return {
		again: due,
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
const LARGE = 3_000;
const MOST_ROOTS = 200;

/** The shadow roots below a root, nested ones included, at most 200. */
export function shadowsIn(root: Document | ShadowRoot, into: ShadowRoot[] = []): ShadowRoot[] {
	const large = root.childElementCount > 0 && document.getElementsByTagName('*').length > LARGE;
	for (const element of root.querySelectorAll(large ? `:not(${PLAIN})` : '*')) {
		const shadow = into.length < MOST_ROOTS ? shadowOf(element) : null;
		if (shadow === null) continue;
		into.push(shadow);
		shadowsIn(shadow, into);
	}
	return into;
}
