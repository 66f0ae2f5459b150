/** The only place that tells a box from others: at which an event happened, and where its form sends what is in it. */
import { attribute } from './own.ts';

/** What an event at this box names as its target: the box, or the host of a closed root around it. */
export function seenAs(box: Element): Element[] {
	const root = box.getRootNode();
	return root instanceof ShadowRoot ? [box, ...seenAs(root.host)] : [box];
}

/** Whether an event happened at one of these boxes. */
export const isAt = (event: Event, boxes: Element[]): boolean =>
	boxes.some((box) => seenAs(box).includes(event.composedPath()[0] as Element));

/** Where a form would send what is in the box, to notice a swap; '' outside of forms. */
export function goesTo(box: HTMLElement): string {
	const form = (box as HTMLInputElement).form ?? null;
	if (form === null) return '';
	const own = [...form.ownerDocument.forms].indexOf(form);
	return JSON.stringify([own, attribute(form, 'action'), attribute(form, 'target')]);
}
