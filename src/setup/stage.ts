/** The only place for where a set-up window stands: what it was opened for, what was found, what comes next. */
import { computed, signal } from '@preact/signals';
import type { Draft } from '../core/account.ts';
import type { Reason } from '../core/refusal.ts';
import type { SetUp } from '../core/set-up-text.ts';
import type { AccountView, Job, StatusView } from '../protocol/panel.ts';

/** One text of a picture: what it sets up, or why it doesn't. Corners in pixels of the picture, [] when there is none. */
export interface Reading {
	key: string;
	setUp: SetUp | null;
	refusal: unknown;
	corners: { x: number; y: number }[];
}

/** The picture codes were found on, for pointing at one of them; null when it can't be shown. */
export interface Shown {
	url: string;
	width: number;
	height: number;
}

export interface Kept {
	account: AccountView;
	/** What was added: its code stays in view where the page couldn't be filled. */
	draft: Draft;
	/** What became of asking the browser for the site; 'none' = set up by hand. */
	site: 'asking' | 'granted' | 'denied' | 'none';
	filled: 'filled' | Reason | 'trying' | null;
}

export type Stage =
	| { at: 'reading' }
	| { at: 'ways' }
	| { at: 'choose'; readings: Reading[]; shown: Shown | null }
	| { at: 'confirm'; draft: Draft }
	| { at: 'many' }
	| { at: 'done' }
	| { at: 'imported'; count: number };

export const stage = signal<Stage>({ at: 'reading' });
/** Why nothing is shown of it all: Verifill isn't open; null while it is. */
export const shut = signal<StatusView | null>(null);
/** What the window was opened for; null until told or when opened by hand. */
export const job = signal<Job | null>(null);
/** Whether the account is for the page the window came from; the person may say it isn't. */
export const forPage = signal(true);
/** The page the account is for, or null. */
export const here = computed(() => (forPage.value ? (job.value?.here ?? null) : null));
/** The one-time key in this window's address, or null. */
export const jobKey = new URLSearchParams(location.search).get('job');
/** Machine clock minus true time, ms, as this window computes its codes. */
export const drift = signal(0);
/** What the picture's own answer told of the clock; null when nothing new. `kept`: the person agreed, so all codes are corrected for it. */
export const learntDrift = signal<{ off: number; kept: boolean } | null>(null);
/** Why the last try gave nothing, as thrown; null when nothing was tried. */
export const trouble = signal<unknown>(null);
export const kept = signal<Kept | null>(null);
/** Drafts collected for keeping many at once. */
export const collected = signal<SetUp[]>([]);

/** In this window's address once it has kept what it was for: loaded again, it neither reads that again nor says what it was. */
export const FINISHED = '#done';

/** Shows what was kept; there is nothing more to do in this window. */
export function finish(end: Extract<Stage, { at: 'done' | 'imported' }>): void {
	history.replaceState(null, '', FINISHED);
	stage.value = end;
}

/** Where to go with what was read: straight on with one account, a choice between several, or the other ways in. */
export function goOn(readings: Reading[], shown: Shown | null): void {
	const good = readings.filter((r) => r.setUp !== null);
	const parts = good.filter((r) => r.setUp?.kind === 'migration');
	if (parts.length > 0 || (collected.value.length > 0 && good.length > 0)) {
		collect(good.flatMap((r) => r.setUp ?? []));
	} else if (good.length > 1) {
		stage.value = { at: 'choose', readings: good, shown };
	} else if (good[0]?.setUp?.kind === 'draft') {
		stage.value = { at: 'confirm', draft: good[0].setUp.draft };
	} else {
		trouble.value = readings[0]?.refusal ?? trouble.value;
		stage.value = { at: collected.value.length > 0 ? 'many' : 'ways' };
	}
}

/** Puts several set-ups together for one import; more parts may follow in any order. */
export function collect(setUps: SetUp[]): void {
	trouble.value = null;
	collected.value = [...collected.value, ...setUps];
	stage.value = { at: 'many' };
}
