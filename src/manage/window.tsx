/** The only frame of the manage page: where one can go, what was last said, and the place itself. */
import { useEffect, useRef } from 'preact/hooks';
import { ask } from '../protocol/ask.ts';
import type { StatusView } from '../protocol/panel.ts';
import { Announcer } from '../ui/announce.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { NoticeNote } from '../ui/notices.tsx';
import { type Key, say, sayCount } from '../ui/say.ts';
import { Shut } from '../ui/shut.tsx';
import { About } from './about.tsx';
import { Account } from './account.tsx';
import { Accounts } from './accounts.tsx';
import { Backup } from './backup.tsx';
import { Gate } from './gate.tsx';
import { Protection } from './protection.tsx';
import { Settings } from './settings.tsx';
import { accounts, load, PLACES, type PlaceName, place, status, told } from './state.ts';
import { Trash } from './trash.tsx';

const ICONS: Record<PlaceName, IconName> = {
	accounts: 'people',
	trash: 'trash',
	protection: 'shield',
	settings: 'gear',
	backup: 'box',
	about: 'info',
};
const WORDS: Record<PlaceName, Key> = {
	accounts: 'manage_accounts',
	trash: 'manage_trash',
	protection: 'manage_protection',
	settings: 'manage_settings',
	backup: 'manage_backup',
	about: 'manage_about',
};

export function Window() {
	const now = place.value;
	const view = useRef<HTMLElement>(null);
	const at = now.account ?? now.name;
	useEffect(() => {
		view.current?.focus({ preventScroll: true });
		document.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
	}, [at, status.value === null]);
	// What was pressed may be gone by now.
	useEffect(() => {
		if (document.activeElement === document.body) view.current?.focus({ preventScroll: true });
	}, [status.value, accounts.value, told.value]);
	if (status.value === null) return <Announcer />;
	if (accounts.value === null)
		return (
			<div class="manage-shut">
				<Shut
					status={status.value}
					onUnlock={(proof) => ask('panel.unlock', { proof }).then(() => {})}
					onAnew={() => ask('panel.startAnew', {}).then(({ anew }) => anew)}
					onOpen={() => void load()}
				/>
				<Announcer />
			</div>
		);
	return (
		<div class="manage">
			<nav class="nav" aria-label={say('manage_title')}>
				<p class="nav-name">
					<img src="/icons/48.png" alt="" width="26" height="26" />
					<strong>{say('name')}</strong>
				</p>
				<ul>
					{PLACES.map((name) => (
						<li key={name}>
							<a class="nav-link" href={`#${name}`} {...(name === now.name ? { 'aria-current': 'page' as const } : {})}>
								<Icon name={ICONS[name]} />
								{say(WORDS[name])}
							</a>
						</li>
					))}
				</ul>
			</nav>
			<main class="content" ref={view} tabIndex={-1}>
				<News />
				<Place key={at} />
			</main>
			<Gate />
			<Announcer />
		</div>
	);
}

function News() {
	const said = told.value;
	const state = status.value;
	const noticed = (notice: StatusView['notices'][number]) => {
		const now = status.value;
		if (now) status.value = { ...now, notices: now.notices.filter((other) => other !== notice) };
		void ask('panel.noticed', { notice });
	};
	return (
		<div class="news">
			{state?.state === 'newer' && <Note tone="warn">{say('newer_text')}</Note>}
			{state?.notices.map((notice) => (
				<NoticeNote key={JSON.stringify(notice)} notice={notice} onRead={() => noticed(notice)} />
			))}
			{state !== null && state.damaged > 0 && !state.notices.some((n) => n.what === 'damaged') && (
				<Note tone="warn">{sayCount('notice_damaged', state.damaged)}</Note>
			)}
			{said !== null && (
				<Note tone={said.tone}>
					<span class="news-line">
						<span>{said.text}</span>
						{said.undo !== null && (
							<button type="button" class="link" onClick={said.undo}>
								{say('undo')}
							</button>
						)}
					</span>
				</Note>
			)}
		</div>
	);
}

function Place() {
	const { name, account } = place.value;
	if (account !== null) return <Account id={account} />;
	switch (name) {
		case 'accounts':
			return <Accounts />;
		case 'trash':
			return <Trash />;
		case 'protection':
			return <Protection />;
		case 'settings':
			return <Settings />;
		case 'backup':
			return <Backup />;
		case 'about':
			return <About />;
	}
}
