/** The only door to words for people: every text comes from _locales, by a key the compiler checks. */
import type en from '../../public/_locales/en/messages.json';
import { Refusal } from '../core/refusal.ts';

export type Key = keyof typeof en;

/** The text of a key with its $1, $2 ... filled in. Returns plain text, never markup. */
export function say(key: Key, ...subs: (string | number)[]): string {
	return browser.i18n.getMessage(key, subs.map(String));
}

/** The text of `key_one` or `key_many` with the count as $1. */
export function sayCount<K extends string>(
	key: K & (`${K}_one` extends Key ? (`${K}_many` extends Key ? K : never) : never),
	count: number,
	...subs: (string | number)[]
): string {
	return say(`${key}_${count === 1 ? 'one' : 'many'}` as Key, count, ...subs);
}

/** Why something was refused, in the person's words. Anything that isn't a Refusal gets one honest general sentence. */
export function sayRefusal(error: unknown): string {
	if (!(error instanceof Refusal)) return say('refusal_unknown');
	const key = `refusal_${error.reason.replaceAll('-', '_')}` as Key;
	return say(key, error.about ?? say('refusal_somebody'));
}

/** A moment as a date people read: "21 November 2026". `at` in ms since the epoch. */
export function sayDate(at: number): string {
	return new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(at);
}

/** A stretch of time in its largest whole unit: "3 minutes". `ms` may be negative; the sign is dropped. */
export function sayDuration(ms: number): string {
	const seconds = Math.round(Math.abs(ms) / 1000);
	const [value, unit] =
		seconds < 120
			? [seconds, 'second']
			: seconds < 7200
				? [Math.round(seconds / 60), 'minute']
				: seconds < 172_800
					? [Math.round(seconds / 3600), 'hour']
					: [Math.round(seconds / 86_400), 'day'];
	return new Intl.NumberFormat(undefined, { style: 'unit', unit: unit as string, unitDisplay: 'long' }).format(
		value as number,
	);
}
