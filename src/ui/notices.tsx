/** The only place with words for what the vault did or found by itself: nothing repairs silently. */
import { Note, type Tone } from './note.tsx';
import { say, sayCount } from './say.ts';

/** One notice of the vault, as the status question gives it. */
export type NoticeView = { what: string } & Record<string, unknown>;

/** Its sentence; one that this version doesn't know is said in general words, never hidden. */
export function sayNotice(notice: NoticeView): { tone: Tone; text: string } {
	const count = typeof notice.count === 'number' ? notice.count : 0;
	switch (notice.what) {
		case 'restored':
			return { tone: 'good', text: sayCount('notice_restored', count) };
		case 'damaged':
			return { tone: 'warn', text: sayCount('notice_damaged', count) };
		case 'rolled-back':
			return { tone: 'warn', text: say('notice_rolled_back') };
		case 'device-key-missing':
			return { tone: 'warn', text: say('refusal_device_key_missing') };
		case 'device-key-renewed':
			return { tone: 'info', text: say('notice_device_key_renewed') };
		case 'both-kept':
			return { tone: 'info', text: sayCount('notice_both_kept', count) };
		case 'repaired':
			return { tone: 'good', text: say('notice_repaired') };
		case 'way-in-damaged':
			return { tone: 'warn', text: say('notice_way_damaged') };
		case 'rekey-ended':
			return { tone: 'warn', text: say('notice_rekey_ended') };
		case 'unwritable':
			return { tone: 'bad', text: say('notice_unwritable') };
		default:
			return { tone: 'info', text: say('notice_other') };
	}
}

export function NoticeNote({ notice, onRead }: { notice: NoticeView; onRead: () => void }) {
	const { tone, text } = sayNotice(notice);
	return (
		<Note tone={tone}>
			<p>{text}</p>
			<button type="button" class="button button-small" onClick={onRead}>
				{say('ok')}
			</button>
		</Note>
	);
}
