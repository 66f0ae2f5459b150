/** The entry point of the content script: one small classic script, inert until a page has an input; what knows and fills fields is injected then. */
import type { PageAnswers, PageOrder, PageQuestion } from '../protocol/page.ts';
import { type Attendance, attendTo } from './attend.ts';
import type { FieldTools } from './field.ts';
import { watch } from './watch.ts';

/** Asks the background; null = no, or the extension is gone. */
export type Ask = <A extends PageQuestion['ask']>(
	question: Extract<PageQuestion, { ask: A }>,
) => Promise<PageAnswers[A] | null>;

/** What the scripts of one document share. */
const world = globalThis as {
	verifillRuns?: () => boolean;
	/** There once field.js was injected. */
	verifillField?: FieldTools;
};

const alive = () => browser.runtime?.id !== undefined;

/** A background that was stopped over a question is asked again after so many ms. */
const AGAIN = [0, 250, 1000];

const ask: Ask = async (question) => {
	for (const wait of AGAIN) {
		if (wait > 0) await new Promise((done) => setTimeout(done, wait));
		if (!alive()) return null;
		const reply = await browser.runtime.sendMessage(question).catch(() => undefined);
		if (reply !== undefined) return reply.ok ? reply.answer : null;
	}
	return null;
};

function start(): void {
	let attendance: Attendance | null = null;
	let waking: Promise<void> | null = null;

	/** Gets what knows fields into this document, once. */
	function wake(): Promise<void> {
		waking ??= ask({ ask: 'page.script', script: 'field' }).then(() => {
			if (world.verifillField === undefined) waking = null;
			else attendance = attendTo(world.verifillField, ask, watcher.again);
		});
		return waking;
	}

	const watcher = watch((inputs) => {
		if (!alive()) {
			// The extension was updated or removed: a newer script takes over.
			watcher.stop();
			attendance?.stop();
		} else if (attendance !== null) attendance.look();
		else if (inputs) void wake().then(() => attendance?.look());
	});

	addEventListener(
		'click',
		(event) => {
			const link = event.composedPath().find((at) => at instanceof HTMLAnchorElement);
			if (!event.isTrusted || !alive() || !/^(apple-)?otpauth(-migration)?:/i.test(link?.href ?? '')) return;
			event.preventDefault();
			void ask({ ask: 'page.link' });
		},
		true,
	);

	browser.runtime.onMessage.addListener((order: PageOrder, sender: chrome.runtime.MessageSender) =>
		sender.id === browser.runtime.id ? wake().then(() => attendance?.obey(order)) : undefined,
	);
}

/** One script a world: it is registered, and injected again when the person asks. */
if (world.verifillRuns?.() !== true) {
	world.verifillRuns = alive;
	start();
}
