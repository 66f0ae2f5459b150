/** The only picture of an account: the first letter of its name on a colour of its own; nothing is fetched. */

const COLOURS = 8;

/** 0 to 7, the same for the same text. */
export function colourOf(text: string): number {
	let sum = 7;
	for (const letter of text.toLowerCase()) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
	return sum % COLOURS;
}

/** The first letter or digit of the first text that has one, upper case; '' when none has. */
export function initialOf(...texts: string[]): string {
	for (const text of texts) {
		const letter = /[\p{L}\p{N}]/u.exec(text)?.[0];
		if (letter !== undefined) return letter.toUpperCase();
	}
	return '';
}

export function Monogram({ issuer, label }: { issuer: string; label: string }) {
	return (
		<span class={`monogram monogram-${colourOf(issuer || label)}`} aria-hidden="true">
			{initialOf(issuer, label)}
		</span>
	);
}
