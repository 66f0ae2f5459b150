/** The measuring entry for fields: the content script's own finder behind two global functions. */

import { judge, type PageDescription, type Verdict } from '../src/core/code-field.ts';
import { describe, fieldsIn } from '../src/page/describe.ts';
import { fillField } from '../src/page/filler.ts';
import { type FoundField, findFields } from '../src/page/find.ts';

interface Classified {
	element: Element;
	kind: 'otp' | 'otp-part' | 'recovery';
	/** As the labels of saved pages say it. */
	via: 'totp' | 'sent' | 'unknown';
	visible: boolean;
	reasons: string[];
}

declare global {
	var __classify: (document: Document) => Classified[];
	/** What the judge was told and what it said: for looking into a wrong verdict. */
	var __explain: (document: Document) => { elements: Element[]; page: PageDescription; verdicts: Verdict[] };
	var __fill: (document: Document, code: string) => Promise<boolean>;
}

/** Laid out where nobody sees it: a trap for robots or a helper behind drawn boxes, not a step still to come; the browser's own attribute makes it a component's input. */
const trap = ({ visible, boxes: [box] }: FoundField) =>
	!visible &&
	box !== undefined &&
	box.getAttribute('autocomplete') !== 'one-time-code' &&
	box.checkVisibility() &&
	(box.closest('[aria-hidden=true]') !== null || box.offsetWidth < 8 || box.getBoundingClientRect().right <= 0);

/** Never laid out, in the form of boxes that a person sees: where their component keeps the whole code. */
const kept = ({ visible, boxes: [box] }: FoundField, all: FoundField[]) =>
	!visible &&
	box !== undefined &&
	!box.checkVisibility() &&
	all.some((f) => f.visible && f.boxes.length > 1 && f.boxes[0]?.closest('form') === box.closest('form'));

/** Every code field of the document, those of steps not shown yet included; a field for both kinds counts as a code field, one for sent codes as `via: 'sent'`. */
globalThis.__classify = (document) =>
	findFields(document)
		.filter((field, _, all) => !trap(field) && !kept(field, all))
		.flatMap(({ kind, boxes, via, visible, reasons }) =>
			boxes.map((element) => ({
				element,
				kind: kind === 'recovery' ? kind : boxes.length > 1 ? ('otp-part' as const) : ('otp' as const),
				via: via === 'app' ? ('totp' as const) : via,
				visible,
				reasons,
			})),
		);

globalThis.__fill = async (document, code) => {
	const fields = findFields(document).filter((field) => field.kind !== 'recovery');
	const field = fields.find((f) => f.visible) ?? fields[0];
	return field !== undefined && fillField(field.boxes, code);
};

globalThis.__explain = (document) => {
	const elements = fieldsIn(document);
	const page = describe(document, elements);
	return { elements, page, verdicts: judge(page) };
};
