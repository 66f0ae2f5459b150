/** The entry point of the background: wires the browser's events to the rooms, synchronously at start. */
import { answer, type PanelHandlers } from '../protocol/answer.ts';
import { accountHandlers } from './answers-accounts.ts';
import { unanswered, vaultHandlers } from './answers-vault.ts';
import { clearInTime } from './clipboard.ts';
import { grantedOrigins, injectOpenTabs, rebuildRegistration } from './grants.ts';
import { dropOldHandles } from './handles.ts';
import { kept } from './kept.ts';
import { hearLocking } from './lock.ts';
import { makeMenus, onMenu } from './menus.ts';
import { pageHandlers } from './offers.ts';

const own = {
	id: browser.runtime.id,
	origin: new URL(browser.runtime.getURL('')).origin,
	// An error's text could hold anything: it is written out in test builds only.
	unexpected: (error: unknown) => (__E2E__ ? console.error(error) : undefined),
};

const handlers = { ...accountHandlers, ...vaultHandlers };

/** Questions nobody pressed anything for: they keep nothing open. */
const UNASKED = ['panel.status', 'panel.codes', 'panel.toClear'];

/** Deadlines come before every answer: a late alarm or a sleep leaks nothing. */
const panelHandlers = Object.fromEntries(
	Object.entries(handlers).map(([question, handle]) => {
		const answered = async (what: never) => {
			const { lock } = await kept();
			await lock.guard(Date.now());
			if (!UNASKED.includes(question)) await lock.touch(Date.now());
			return (handle as (what: never) => Promise<unknown>)(what);
		};
		// A window must be able to say what is wrong also where nothing can be read.
		return [question, question === 'panel.status' ? (what: never) => answered(what).catch(unanswered) : answered];
	}),
) as unknown as PanelHandlers;

let settled: Promise<void> = Promise.resolve();

/** After a grant changed: register and offer teaching there, one at a time, so that the last one sees the last state; then serve tabs already open, waiting for none. */
function grantsChanged(added: string[]): void {
	const change = async () => {
		await rebuildRegistration();
		await makeMenus(await grantedOrigins());
	};
	settled = settled.then(change, change);
	if (added.length > 0) void settled.then(() => injectOpenTabs(added)).catch(() => undefined);
}

browser.runtime.onMessage.addListener((message, sender) => answer(message, sender, own, panelHandlers, pageHandlers));
browser.contextMenus.onClicked.addListener((info, tab) => void onMenu(info, tab));
browser.permissions.onAdded.addListener((permissions) => grantsChanged(permissions.origins ?? []));
browser.permissions.onRemoved.addListener(() => grantsChanged([]));
browser.runtime.onStartup.addListener(() => grantsChanged([]));
browser.runtime.onInstalled.addListener(() => void grantedOrigins().then(grantsChanged));
browser.alarms.onAlarm.addListener((alarm) => void clearInTime(alarm.name));
browser.commands.onCommand.addListener((command) => {
	if (command === 'lock') void kept().then(({ lock }) => lock.lockNow());
});
void dropOldHandles().catch(() => undefined);
hearLocking(async () => (await kept()).lock);
// Reconciles both stores at every start. What it finds wrong is said by panel.status; a failure is met again by the next question.
void kept().catch(() => undefined);
