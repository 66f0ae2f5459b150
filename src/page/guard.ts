/** The only judge of whether a click on our list is really the person's: seen, unmoved and on top for half a second. */
import { seenAs } from './target.ts';

/** Visible and unmoved for so long (ms) before a click counts; longer where the browser can't vouch for what is seen. */
const DWELL = 500;
const DWELL_UNVOUCHED = 800;
const SAMPLE = 100;
const MOST_REFUSALS = 5;
const REFUSALS_WITHIN = 5_000;

let refusals: number[] = [];
let off = false;

/** Whether the browser tells what is really seen. */
const VOUCHES = 'isVisible' in IntersectionObserverEntry.prototype;

interface Firefox {
	/** Of closed roots, too; for extensions alone. */
	readonly openOrClosedShadowRoot?: ShadowRoot | null;
}

interface Vouched extends IntersectionObserverEntry {
	/** Nothing over it, no effect on it (IntersectionObserver v2, Chromium). */
	readonly isVisible?: boolean;
}

/** Whether the list is off for the rest of this document: too many clicks had to be refused. */
export const isOff = () => off;

/** Every layer that is open in a page, also in its components. */
function layersOf(root: Document | ShadowRoot): Element[] {
	const inside = [...root.querySelectorAll('*')].flatMap((element: Element & Firefox) => {
		const shadow = element.openOrClosedShadowRoot ?? element.shadowRoot;
		return shadow === null ? [] : layersOf(shadow);
	});
	return [...root.querySelectorAll(':popover-open, dialog:modal'), ...inside];
}

/** Watches one host element from the moment it is shown. */
export class Guard {
	readonly #host: HTMLElement;
	readonly #timer: ReturnType<typeof setInterval>;
	readonly #observer: IntersectionObserver;
	/** What the browser said last; null = nothing yet. */
	#vouched: boolean | null = null;
	#rect = '';
	#steadySince = performance.now();
	readonly #dialogs = new MutationObserver(() => {
		this.#steadySince = performance.now();
	});

	constructor(host: HTMLElement) {
		this.#host = host;
		// Firefox ignores what it doesn't know, and is not asked in the end.
		const options = { threshold: [0, 0.99, 1], trackVisibility: true, delay: SAMPLE };
		this.#observer = new IntersectionObserver((entries) => {
			const entry = entries.at(-1) as Vouched;
			const seen = entry.isVisible === true && entry.intersectionRatio >= 0.99;
			if (seen !== this.#vouched) this.#steadySince = performance.now();
			this.#vouched = seen;
		}, options);
		this.#observer.observe(host);
		// A dialog around it that is opened anew stands over it.
		for (const at of seenAs(host))
			this.#dialogs.observe(at.getRootNode(), { subtree: true, attributeFilter: ['open'] });
		this.#timer = setInterval(() => this.#sample(), SAMPLE);
		this.#sample();
	}

	/** Notes when the list moved or stopped being plain to see. */
	#sample(): void {
		const box = this.#host.getBoundingClientRect();
		const rect = [box.x, box.y, box.width, box.height].map(Math.round).join();
		if (rect === this.#rect && this.#onTop(box)) return;
		this.#rect = rect;
		this.#steadySince = performance.now();
	}

	/** Drawn as we draw it, in the window, and hit at its middle and its corners. */
	#onTop(box: DOMRect): boolean {
		const host = this.#host;
		const style = getComputedStyle(host);
		const plain =
			style.opacity === '1' &&
			style.visibility === 'visible' &&
			style.pointerEvents === 'auto' &&
			style.mixBlendMode === 'normal' &&
			[
				style.filter,
				style.transform,
				style.clipPath,
				style.maskImage,
				style.perspective,
				style.rotate,
				style.scale,
			].every((v) => !v || v === 'none');
		if (!plain || !host.isConnected || !host.matches(':popover-open') || box.width < 100) return false;
		const root = host.getRootNode() as Document | ShadowRoot;
		const hit = (x: number, y: number) => root.elementFromPoint(box.x + x, box.y + y) === host;
		const [right, bottom] = [box.width - 14, box.height - 14];
		return (
			hit(box.width / 2, box.height / 2) &&
			hit(14, 14) &&
			hit(right, 14) &&
			hit(14, bottom) &&
			hit(right, bottom) &&
			(VOUCHES || this.#alone())
		);
	}

	/**
	 * Whether no layer but ours is open, the dialogs around it aside. A later one that lets the pointer through could hide or fake what is
	 * read here, wherever its own box is; so could the picture of a page that changes its view. Which is later can't be asked.
	 */
	#alone(): boolean {
		const around = seenAs(this.#host);
		return (
			document.querySelector(':is(:active-view-transition)') === null &&
			layersOf(document).every(
				(layer) =>
					layer === this.#host ||
					(!layer.matches(':popover-open') &&
						around.some((at) => at.compareDocumentPosition(layer) & Node.DOCUMENT_POSITION_CONTAINS)),
			)
		);
	}

	/** Whether a trusted click counts now; a no is remembered. */
	allows(): boolean {
		this.#sample();
		const steady = performance.now() - this.#steadySince;
		if (!off && (VOUCHES ? this.#vouched && steady >= DWELL : steady >= DWELL_UNVOUCHED)) return true;
		const now = performance.now();
		refusals = [...refusals.filter((at) => now - at < REFUSALS_WITHIN), now];
		if (refusals.length >= MOST_REFUSALS) off = true;
		return false;
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#observer.disconnect();
		this.#dialogs.disconnect();
	}
}
