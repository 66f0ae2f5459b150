/** The only list of what a panel (popup, setup, manage) may ask the background for, with the exact shape of each question and answer. */
import * as v from 'valibot';
import { type Draft, HOSTS_MOST } from '../core/account.ts';
import type { Reason } from '../core/refusal.ts';
import type { Belonging } from '../core/site.ts';
import type { Taught } from '../core/taught.ts';

const text = v.pipe(v.string(), v.maxLength(4096));
const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
/** A random id made by the panel for one action of the person, so that asking twice does it once. */
const opId = id;
const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));
const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
/** The revision the person saw: what changed since is not written over. */
const rev = whole(0, Number.MAX_SAFE_INTEGER);
const digits = v.pipe(v.string(), v.regex(/^\d{6,8}$/));
const host = v.pipe(v.string(), v.maxLength(260));
const hosts = v.pipe(v.array(host), v.maxLength(HOSTS_MOST));

const draftShape = v.strictObject({
	kind: v.picklist(['totp', 'hotp', 'steam']),
	issuer: v.pipe(v.string(), v.maxLength(512)),
	label: v.pipe(v.string(), v.maxLength(512)),
	accessKey: v.pipe(v.string(), v.regex(/^[A-Z2-7]+$/), v.maxLength(256)),
	algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
	digits: whole(5, 8),
	period: whole(10, 300),
	counter: whole(0, Number.MAX_SAFE_INTEGER),
});

const recoveryCodes = v.pipe(
	v.array(v.strictObject({ value: v.pipe(v.string(), v.maxLength(200)), usedAt: v.nullable(v.number()) })),
	v.maxLength(100),
);

const proof = v.variant('kind', [
	v.strictObject({ kind: v.literal('password'), password: v.pipe(v.string(), v.maxLength(1_048_576)) }),
	v.strictObject({ kind: v.literal('recovery'), key: text }),
	v.strictObject({ kind: v.literal('passkey'), slot: text, output: text }),
]);

/** What the vault did or found by itself, as the status gives it. */
const notice = v.objectWithRest({ what: text }, v.union([text, v.number()]));

