/** The only place that says whether a field is still the one that was offered for, and really before the person's eyes. */
import { usable } from './find.ts';

// Captured: a form's own properties can be replaced by inputs named like them, the prototypes' cannot.
const getAttribute = Element.prototype.getAttribute;
const getBoundingClientRect = Element.prototype.getBoundingClientRect;
const contains = Node.prototype.contains;
const parentNode = Object.getOwnPropertyDescriptor(Node.prototype, 'parentNode')?.get as (this: Node) => Node | null;

/** Less than this is as good as hidden. */
const FAINT = 0.5;

/** The element around, shadow hosts included. */
export function around(node: Node): Element | null {
	const parent = parentNode.call(node);
	return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
}

/** Where a form would send what is in the box, to notice a swap; '' outside of forms. */
export function goesTo(box: HTMLElement): string {
	const form = (box as HTMLInputElement).form ?? null;
	if (form === null) return '';
	const own = [...form.ownerDocument.forms].indexOf(form);
	return JSON.stringify([own, getAttribute.call(form, 'action'), getAttribute.call(form, 'target')]);
}

/** The topmost element at a point, through shadow roots. */
function topAt(root: Document | ShadowRoot, x: number, y: number): Element | null {
	return root.elementFromPoint(x, y);
}

/** Whether nothing foreign lies over the box: what is on top is the box, something around it, or a part drawn for it (slots, a label). */
function uncovered(box: HTMLElement): boolean {
	const area = box.getBoundingClientRect();
	const x = area.x + area.width / 2;
	const y = area.y + area.height / 2;
	// Outside the window nothing can be asked; the geometry has to do.
	if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return true;
	const top = topAt(box.getRootNode() as Document | ShadowRoot, x, y);
	if (top === null || contains.call(top, box) || contains.call(box, top)) return top !== null;
	// Slots and labels are close relatives: their common parent isn't much larger than they are.
	let shared: Element | null = around(box);
	while (shared !== null && !contains.call(shared, top)) shared = around(shared);
	if (shared === null) return false;
	const room = getBoundingClientRect.call(shared);
	return room.height <= Math.max(120, area.height * 4) && top.localName !== 'iframe';
}

/** Whether a person sees the box: usable, opaque all the way up, within the page, nothing over it. */
export function inSight(box: HTMLElement): boolean {
	if (!box.isConnected || !usable(box)) return false;
	let opacity = 1;
	for (let at: Element | null = around(box); at !== null; at = around(at))
		opacity *= Number(getComputedStyle(at).opacity);
	if (opacity < FAINT) return false;
	const area = box.getBoundingClientRect();
	const page = document.documentElement;
	const within =
		area.right + scrollX > 0 &&
		area.bottom + scrollY > 0 &&
		area.left + scrollX < Math.max(page.scrollWidth, innerWidth) &&
		area.top + scrollY < Math.max(page.scrollHeight, innerHeight);
	return within && uncovered(box);
}
