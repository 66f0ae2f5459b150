/** The only place that decides which code, if any, a page's field gets. */
import { type Account, alsoOn } from '../core/account.ts';
import { codeAt } from '../core/code.ts';
import { Refusal } from '../core/refusal.ts';
import { belonging, type Place, placeOf } from '../core/site.ts';
import type { Asker, PageHandlers } from '../protocol/answer.ts';
import type { PageAnswers, PageOffer } from '../protocol/page.ts';
import type { Listed, Vault } from '../vault/vault.ts';
import { recoveryChoice, unambiguous } from './choice.ts';
import { isGranted } from './grants.ts';
import { Handles, newHandle } from './handles.ts';
import { setUpFromLink } from './jobs.ts';
import { kept } from './kept.ts';
import { mayFill, spend, waitFor } from './spent.ts';

/** The one document that may use an offer. */
type Attested = Omit<Asker, 'top'>;

/** What an offer handle stands for. It is good for the one document that asked. */
interface Offered {
	accountId: string;
	asker: Attested;
	auto: boolean;
	/** The user name the page showed, remembered with the account the person chooses among several. */
	username: string | null;
	/** Index of the recovery code offered, or null for a one-time code. */
	recovery: number | null;
	/** Set once the code was given: when it ends (ms), null when it doesn't. */
	given: { until: number | null } | null;
}

/** A code with less than this left waits for the next one. */
const TOO_LATE = 3_000;
const OFFER_LIFE = 10 * 60_000;
const offered = new Handles<Offered>('offer', OFFER_LIFE);

const NOTHING: PageAnswers['page.offers'] = { offers: [], auto: null, taught: [] };

/** The places of a document and of every frame above it, or null where one of them isn't a secure, attested web place. */
function chainOf(asker: Asker, ancestors: string[] | null): Place[] | null {
	const own = placeOf(asker.origin);
	const top = asker.top === null ? null : placeOf(asker.top);
	if (own === null || top === null) return null;
	// Without the list of ancestors (older Firefox) only the top document itself can be told.
	const above = asker.frameId === 0 ? [] : ancestors?.map(placeOf);
	if (above === undefined || above.includes(null)) return null;
	const chain = [own, ...(above as Place[])];
	if (chain.at(-1)?.host !== top.host || chain.at(-1)?.scheme !== top.scheme) return null;
	return chain.every((place) => place.secure) ? chain : null;
}

function titled(account: Listed): { title: string; subtitle: string } {
	return account.issuer === ''
		? { title: account.label, subtitle: '' }
		: { title: account.issuer, subtitle: account.label };
}

/** The vault, or null while it isn't open. */
async function openVault(): Promise<Vault | null> {
	const { vault, lock } = await kept();
	await lock.guard(Date.now());
	return vault.state() === 'open' || vault.state() === 'newer' ? vault : null;
}

