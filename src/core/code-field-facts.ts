/** The only place that turns descriptions of a group into the facts the rules ask for. */
import type { FieldDescription, PageDescription } from './code-field.ts';
import { CODE, plain, plainName, RECOVERY } from './code-field-words.ts';

/** All texts plain (see plain()); `own` is the best label there is, `near` what stands around, nearest first in meaning. */
export interface Facts {
	field: FieldDescription;
	count: number;
	names: string;
	around: string;
	label: string;
	/** Label, or what stands beside where there is none; with the placeholder. */
	own: string;
	placeholder: string;
	/** Heading, text before and after. */
	near: string;
	links: string;
	section: string;
	/** Title and path of the page. */
	page: string;
	pictures: string;
	/** The label speaks of a code and of a recovery code. */
	both: boolean;
}

export function factsOf(page: PageDescription, boxes: readonly number[]): Facts {
	const fields = boxes.map((i) => page.fields[i] as FieldDescription);
	const first = fields[0] as FieldDescription;
	const last = fields[fields.length - 1] as FieldDescription;
	const label = plain(first.label);
	const placeholder = plain(first.placeholder);
	const own = `${label || plain(first.beside)} ${placeholder}`.trim();
	const near = plain(`${first.heading} . ${first.before} . ${last.after}`);
	const without = (own || near).replace(new RegExp(RECOVERY, 'gu'), '');
	return {
		field: first,
		count: boxes.length,
		names: plainName(first.names),
		around: plainName(first.around),
		label,
		own,
		placeholder,
		near,
		links: plain(`${first.links} ${last.links}`),
		section: plain(first.section),
		page: `${plain(page.title)} ${plainName(page.path)}`,
		pictures: plainName(first.pictures),
		both: CODE.test(without) && / or | oder | ou | o | of | veya | lub | или | або |または|또는|或/.test(own || near),
	};
}
