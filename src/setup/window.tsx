/** The only frame of the set-up window: its title, and the view of the stage it is at. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ask } from '../protocol/ask.ts';
import { Announcer, announce } from '../ui/announce.tsx';
import { say } from '../ui/say.ts';
import { Shut } from '../ui/shut.tsx';
import { Choose } from './choose.tsx';
import { Confirm } from './confirm.tsx';
import { Done, Imported } from './done.tsx';
import { type Stage, shut, stage } from './stage.ts';
import { Ways } from './ways.tsx';

export function Window({ onOpen }: { onOpen: () => void }) {
	const now = stage.value;
	const open = shut.value === null;
	const view = useRef<HTMLDivElement>(null);
	// A new view is a new page: say it, and put the keyboard at its beginning unless it chose a place itself.
	useEffect(() => {
		announce(say(open && now.at === 'reading' ? 'setup_reading' : 'setup_title'));
		if (!view.current?.contains(document.activeElement)) view.current?.focus();
	}, [now.at, open]);
	return (
		<div class="setup" ref={view} tabIndex={-1}>
			{shut.value === null ? (
				<View now={now} />
			) : (
				<Shut
					status={shut.value}
					onUnlock={(proof) => ask('panel.unlock', { proof }).then(() => {})}
					onAnew={() => ask('panel.startAnew', {}).then(({ anew }) => anew)}
					onOpen={onOpen}
					elsewhere={openManage}
				/>
			)}
			<Announcer />
		</div>
	);
}

function View({ now }: { now: Stage }) {
	switch (now.at) {
		case 'reading':
			return (
				<main class="reading" aria-busy="true">
					<span class="spinner" aria-hidden="true" />
					<p class="muted">{say('setup_reading')}</p>
				</main>
			);
		case 'ways':
			return <Ways />;
		case 'choose':
			return <Choose readings={now.readings} shown={now.shown} />;
		case 'confirm':
			return <Confirm key={now.draft.accessKey} draft={now.draft} />;
		case 'many':
			return <Later />;
		case 'done':
			return <Done />;
		case 'imported':
			return <Imported count={now.count} />;
	}
}

function openManage(hash: string): void {
	void browser.tabs.create({ url: browser.runtime.getURL(`src/manage/index.html${hash}`) });
}

const many = signal<ComponentType | null>(null);

/** Keeping many at once is rare and brings the reader of migrations: loaded when it is needed, so that the window paints at once. */
function Later() {
	useEffect(() => {
		void import('./many.tsx').then(({ Many }) => {
			many.value = () => <Many />;
		});
	}, []);
	const View = many.value;
	return View === null ? <main aria-busy="true" /> : <View />;
}
