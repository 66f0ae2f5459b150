/** The only place that turns the bytes of a QR code into text: UTF-8, Shift-JIS, Latin-1 and whatever an ECI mark names. */

/** A run of a code's content: text that has no byte form (digits, capitals), or bytes with the ECI assignment in force (null = none given). */
export type Segment = string | { bytes: Uint8Array; eci: number | null };

/** ECI assignment numbers (AIM ECI part 3) -> labels of the Encoding Standard. ASCII (27, 170) is left to UTF-8, which contains it. */
const LABELS: Readonly<Record<number, string>> = {
	1: 'windows-1252',
	3: 'windows-1252',
	4: 'iso-8859-2',
	5: 'iso-8859-3',
	6: 'iso-8859-4',
	7: 'iso-8859-5',
	8: 'iso-8859-6',
	9: 'iso-8859-7',
	10: 'iso-8859-8',
	11: 'windows-1254',
	12: 'iso-8859-10',
	13: 'windows-874',
	15: 'iso-8859-13',
	16: 'iso-8859-14',
	17: 'iso-8859-15',
	18: 'iso-8859-16',
	20: 'shift_jis',
	21: 'windows-1250',
	22: 'windows-1251',
	23: 'windows-1252',
	24: 'windows-1256',
	25: 'utf-16be',
	26: 'utf-8',
	28: 'big5',
	29: 'gb18030',
	30: 'euc-kr',
	31: 'gbk',
	32: 'gb18030',
	33: 'utf-16le',
};

/** Code page 437 from 0x80 (ECI 0 and 2), which the Encoding Standard does not know. */
const CP437 =
	'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** Text of bytes in a named encoding, or null where they are not valid in it. */
function decode(bytes: Uint8Array, label: string): string | null {
	try {
		return new TextDecoder(label, { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

/** Japanese text is told from Latin text by its double bytes: lead bytes that Latin text hardly uses, or a run of half-width kana. */
function looksJapanese(bytes: Uint8Array): boolean {
	let doubles = 0;
	let kana = 0;
	let longestKana = 0;
	for (let i = 0; i < bytes.length; i++) {
		const byte = bytes[i] as number;
		const next = bytes[i + 1] ?? 0;
		kana = byte >= 0xa1 && byte <= 0xdf ? kana + 1 : 0;
		longestKana = Math.max(longestKana, kana);
		if ((byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xea)) {
			if (byte < 0xa0) doubles += next >= 0x80 ? 2 : 1;
			i++;
		}
	}
	return doubles >= 2 || longestKana >= 3;
}

/** What a code says, and whether its bytes leave no doubt: they are valid in the encoding they name, or UTF-8. */
export interface Reading {
	text: string;
	sure: boolean;
}

function ofBytes(bytes: Uint8Array, eci: number | null): Reading {
	if (eci === 0 || eci === 2) {
		return { text: [...bytes].map((b) => (b < 0x80 ? String.fromCharCode(b) : CP437[b - 0x80])).join(''), sure: true };
	}
	const label = eci === null ? undefined : LABELS[eci];
	const named = label === undefined ? null : decode(bytes, label);
	const text = named ?? decode(bytes, 'utf-8');
	if (text !== null) return { text, sure: true };
	const japanese = looksJapanese(bytes) ? decode(bytes, 'shift_jis') : null;
	// Latin-1 is the standard's default.
	return { text: japanese ?? new TextDecoder('windows-1252').decode(bytes), sure: false };
}

/**
 * The text of a code (ISO/IEC 18004 7.4). Neighbouring byte runs under the same ECI are read as one, because generators
 * split a code wherever it saves bits, even inside a character. Bytes that name no encoding are UTF-8 as generators write it,
 * else Shift-JIS, else Latin-1; bytes that contradict their ECI mark are read as if unmarked.
 */
export function decoded(segments: readonly Segment[]): Reading {
	let text = '';
	let sure = true;
	for (let i = 0; i < segments.length; i++) {
		const segment = segments[i] as Segment;
		if (typeof segment === 'string') {
			text += segment;
			continue;
		}
		const bytes = [...segment.bytes];
		for (let next = segments[i + 1]; next !== undefined; next = segments[i + 1]) {
			if (typeof next === 'string' || next.eci !== segment.eci) break;
			bytes.push(...next.bytes);
			i++;
		}
		const reading = ofBytes(Uint8Array.from(bytes), segment.eci);
		text += reading.text;
		sure &&= reading.sure;
	}
	return { text, sure: sure && isPlausible(text) };
}

/** Whether a text can be what somebody put into a code: not empty, no control, unassigned or replacement characters. */
function isPlausible(text: string): boolean {
	return text !== '' && !/[\p{Cc}\p{Cn}\p{Co}\p{Cs}\ufffd]/u.test(text.replaceAll(/[\t\n\r]/g, ''));
}

/** Whether a text is for setting up a code. */
export function isSetUpUri(text: string): boolean {
	return /^(otpauth|otpauth-migration|apple-otpauth):\/\//i.test(text);
}
