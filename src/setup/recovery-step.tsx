/** The only step that keeps the recovery codes a site shows after its set-up. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ask, newId } from '../protocol/ask.ts';
import type { AccountView } from '../protocol/panel.ts';
import { announce } from '../ui/announce.tsx';
import { Icon } from '../ui/icon.tsx';
import { say, sayCount, sayRefusal } from '../ui/say.ts';

const core = () => import('../core/recovery.ts');

export function RecoveryStep({ account }: { account: AccountView }) {
	const text = useSignal('');
	const codes = useSignal<string[]>([]);
	const keptCount = useSignal<number | null>(null);
	const refused = useSignal<string | null>(null);
	const opId = useRef(newId());
	const read = async (typed: string) => {
		text.value = typed;
		opId.current = newId();
		const { recoveryCodesIn } = await core();
		if (text.value === typed) codes.value = recoveryCodesIn(typed);
	};
	const keep = async () => {
		refused.value = null;
		try {
			const { withMore } = await core();
			const before = await ask('panel.recovery', { id: account.id });
			const all = withMore(before.codes, codes.value);
			await ask('panel.keepRecovery', { opId: opId.current, id: account.id, rev: before.rev, codes: all });
			keptCount.value = codes.value.length;
			text.value = '';
			announce(sayCount('recovery_kept', codes.value.length));
		} catch (error) {
			refused.value = sayRefusal(error);
		}
	};
	if (keptCount.value !== null)
		return (
			<p class="card done-step done-step-kept">
				<Icon name="check" /> {sayCount('recovery_kept', keptCount.value)}
			</p>
		);
	return (
		<details class="card done-step">
			<summary>
				<Icon name="next" />
				<span>
					<strong>{say('recovery_step')}</strong>
					<span class="muted small"> {say('recovery_step_note')}</span>
				</span>
			</summary>
			<div class="field">
				<label for="recovery">{say('recovery_paste')}</label>
				<textarea
					id="recovery"
					class="input input-key"
					autocomplete="off"
					spellcheck={false}
					value={text.value}
					onInput={(e) => void read(e.currentTarget.value)}
				/>
			</div>
			<p class="field-error" role="alert">
				{refused.value ?? (text.value.trim() !== '' && codes.value.length === 0 ? say('recovery_none_found') : '')}
			</p>
			<button
				type="button"
				class="button button-primary"
				disabled={codes.value.length === 0}
				onClick={() => void keep()}
			>
				{codes.value.length === 0 ? say('recovery_keep') : sayCount('recovery_keep', codes.value.length)}
			</button>
		</details>
	);
}