/** What the page's content script asks, answered by what the browser vouches for. Locked, foreign and empty look the same. */
export const pageHandlers: PageHandlers = {
	async 'page.offers'({ field, username, number, ancestors }, asker) {
		const chain = chainOf(asker, ancestors);
		const vault = chain === null ? null : await openVault();
		if (chain === null || vault === null) return NOTHING;
		const [place] = chain as [Place];
		const [{ accounts }, settings] = await Promise.all([vault.overview(), vault.settings()]);
		const stands = accounts
			.filter((account) => account.trashedAt === null)
			.map((account) => ({ account, to: chain.map((p) => belonging(account.hosts, p)) }));
		const listed = stands.filter(({ to }) => to.every((b) => b === 'listed')).map(({ account }) => account);
		const near =
			listed.length > 0 || chain.length > 1
				? []
				: stands.filter(({ to }) => to[0] === 'sibling').map(({ account }) => account);
		const taught = (settings.taught[place.host] ?? []).map(({ selector, verdict }) => ({ selector, verdict }));

		// An address may be of any length.
		const { top: _, ...attested } = asker;
		const offers: PageOffer[] = [];
		let auto: string | null = null;
		const wanted = unambiguous(listed, username);
		for (const account of [...listed, ...near]) {
			const codes = field === 'recovery' ? ((await vault.account(account.id))?.recovery ?? []) : [];
			const recovery = recoveryChoice(codes, number);
			if (field === 'recovery' && recovery === null) continue;
			const offer = newHandle();
			const byItself =
				field === 'code' &&
				account === wanted &&
				account.kind !== 'hotp' &&
				!settings.askFirst.includes(place.host) &&
				(await isGranted(asker.origin)) &&
				(await mayFill(asker.documentId, Date.now()));
			await offered.keep(offer, {
				accountId: account.id,
				asker: attested,
				auto: byItself,
				username: listed.length > 1 ? username : null,
				recovery,
				given: null,
			});
			if (byItself) auto = offer;
			const { title, subtitle } = titled(account);
			offers.push({
				offer,
				title,
				subtitle:
					recovery === null ? subtitle : browser.i18n.getMessage('page_recovery_number', [String(recovery + 1)]),
				savedFor: listed.includes(account) ? null : (account.hosts[0] ?? null),
			});
		}
		return { offers, auto, taught };
	},

	async 'page.code'({ offer, gesture }, asker) {
		const found = await offered.get(offer);
		if (found === null || found.given !== null || !sameDocument(found.asker, asker)) throw new Refusal('forbidden');
		if (!gesture && !found.auto) throw new Refusal('forbidden');
		const vault = await openVault();
		const kept = (await vault?.account(found.accountId)) ?? null;
		const place = placeOf(asker.origin);
		if (vault === null || kept === null || kept.trashedAt !== null || place === null) throw new Refusal('forbidden');
		const account = gesture ? await remember(kept, place, found.username) : kept;
		const now = Date.now();
		if (found.recovery !== null) {
			await offered.keep(offer, { ...found, given: { until: null } });
			return { code: account.recovery[found.recovery]?.value ?? '', waitMs: 0 };
		}
		if (account.kind === 'hotp') {
			const code = await nextHotp(account);
			await offered.keep(offer, { ...found, given: { until: null } });
			return { code, waitMs: 0 };
		}
		const { code, validUntil } = codeAt(account, now, (await vault.settings()).drift);
		const late = validUntil - now < TOO_LATE ? validUntil - now : 0;
		const waitMs = Math.max(late, await waitFor(account.id, asker.documentId, validUntil, now));
		if (waitMs > 0) return { code: '', waitMs: waitMs + 50 };
		await offered.keep(offer, { ...found, given: { until: validUntil } });
		return { code, waitMs: 0 };
	},

	async 'page.script'({ script }, asker) {
		const target = { tabId: asker.tabId, frameIds: [asker.frameId] };
		await browser.scripting.executeScript({ target, files: [`${script}.js`], injectImmediately: true });
		return null;
	},

	async 'page.link'(_, asker) {
		await setUpFromLink(asker.tabId, asker.frameId);
		return null;
	},

	async 'page.outcome'({ offer, outcome }, asker) {
		const found = await offered.get(offer);
		if (found === null || found.given === null || !sameDocument(found.asker, asker)) throw new Refusal('forbidden');
		await offered.drop(offer);
		if (outcome !== 'filled') return null;
		await spend(found.accountId, asker.documentId, found.given.until, Date.now());
		if (found.recovery !== null) await markUsed(found.accountId, found.recovery);
		return null;
	},
};

function sameDocument(a: Attested, b: Attested): boolean {
	return a.tabId === b.tabId && a.frameId === b.frameId && a.documentId === b.documentId && a.origin === b.origin;
}

/** Keeps what a choice of the person says: the account is used on this host, and by this user name. Gives the account as now kept. */
async function remember(account: Account, place: Place, username: string | null): Promise<Account> {
	const to = belonging(account.hosts, place);
	if (to !== 'listed' && to !== 'sibling') throw new Refusal('wrong-site');
	const name = username?.trim().toLowerCase() ?? '';
	const hosts = to === 'listed' ? account.hosts : alsoOn(account.hosts, place.host);
	const usernames = name === '' || account.usernames.includes(name) ? account.usernames : [...account.usernames, name];
	if (hosts === account.hosts && usernames === account.usernames) return account;
	return put({ ...account, hosts, usernames });
}

async function markUsed(accountId: string, index: number): Promise<void> {
	const { vault } = await kept();
	const account = await vault.account(accountId);
	if (account === null) return;
	const recovery = account.recovery.map((c, i) => (i === index ? { ...c, usedAt: Date.now() } : c));
	await put({ ...account, recovery });
}

/** Keeps one changed account; refuses `stale` when it changed meanwhile. */
export async function put(account: Account, opId: string = newHandle()): Promise<Account> {
	const { vault } = await kept();
	const [now] = await vault.change(opId, [{ do: 'put', account: { ...account, changedAt: Date.now() } }]);
	if (now === undefined) throw new Refusal('storage-failed');
	return now;
}

/** The next HOTP code; its counter is kept before the code is given (RFC 4226 section 7.2). */
export async function nextHotp(account: Account, opId?: string): Promise<string> {
	const now = await put({ ...account, counter: account.counter + 1 }, opId);
	return codeAt({ ...now, counter: now.counter - 1 }, 0).code;
}
