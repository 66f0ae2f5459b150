/** The only question "is it you?" of the manage page: asked before something grave, where the vault is protected. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Proof, ProofForm } from '../ui/proof.tsx';
import { say } from '../ui/say.ts';
import { status } from './state.ts';

const asked = signal<{ why: string; run: (proof: Proof | null) => Promise<void> } | null>(null);

/** Runs with a proof, asked for first where the vault is protected. `run` throws what was refused: then the question stays. */
export async function withProof(why: string, run: (proof: Proof | null) => Promise<void>): Promise<void> {
	if (status.value?.protected) asked.value = { why, run };
	else await run(null);
}

export function Gate() {
	const now = asked.value;
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		if (now !== null) dialog.current?.showModal();
		else dialog.current?.close();
	}, [now]);
	const close = () => {
		asked.value = null;
	};
	return (
		<dialog ref={dialog} class="dialog" onClose={close} aria-labelledby="gate-title">
			{now !== null && (
				<>
					<h2 id="gate-title">{say('gate_title')}</h2>
					<p class="muted">{now.why}</p>
					<ProofForm
						slots={status.value?.slots ?? []}
						action={say('continue')}
						onProof={async (proof) => {
							await now.run(proof);
							close();
						}}
					/>
					<button type="button" class="button button-wide" onClick={close}>
						{say('cancel')}
					</button>
				</>
			)}
		</dialog>
	);
}
