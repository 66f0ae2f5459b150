/** What a person said about a field by pointing at it: the only shape of it, from the page to the vault. */

/** `appended` = a password box that takes the password followed by the code: never filled by itself, and what is typed in it stays. */
export type TaughtVerdict = 'code' | 'appended' | 'never';

export interface Taught {
	/** Names the element on its host's pages. */
	selector: string;
	verdict: TaughtVerdict;
	/** The field in words, for a bug report: attributes and the judge's reasons, no values. Missing where it was taught before this was kept. */
	about?: string;
}
