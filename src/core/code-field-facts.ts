/** The only place that turns descriptions of a group into the facts the rules ask for. */
import type { FieldDescription, PageDescription } from './code-field.ts';
import { AUTHENTICATOR, CODE, DIGITS, FACTOR, ONCE, plain, plainName, RECOVERY, VERIFY } from './code-field-words.ts';

/** All texts plain (see plain()). */
export interface Facts {
	field: FieldDescription;
	count: number;
	names: string;
	around: string;
	label: string;
	/** The best label there is: its own, else the words of its placeholder, else what stands beside. */
	own: string;
	placeholder: string;
	/** Heading and text before it. */
	before: string;
	/** Heading, text before and after. */
	near: string;
	links: string;
	section: string;
	/** Title and path of the page. */
	page: string;
	pictures: string;
	/** A code and a recovery code may go into it. */
	both: boolean;
}

/** Whether a text speaks of it. */
export function says(text: string, meaning: RegExp): boolean {
	return text.search(meaning) >= 0;
}

/** Names a second factor or a thing used once. */
export function factored(text: string): boolean {
	return says(text, ONCE) || says(text, FACTOR) || says(text, AUTHENTICATOR);
}

/** A one-time code by its own name: "verification code", "2FA token", "6-digit code", "OTP". */
export function named(text: string): boolean {
	return says(text, ONCE) || (says(text, CODE) && (says(text, VERIFY) || says(text, DIGITS) || factored(text)));
}

const OR =
	/\/| or | also | auch | aussi | oder | ou | o | of | veya | lub | или | або | eller | tai | nebo |または|또는|或|あるいは/;

export function factsOf(page: PageDescription, boxes: readonly number[]): Facts {
	const first = page.fields[boxes[0] as number] as FieldDescription;
	const last = page.fields[boxes[boxes.length - 1] as number] as FieldDescription;
	const label = plain(first.label);
	const placeholder = plain(first.placeholder);
	const own = `${label} ${/\p{L}{2}/u.test(placeholder) ? placeholder : ''}`.trim() || plain(first.beside);
	const before = plain(`${first.heading} . ${first.before}`);
	const told = says(own, RECOVERY) ? own : before;
	const rest = told.replace(RECOVERY, '');
	return {
		field: first,
		count: boxes.length,
		names: plainName(first.names),
		around: plainName(first.around),
		label,
		own,
		placeholder,
		before,
		near: `${before} . ${plain(last.after)}`,
		links: plain(`${first.links} ${last.links}`),
		section: plain(first.section),
		page: `${plain(page.title)} ${plainName(page.path)}`,
		pictures: plainName(first.pictures),
		both: OR.test(told) && (says(rest, CODE) || named(`${rest} code`)),
	};
}
