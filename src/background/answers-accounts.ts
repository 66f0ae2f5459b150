/** The only place that answers panels about accounts: listing, codes, setting up, editing, trash, recovery codes, backup. */
import { type Account, accountOf, alsoOn, conflictOf, type Draft, plainText, secretOf } from '../core/account.ts';
import { codeAt, counterAfter } from '../core/code.ts';
import { keyUriOf } from '../core/key-uri.ts';
import { Refusal } from '../core/refusal.ts';
import { belonging, type Place, placeOf } from '../core/site.ts';
import type { PanelHandlers } from '../protocol/answer.ts';
import type { AccountView, CodeView, PanelAnswers } from '../protocol/panel.ts';
import { type Change, type Listed, listedOf } from '../vault/vault.ts';
import { fillAsked } from './fill-asked.ts';
import { hereOf, tellPages } from './grants.ts';
import { newHandle } from './handles.ts';
import { aimOf, openSetup, readJob, startEmptyJob, startJob } from './jobs.ts';
import { kept } from './kept.ts';
import { nextHotp, put } from './offers.ts';
import { prove } from './proof.ts';

async function vaultNow() {
	const { vault } = await kept();
	return vault;
}

async function account(id: string): Promise<Account> {
	const found = await (await vaultNow()).account(id);
	if (found === null) throw new Refusal('not-found');
	return found;
}

const view = (a: Account, place: Place | null): AccountView => viewOf(listedOf(a), place);

function viewOf(a: Listed, place: Place | null): AccountView {
	return {
		id: a.id,
		rev: a.rev,
		kind: a.kind,
		issuer: a.issuer,
		label: a.label,
		hosts: a.hosts,
		digits: a.digits,
		period: a.period,
		recoveryLeft: a.recoveryLeft,
		recoveryKept: a.recoveryKept,
		belongs: place === null ? 'foreign' : belonging(a.hosts, place),
		trashedAt: a.trashedAt,
		replacedBy: a.replacedBy,
	};
}

function codeView(a: Account, now: number, drift: number): CodeView {
	if (a.kind === 'hotp') return { id: a.id, code: '', next: '', validUntil: null, period: a.period * 1000 };
	const { code, validUntil } = codeAt(a, now, drift);
	return { id: a.id, code, next: codeAt(a, now, drift, 1).code, validUntil, period: a.period * 1000 };
}

/** The changes that keep new accounts and send those they replace to the trash, each once, with a pointer to its (last) successor. */
function keeping(entries: { fresh: Account; replaced: Account | null }[], now: number): Change[] {
	const kept = new Map<string, Account>();
	for (const { fresh, replaced } of entries) {
		kept.set(fresh.id, fresh);
		if (replaced === null) continue;
		kept.set(fresh.id, { ...fresh, hosts: alsoOn(fresh.hosts, ...replaced.hosts), usernames: replaced.usernames });
		kept.set(replaced.id, { ...replaced, trashedAt: now, replacedBy: fresh.id });
	}
	return [...kept.values()].map((account) => ({ do: 'put', account }));
}

const cleanDraft = (draft: Draft): Draft => ({
	...draft,
	issuer: plainText(draft.issuer),
	label: plainText(draft.label),
});

