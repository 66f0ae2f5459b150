/** The only labelled text box that stands as a row of a card. */
import type { Signal } from '@preact/signals';

interface Props {
	id: string;
	words: string;
	value: Signal<string>;
	/** 'name' is written by a person or a site, 'number' is digits. */
	kind: 'name' | 'number';
	/** What stands in it while it is empty. */
	hint?: string;
}

export function RowInput(of: Props) {
	return (
		<div>
			<label class="row-name" for={of.id}>
				{of.words}
			</label>
			<input
				id={of.id}
				class={of.kind === 'name' ? 'row-input name' : 'row-input'}
				inputMode={of.kind === 'number' ? 'numeric' : undefined}
				placeholder={of.hint}
				autocomplete="off"
				spellcheck={false}
				value={of.value.value}
				onInput={(e) => {
					of.value.value = e.currentTarget.value;
				}}
			/>
		</div>
	);
}
