/** The only frame of the popup: search, list, ways to add, and the sentence at its foot. */
import { useEffect, useRef } from 'preact/hooks';
import { ask } from '../protocol/ask.ts';
import { Announcer } from '../ui/announce.tsx';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { say } from '../ui/say.ts';
import { Shut } from '../ui/shut.tsx';
import { checkClock, lockNow, setUp } from './actions.ts';
import { Empty } from './empty.tsx';
import { onKey } from './keys.ts';
import { List } from './list.tsx';
import { Page } from './page.tsx';
import { accounts, load, query, status, tell, toast } from './state.ts';

export function Window() {
	const search = useRef<HTMLInputElement>(null);
	const state = status.value?.state;
	useEffect(() => search.current?.focus(), [state]);
	// What was pressed may be gone by now.
	useEffect(() => {
		if (document.activeElement === document.body) search.current?.focus();
	}, [toast.value]);
	useEffect(() => {
		const press = (event: KeyboardEvent) => onKey(event, search.current);
		document.addEventListener('keydown', press);
		return () => document.removeEventListener('keydown', press);
	}, []);
	// One written by a newer Verifill can still be read.
	if (status.value !== null && state !== 'open' && !(state === 'newer' && accounts.value !== null))
		return (
			<div class="popup popup-shut">
				<Shut
					status={status.value}
					onUnlock={(proof) => ask('panel.unlock', { proof }).then(() => {})}
					onAnew={() => ask('panel.startAnew', {}).then(({ anew }) => anew)}
					onOpen={() => void load()}
					elsewhere={manage}
				/>
				<Announcer />
			</div>
		);
	const none = accounts.value?.every((a) => a.trashedAt !== null) ?? false;
	return (
		<div class="popup">
			<header class="top">
				<label class="search">
					<Icon name="search" />
					<span class="unseen">{say('popup_search')}</span>
					<input
						ref={search}
						type="search"
						placeholder={say('popup_search')}
						autocomplete="off"
						spellcheck={false}
						value={query.value}
						onInput={(e) => {
							query.value = e.currentTarget.value;
						}}
					/>
				</label>
				{status.value?.protected && (
					<button
						type="button"
						class="button button-icon"
						aria-label={say('lock_now')}
						title={say('lock_now')}
						onClick={() => void lockNow()}
					>
						<Icon name="lock" />
					</button>
				)}
				<button
					type="button"
					class="button button-icon"
					aria-label={say('manage_open')}
					title={say('manage_open')}
					onClick={() => manage('')}
				>
					<Icon name="gear" />
				</button>
			</header>
			<main class="middle">
				<Page />
				{accounts.value !== null && (none ? <Empty /> : <List />)}
			</main>
			<Foot none={none} />
			<Announcer />
		</div>
	);
}

function Foot({ none }: { none: boolean }) {
	const said = toast.value;
	return (
		<footer class="foot">
			{said !== null && (
				<div class="toast">
					<Note tone={said.tone}>
						<span>{said.text}</span>
						{said.buttons.length > 0 && (
							<span class="buttons">
								{said.buttons.map((b) => (
									<button key={b.text} type="button" class="button button-small" onClick={b.press}>
										{b.text}
									</button>
								))}
							</span>
						)}
					</Note>
				</div>
			)}
			<button type="button" class="button button-plain button-small" onClick={() => void setUp(true)}>
				<Icon name="scan" />
				{say('popup_scan')}
			</button>
			<button type="button" class="button button-plain button-small" onClick={() => void setUp(false)}>
				<Icon name="key" />
				{say('popup_by_key')}
			</button>
			{!none && (
				<button
					type="button"
					class="button button-icon button-small"
					aria-label={say('popup_check_clock')}
					title={say('popup_check_clock_why')}
					onClick={() => void checkClock()}
				>
					<Icon name="clock" />
				</button>
			)}
		</footer>
	);
}

function manage(hash: string): void {
	browser.tabs
		.create({ url: browser.runtime.getURL(`src/manage/index.html${hash}`) })
		.then(() => window.close())
		.catch(() => tell('bad', say('refusal_unknown')));
}
