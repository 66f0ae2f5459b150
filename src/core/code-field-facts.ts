/** The only place that turns descriptions of a group into the facts the rules ask for. */
import type { FieldDescription, PageDescription } from './code-field.ts';
import {
	APP,
	AUTHENTICATOR,
	CODE,
	DIGITS,
	FACTOR,
	FOREIGN,
	LASTING,
	ONCE,
	plain,
	plainName,
	RECOVERY,
	SENT,
	VERIFY,
} from './code-field-words.ts';

/** All texts plain (see plain()). */
export interface Facts {
	field: FieldDescription;
	count: number;
	/** How many other fields stand in the same section, its own boxes aside. */
	others: number;
	names: string;
	around: string;
	/** Its own label and the words of its placeholder. */
	said: string;
	/** The best label there is: its own, else the words of its placeholder, else what stands beside. */
	own: string;
	/** Label and names. */
	self: string;
	/** Its own label and names. */
	word: string;
	placeholder: string;
	/** Heading and text before it. */
	before: string;
	/** Heading, text before and after. */
	near: string;
	/** The text before it that speaks of a code last, its own label aside; '' where none does. */
	telling: string;
	/** Label and what is near. */
	told: string;
	links: string;
	/** Section, title and path of the page. */
	page: string;
	pictures: string;
	/** A second factor is what this part of the page is about. */
	about: boolean;
	/** A code and a recovery code may go into it. */
	both: boolean;
	/** Another field is itself called a recovery code, so that what is said near by is about that one. */
	rival: () => boolean;
	strangers: () => boolean;
}

/** Whether a text speaks of it. */
export function says(text: string, meaning: RegExp): boolean {
	return text.search(meaning) >= 0;
}

/** Names a second factor or a thing used once. */
export function factored(text: string): boolean {
	return says(text, ONCE) || says(text, FACTOR) || says(text, AUTHENTICATOR);
}

/** A one-time code by its own name: "verification code", "2FA token", "6-digit code", "the 6 digits of your authenticator", "OTP". */
export function named(text: string): boolean {
	if (says(text, ONCE)) return true;
	const digits = says(text, DIGITS);
	return says(text, CODE) ? says(text, VERIFY) || digits || factored(text) : digits && says(text, AUTHENTICATOR);
}

const OR =
	/\/| or | also | auch | aussi | oder | ou | o | of (?!your|the)| veya | lub | ili | abo | eller | tai | nebo |または|또는|或|あるいは/;

export function factsOf({ fields, title, path }: PageDescription, boxes: readonly number[]): Facts {
	const first = fields[boxes[0] as number] as FieldDescription;
	const last = fields[boxes[boxes.length - 1] as number] as FieldDescription;
	const placeholder = plain(first.placeholder);
	// "PIN code 1 of 6" is how a component calls its boxes, whatever is asked for.
	const split = boxes.length > 1;
	const unpinned = (text: string) => (split ? text.replace(/\bpin(?:code)?\b/g, ' ').trim() : text);
	const called = unpinned(plain(first.label));
	// What a component calls its boxes ("Digit 1") is no label.
	const generic = split && !named(called) && ![CODE, FOREIGN, LASTING].some((m) => says(called, m));
	const names = unpinned(plainName(first.names));
	// An example is no label.
	const hint = /(?!xxx)\p{L}{3}|[\u0600-\uffff]{2}/u.test(
		placeholder.replace(/^(?:e\.?g|ex?[.:]|z\.|np|napr|例|예).*/, ''),
	)
		? placeholder
		: '';
	const said = `${generic ? '' : called} ${plain(hint)}`.trim();
	// A sentence is no label.
	const beside = /[.!?。]$/.test(first.beside) ? '' : plain(first.beside);
	const own = said || (generic && called ? '' : beside);
	const before = plain(`${first.heading} . ${first.before}`);
	const near = `${before} . ${plain(last.after)}`;
	const page = `${plain(`${first.section} . ${title}`)} . ${plainName(path)}`;
	const meant = (text = '') => says(text, CODE) || factored(text);
	const above = before.split(' . ').filter((text) => ![called, beside].includes(text));
	const clear = (text: string) => says(text, RECOVERY) || named(text) || (says(text, CODE) && says(text, APP));
	const telling = above.findLast(clear) ?? above.findLast((text) => says(text, CODE)) ?? '';
	const told = says(own, RECOVERY) ? own : before;
	const choice = ([a, b]: string[]) => (a?.includes('§') ? meant(b) : b?.includes('§') && meant(a));
	return {
		field: first,
		count: boxes.length,
		// Boxes of few signs weren't counted as others in the first place.
		others: first.others - (first.maxLength > 0 && first.maxLength <= 3 ? 0 : boxes.length - 1),
		names,
		around: plainName(first.around),
		said,
		own,
		self: `${own} . ${names}`,
		word: `${said} . ${names}`,
		placeholder,
		before,
		near,
		telling,
		told: `${own} . ${says(telling, SENT) ? before : near}`,
		links: plain(`${first.links} . ${last.links}`),
		page,
		pictures: plainName(first.pictures),
		about: factored(near) || factored(page),
		both: told
			.replace(RECOVERY, '§')
			.split(/[.:。](?! you can)/)
			.some((sentence) => {
				const ways = sentence.split(OR);
				return ways.some((way, i) => i > 0 && choice([ways[i - 1] ?? '', way]));
			}),
		strangers: () =>
			first.others > 0 &&
			!fields.some(
				(f, i) =>
					!boxes.includes(i) &&
					(f.type === 'password' ||
						/user|log ?in|mail|phone|tel|mobil|device|q~|search/.test(
							`${plainName(f.names)} ${f.autocomplete} ${plain(f.label)}`,
						)),
			),
		rival: () =>
			fields.some((f, i) => !boxes.includes(i) && says(`${plain(f.label)} . ${plainName(f.names)}`, RECOVERY)),
	};
}
