/** The only list of what was deleted or replaced: back again, or gone for good. */
import { useSignal } from '@preact/signals';
import { TRASH_DAYS } from '../core/account.ts';
import { ask, newId } from '../protocol/ask.ts';
import type { AccountView } from '../protocol/panel.ts';
import { Monogram } from '../ui/monogram.tsx';
import { Note } from '../ui/note.tsx';
import { say, sayDate } from '../ui/say.ts';
import { restore } from './delete.tsx';
import { accounts, load, tell, tried } from './state.ts';

const DAY = 86_400_000;

export function Trash() {
	const gone = (accounts.value ?? [])
		.filter((a) => a.trashedAt !== null)
		.sort((a, b) => (b.trashedAt ?? 0) - (a.trashedAt ?? 0));
	return (
		<section>
			<header class="head">
				<h1>{say('manage_trash')}</h1>
			</header>
			<p class="muted lead">{say('trash_note', TRASH_DAYS)}</p>
			{gone.length === 0 ? (
				<p class="card empty-card muted">{say('trash_empty')}</p>
			) : (
				<ul class="card rows">
					{gone.map((a) => (
						<Gone key={a.id} account={a} />
					))}
				</ul>
			)}
		</section>
	);
}

function Gone({ account }: { account: AccountView }) {
	const sure = useSignal(false);
	const name = account.issuer || account.label || say('account_unnamed');
	const until = sayDate((account.trashedAt ?? 0) + TRASH_DAYS * DAY);
	const erase = () =>
		void tried(async () => {
			await ask('panel.erase', { opId: newId(), id: account.id });
			await load();
			tell('info', say('erased', name));
		});
	return (
		<li class="gone">
			<Monogram issuer={account.issuer} label={account.label} />
			<span class="names">
				<strong class="name clip">{name}</strong>
				<span class="muted small name clip">
					{[
						account.issuer === '' ? '' : account.label,
						say(account.replacedBy === null ? 'trash_until' : 'trash_replaced', until),
					]
						.filter(Boolean)
						.join(' · ')}
				</span>
			</span>
			<span class="buttons">
				<button
					type="button"
					class="button button-small"
					aria-label={say('trash_restore_named', name)}
					onClick={() => void restore(account)}
				>
					{say('trash_restore')}
				</button>
				<button
					type="button"
					class="button button-small button-danger"
					aria-label={say('trash_erase_named', name)}
					aria-expanded={sure.value}
					onClick={() => {
						sure.value = !sure.value;
					}}
				>
					{say('trash_erase')}
				</button>
			</span>
			{sure.value && (
				<Note tone="bad">
					<p>{say('trash_erase_truth')}</p>
					<button type="button" class="button button-small button-danger" onClick={erase}>
						{say('trash_erase_sure')}
					</button>
				</Note>
			)}
		</li>
	);
}
