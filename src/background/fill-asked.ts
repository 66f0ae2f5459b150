/** The only place that fills a page because the person asked for it in a panel. */
import { type Account, alsoOn } from '../core/account.ts';
import { codeAt } from '../core/code.ts';
import { Refusal } from '../core/refusal.ts';
import { belonging, placeOf } from '../core/site.ts';
import type { PageOrder, PageReport } from '../protocol/page.ts';
import { injectPage } from './grants.ts';
import { inTime } from './in-time.ts';
import { nextHotp, put } from './offers.ts';
import { justSpent, spend } from './spent.ts';

/** A code with less than this left isn't sent any more. */
const TOO_LATE = 3_000;
/** How long a page may take to let us in, and a frame to fill, ms. */
const REACH_TIME = 5_000;
const FILL_TIME = 10_000;

/**
 * Fills the account's code into a tab, first into the frame the person pointed at. Refuses wrong-site (a host the account isn't used on, unless `link`
 * says it is from now on; a look-alike never; another host than the one `seen`, where that is known), not-secure, page-unreachable, no-code-field.
 */
export async function fillAsked(
	account: Account,
	target: { tabId: number; frameId: number },
	{ link, seen }: { link: boolean; seen: string | null },
	drift: number,
): Promise<void> {
	const tab = await browser.tabs.get(target.tabId).catch(() => null);
	const place = tab?.url === undefined ? null : placeOf(tab.url);
	if (place === null) throw new Refusal('page-unreachable');
	if (!place.secure) throw new Refusal('not-secure');
	const to = belonging(account.hosts, place);
	const another = seen !== null && seen !== place.host;
	if (another || to === 'lookalike' || (to !== 'listed' && !link))
		throw new Refusal('wrong-site', account.hosts[0] ?? null);
	const kept = to === 'listed' ? account : await put({ ...account, hosts: alsoOn(account.hosts, place.host) });

	const frames = await inTime(injectPage(target.tabId), REACH_TIME).catch(() => {
		throw new Refusal('page-unreachable');
	});
	// Gone elsewhere since it was looked at: what lies in frames there is not for that page.
	if (!frames.some((f) => f.frameId === 0 && placeOf(f.origin)?.host === place.host)) throw new Refusal('wrong-site');
	const mine = frames
		.filter((f) => {
			const at = placeOf(f.origin);
			return at?.secure === true && ['listed', 'sibling'].includes(belonging(kept.hosts, at));
		})
		.sort((a, b) => Number(b.frameId === target.frameId) - Number(a.frameId === target.frameId));
	// The page script, just allowed here, may have been quicker by itself.
	const documents = mine.map((frame) => frame.documentId);
	const byItself = () => justSpent(kept.id, documents, Date.now());
	if (await byItself()) return;
	const { code, until } = await codeToFill(kept, drift);
	for (const frame of mine) {
		const order: PageOrder = { order: 'fill', code, origin: frame.origin };
		const sent = browser.tabs.sendMessage(target.tabId, order, frame.to) as Promise<PageReport | undefined>;
		const report = await inTime(sent, FILL_TIME).catch(() => undefined);
		if (report?.outcome === 'filled') {
			await spend(kept.id, frame.documentId, until, Date.now());
			return;
		}
	}
	if (await byItself()) return;
	throw new Refusal('no-code-field');
}

/** The current code, or the next one when the current one is about to end. until: ms, null for HOTP. */
async function codeToFill(account: Account, drift: number): Promise<{ code: string; until: number | null }> {
	if (account.kind === 'hotp') return { code: await nextHotp(account), until: null };
	const now = codeAt(account, Date.now(), drift);
	const left = now.validUntil - Date.now();
	if (left >= TOO_LATE) return { code: now.code, until: now.validUntil };
	await new Promise((done) => setTimeout(done, left + 50));
	const next = codeAt(account, Date.now(), drift);
	return { code: next.code, until: next.validUntil };
}
