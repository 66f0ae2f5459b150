/** The only way a panel asks the background: typed, and a no comes back as a Refusal. */
import { Refusal } from '../core/refusal.ts';
import type { PanelAnswers, PanelAsk, PanelQuestion, Reply, StatusView } from './panel.ts';

/** Asks; throws the background's Refusal. */
export async function ask<Q extends PanelQuestion>(question: Q, what: PanelAsk<Q>): Promise<PanelAnswers[Q]> {
	const reply = (await browser.runtime.sendMessage({ ask: question, what })) as Reply<PanelAnswers[Q]> | undefined;
	if (reply === undefined) throw new Refusal('page-unreachable');
	if (!reply.ok) throw new Refusal(reply.reason, reply.about);
	return reply.answer;
}

/** What is known of a vault that the browser gives nothing of. */
export const UNANSWERED: StatusView = {
	state: 'unanswered',
	protected: false,
	slots: [],
	notices: [],
	damaged: 0,
	drift: 0,
};

/** Whether something was refused because the vault is shut. */
export const isShut = (error: unknown): boolean =>
	error instanceof Refusal && (error.reason === 'locked' || error.reason === 'vault-lost');

/** For a question's `catch`: null where the vault is shut, anything else is thrown on. */
export function nullIfShut(error: unknown): null {
	if (isShut(error)) return null;
	throw error;
}

/** A fresh id for one action of the person: 32 hex digits. */
export function newId(): string {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}
