/** The only judge of fields: plain descriptions of inputs in, verdicts with reasons out. */

import { groupsOf } from './code-field-boxes.ts';
import { factored, factsOf, says } from './code-field-facts.ts';
import { type Column, RULES } from './code-field-rules.ts';
import { CODE, plain, plainName } from './code-field-words.ts';

/** One input as a plain description; all texts as the page has them, '' where there is none. */
export interface FieldDescription {
	/** `type` of an input, or `editable`. */
	type: string;
	/** name, id, test ids and model names, joined by spaces. */
	names: string;
	/** id, name, class and action of the form and of the nearest elements around, joined by spaces. */
	around: string;
	autocomplete: string;
	/** 0 = not limited. */
	maxLength: number;
	inputMode: string;
	/** Pattern, or `max` of a number box. */
	range: string;
	/** Words that belong to it by `for`, `aria-*`, a surrounding label or title. */
	label: string;
	placeholder: string;
	/** Text before it, up to the next field above: nearest last. Headings included, links and buttons not. */
	before: string;
	/** The last piece of `before`, when it stands right at the field. */
	beside: string;
	/** Text after it, up to the next field below. */
	after: string;
	/** The heading over it. */
	heading: string;
	/** Links and buttons near by. */
	links: string;
	/** Everything else said in the same section. */
	section: string;
	/** Pictures near by: alt, address and names. */
	pictures: string;
	/** Seen: a picture or canvas near by that is square and big (qr) or a wide strip right at the field (strip). */
	picture: 'qr' | 'strip' | '';
	/** One of many fields and without a hint of its own: nothing around it was read, it can't be one. */
	quiet: boolean;
	/** How many other text fields stand in the same section. */
	others: number;
	/** Same number = same nearest container that holds boxes like this one and no other fields. */
	row: number;
	/** CSS pixels in the page; all 0 where nothing is laid out. */
	y: number;
	width: number;
	height: number;
}

export interface PageDescription {
	title: string;
	/** Path and hash of the address, without query. */
	path: string;
	/** In the order of the document. */
	fields: FieldDescription[];
}

export interface Verdict {
	/** Indexes into `fields`, in order: one box, or 4 to 10 split boxes (2 where each takes half a code). */
	boxes: number[];
	kind: 'code' | 'recovery' | 'either' | 'no';
	/** How the code comes to the person; `sent` by SMS, e-mail or the like. */
	via: 'app' | 'sent' | 'unknown';
	/** Asked for to confirm a set-up: the QR or the access key is near by. */
	confirm: boolean;
	/** Points for being a code; THRESHOLD and more is one. */
	score: number;
	/** The rules that spoke, in the order of the table. */
	reasons: string[];
}

/** Points from which a field counts as one. */
export const THRESHOLD = 5;

/** Judges every field of a page (by other rules only to see what one is needed for). Groups that are nothing come back as `no` with their reasons. */
export function judge(page: PageDescription, rules = RULES): Verdict[] {
	return groupsOf(page.fields).map((boxes) => {
		const facts = page.fields[boxes[0] as number]?.quiet ? null : factsOf(page, boxes);
		const spoken = rules.filter(([, , , holds]) => facts && holds(facts));
		const points = (of: Column) => spoken.reduce((sum, [, column, weight]) => sum + (column === of ? weight : 0), 0);
		const score = points('code');
		const recovery = points('recovery');
		const [app, sent] = [points('app'), points('sent')];
		return {
			boxes,
			kind:
				score + (recovery < THRESHOLD ? 0 : recovery) < THRESHOLD
					? 'no'
					: recovery < THRESHOLD
						? 'code'
						: facts?.both
							? 'either'
							: 'recovery',
			via: sent > app ? 'sent' : app > 0 ? 'app' : 'unknown',
			confirm: points('setUp') >= THRESHOLD,
			score,
			reasons: spoken.map(([reason]) => reason),
		};
	});
}

/** Whether the field itself (name, label, placeholder, autocomplete) gives a hint that it is worth reading around it. */
export function hints(field: FieldDescription): boolean {
	const text = `${plainName(field.names)} ${plain(`${field.label} ${field.placeholder} ${field.autocomplete}`)}`;
	return says(text, CODE) || factored(text);
}
