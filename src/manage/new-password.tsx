/** The only form for a new password: twice, with a meter. What is typed stays until it is taken. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Key, say, sayRefusal } from '../ui/say.ts';
import { strength } from '../ui/strength.ts';

const WORDS: Key[] = ['strength_0', 'strength_1', 'strength_2', 'strength_3', 'strength_4'];

interface Props {
	action: string;
	/** Throws what was refused. */
	onPassword: (password: string) => Promise<void>;
	onCancel: () => void;
}

export function NewPassword({ action, onPassword, onCancel }: Props) {
	const first = useSignal('');
	const again = useSignal('');
	const busy = useSignal(false);
	const refused = useSignal<string | null>(null);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	const level = strength(first.value);
	const go = async (event: Event) => {
		event.preventDefault();
		if (first.value !== again.value) {
			refused.value = say('password_differs');
			return;
		}
		busy.value = true;
		refused.value = null;
		try {
			await onPassword(first.value);
		} catch (error) {
			refused.value = sayRefusal(error);
		} finally {
			busy.value = false;
		}
	};
	const box = (id: string, words: string, value: typeof first) => (
		<div class="field">
			<label for={id}>{words}</label>
			<input
				id={id}
				{...(id === 'new-password' ? { ref: field } : {})}
				type="password"
				class="input"
				autocomplete="new-password"
				value={value.value}
				aria-describedby="password-told"
				onInput={(e) => {
					value.value = e.currentTarget.value;
					refused.value = null;
				}}
			/>
		</div>
	);
	return (
		<form class="card form" onSubmit={(e) => void go(e)}>
			{box('new-password', say('password_new'), first)}
			<div class={`meter meter-${first.value === '' ? 'none' : level}`} aria-hidden="true">
				<span />
				<span />
				<span />
				<span />
			</div>
			<p id="password-told" class="small muted" role="status">
				{first.value === '' ? say('password_hint') : say(WORDS[level] as Key)}
			</p>
			{box('again', say('password_again'), again)}
			<p class="field-error" role="alert">
				{refused.value}
			</p>
			<div class="buttons">
				<button
					type="submit"
					class="button button-primary"
					disabled={busy.value || first.value === '' || again.value === ''}
				>
					{busy.value ? say('protecting') : action}
				</button>
				<button type="button" class="button" disabled={busy.value} onClick={onCancel}>
					{say('cancel')}
				</button>
			</div>
		</form>
	);
}
