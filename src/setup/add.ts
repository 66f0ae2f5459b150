/** The only way a confirmed draft is kept: asks the browser for the site within the click, keeps the account, then fills the page. */
import type { Draft } from '../core/account.ts';
import { Refusal } from '../core/refusal.ts';
import { ask, newId } from '../protocol/ask.ts';
import type { Here } from '../protocol/panel.ts';
import { finish, here, jobKey, kept } from './stage.ts';

type Answer = 'granted' | 'denied' | 'none';

/** Asks the browser for the site. Must run inside the click itself: both browsers want the gesture. */
export function askSite(page: Here | null): Promise<Answer> {
	if (page === null || page.origins.length === 0) return Promise.resolve('none');
	if (page.granted) return Promise.resolve('granted');
	try {
		return browser.permissions.request({ origins: page.origins }).then(
			(yes: boolean) => (yes ? 'granted' : 'denied'),
			() => 'denied' as const,
		);
	} catch {
		return Promise.resolve('denied');
	}
}

/** Keeps the draft and goes on to "done" as soon as it is kept, while the browser's question may still stand. Throws what was refused; then nothing was kept. */
export async function add(opId: string, draft: Draft, replace: string | null, site: Promise<Answer>): Promise<void> {
	const page = here.value;
	const account = await ask('panel.add', { opId, draft, job: page === null ? null : jobKey, replace });
	const asks = page !== null && page.origins.length > 0;
	kept.value = { account, draft, site: asks && !page.granted ? 'asking' : asks ? 'granted' : 'none', filled: null };
	finish({ at: 'done' });
	void site.then(after);
}

/** Asks again for a site that was denied, from the button that offers it. */
export function turnOn(): void {
	void askSite(here.value).then(after);
}

async function after(site: Answer): Promise<void> {
	const now = kept.value;
	if (now === null) return;
	if (here.value === null) {
		kept.value = { ...now, site, filled: null };
		return;
	}
	kept.value = { ...now, site, filled: 'trying' };
	try {
		await ask('panel.fill', { id: now.account.id, job: jobKey, tab: null, link: false });
		kept.value = { ...now, site, filled: 'filled' };
	} catch (error) {
		kept.value = { ...now, site, filled: error instanceof Refusal ? error.reason : 'page-unreachable' };
	}
}

/** Keeps many at once, all or none. Each lands on no site: they came from elsewhere. Throws what was refused. */
export async function addMany(opId: string, drafts: Draft[]): Promise<void> {
	const entries = drafts.map((draft) => ({ draft, hosts: [], recovery: [], replace: null }));
	const { kept: count } = await ask('panel.import', { opId, entries });
	finish({ at: 'imported', count });
}

/**
 * Ids for what the person does: the same thing again is the same action, also where nobody knows what became of it (the background was stopped before
 * it answered); anything else is another one. `what` = all that is asked for, as JSON values.
 */
export function actionIds(): (...what: unknown[]) => string {
	let last = { what: '', id: '' };
	return (...what) => {
		const now = JSON.stringify(what);
		if (now !== last.what) last = { what: now, id: newId() };
		return last.id;
	};
}
