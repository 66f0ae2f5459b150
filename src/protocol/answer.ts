/** The only router of messages to the background: who asks is told by the browser alone, what is asked is checked exactly, the rest is refused. */
import * as v from 'valibot';
import { type Reason, Refusal } from '../core/refusal.ts';
import type { PageAnswers, PageQuestion } from './page.ts';
import { type PanelAnswers, type PanelAsk, type PanelQuestion, panelQuestions, type Reply } from './panel.ts';

/** A document of a web page, as the browser vouches for it. */
export interface Asker {
	tabId: number;
	frameId: number;
	/** The browser's id of this very document. */
	documentId: string;
	/** sender.origin: 'null' for sandboxed and data: documents. */
	origin: string;
	/** The address of the tab, or null where the browser doesn't let us see it. */
	top: string | null;
}

export type PanelHandlers = { [Q in PanelQuestion]: (what: PanelAsk<Q>) => Promise<PanelAnswers[Q]> };
type PageAsk<A extends PageQuestion['ask']> = Extract<PageQuestion, { ask: A }>;
export type PageHandlers = {
	[A in PageQuestion['ask']]: (what: PageAsk<A>, asker: Asker) => Promise<PageAnswers[A]>;
};

const pageQuestions = {
	'page.offers': v.strictObject({
		ask: v.literal('page.offers'),
		field: v.picklist(['code', 'recovery']),
		username: v.nullable(v.pipe(v.string(), v.maxLength(320))),
		number: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
		ancestors: v.nullable(v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(32))),
	}),
	'page.code': v.strictObject({
		ask: v.literal('page.code'),
		offer: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
		gesture: v.boolean(),
	}),
	'page.script': v.strictObject({
		ask: v.literal('page.script'),
		script: v.picklist(['field', 'filler', 'chooser', 'teach']),
	}),
	'page.link': v.strictObject({ ask: v.literal('page.link') }),
	'page.outcome': v.strictObject({
		ask: v.literal('page.outcome'),
		offer: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
		outcome: v.picklist(['filled', 'no-way']),
	}),
} as const;

/** One fault is enough to refuse; listing them all would let a long message take long. */
const FIRST_FAULT = { abortEarly: true };
const PER_SECOND = 20;
const counts = new Map<string, { second: number; count: number }>();

/** At most 20 questions a second of one document; a table of more than 500 is begun anew, so it can't grow. */
function tooMany(documentId: string, now: number): boolean {
	const second = Math.floor(now / 1000);
	const last = counts.get(documentId);
	if (last?.second !== second && counts.size > 500) counts.clear();
	const count = last?.second === second ? last.count + 1 : 1;
	counts.set(documentId, { second, count });
	return count > PER_SECOND;
}

function has<T extends object>(table: T, key: unknown): key is keyof T {
	return typeof key === 'string' && Object.hasOwn(table, key);
}

async function fromPanel(message: unknown, handlers: PanelHandlers): Promise<unknown> {
	const { ask, what } = message as { ask: unknown; what: unknown };
	if (!has(panelQuestions, ask)) throw new Refusal('bad-request');
	const checked = v.safeParse(panelQuestions[ask], what, FIRST_FAULT);
	if (!checked.success) throw new Refusal('bad-request');
	return (handlers[ask] as (what: unknown) => Promise<unknown>)(checked.output);
}

async function fromPage(message: unknown, asker: Asker, handlers: PageHandlers): Promise<unknown> {
	const ask = (message as { ask: unknown }).ask;
	if (!has(pageQuestions, ask)) throw new Refusal('forbidden');
	if (tooMany(asker.documentId, Date.now())) throw new Refusal('too-many-requests');
	const checked = v.safeParse(pageQuestions[ask], message, FIRST_FAULT);
	if (!checked.success) throw new Refusal('bad-request');
	return (handlers[ask] as (what: unknown, asker: Asker) => Promise<unknown>)(checked.output, asker);
}

/** The browser's id of a document; Firefox has none, there a site in a frame stands for it. */
export function documentIdOf(id: string | undefined, tabId: number, frameId: number, origin: string): string {
	return id ?? `${tabId}.${frameId}.${origin}`;
}

/** The asker of a message from a content script; null when the browser doesn't vouch for a tab's document. */
function askerOf(sender: chrome.runtime.MessageSender): Asker | null {
	const { tab, frameId, documentId, origin } = sender;
	if (tab?.id === undefined || frameId === undefined || origin === undefined) return null;
	return {
		tabId: tab.id,
		frameId,
		documentId: documentIdOf(documentId, tab.id, frameId, origin),
		origin,
		top: tab.url ?? null,
	};
}

/**
 * Answers one message. Panels are told by sender.origin alone (our own origin, which no page can frame), content scripts by their tab;
 * anything else is refused. What goes back never carries more than a reason and a public word.
 */
export async function answer(
	message: unknown,
	sender: chrome.runtime.MessageSender,
	own: { id: string; origin: string; unexpected: (error: unknown) => void },
	panel: PanelHandlers,
	page: PageHandlers,
): Promise<Reply<unknown>> {
	try {
		if (sender.id !== own.id || typeof message !== 'object' || message === null) throw new Refusal('forbidden');
		if (sender.origin === own.origin) return { ok: true, answer: await fromPanel(message, panel) };
		const asker = askerOf(sender);
		if (asker === null) throw new Refusal('forbidden');
		return { ok: true, answer: await fromPage(message, asker, page) };
	} catch (error) {
		if (!(error instanceof Refusal)) own.unexpected(error);
		const reason: Reason = error instanceof Refusal ? error.reason : 'storage-failed';
		return { ok: false, reason, about: error instanceof Refusal ? error.about : null };
	}
}
