/** The only place that holds codes in the popup: of the rows in view, renewed when they end. */
import { signal } from '@preact/signals';
import { ask } from '../protocol/ask.ts';
import type { CodeView } from '../protocol/panel.ts';
import { tellRefusal } from './state.ts';

/** How many one question may ask for. */
const MOST = 100;

export const codes = signal<ReadonlyMap<string, CodeView>>(new Map());
let wanted: string[] = [];
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
	clearTimeout(timer);
	const now = Date.now();
	const due = wanted.filter((id) => isDue(codes.value.get(id), now));
	if (due.length > 0) {
		roll(due, now);
		try {
			const answer = await ask('panel.codes', { ids: due });
			codes.value = new Map([...codes.value, ...answer.codes.map((c) => [c.id, c] as const)]);
		} catch (error) {
			tellRefusal(error);
			return;
		}
	}
	const ends = wanted.map((id) => codes.value.get(id)?.validUntil ?? Infinity);
	const end = Math.min(...ends);
	if (Number.isFinite(end)) timer = setTimeout(() => void renew(), Math.max(30, end - Date.now()));
}

/** Shows the next code, already known, the moment the current one ends; the answer confirms it. */
function roll(ids: string[], now: number): void {
	const next = new Map(codes.value);
	for (const id of ids) {
		const code = next.get(id);
		if (code?.validUntil == null || code.next === '' || code.validUntil + code.period <= now) continue;
		next.set(id, { ...code, code: code.next, next: '', validUntil: code.validUntil + code.period });
	}
	codes.value = next;
}
