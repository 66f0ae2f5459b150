/** The only place that holds codes in the popup: of the rows in view, renewed when they end. */
import { signal } from '@preact/signals';
import { ask } from '../protocol/ask.ts';
import type { CodeView } from '../protocol/panel.ts';
import { tellRefusal } from './state.ts';

/** How many one question may ask for. */
const MOST = 100;

export const codes = signal<ReadonlyMap<string, CodeView>>(new Map());
let wanted: string[] = [];
/** After so many ms without an answer it is asked again. */
const AGAIN = 2_000;
/** It was said that there are none now. */
let refused = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says which accounts are in view; their codes come, and stay fresh. */
export function want(ids: string[]): void {
	wanted = ids.slice(0, MOST);
	void renew();
}

/** A code made on request (HOTP). */
export function put(code: CodeView): void {
	codes.value = new Map([...codes.value, [code.id, code]]);
}

/** Forgets all: the clock was put right. */
export function forget(): void {
	clearTimeout(timer);
	codes.value = new Map();
}

const isDue = (code: CodeView | undefined, now: number) =>
	code === undefined || (code.validUntil !== null && (code.next === '' || code.validUntil <= now));

async function renew(): Promise<void> {
	const now = Date.now();
	const due = wanted.filter((id) => isDue(codes.value.get(id), now));
	roll(due, now);
	if (due.length === 0) return wake(Infinity);
	wake(AGAIN);
	try {
		const answer = await ask('panel.codes', { ids: due });
		codes.value = new Map([...codes.value, ...answer.codes.map((c) => [c.id, c] as const)]);
		refused = false;
		wake(Infinity);
	} catch (error) {
		if (!refused) tellRefusal(error);
		refused = true;
	}
}

/** Renews when the first code ends, and after `again` ms at the latest. */
function wake(again: number): void {
	clearTimeout(timer);
	const now = Date.now();
	const left = wanted.map((id) => (codes.value.get(id)?.validUntil ?? Infinity) - now);
	const next = Math.min(again, ...left.filter((ms) => ms > 0 || again === Infinity));
	if (Number.isFinite(next)) timer = setTimeout(() => void renew(), Math.max(30, next));
}

/** Shows the next code, already known, the moment the current one ends, and none once that one ended, too; the answer brings the right one. */
function roll(ids: string[], now: number): void {
	const next = new Map(codes.value);
	for (const id of ids) {
		const code = next.get(id);
		if (code?.validUntil == null || code.validUntil > now) continue;
		const until = code.validUntil + code.period;
		next.set(id, { ...code, next: '', ...(until > now ? { code: code.next, validUntil: until } : { code: '' }) });
	}
	codes.value = next;
}
