/** The only place with words for what the vault did or found by itself: nothing repairs silently. */
import { Note, type Tone } from './note.tsx';
import { say, sayCount } from './say.ts';

/** One notice of the vault, as the status question gives it. */
export type NoticeView = { what: string } & Record<string, string | number>;

const SAID: Record<string, [Tone, (count: number) => string]> = {
	restored: ['good', (count) => sayCount('notice_restored', count)],
	damaged: ['warn', (count) => sayCount('notice_damaged', count)],
	'rolled-back': ['warn', () => say('notice_rolled_back')],
	'device-key-missing': ['warn', () => say('refusal_device_key_missing')],
	'device-key-left': ['warn', () => say('notice_device_key_left')],
	'device-key-renewed': ['info', () => say('notice_device_key_renewed')],
	'both-kept': ['info', (count) => sayCount('notice_both_kept', count)],
	repaired: ['good', () => say('notice_repaired')],
	'way-in-damaged': ['warn', () => say('notice_way_damaged')],
	'rekey-ended': ['warn', () => say('notice_rekey_ended')],
	unwritable: ['bad', () => say('notice_unwritable')],
};

/** Its sentence; one that this version doesn't know is said in general words, never hidden. */
function sayNotice({ what, count }: NoticeView): { tone: Tone; text: string } {
	const [tone, words] = SAID[what] ?? ['info', () => say('notice_other')];
	return { tone, text: words(typeof count === 'number' ? count : 0) };
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
