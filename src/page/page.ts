/** The entry point of the content script: one small classic script, inert until a page has an input; what knows and fills fields is injected then. */
import type { PageOrder } from '../protocol/page.ts';
import { alive, ask, fieldTools } from './ask.ts';
import { type Attendance, attendTo } from './attend.ts';
import { watch } from './watch.ts';

/** What the scripts of one document share. */
const world = globalThis as {
	verifillRuns?: () => boolean;
	/** The set-up link that was clicked, for the background to fetch: it goes into no message. */
	verifillLink?: string;
};

function start(): void {
	let attendance: Attendance | null = null;
	let waking: Promise<void> | null = null;

	/** Gets what knows fields into this document, once. */
	function wake(): Promise<void> {
		waking ??= fieldTools().then((tools) => {
			if (tools === undefined) waking = null;
			else attendance = attendTo(tools, watcher.again);
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
			if (!event.isTrusted || !alive() || !link || !/^(apple-)?otpauth(-migration)?:/i.test(link.href)) return;
			event.preventDefault();
			world.verifillLink = link.href;
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
