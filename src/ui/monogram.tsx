/** The only picture of an account: the first letter of its name on a colour of its own; nothing is fetched. */

const COLOURS = 8;

/** 0 to 7, the same for the same text (FNV-1a, its better bits). */
export function colourOf(text: string): number {
	let sum = 2_166_136_261;
	for (const letter of text.toLowerCase()) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
	return (sum >>> 13) % COLOURS;
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