/** Every question a panel may ask: name -> exact shape of what goes with it. */
export const panelQuestions = {
	/** Is it open, how is it protected, is there something to tell? */
	'panel.status': v.strictObject({}),
	/** The person was told this. */
	'panel.noticed': v.strictObject({ notice }),
	/** All accounts for a list; tabId tells for which page they are sorted. */
	'panel.accounts': v.strictObject({ tabId: v.nullable(tabId) }),
	/** Codes of the accounts in view. */
	'panel.codes': v.strictObject({ ids: v.pipe(v.array(id), v.maxLength(100)) }),
	/** HOTP: makes the next code; the counter is kept before the code is given. */
	'panel.next': v.strictObject({ opId, id }),
	/** HOTP: sets the counter by two codes that another device gave one after the other. */
	'panel.resync': v.strictObject({ opId, id, first: digits, second: digits }),
	/** What was right-clicked or is to be scanned, by the one-time key in the set-up window's address. What is to be read is told once. */
	'panel.job': v.strictObject({ key: id }),
	/** Which kept account the draft clashes with. */
	'panel.conflict': v.strictObject({ draft: draftShape }),
	/** The same for many at once, in their order. */
	'panel.conflicts': v.strictObject({ drafts: v.pipe(v.array(draftShape), v.maxLength(20_000)) }),
	/** Keeps a new account. `job` tells for which page (null = none, by hand); `replace` = id of the account it replaces (that one goes to the trash). */
	'panel.add': v.strictObject({ opId, draft: draftShape, job: v.nullable(id), replace: v.nullable(id) }),
	/** Many at once, all or nothing (import, migration). Each may replace a kept one. */
	'panel.import': v.strictObject({
		opId,
		entries: v.pipe(
			v.array(
				v.strictObject({
					draft: draftShape,
					hosts,
					recovery: recoveryCodes,
					replace: v.nullable(id),
				}),
			),
			v.maxLength(20_000),
		),
	}),
	/** Fills the current code where the person asked: a tab and the host they saw in it (popup), or the page a set-up window came from (job). `link` also lists the host; without it only a listed one is filled. */
	'panel.fill': v.strictObject({
		id,
		tab: v.nullable(v.strictObject({ tabId, host })),
		job: v.nullable(id),
		link: v.boolean(),
	}),
	/** Starts a set-up window for the visible page ("Scan this page") or with nothing (by hand). Gives its job key. */
	'panel.setup': v.strictObject({ tabId: v.nullable(tabId), scan: v.boolean() }),
	'panel.edit': v.strictObject({
		opId,
		id,
		rev,
		issuer: v.pipe(v.string(), v.maxLength(512)),
		label: v.pipe(v.string(), v.maxLength(512)),
		hosts,
	}),
	'panel.trash': v.strictObject({ opId, id }),
	'panel.restore': v.strictObject({ opId, id }),
	'panel.erase': v.strictObject({ opId, id }),
	/** An account's recovery codes, and the revision they were read at. */
	'panel.recovery': v.strictObject({ id }),
	/** Keeps this whole list in place of the one read at `rev`. */
	'panel.keepRecovery': v.strictObject({ opId, id, rev, codes: recoveryCodes }),
	/** The access key and key URI of an account; needs a proof when the vault is protected. */
	'panel.reveal': v.strictObject({ id, proof: v.nullable(proof) }),
	/** All accounts as drafts for a backup file; same proof. */
	'panel.backup': v.strictObject({ proof: v.nullable(proof) }),
	'panel.settings': v.strictObject({}),
	'panel.changeSettings': v.strictObject({
		opId,
		patch: v.partial(
			v.strictObject({
				drift: v.number(),
				askFirst: v.pipe(v.array(host), v.maxLength(1000)),
				lockAfter: v.nullable(v.picklist([1, 5, 15, 60])),
				lockWithSystem: v.boolean(),
				/** Of these hosts alone; [] forgets one. */
				taught: v.record(
					host,
					v.array(
						v.strictObject({
							selector: text,
							verdict: v.picklist(['code', 'appended', 'never']),
							about: v.exactOptional(v.pipe(v.string(), v.maxLength(1500))),
						}),
					),
				),
			}),
		),
	}),
	/** How far the machine's clock is off, asked of the tab's own site. Gives ms ahead; keeps nothing. */
	'panel.clock': v.strictObject({ tabId }),
	/** A panel copied this; it is to leave the clipboard in a minute if it is still there. */
	'panel.copied': v.strictObject({ text: v.pipe(v.string(), v.maxLength(4096)) }),
	/** What is to leave the clipboard now; told once. */
	'panel.toClear': v.strictObject({}),
	'panel.slots': v.strictObject({}),
	'panel.addSlot': v.strictObject({
		proof: v.nullable(proof),
		slot: v.variant('kind', [
			v.strictObject({ kind: v.literal('password'), password: v.pipe(v.string(), v.maxLength(1_048_576)) }),
			v.strictObject({ kind: v.literal('recovery') }),
			v.strictObject({ kind: v.literal('passkey'), name: text, credential: text, salt: text, output: text }),
		]),
	}),
	'panel.removeSlot': v.strictObject({ proof: v.nullable(proof), id: text }),
	'panel.changePassword': v.strictObject({ proof, password: v.pipe(v.string(), v.maxLength(1_048_576)) }),
	'panel.unprotect': v.strictObject({ proof }),
	'panel.unlock': v.strictObject({ proof }),
	'panel.lock': v.strictObject({}),
	'panel.startAnew': v.strictObject({}),
} as const;

export type PanelQuestion = keyof typeof panelQuestions;
export type PanelAsk<Q extends PanelQuestion> = v.InferOutput<(typeof panelQuestions)[Q]>;

/** An account as a list shows it: no secret, no code. */
export interface AccountView {
	id: string;
	rev: number;
	kind: Draft['kind'];
	issuer: string;
	label: string;
	hosts: string[];
	digits: number;
	period: number;
	/** Recovery codes kept and still unused. */
	recoveryLeft: number;
	recoveryKept: number;
	/** How it stands to the tab asked about; 'foreign' when none. */
	belongs: Belonging;
	/** ms since the epoch, or null. */
	trashedAt: number | null;
	replacedBy: string | null;
}

