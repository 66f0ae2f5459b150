/** The only place that finds code fields in a live document. */
import { judge, type Verdict } from '../core/code-field.ts';
import { describe, fieldsIn } from './describe.ts';
import { shown } from './own.ts';
import { inSight } from './section.ts';
import { slotsOf } from './slots.ts';

export interface FoundField {
	kind: 'code' | 'recovery' | 'either';
	/** One box, or the split boxes in order. */
	boxes: HTMLElement[];
	via: 'app' | 'sent' | 'unknown';
	/** Asked for to confirm a set-up: a QR or an access key is near by. */
	confirm: boolean;
	score: number;
	reasons: string[];
	/** Whether a person sees it and could type into it now. */
	visible: boolean;
}

/** A person can type into it: neither disabled nor read-only, and in plain view, or an unseen input with slots drawn for it. */
export function usable(element: HTMLElement): boolean {
	if (element.matches(':disabled, :read-only')) return false;
	if (shown(element) && inSight(element)) return true;
	return element.tabIndex >= 0 && element.closest('[aria-hidden=true]') === null && slotsOf(element) !== null;
}

/** All code and recovery-code fields of a document, its shadow roots included, best first. */
export function findFields(root: Document): FoundField[] {
	const elements = fieldsIn(root);
	if (elements.length === 0) return [];
	return judge(describe(root, elements))
		.flatMap((verdict) => {
			if (verdict.kind === 'no') return [];
			const boxes = verdict.boxes.map((i) => elements[i] as HTMLElement);
			return [{ ...verdict, kind: verdict.kind, boxes, visible: boxes.every(usable) }];
		})
		.sort((a, b) => Number(b.visible) - Number(a.visible) || b.score - a.score);
}

/** What the judge says of one element, as it is now; undefined when it isn't looked at. */
export function verdictOn(element: Element): Verdict | undefined {
	const elements = fieldsIn(document);
	return judge(describe(document, elements)).find(({ boxes }) => boxes.some((i) => elements[i] === element));
}
