/** The only strip about the page itself and the vault's news: turn on filling, insecure page, imitation, what was repaired. */
import { useComputed } from '@preact/signals';
import { ask } from '../protocol/ask.ts';
import type { StatusView } from '../protocol/panel.ts';
import { Note } from '../ui/note.tsx';
import { NoticeNote } from '../ui/notices.tsx';
import { say } from '../ui/say.ts';
import { turnOn } from './actions.ts';
import { accounts, here, status } from './state.ts';

export function Page() {
	const belonging = useComputed(() => {
		const kept = (accounts.value ?? []).filter((a) => a.trashedAt === null);
		return {
			own: kept.some((a) => a.belongs === 'listed' || a.belongs === 'sibling'),
			like: kept.find((a) => a.belongs === 'lookalike'),
		};
	});
	const page = here.value;
	const { own, like } = belonging.value;
	const notices = status.value?.notices ?? [];
	const noticed = (notice: StatusView['notices'][number]) => {
		const now = status.value;
		if (now) status.value = { ...now, notices: now.notices.filter((other) => other !== notice) };
		void ask('panel.noticed', { notice });
	};
	return (
		<>
			{status.value?.state === 'newer' && <Note tone="warn">{say('newer_text')}</Note>}
			{notices.map((notice) => (
				<NoticeNote key={JSON.stringify(notice)} notice={notice} onRead={() => noticed(notice)} />
			))}
			{page !== null && like !== undefined && !own && (
				<Note tone="bad">{say('popup_lookalike', page.host, like.hosts[0] ?? '')}</Note>
			)}
			{page !== null && own && !page.secure && <Note tone="warn">{say('popup_insecure', page.host)}</Note>}
			{page?.secure === true && own && !page.granted && page.origins.length > 0 && (
				<Note tone="info">
					<p>{say('popup_not_granted', page.site)}</p>
					<button type="button" class="button button-small button-primary" onClick={turnOn}>
						{say('turn_on_for', page.site)}
					</button>
				</Note>
			)}
		</>
	);
}
