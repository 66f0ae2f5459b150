/** The only place for what the manage page knows: where it is, the accounts, the settings, and what was last said. */
import { computed, signal } from '@preact/signals';
import { ask, isShut, nullIfShut, UNANSWERED } from '../protocol/ask.ts';
import type { AccountView, PanelAnswers, StatusView } from '../protocol/panel.ts';
import { announce } from '../ui/announce.tsx';
import type { Tone } from '../ui/note.tsx';
import { say, sayRefusal } from '../ui/say.ts';

export const PLACES = ['accounts', 'trash', 'protection', 'settings', 'backup', 'about'] as const;
export type PlaceName = (typeof PLACES)[number];

const hash = signal(location.hash);
addEventListener('hashchange', () => {
	hash.value = location.hash;
	told.value = null;
});

/** Where the address says the person is; `#account-<id>` is an account's own page. */
export const place = computed<{ name: PlaceName; account: string | null }>(() => {
	const account = /^#account-([0-9a-f]{32})$/.exec(hash.value)?.[1] ?? null;
	const name = PLACES.find((p) => `#${p}` === hash.value) ?? (hash.value === '#restore' ? 'backup' : 'accounts');
	return { name, account };
});

export const status = signal<StatusView | null>(null);
export const accounts = signal<AccountView[] | null>(null);
export const settings = signal<PanelAnswers['panel.settings'] | null>(null);
export const told = signal<{ tone: Tone; text: string; undo: (() => void) | null } | null>(null);

/** Says what happened at the top of the page, with a way back where there is one. */
export function tell(tone: Tone, text: string, undo: (() => void) | null = null): void {
	told.value = { tone, text, undo };
	announce(text);
}

/** Runs something that may be refused; says why not. True when it went well. */
export async function tried(what: () => Promise<void>): Promise<boolean> {
	try {
		await what();
		return true;
	} catch (error) {
		if (isShut(error)) await load();
		else tell('bad', sayRefusal(error));
		return false;
	}
}

/** Asks for everything anew. What can't be had leaves what is shown as it was, and that is said. */
export async function load(): Promise<void> {
	try {
		const [state, list, choices] = await Promise.all([
			ask('panel.status', {}),
			ask('panel.accounts', { tabId: null }).catch(nullIfShut),
			ask('panel.settings', {}).catch(nullIfShut),
		]);
		accounts.value = list?.accounts ?? null;
		settings.value = choices;
		status.value = state;
	} catch {
		if (accounts.value === null) status.value = UNANSWERED;
		else tell('bad', say('unanswered_text'));
	}
}

/** Puts a changed account in the list. */
export function renew(changed: AccountView): void {
	accounts.value = (accounts.value ?? []).map((a) => (a.id === changed.id ? changed : a));
}