export interface CodeView {
	id: string;
	/** HOTP: '' (ask panel.next). */
	code: string;
	next: string;
	/** ms, machine clock; HOTP: null. */
	validUntil: number | null;
	/** ms */
	period: number;
}

/** The page a panel is about. */
export interface Here {
	tabId: number;
	host: string;
	site: string;
	secure: boolean;
	/** Whether the browser already lets Verifill fill there by itself. */
	granted: boolean;
	/** What to ask the browser for: permissions.request({origins}). */
	origins: string[];
}

/** Where pixels may come from, best first. */
export type Picture =
	| { from: 'address'; url: string }
	/** The element's own pixels, read in the page, as a data: URL. */
	| { from: 'element'; url: string }
	/** The tab as shown, as a data: URL; rect = the element's box in its pixels, where known. */
	| { from: 'screenshot'; url: string; rect: { x: number; y: number; width: number; height: number } | null };

export interface Job {
	/** null: opened by hand. */
	here: Here | null;
	pictures: Picture[];
	/** Texts that may hold a set-up code without any picture: an otpauth: link, a selection, an access key shown on the page. */
	texts: string[];
	/** Access keys shown as text on the page: offered when no picture could be read. */
	keys: string[];
}

export interface StatusView {
	/** `unanswered` = the browser doesn't give what is kept: nothing is known of it. */
	state: 'open' | 'locked' | 'lost' | 'newer' | 'unanswered';
	protected: boolean;
	slots: {
		id: string;
		kind: 'device' | 'password' | 'passkey' | 'recovery';
		name: string;
		createdAt: number;
		passkey: { credential: string; salt: string } | null;
	}[];
	notices: v.InferOutput<typeof notice>[];
	/** Unreadable records that are kept. */
	damaged: number;
	drift: number;
}

export interface PanelAnswers {
	'panel.status': StatusView;
	'panel.noticed': null;
	'panel.accounts': { accounts: AccountView[]; here: Here | null; drift: number };
	'panel.codes': { codes: CodeView[] };
	'panel.next': CodeView;
	'panel.resync': AccountView;
	'panel.job': Job;
	'panel.conflict': { with: AccountView; why: 'same-secret' | 'same-name' } | null;
	'panel.conflicts': { conflicts: ({ with: AccountView; why: 'same-secret' | 'same-name' } | null)[] };
	'panel.add': AccountView;
	'panel.import': { kept: number };
	'panel.fill': null;
	'panel.setup': { key: string };
	'panel.edit': AccountView;
	'panel.trash': AccountView;
	'panel.restore': AccountView;
	'panel.erase': null;
	'panel.recovery': { rev: number; codes: { value: string; usedAt: number | null }[] };
	'panel.keepRecovery': AccountView;
	'panel.reveal': { accessKey: string; keyUri: string };
	'panel.backup': {
		entries: { draft: Draft; hosts: string[]; recovery: { value: string; usedAt: number | null }[] }[];
	};
	'panel.settings': {
		drift: number;
		askFirst: string[];
		lockAfter: 1 | 5 | 15 | 60 | null;
		lockWithSystem: boolean;
		taught: Record<string, Taught[]>;
	};
	'panel.changeSettings': PanelAnswers['panel.settings'];
	'panel.clock': { drift: number };
	'panel.copied': null;
	'panel.toClear': { text: string | null };
	'panel.slots': { slots: StatusView['slots'] };
	'panel.addSlot': { id: string; recoveryKey: string | null };
	'panel.removeSlot': null;
	'panel.changePassword': null;
	'panel.unprotect': null;
	'panel.unlock': null;
	'panel.lock': null;
	/** false: the old vault was found after all, and nothing new was made. */
	'panel.startAnew': { anew: boolean };
}

/** What crosses a message: the answer, or the reason for a no and at most a public word (an app's name, seconds to wait). */
export type Reply<T> = { ok: true; answer: T } | { ok: false; reason: Reason; about: string | null };
