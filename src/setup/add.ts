/** The only way a confirmed draft is kept: asks the browser for the site within the click, keeps the account, then fills the page. */
import type { Draft } from '../core/account.ts';
import { Refusal } from '../core/refusal.ts';
import { ask, newId } from '../protocol/ask.ts';
import type { AccountView, Here } from '../protocol/panel.ts';
import { job, jobKey, kept, stage } from './stage.ts';

type Answer = 'granted' | 'denied' | 'none';

/** Asks the browser for the site. Must run inside the click itself: both browsers want the gesture. */
export function askSite(here: Here | null): Promise<Answer> {
	if (here === null || here.origins.length === 0) return Promise.resolve('none');
	if (here.granted) return Promise.resolve('granted');
	try {
		return browser.permissions.request({ origins: here.origins }).then(
			(yes: boolean) => (yes ? 'granted' : 'denied'),
			() => 'denied' as const,
		);
	} catch {
		return Promise.resolve('denied');
	}
}

/** Keeps the draft and goes on to "done" as soon as it is kept, while the browser's question may still stand. Throws what was refused; then nothing was kept. */
export async function add(opId: string, draft: Draft, replace: string | null, site: Promise<Answer>): Promise<void> {
	const account = await ask('panel.add', { opId, draft, job: job.value?.here ? jobKey : null, replace });
	const here = job.value?.here ?? null;
	const asks = here !== null && here.origins.length > 0;
	kept.value = { account, site: asks && !here.granted ? 'asking' : asks ? 'granted' : 'none', filled: null };
	stage.value = { at: 'done' };
	void site.then((answer) => after(account, answer));
}

/** Asks again for a site that was denied, from the button that offers it. */
export function turnOn(account: AccountView): void {
	void askSite(job.value?.here ?? null).then((answer) => after(account, answer));
}

async function after(account: AccountView, site: Answer): Promise<void> {
	if (job.value?.here == null) {
		kept.value = { account, site, filled: null };
		return;
	}
	kept.value = { account, site, filled: 'trying' };
	try {
		const { outcome } = await ask('panel.fill', { id: account.id, job: jobKey, tabId: null, link: false });
		kept.value = { ...kept.value, filled: outcome };
	} catch (error) {
		kept.value = { ...kept.value, filled: error instanceof Refusal ? error.reason : 'page-unreachable' };
	}
}

/** Keeps many at once, all or none. Each lands on no site: they came from elsewhere. Throws what was refused. */
export async function addMany(opId: string, drafts: Draft[]): Promise<void> {
	const entries = drafts.map((draft) => ({ draft, hosts: [], recovery: [], replace: null }));
	const { kept: count } = await ask('panel.import', { opId, entries });
	stage.value = { at: 'imported', count };
}

/** One action of the person: the same id again does it once. */
export const newAction = newId;
