/** The only judge of whether a click on our list is really the person's: seen, unmoved and on top for half a second. */

/** Visible and unmoved for so long (ms) before a click counts; longer where the browser can't vouch for what is seen. */
const DWELL = 500;
const DWELL_UNVOUCHED = 800;
const SAMPLE = 100;
const MOST_REFUSALS = 5;
const REFUSALS_WITHIN = 5_000;

let refusals: number[] = [];
let off = false;

interface Vouched extends IntersectionObserverEntry {
	/** Nothing over it, no effect on it (IntersectionObserver v2, Chromium). */
	readonly isVisible?: boolean;
}

/** Whether the list is off for the rest of this document: too many clicks had to be refused. */
export const isOff = () => off;

/** Watches one host element from the moment it is shown. */
export class Guard {
	readonly #host: HTMLElement;
	readonly #timer: ReturnType<typeof setInterval>;
	readonly #observer: IntersectionObserver;
	/** null = the browser doesn't say. */
	#vouched: boolean | null = null;
	#rect = '';
	#steadySince = performance.now();

	constructor(host: HTMLElement) {
		this.#host = host;
		const vouches = 'isVisible' in IntersectionObserverEntry.prototype;
		const options = { threshold: [0, 0.99, 1], ...(vouches ? { trackVisibility: true, delay: SAMPLE } : {}) };
		this.#observer = new IntersectionObserver((entries) => {
			const entry = entries.at(-1) as Vouched | undefined;
			if (!vouches || entry === undefined) return;
			const seen = entry.isVisible === true && entry.intersectionRatio >= 0.99;
			if (seen !== this.#vouched) this.#steadySince = performance.now();
			this.#vouched = seen;
		}, options);
		this.#observer.observe(host);
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
			].every((v) => v === 'none' || v === '');
		if (!plain || !host.isConnected || !host.matches(':popover-open') || box.width < 100) return false;
		const root = host.getRootNode() as Document;
		const [left, right, top, bottom] = [box.left + 14, box.right - 14, box.top + 14, box.bottom - 14];
		const points = [
			[(left + right) / 2, (top + bottom) / 2],
			[left, top],
			[right, top],
			[left, bottom],
			[right, bottom],
		] as const;
		if (!points.every(([x, y]) => root.elementFromPoint(x, y) === host)) return false;
		// A later layer that lets the pointer through could still hide or fake what is read here.
		return ![...root.querySelectorAll(':popover-open, dialog:modal')].some((layer) => {
			const over = layer.getBoundingClientRect();
			const apart =
				over.right <= box.left || over.left >= box.right || over.bottom <= box.top || over.top >= box.bottom;
			const later = (host.compareDocumentPosition(layer) & Node.DOCUMENT_POSITION_CONTAINS) === 0;
			return layer !== host && !apart && later && over.width > 0;
		});
	}

	/** Whether a trusted click counts now; a no is remembered. */
	allows(): boolean {
		this.#sample();
		const steady = performance.now() - this.#steadySince;
		const unvouched = !('isVisible' in IntersectionObserverEntry.prototype);
		if (
			!off &&
			this.#vouched !== false &&
			(unvouched || this.#vouched) &&
			steady >= (unvouched ? DWELL_UNVOUCHED : DWELL)
		)
			return true;
		const now = performance.now();
		refusals = [...refusals.filter((at) => now - at < REFUSALS_WITHIN), now];
		if (refusals.length >= MOST_REFUSALS) off = true;
		return false;
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#observer.disconnect();
	}
}
