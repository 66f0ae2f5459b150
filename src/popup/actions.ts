/** The only place for what a press in the popup does: copy, fill, next, set up, turn on a site, check the clock, lock. */
import { Refusal } from '../core/refusal.ts';
import { ask, newId } from '../protocol/ask.ts';
import { allowClearing, copy } from '../protocol/copy.ts';
import type { AccountView } from '../protocol/panel.ts';
import { say, sayDuration } from '../ui/say.ts';
import { codes, forget, put } from './codes.ts';
import { accounts, drift, here, load, tabId, tell, tellRefusal, toast } from './state.ts';

/** Right enough for codes, ms. */
const RIGHT_ENOUGH = 10_000;
/** Long enough to read an outcome before the popup goes, ms. */
const READING = 1200;

export const nameOf = (account: AccountView): string => account.issuer || account.label || say('account_unnamed');

/** Copies the code of a row. On a page that isn't the account's it says whose code this is; on an imitation it asks first. */
export async function copyCode(account: AccountView, sure = false): Promise<void> {
	const code = codes.value.get(account.id)?.code ?? '';
	const site = account.hosts[0];
	if (code === '') return account.kind === 'hotp' ? nextCode(account) : undefined;
	if (account.belongs === 'lookalike' && here.value !== null && !sure) {
		const anyway = { text: say('popup_copy_anyway'), press: () => void copyCode(account, true) };
		tell('warn', say('popup_lookalike', here.value.host, site ?? ''), [anyway, cancel()]);
		return;
	}
	let clears: boolean;
	try {
		clears = await copy(code);
	} catch {
		tell('bad', say('popup_no_clipboard'));
		return;
	}
	const elsewhere =
		here.value !== null && site !== undefined && account.belongs !== 'listed' && account.belongs !== 'sibling';
	tell(
		elsewhere ? 'warn' : 'good',
		elsewhere ? say('popup_copied_elsewhere', nameOf(account), site) : say('popup_copied', nameOf(account)),
		clears ? [] : [{ text: say('popup_clear_later'), press: () => clearLater(code) }],
	);
}

/** Lets copied codes leave the clipboard after a minute, this one first; must run inside the click. */
function clearLater(code: string): void {
	void allowClearing(code).then(
		(yes) => (yes ? tell('good', say('popup_clears')) : close()),
		() => tell('bad', say('refusal_unknown')),
	);
}

const close = () => {
	toast.value = null;
};
const cancel = () => ({ text: say('cancel'), press: close });

/** Makes and shows the next code of a counting account. */
export async function nextCode(account: AccountView): Promise<void> {
	try {
		put(await ask('panel.next', { opId: newId(), id: account.id }));
	} catch (error) {
		tellRefusal(error);
	}
}

/** Fills the code into the page. Another host of the account's site, or another site, is a choice that is remembered. */
export async function fill(account: AccountView, sure = false): Promise<void> {
	const page = here.value;
	if (page === null) return;
	const link = account.belongs !== 'listed';
	if (account.belongs === 'foreign' && !sure) {
		const yes = { text: say('popup_link_yes'), press: () => void fill(account, true) };
		const text =
			account.hosts[0] === undefined
				? say('popup_link_first', page.host)
				: say('popup_link', account.hosts[0], page.host);
		tell('warn', text, [yes, cancel()]);
		return;
	}
	try {
		await ask('panel.fill', {
			id: account.id,
			tab: { tabId: page.tabId, host: page.host },
			job: null,
			link,
		});
		tell('good', say('popup_filled'));
		if ((await browser.tabs.getCurrent()) === undefined) setTimeout(() => window.close(), READING);
		else if (link) await load();
	} catch (error) {
		tellRefusal(error);
		// The tab went elsewhere meanwhile: what is shown is about another page.
		if (error instanceof Refusal && error.reason === 'wrong-site') await load();
	}
}

/** Opens the set-up window for the visible page, or empty. */
export async function setUp(scan: boolean): Promise<void> {
	try {
		await ask('panel.setup', { tabId: await tabId(), scan });
		if ((await browser.tabs.getCurrent()) === undefined) window.close();
	} catch (error) {
		tellRefusal(error);
	}
}

/** Asks the browser for this page's site; must run inside the click. */
export function turnOn(): void {
	const page = here.value;
	if (page === null) return;
	void browser.permissions.request({ origins: page.origins }).then(
		(yes: boolean) => {
			if (!yes) return;
			here.value = { ...page, granted: true };
			tell('good', say('popup_turned_on', page.site));
		},
		() => tell('bad', say('refusal_unknown')),
	);
}

/** Learns from the page's own site how far this clock is off, and puts the codes right. */
export async function checkClock(): Promise<void> {
	const tab = await tabId();
	if (tab === null) return;
	try {
		const { drift: measured } = await ask('panel.clock', { tabId: tab });
		const right = Math.abs(measured) <= RIGHT_ENOUGH;
		const kept = right ? 0 : measured;
		if (kept !== drift.value) {
			await ask('panel.changeSettings', { opId: newId(), patch: { drift: kept } });
			drift.value = kept;
			forget();
			accounts.value = [...(accounts.value ?? [])];
		}
		if (right) tell('good', say('popup_clock_right'));
		else tell('info', say(measured > 0 ? 'clock_ahead_corrected' : 'clock_behind_corrected', sayDuration(measured)));
	} catch (error) {
		if (error instanceof Refusal && error.reason === 'clock-unknown') tell('warn', say('popup_clock_unknown'));
		else tellRefusal(error);
	}
}

export async function lockNow(): Promise<void> {
	await ask('panel.lock', {}).then(() => location.reload(), tellRefusal);
}
