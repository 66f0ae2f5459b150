/** The only view of a vault that isn't open: locked, lost, or written by a newer Verifill. Names nobody and counts nothing. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { Note } from './note.tsx';
import type { NoticeView } from './notices.tsx';
import { type Proof, ProofForm, type WayIn } from './proof.tsx';
import { type Key, say, sayRefusal } from './say.ts';

interface Props {
	status: { state: 'open' | 'locked' | 'lost' | 'newer' | 'unanswered'; slots: WayIn[]; notices: NoticeView[] };
	/** Throws what was refused. */
	onUnlock: (proof: Proof) => Promise<void>;
	/** Starts an empty vault over a lost one; false = the lost one was found after all. Throws what was refused. */
	onAnew: () => Promise<boolean>;
	/** It is open now, or may be: looks anew. */
	onOpen: () => void;
	/** Set where a passkey or a backup file must be handled in a full page. */
	elsewhere?: (hash: string) => void;
}

export function Shut({ status, onUnlock, onAnew, onOpen, elsewhere }: Props) {
	const told = (what: string) => status.notices.some((notice) => notice.what === what);
	const keyGone = told('device-key-missing');
	if (status.state === 'lost') {
		const unread = told('unreadable');
		const why = keyGone ? 'key' : unread ? 'unreadable' : 'gone';
		return <Lost why={why} unread={unread} onAnew={onAnew} onOpen={onOpen} {...(elsewhere ? { elsewhere } : {})} />;
	}
	if (status.state === 'newer') return <Trouble title="newer_title" text="newer_text" />;
	// Also open, where nothing of it could be shown.
	if (status.state === 'unanswered' || status.state === 'open')
		return (
			<Trouble title="unanswered_title" text="unanswered_text">
				<button type="button" class="button button-primary button-wide" onClick={onOpen}>
					{say('unanswered_again')}
				</button>
			</Trouble>
		);
	return (
		<main class="shut">
			<span class="shut-mark">
				<Icon name="lock" />
			</span>
			<h1>{say('locked_title')}</h1>
			{keyGone && <Note tone="warn">{say('refusal_device_key_missing')}</Note>}
			<ProofForm
				slots={status.slots}
				action={say('locked_unlock')}
				onProof={async (proof) => {
					await onUnlock(proof);
					onOpen();
				}}
				{...(elsewhere ? { onPasskeyElsewhere: () => elsewhere('#unlock') } : {})}
			/>
		</main>
	);
}

function Trouble({ title, text, children }: { title: Key; text: Key; children?: ComponentChildren }) {
	return (
		<main class="shut">
			<span class="shut-mark shut-warn">
				<Icon name="warn" />
			</span>
			<h1>{say(title)}</h1>
			<p class="muted">{say(text)}</p>
			{children}
		</main>
	);
}

/** What is known of why it is lost. */
const LOST = {
	gone: ['lost_title', 'lost_text'],
	key: ['lost_title_key', 'lost_text_key'],
	unreadable: ['lost_title_unreadable', 'lost_text_unreadable'],
} as const;

interface LostProps extends Omit<Props, 'status' | 'onUnlock'> {
	why: keyof typeof LOST;
	/** Something can't be read; starting anew erases it. */
	unread: boolean;
}

function Lost({ why, unread, onAnew, onOpen, elsewhere }: LostProps) {
	const [title, text] = LOST[why];
	const sure = useSignal<'restore' | 'anew' | null>(null);
	const refused = useSignal<string | null>(null);
	const anew = async () => {
		try {
			if ((await onAnew()) && sure.value === 'restore') location.assign('#backup');
			onOpen();
		} catch (error) {
			refused.value = sayRefusal(error);
		}
	};
	const ask = (what: typeof sure.value) => {
		sure.value = what;
		refused.value = null;
	};
	return (
		<Trouble title={title} text={text}>
			{sure.value === null ? (
				<>
					<button
						type="button"
						class="button button-primary button-wide"
						onClick={() => (elsewhere ? elsewhere('#restore') : ask('restore'))}
					>
						{say('lost_restore')}
					</button>
					<button type="button" class="button button-plain" onClick={() => ask('anew')}>
						{say('lost_anew')}
					</button>
				</>
			) : (
				<>
					<Note tone="warn">{say(unread ? 'lost_sure_unreadable' : 'lost_sure')}</Note>
					<button
						type="button"
						class={`button button-wide ${sure.value === 'restore' ? 'button-primary' : 'button-danger'}`}
						onClick={() => void anew()}
					>
						{say(sure.value === 'restore' ? 'lost_restore_sure' : 'lost_anew_sure')}
					</button>
					<button type="button" class="button button-plain" onClick={() => ask(null)}>
						{say('cancel')}
					</button>
				</>
			)}
			<p class="field-error" role="alert">
				{refused.value}
			</p>
		</Trouble>
	);
}
