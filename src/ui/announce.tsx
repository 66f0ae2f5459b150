/** The only live region: what happened is said once to screen readers and shown where the caller shows it. */
import { signal } from '@preact/signals';

const said = signal({ text: '', turn: 0 });

/** Says a sentence politely; the same sentence again is said again. */
export function announce(text: string): void {
	said.value = { text, turn: said.value.turn + 1 };
}

/** Put once into each window. */
export function Announcer() {
	const { text, turn } = said.value;
	return (
		<div class="unseen" role="status" aria-live="polite">
			<span key={turn}>{text}</span>
		</div>
	);
}
