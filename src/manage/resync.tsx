/** The only place that sets a counting account right again, by two codes in a row from another device. */
import { useSignal } from '@preact/signals';
import { ask, newId } from '../protocol/ask.ts';
import type { AccountView } from '../protocol/panel.ts';
import { RowInput } from '../ui/row-input.tsx';
import { say, sayRefusal } from '../ui/say.ts';
import { renew, tell } from './state.ts';

export function Resync({ account }: { account: AccountView }) {
	const first = useSignal('');
	const second = useSignal('');
	const refused = useSignal<string | null>(null);
	const bare = (typed: typeof first) => typed.value.replace(/\s/g, '');
	const whole = (typed: typeof first) => new RegExp(`^\\d{${account.digits}}$`).test(bare(typed));
	const set = async (event: Event) => {
		event.preventDefault();
		refused.value = null;
		try {
			renew(await ask('panel.resync', { opId: newId(), id: account.id, first: bare(first), second: bare(second) }));
			first.value = '';
			second.value = '';
			tell('good', say('resync_done'));
		} catch (error) {
			refused.value = sayRefusal(error);
		}
	};
	return (
		<section class="part">
			<h2>{say('resync_title')}</h2>
			<p class="muted small">{say('resync_note')}</p>
			<form onSubmit={(e) => void set(e)}>
				<div class="card rows">
					<RowInput id="resync-first" words={say('resync_first')} value={first} kind="number" />
					<RowInput id="resync-second" words={say('resync_second')} value={second} kind="number" />
				</div>
				<p class="field-error" role="alert">
					{refused.value}
				</p>
				<button type="submit" class="button" disabled={!whole(first) || !whole(second)}>
					{say('resync_set')}
				</button>
			</form>
		</section>
	);
}
