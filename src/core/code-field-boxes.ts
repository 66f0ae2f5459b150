/** The only place that tells split boxes from single ones. */
import type { FieldDescription } from './code-field.ts';

/** Texts that differ by a number only ("digit 1 of 6", "digit 2 of 6"). */
function counted(a: string, b: string): boolean {
	return a !== b && a.replace(/\d+/g, '#') === b.replace(/\d+/g, '#');
}

/** Of one size, told apart by a number at most, and no word between them: drawn as boxes of one thing, however wide. */
function twins(a: FieldDescription, b: FieldDescription): boolean {
	const sized = b.width > 0 && Math.abs(a.width - b.width) < 3 && Math.abs(a.height - b.height) < 3;
	// A box with the focus often drops the sign it shows while it is empty.
	const hints = a.placeholder.length < 2 && b.placeholder.length < 2;
	if (!sized || !hints || a.inputMode !== b.inputMode || /\p{L}/u.test(b.before)) return false;
	if (counted(a.label, b.label)) return true;
	return a.label === b.label && (a.names === b.names || counted(a.names, b.names));
}

/** Told apart by a number alone, or too narrow for more than a sign and on one line: also where they stand in two halves. */
function halved(a: FieldDescription, b: FieldDescription): boolean {
	if (!twins(a, b)) return false;
	return counted(a.label, b.label) || counted(a.names, b.names) || (b.width <= 80 && Math.abs(a.y - b.y) < 6);
}

function alike(a: FieldDescription, b: FieldDescription): boolean {
	if ((a.row !== b.row && !halved(a, b)) || a.type !== b.type || (a.width === 0) !== (b.width === 0)) return false;
	if (b.maxLength === 1 && a.maxLength === 1) return true;
	// The first box often takes the whole code, so that pasting works; a helper of another size is none of them.
	if (b.maxLength === 1 && (a.maxLength === 0 || a.maxLength >= 4) && Math.abs(a.width - b.width) < 9) return true;
	if (b.maxLength === 3 && a.maxLength === 3) return true;
	// Where the focus is, one may take the whole code.
	const parts = b.maxLength === 3 || b.maxLength === 4;
	if ((a.maxLength === 1 || (!parts && twins(a, b))) && counted(a.label, b.label)) return true;
	// Parts of something longer, unless too narrow to show more than a sign, or numbers.
	if ((b.maxLength > 2 && b.width > 8 * b.maxLength) || /^\d\d/.test(b.range)) return false;
	if (twins(a, b)) return true;
	if (b.maxLength > 1 && b.maxLength !== a.maxLength) return false;
	return b.width > 0 && b.width <= 80 && Math.abs(a.width - b.width) < 3 && Math.abs(a.y - b.y) < 6;
}

/** Fields in document order -> groups of indexes: 4 to 10 boxes of one digit (or two of three), else one by one. */
export function groupsOf(fields: readonly FieldDescription[]): number[][] {
	const groups: number[][] = [];
	for (let i = 0; i < fields.length; ) {
		let end = i + 1;
		while (end < fields.length && alike(fields[end - 1] as FieldDescription, fields[end] as FieldDescription)) end++;
		const count = end - i;
		const halves = count === 2 && fields[i]?.maxLength === 3;
		const whole = (count >= 4 && count <= 10 && fields[end - 1]?.maxLength !== 3) || halves;
		const boxes = Array.from({ length: count }, (_, n) => i + n);
		groups.push(...(whole ? [boxes] : boxes.map((box) => [box])));
		i = end;
	}
	return groups;
}
