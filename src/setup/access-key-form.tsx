/** The only form for an access key that is typed or pasted, or a whole set-up line. What is typed stays until it's right. */
import { signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Algorithm } from '../core/account.ts';
import { Icon } from '../ui/icon.tsx';
import { say, sayRefusal } from '../ui/say.ts';
import { goOn } from './stage.ts';

const ALGORITHMS: Algorithm[] = ['SHA1', 'SHA256', 'SHA512'];

/** Kept with the window: what was typed is still there when the form comes back. */
const text = signal('');
const algorithm = signal<Algorithm>('SHA1');
const digits = signal('6');
const period = signal('30');

export function AccessKeyForm() {
	const refused = useSignal<string | null>(null);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	const go = async (event: Event) => {
		event.preventDefault();
		refused.value = null;
		try {
			const { readTyped } = await import('./reading.ts');
			const read = readTyped(text.value, { algorithm: algorithm.value, digits: digits.value, period: period.value });
			goOn([read], null);
		} catch (error) {
			refused.value = sayRefusal(error);
			field.current?.focus();
		}
	};
	return (
		<form class="card key-form" onSubmit={(e) => void go(e)}>
			<div class="field">
				<label for="access-key">{say('ways_key')}</label>
				<input
					id="access-key"
					ref={field}
					class="input input-key"
					autocomplete="off"
					autocapitalize="off"
					spellcheck={false}
					placeholder={say('ways_key_hint')}
					value={text.value}
					onInput={(e) => {
						text.value = e.currentTarget.value;
						refused.value = null;
					}}
					aria-invalid={refused.value !== null}
					aria-describedby="access-key-error"
				/>
				<p id="access-key-error" class="field-error" role="alert">
					{refused.value}
				</p>
			</div>
			<details>
				<summary>
					<Icon name="next" />
					{say('ways_more')}
				</summary>
				<div class="key-more">
					<div class="field">
						<label for="algorithm">{say('account_algorithm')}</label>
						<select
							id="algorithm"
							class="input"
							value={algorithm.value}
							onChange={(e) => {
								algorithm.value = e.currentTarget.value as Algorithm;
							}}
						>
							{ALGORITHMS.map((name) => (
								<option key={name} value={name}>
									{name.replace('SHA', 'SHA-')}
								</option>
							))}
						</select>
					</div>
					<Whole id="digits" label={say('account_digits')} value={digits} />
					<Whole id="period" label={say('account_period')} value={period} />
				</div>
			</details>
			<button type="submit" class="button button-primary" disabled={text.value.trim() === ''}>
				{say('continue')}
			</button>
		</form>
	);
}

function Whole({ id, label, value }: { id: string; label: string; value: { value: string } }) {
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<input
				id={id}
				class="input"
				inputMode="numeric"
				autocomplete="off"
				value={value.value}
				onInput={(e) => {
					value.value = e.currentTarget.value;
				}}
			/>
		</div>
	);
}
