/** The only place that groups a code for reading; apart from code.ts so that a list of codes needs no crypto library. */

/** A code in groups for reading: `123 456`, `1234 5678`, `123 4567`; Steam as it is. */
export function grouped(code: string): string {
	const half = Math.floor(code.length / 2);
	return /^\d{6,8}$/.test(code) ? `${code.slice(0, half)} ${code.slice(half)}` : code;
}
