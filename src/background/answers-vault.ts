/** The only place that answers panels about the vault itself: its state, ways in, lock, settings, and the clock. */
import { driftFrom } from '../core/code.ts';
import { Refusal } from '../core/refusal.ts';
import type { PanelHandlers } from '../protocol/answer.ts';
import { UNANSWERED } from '../protocol/ask.ts';
import type { StatusView } from '../protocol/panel.ts';
import { type Notice, type Settings, WHY_SHUT } from '../vault/vault.ts';
import { noteCopied, toClear } from './clipboard.ts';
import { tellPages } from './grants.ts';
import { inTime } from './in-time.ts';
import { kept } from './kept.ts';
import { prove } from './proof.ts';

type Own =
	| 'panel.status'
	| 'panel.noticed'
	| 'panel.settings'
	| 'panel.changeSettings'
	| 'panel.clock'
	| 'panel.copied'
	| 'panel.toClear'
	| 'panel.slots'
	| 'panel.addSlot'
	| 'panel.removeSlot'
	| 'panel.changePassword'
	| 'panel.unprotect'
	| 'panel.unlock'
	| 'panel.lock'
	| 'panel.startAnew';

/** How long a site may take to say what time it is, ms. */
const DATE_TIME = 5_000;

/** Asks the tab's own page for its server's time. Runs in the page; self-contained. */
async function dateOfSite(): Promise<{ header: string | null; asked: number; answered: number }> {
	const asked = Date.now();
	const reply = await fetch(location.origin, {
		method: 'HEAD',
		cache: 'no-store',
		credentials: 'omit',
		redirect: 'manual',
	});
	return { header: reply.headers.get('date'), asked, answered: Date.now() };
}

/** The status where the vault couldn't be opened or read. Throws on what storage isn't to blame for. */
export function unanswered(error: unknown): StatusView {
	if (!(error instanceof Refusal) || !['storage-failed', 'storage-full'].includes(error.reason)) throw error;
	return UNANSWERED;
}

/** What is taught with this in place of what was taught on these hosts; a host without any is forgotten. */
function taughtAlso(now: Settings['taught'], more: Settings['taught']): Settings['taught'] {
	return Object.fromEntries(Object.entries({ ...now, ...more }).filter(([, fields]) => fields.length > 0));
}

export const vaultHandlers: Pick<PanelHandlers, Own> = {
	async 'panel.status'() {
		const { vault } = await kept();
		const state = vault.state();
		const slots = state === 'lost' ? [] : await vault.slots();
		const open = state === 'open' || state === 'newer';
		const notices = await vault.notices(false);
		return {
			state,
			protected: slots.length > 0 && slots.every((slot) => slot.kind !== 'device'),
			slots,
			notices: open ? notices : notices.filter((notice) => WHY_SHUT.includes(notice.what)),
			damaged: open ? (await vault.overview()).damaged.length : 0,
			drift: open ? (await vault.settings()).drift : 0,
		};
	},
	async 'panel.noticed'({ notice }) {
		await (await kept()).vault.notices(notice as Notice);
		return null;
	},
	async 'panel.settings'() {
		return (await kept()).vault.settings();
	},
	async 'panel.changeSettings'({ opId, patch }) {
		const { vault, lock } = await kept();
		const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
		const settings = await vault.changeSettings(opId, (now) => ({
			...(given as Partial<Settings>),
			taught: taughtAlso(now.taught, patch.taught ?? {}),
		}));
		await lock.settingsChanged(settings);
		return settings;
	},
	async 'panel.clock'({ tabId }) {
		const asked = browser.scripting.executeScript({ target: { tabId }, func: dateOfSite, injectImmediately: true });
		const [seen] = await inTime(asked, DATE_TIME).catch(() => {
			throw new Refusal('page-unreachable');
		});
		const facts = seen?.result as Awaited<ReturnType<typeof dateOfSite>> | undefined;
		const drift = facts === undefined ? null : driftFrom(facts.header, facts.asked, facts.answered);
		if (drift === null) throw new Refusal('clock-unknown');
		return { drift };
	},
	async 'panel.copied'({ text }) {
		await noteCopied(text);
		return null;
	},
	async 'panel.toClear'() {
		return { text: await toClear() };
	},
	async 'panel.slots'() {
		return { slots: await (await kept()).vault.slots() };
	},
	async 'panel.addSlot'({ proof, slot }) {
		await prove(proof);
		const added = await (await kept()).vault.addSlot(slot);
		return { id: added.slot.id, recoveryKey: added.recoveryKey };
	},
	async 'panel.removeSlot'({ proof, id }) {
		await prove(proof);
		await (await kept()).vault.removeSlot(id);
		return null;
	},
	async 'panel.changePassword'({ proof, password }) {
		await prove(proof);
		await (await kept()).vault.changePassword(password);
		return null;
	},
	async 'panel.unprotect'({ proof }) {
		await prove(proof);
		await (await kept()).vault.unprotect();
		return null;
	},
	async 'panel.unlock'({ proof }) {
		const { vault, lock } = await kept();
		await vault.unlock(proof);
		await lock.touch(Date.now());
		tellPages();
		return null;
	},
	async 'panel.lock'() {
		await (await kept()).lock.lockNow();
		return null;
	},
	async 'panel.startAnew'() {
		const { vault } = await kept();
		if (vault.state() !== 'lost') throw new Refusal('bad-request');
		return { anew: await vault.startAnew() };
	},
};
