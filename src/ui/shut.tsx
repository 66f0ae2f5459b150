/** The only view of a vault that isn't open: locked, lost, or written by a newer Verifill. Names nobody and counts nothing. */
import { useSignal } from '@preact/signals';
import { Icon } from './icon.tsx';
import { type Proof, ProofForm, type WayIn } from './proof.tsx';
import { say, sayRefusal } from './say.ts';

interface Props {
	status: { state: 'open' | 'locked' | 'lost' | 'newer'; slots: WayIn[] };
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
	if (status.state === 'lost') return <Lost onAnew={onAnew} onOpen={onOpen} {...(elsewhere ? { elsewhere } : {})} />;
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

function Lost({ onAnew, onOpen, elsewhere }: Omit<Props, 'status' | 'onUnlock'>) {
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
			<h1>{say('lost_title')}</h1>
			<p class="muted">{say('lost_text')}</p>
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
