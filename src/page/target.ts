/** The only place that tells at which box an event happened: of a closed root it shows no more than the host. */

/** What an event at this box names as its target: the box, or the host of a closed root around it. */
export function seenAs(box: Element): Element[] {
	const root = box.getRootNode();
	return root instanceof ShadowRoot ? [box, ...seenAs(root.host)] : [box];
}

/** Whether an event happened at one of these boxes. */
export const isAt = (event: Event, boxes: Element[]): boolean =>
	boxes.some((box) => seenAs(box).includes(event.composedPath()[0] as Element));
