/** The only form that asks who you are: password, passkey or recovery key, for unlocking and before something grave. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { askPasskey } from './passkey.ts';
import { type Key, say, sayRefusal } from './say.ts';

/** What the person shows; the same shape as the panel protocol's. */
export type Proof =
	| { kind: 'password'; password: string }
	| { kind: 'recovery'; key: string }
	| { kind: 'passkey'; slot: string; output: string };
type Kind = Proof['kind'];

/** A way in, as far as this form needs it. */
export interface WayIn {
	id: string;
	kind: 'device' | Kind;
	passkey: { credential: string; salt: string } | null;
}

const LINKS: Record<Kind, Key> = { password: 'proof_password', passkey: 'proof_passkey', recovery: 'proof_recovery' };

interface Props {
	slots: WayIn[];
	/** The main button's words. */
	action: string;
	/** Throws what was refused; the form keeps what was typed. */
	onProof: (proof: Proof) => Promise<void>;
	/** Where a passkey can't be asked (a popup closes): what to do instead. */
	onPasskeyElsewhere?: () => void;
}

export function ProofForm({ slots, action, onProof, onPasskeyElsewhere }: Props) {
	const kinds = (['passkey', 'password', 'recovery'] as const).filter((k) => slots.some((s) => s.kind === k));
	const kind = useSignal<Kind>(slots.some((s) => s.kind === 'password') ? 'password' : (kinds[0] ?? 'password'));
	const text = useSignal('');
	const busy = useSignal(false);
	const refused = useSignal<string | null>(null);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), [kind.value]);

	const proofs = async (): Promise<Proof> => {
		if (kind.value === 'password') return { kind: 'password', password: text.value };
		if (kind.value === 'recovery') return { kind: 'recovery', key: text.value.trim() };
		const { credential, output } = await askPasskey(slots.flatMap((s) => s.passkey ?? []));
		return { kind: 'passkey', slot: slots.find((s) => s.passkey?.credential === credential)?.id ?? '', output };
	};
	const go = async (event: Event) => {
		event.preventDefault();
		if (busy.value) return;
		if (kind.value === 'passkey' && onPasskeyElsewhere) return onPasskeyElsewhere();
		busy.value = true;
		refused.value = null;
		try {
			await onProof(await proofs());
			text.value = '';
		} catch (error) {
			refused.value = sayRefusal(error);
			field.current?.select();
		} finally {
			busy.value = false;
		}
	};
	const secret = kind.value === 'password';
	return (
		<form class="proof" onSubmit={go}>
			{kind.value !== 'passkey' && (
				<div class="field">
					<label for="proof">{say(secret ? 'proof_password' : 'proof_recovery')}</label>
					<input
						id="proof"
						ref={field}
						class={`input${secret ? '' : ' input-key'}`}
						{...(secret ? { type: 'password' as const } : {})}
						autocomplete="off"
						spellcheck={false}
						value={text.value}
						onInput={(e) => {
							text.value = e.currentTarget.value;
						}}
						aria-invalid={refused.value !== null}
						aria-describedby="proof-error"
					/>
				</div>
			)}
			<p id="proof-error" class="field-error" role="alert">
				{refused.value}
			</p>
			<button
				type="submit"
				class="button button-primary button-wide"
				disabled={busy.value || (kind.value !== 'passkey' && text.value === '')}
			>
				{kind.value === 'passkey' && <Icon name="finger" />}
				{busy.value ? say('proof_busy') : kind.value === 'passkey' ? say('proof_use_passkey') : action}
			</button>
			<div class="proof-ways">
				{kinds
					.filter((k) => k !== kind.value)
					.map((k) => (
						<button
							key={k}
							type="button"
							class="link small"
							onClick={() => {
								kind.value = k;
								text.value = '';
								refused.value = null;
							}}
						>
							{say(LINKS[k])}
						</button>
					))}
			</div>
		</form>
	);
}
