/** The only labelled text box that stands as a row of a card. */
import type { Signal } from '@preact/signals';

/** `kind`: 'name' is written by a person or a site, 'number' is digits. */
export function RowInput(of: { id: string; words: string; value: Signal<string>; kind: 'name' | 'number' }) {
	return (
		<div>
			<label class="row-name" for={of.id}>
				{of.words}
			</label>
			<input
				id={of.id}
				class={of.kind === 'name' ? 'row-input name' : 'row-input'}
				inputMode={of.kind === 'number' ? 'numeric' : undefined}
				autocomplete="off"
				value={of.value.value}
				onInput={(e) => {
					of.value.value = e.currentTarget.value;
				}}
			/>
		</div>
	);
}
