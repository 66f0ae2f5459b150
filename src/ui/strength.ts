/** The only guess at how strong a new password is, for the meter; the vault alone decides what is too weak. */

/** 0 too short or trivial, 1 weak, 2 fair, 3 good, 4 strong. Counts what isn't predictable: repeats and rows of neighbours add next to nothing. */
export function strength(password: string): 0 | 1 | 2 | 3 | 4 {
	const signs = [...password.normalize('NFKC')];
	if (signs.length < 8 || new Set(signs).size < 5) return 0;
	const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((kind) => kind.test(password)).length;
	let bits = 0;
	for (const [at, sign] of signs.entries()) {
		const step = at === 0 ? Number.NaN : (sign.codePointAt(0) ?? 0) - (signs[at - 1]?.codePointAt(0) ?? 0);
		const seen = signs.indexOf(sign) < at;
		bits += Math.abs(step) <= 1 ? 0.3 : seen ? 2 : 2.6 + kinds * 0.7;
	}
	return bits < 28 ? 1 : bits < 42 ? 2 : bits < 60 ? 3 : 4;
}
