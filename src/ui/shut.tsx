/** The only view of a vault that isn't open: locked, lost, or written by a newer Verifill. Names nobody and counts nothing. */
import { useSignal } from '@preact/signals';
import { Icon } from './icon.tsx';
import { Note } from './note.tsx';
import type { NoticeView } from './notices.tsx';
import { type Proof, ProofForm, type WayIn } from './proof.tsx';
import { say, sayRefusal } from './say.ts';

interface Props {
	status: { state: 'open' | 'locked' | 'lost' | 'newer'; slots: WayIn[]; notices: NoticeView[] };
	/** Throws what was refused. */
	onUnlock: (proof: Proof) => Promise<void>;
	/** Starts an empty vault over a lost one. Throws what was refused. */
	onAnew: () => Promise<void>;
	/** It is open now. */
	onOpen: () => void;
	/** Set where a passkey or a backup file must be handled in a full page. */
	elsewhere?: (hash: string) => void;
}

export function Shut({ status, onUnlock, onAnew, onOpen, elsewhere }: Props) {
	const keyGone = status.notices.some((notice) => notice.what === 'device-key-missing');
	if (status.state === 'lost')
		return <Lost keyGone={keyGone} onAnew={onAnew} onOpen={onOpen} {...(elsewhere ? { elsewhere } : {})} />;
	if (status.state === 'newer')
		return (
			<main class="shut">
				<span class="shut-mark shut-warn">
					<Icon name="warn" />
				</span>
				<h1>{say('newer_title')}</h1>
				<p class="muted">{say('newer_text')}</p>
			</main>
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

function Lost({ keyGone, onAnew, onOpen, elsewhere }: Omit<Props, 'status' | 'onUnlock'> & { keyGone: boolean }) {
	const sure = useSignal(false);
	const refused = useSignal<string | null>(null);
	const anew = async (after: () => void) => {
		try {
			await onAnew();
			after();
		} catch (error) {
			refused.value = sayRefusal(error);
		}
	};
	const restore = () => {
		if (elsewhere) elsewhere('#restore');
		else void anew(() => location.assign('#backup')).then(onOpen);
	};
	return (
		<main class="shut">
			<span class="shut-mark shut-warn">
				<Icon name="warn" />
			</span>
			<h1>{say(keyGone ? 'lost_title_key' : 'lost_title')}</h1>
			<p class="muted">{say(keyGone ? 'lost_text_key' : 'lost_text')}</p>
			<button type="button" class="button button-primary button-wide" onClick={restore}>
				{say('lost_restore')}
			</button>
			{sure.value ? (
				<button type="button" class="button button-danger button-wide" onClick={() => void anew(onOpen)}>
					{say('lost_anew_sure')}
				</button>
			) : (
				<button
					type="button"
					class="button button-plain"
					onClick={() => {
						sure.value = true;
					}}
				>
					{say('lost_anew')}
				</button>
			)}
			<p class="field-error" role="alert">
				{refused.value}
			</p>
		</main>
	);
}