/** Hosts as the person wrote them (a host or a whole address), each checked; refuses bad-request. */
function cleanHosts(hosts: string[]): string[] {
	const places = hosts.map((h) => placeOf(/^https?:\/\//.test(h) ? h : `https://${h}/`));
	if (places.includes(null)) throw new Refusal('bad-request');
	return [...new Set((places as Place[]).map((p) => p.host))];
}

async function edited(id: string, opId: string, change: (a: Account) => Account): Promise<AccountView> {
	const now = await put(change(await account(id)), opId);
	tellPages();
	return view(now, null);
}

async function tabOf(tabId: number | null): Promise<chrome.tabs.Tab | null> {
	return tabId === null ? null : browser.tabs.get(tabId).catch(() => null);
}

type Own =
	| 'panel.accounts'
	| 'panel.codes'
	| 'panel.next'
	| 'panel.resync'
	| 'panel.job'
	| 'panel.conflict'
	| 'panel.conflicts'
	| 'panel.add'
	| 'panel.import'
	| 'panel.fill'
	| 'panel.setup'
	| 'panel.edit'
	| 'panel.trash'
	| 'panel.restore'
	| 'panel.erase'
	| 'panel.recovery'
	| 'panel.keepRecovery'
	| 'panel.reveal'
	| 'panel.backup';

/** The kept account each draft clashes with, or null; the same secret weighs more than the same name. */
async function conflicts(drafts: Draft[]): Promise<PanelAnswers['panel.conflicts']['conflicts']> {
	const kept = (await (await vaultNow()).accounts()).filter((a) => a.trashedAt === null);
	const nameOf = (d: Draft) => JSON.stringify([d.issuer.toLowerCase(), d.label.toLowerCase()]);
	const bySecret = new Map(kept.map((a) => [secretOf(a.accessKey), a]));
	const byName = new Map(kept.map((a) => [nameOf(a), a]));
	return drafts.map((draft) => {
		const clean = cleanDraft(draft);
		const near = bySecret.get(secretOf(clean.accessKey)) ?? byName.get(nameOf(clean));
		const why = near === undefined ? null : conflictOf(clean, near);
		return near === undefined || why === null ? null : { with: view(near, null), why };
	});
}

export const accountHandlers: Pick<PanelHandlers, Own> = {
	async 'panel.accounts'({ tabId }) {
		const vault = await vaultNow();
		const tab = await tabOf(tabId);
		const place = tab?.url === undefined ? null : placeOf(tab.url);
		const [{ accounts }, settings] = await Promise.all([vault.overview(), vault.settings()]);
		return {
			accounts: accounts.map((a) => viewOf(a, place)),
			here: tab === null ? null : await hereOf(tab),
			drift: settings.drift,
		};
	},
	async 'panel.codes'({ ids }) {
		const vault = await vaultNow();
		const [{ drift }, ...found] = await Promise.all([vault.settings(), ...ids.map((id) => vault.account(id))]);
		const now = Date.now();
		return { codes: found.filter((a) => a !== null).map((a) => codeView(a, now, drift)) };
	},
	async 'panel.next'({ opId, id }) {
		const found = await account(id);
		if (found.kind !== 'hotp') throw new Refusal('bad-request');
		return { ...codeView(found, 0, 0), code: await nextHotp(found, opId) };
	},
	async 'panel.resync'({ opId, id, first, second }) {
		const found = await account(id);
		const counter = found.kind === 'hotp' ? counterAfter(found, first, second) : null;
		if (counter === null) throw new Refusal('codes-not-in-a-row');
		return edited(id, opId, (a) => ({ ...a, counter }));
	},
	async 'panel.job'({ key }) {
		// Told once: not to a window that can't go on with it yet.
		if ((await vaultNow()).state() !== 'open') throw new Refusal('locked');
		const found = await readJob(key);
		if (found === null) throw new Refusal('page-unreachable');
		return found;
	},
	async 'panel.conflict'({ draft }) {
		return (await conflicts([draft]))[0] ?? null;
	},
	async 'panel.conflicts'({ drafts }) {
		return { conflicts: await conflicts(drafts) };
	},
	async 'panel.add'({ opId, draft, job, replace }) {
		const aim = job === null ? null : await aimOf(job);
		// Kept without its website it would be found nowhere.
		if (job !== null && aim === null) throw new Refusal('page-unreachable');
		const place = aim?.here ?? null;
		const now = Date.now();
		// The action's own id names the account, so that asking twice makes one.
		const fresh = accountOf(cleanDraft(draft), opId, place === null ? [] : [place.host], now);
		const vault = await vaultNow();
		const replaced = replace === null ? null : await account(replace);
		const [added] = await vault.change(opId, keeping([{ fresh, replaced }], now));
		if (added === undefined) throw new Refusal('storage-failed');
		tellPages();
		return view(added, null);
	},
	async 'panel.import'({ opId, entries }) {
		const vault = await vaultNow();
		const now = Date.now();
		const keep: { fresh: Account; replaced: Account | null }[] = [];
		const accounts = new Map((await vault.accounts()).map((a) => [a.id, a]));
		for (const { draft, hosts, recovery, replace } of entries) {
			const fresh = accountOf(cleanDraft(draft), newHandle(), cleanHosts(hosts), now);
			fresh.recovery = recovery;
			const replaced = replace === null ? null : accounts.get(replace);
			if (replaced === undefined) throw new Refusal('not-found');
			keep.push({ fresh, replaced });
		}
		await vault.change(opId, keeping(keep, now));
		tellPages();
		return { kept: entries.length };
	},
	async 'panel.fill'({ id, tab, job, link }) {
		const target = job === null ? tab && { tabId: tab.tabId, frameId: 0 } : ((await aimOf(job))?.target ?? null);
		if (target === null) throw new Refusal('page-unreachable');
		const { drift } = await (await vaultNow()).settings();
		await fillAsked(await account(id), target, { link, seen: tab?.host ?? null }, drift);
		return null;
	},
	async 'panel.setup'({ tabId, scan }) {
		const tab = await tabOf(tabId);
		const key =
			tab !== null && scan
				? startJob({ tab, frameId: 0, srcUrl: null, linkUrl: null, selection: null })
				: startEmptyJob(tab === null ? null : await hereOf(tab));
		await openSetup(key, tab?.windowId);
		return { key };
	},
	async 'panel.edit'({ opId, id, rev, issuer, label, hosts }) {
		const clean = { issuer: plainText(issuer), label: plainText(label), hosts: cleanHosts(hosts) };
		return edited(id, opId, (a) => ({ ...a, ...clean, rev }));
	},
	async 'panel.trash'({ opId, id }) {
		return edited(id, opId, (a) => ({ ...a, trashedAt: Date.now() }));
	},
	async 'panel.restore'({ opId, id }) {
		return edited(id, opId, (a) => ({ ...a, trashedAt: null, replacedBy: null }));
	},
	async 'panel.erase'({ opId, id }) {
		const vault = await vaultNow();
		// Asked again after it was done there is none any more: the vault knows the action.
		const rev = (await vault.account(id))?.rev ?? 0;
		await vault.change(opId, [{ do: 'erase', id, rev }]);
		return null;
	},
	async 'panel.recovery'({ id }) {
		const { rev, recovery } = await account(id);
		return { rev, codes: recovery };
	},
	async 'panel.keepRecovery'({ opId, id, rev, codes }) {
		return edited(id, opId, (a) => ({ ...a, recovery: codes, rev }));
	},
	async 'panel.reveal'({ id, proof }) {
		await prove(proof);
		const found = await account(id);
		return { accessKey: found.accessKey, keyUri: keyUriOf(found) };
	},
	async 'panel.backup'({ proof }) {
		await prove(proof);
		const accounts = (await (await vaultNow()).accounts()).filter((a) => a.trashedAt === null);
		return {
			entries: accounts.map(
				({ kind, issuer, label, accessKey, algorithm, digits, period, counter, hosts, recovery }) => ({
					draft: { kind, issuer, label, accessKey, algorithm, digits, period, counter },
					hosts,
					recovery,
				}),
			),
		};
	},
};
