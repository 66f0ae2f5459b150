/** The only place that says whether a box is really before the person's eyes. */
import { usable } from './find.ts';
import { parentOf } from './section.ts';

const { getBoundingClientRect } = Element.prototype;
const { contains } = Node.prototype;

/** Less than this is as good as hidden. */
const FAINT = 0.5;

/** Whether nothing foreign lies over the box: on top is the box itself or a part drawn for it (slots, a label). */
function uncovered(box: HTMLElement): boolean {
	const area = box.getBoundingClientRect();
	const x = area.x + area.width / 2;
	const y = area.y + area.height / 2;
	// Outside the window nothing can be asked; the geometry has to do.
	if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return true;
	const top = (box.getRootNode() as Document | ShadowRoot).elementFromPoint(x, y);
	if (top === null) return false;
	if (contains.call(box, top)) return true;
	// Through to what is around it: clipped away, unless it lets the pointer through on purpose.
	if (contains.call(top, box)) return getComputedStyle(box).pointerEvents === 'none';
	// Slots and labels are close relatives: they lie within a common parent that isn't much larger than the box.
	let shared: Element | null = parentOf(box);
	while (shared !== null && !contains.call(shared, top)) shared = parentOf(shared);
	if (shared === null || top.localName === 'iframe') return false;
	const room = getBoundingClientRect.call(shared);
	const part = top.getBoundingClientRect();
	const within = part.left >= room.left - 4 && part.right <= room.right + 4 && part.top >= room.top - 4;
	return within && part.bottom <= room.bottom + 4 && room.height <= Math.max(120, area.height * 4);
}

/** Whether a person sees the box: usable, opaque all the way up, within the page, nothing over it. */
export function inSight(box: HTMLElement): boolean {
	if (!box.isConnected || !usable(box)) return false;
	let opacity = 1;
	for (let at: Element | null = parentOf(box); at !== null; at = parentOf(at))
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
