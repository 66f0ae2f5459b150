/** The only list of what a content script may ask and be told; the background alone checks it, so that the page carries no validator. */
import type { Taught, TaughtVerdict } from '../core/taught.ts';

/** What the content script asks. */
export type PageQuestion =
	/** A code field is here and visible: is there a code for it? `ancestors` = origins of the frames above, nearest first; null where the browser doesn't tell. */
	| {
			ask: 'page.offers';
			field: 'code' | 'recovery';
			username: string | null;
			/** The number a recovery prompt asks for ("recovery code #3"), or null. */
			number: number | null;
			ancestors: string[] | null;
	  }
	/** The code of one offer, given once; before that the answer may be to wait. `gesture` = the person chose it in our own surface. */
	| { ask: 'page.code'; offer: string; gesture: boolean }
	/** Put this script of ours into this document: `field` where there is an input, `filler` where a code goes in, `chooser` where there is something to choose, `teach` where the person points at a field. */
	| { ask: 'page.script'; script: 'field' | 'filler' | 'chooser' | 'teach' }
	/** The person clicked a set-up link (otpauth:): the background reads it from the focused link, so that no secret passes here. */
	| { ask: 'page.link' }
	/** What became of it. */
	| { ask: 'page.outcome'; offer: string; outcome: 'filled' | 'no-way' };

export interface PageOffer {
	/** One-time handle for page.code, of this document alone; dead once the outcome is told, and after 10 minutes. */
	offer: string;
	/** Issuer and label for the chooser. */
	title: string;
	subtitle: string;
	/** Set where it takes the person's word first: the host it is saved for. */
	savedFor: string | null;
}

export interface PageAnswers {
	/** `auto` = the offer to fill by itself, null when the person must choose or nothing is offered. Locked looks just like nothing. `taught` = what the person said about fields here. */
	'page.offers': {
		offers: PageOffer[];
		auto: string | null;
		taught: Omit<Taught, 'about'>[];
	};
	/** `waitMs` > 0: not yet; ask again after so many ms (a code about to end, or one that was just refused). Then code is ''. */
	'page.code': { code: string; waitMs: number };
	'page.script': null;
	'page.link': null;
	'page.outcome': null;
}

/** What the background tells a content script. */
export type PageOrder =
	/** Look again: the vault opened, an account was added or changed. */
	| { order: 'look-again' }
	/** The person asked for this code here, in a panel of ours; only a document of this origin takes it. Answered with what came of it. */
	| { order: 'fill'; code: string; origin: string }
	/** The person pointed at the field under the last context menu. */
	| { order: 'teach'; verdict: 'code' | 'never' };

/** `verdict` = as the page has to take it: a password box that is no code field gets the code appended. */
export type PageReport =
	| { outcome: 'filled' | 'no-field' }
	| { outcome: 'taught'; selector: string; about: string; verdict: TaughtVerdict };
