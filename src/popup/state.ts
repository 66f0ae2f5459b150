/** The only place for what the popup knows: status, accounts, this page, the search, and the one sentence at its foot. */
import { computed, signal } from '@preact/signals';
import { ask, isShut, nullIfShut, UNANSWERED } from '../protocol/ask.ts';
import type { AccountView, Here, StatusView } from '../protocol/panel.ts';
import { announce } from '../ui/announce.tsx';
import type { Tone } from '../ui/note.tsx';
import { say, sayRefusal } from '../ui/say.ts';
import { found, grouped } from '../ui/search.ts';

export const status = signal<StatusView | null>(null);
export const accounts = signal<AccountView[] | null>(null);
export const here = signal<Here | null>(null);
export const query = signal('');
/** Machine clock minus true time, ms. */
export const drift = signal(0);

/** What is said at the foot: an outcome, or a question with its buttons. */
export interface Toast {
	tone: Tone;
	text: string;
	buttons: { text: string; press: () => void }[];
}
export const toast = signal<Toast | null>(null);
let fading: ReturnType<typeof setTimeout> | undefined;

/** Says a sentence at the foot. What went well goes by itself, and so does the rest unless it asks something or says no. */
export function tell(tone: Tone, text: string, buttons: Toast['buttons'] = []): void {
	clearTimeout(fading);
	toast.value = { tone, text, buttons };
	announce(text);
	if (tone === 'good' || (buttons.length === 0 && tone !== 'bad')) {
		fading = setTimeout(
			() => {
				toast.value = null;
			},
			buttons.length > 0 || tone === 'warn' ? 8000 : 4000,
		);
	}
}

/** Says why not; a lock that fell meanwhile changes the whole view. */
export function tellRefusal(error: unknown): void {
	if (isShut(error)) void load();
	else tell('bad', sayRefusal(error));
}

/** What is shown: two groups, or what the search found as one. */
export const shown = computed<{ here: AccountView[]; rest: AccountView[] }>(() => {
	const kept = (accounts.value ?? []).filter((a) => a.trashedAt === null);
	return query.value.trim() === '' ? grouped(kept) : { here: [], rest: found(kept, query.value) };
});

/** The tab this popup is about: the active one, or the one named in its address (a popup opened as a window). */
export async function tabId(): Promise<number | null> {
	const named = new URLSearchParams(location.search).get('tab');
	if (named !== null && /^\d+$/.test(named)) return Number(named);
	const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
	return tab?.id ?? null;
}

/** Asks for everything anew. What can't be had leaves what is shown as it was, and that is said. */
export async function load(): Promise<void> {
	try {
		const tab = await tabId();
		const [state, list] = await Promise.all([
			ask('panel.status', {}),
			ask('panel.accounts', { tabId: tab }).catch(nullIfShut),
		]);
		if (list === null) accounts.value = null;
		else {
			accounts.value = list.accounts;
			here.value = list.here;
			drift.value = list.drift;
		}
		status.value = list === null && state.state === 'open' ? { ...state, state: 'locked' } : state;
	} catch {
		if (accounts.value === null) status.value = UNANSWERED;
		else tell('bad', say('unanswered_text'));
	}
}

/** Puts a changed account in the list. */
export function renew(changed: AccountView): void {
	accounts.value = (accounts.value ?? []).map((a) => (a.id === changed.id ? { ...changed, belongs: a.belongs } : a));
}
