/** The only way an account goes to the trash: warns first, with its recovery codes in view. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ask, newId } from '../protocol/ask.ts';
import type { AccountView } from '../protocol/panel.ts';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { say } from '../ui/say.ts';
import { renew, tell, tried } from './state.ts';

/** Takes an account out of the trash again. */
export async function restore(account: AccountView): Promise<void> {
	await tried(async () => {
		renew(await ask('panel.restore', { opId: newId(), id: account.id }));
		tell('good', say('restored'));
	});
}

export function Delete({ account }: { account: AccountView }) {
	const asking = useSignal(false);
	const codes = useSignal<string[]>([]);
	const opId = useRef(newId());
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		if (asking.value) dialog.current?.showModal();
		else dialog.current?.close();
	}, [asking.value]);
	if (account.trashedAt !== null)
		return (
			<section class="part">
				<button type="button" class="button" onClick={() => void restore(account)}>
					<Icon name="undo" />
					{say('trash_restore')}
				</button>
			</section>
		);
	const open = () =>
		void tried(async () => {
			const { codes: kept } = await ask('panel.recovery', { id: account.id });
			codes.value = kept.filter((c) => c.usedAt === null).map((c) => c.value);
			asking.value = true;
		});
	const go = () =>
		void tried(async () => {
			const gone = await ask('panel.trash', { opId: opId.current, id: account.id });
			renew(gone);
			location.hash = '#accounts';
			// The address changes first, which clears what was said.
			setTimeout(() => tell('info', say('trashed'), () => void restore(gone)));
		});
	const site = account.hosts[0] ?? (account.issuer || account.label || say('account_unnamed'));
	return (
		<section class="part">
			<button type="button" class="button button-danger" onClick={open}>
				<Icon name="trash" />
				{say('delete')}
			</button>
			<dialog
				ref={dialog}
				class="dialog"
				aria-labelledby="delete-title"
				onClose={() => {
					asking.value = false;
				}}
			>
				<h2 id="delete-title">{say('delete_title')}</h2>
				<Note tone="warn">{say('delete_warning', site)}</Note>
				{codes.value.length > 0 && (
					<>
						<p class="small muted">{say('delete_codes')}</p>
						<ul class="codes card">
							{codes.value.map((c) => (
								<li key={c}>
									<code class="input-key">{c}</code>
								</li>
							))}
						</ul>
					</>
				)}
				<p class="small muted">{say('delete_note')}</p>
				<div class="buttons dialog-buttons">
					<button
						type="button"
						class="button"
						onClick={() => {
							asking.value = false;
						}}
					>
						{say('cancel')}
					</button>
					<button type="button" class="button button-danger" onClick={go}>
						{say('delete_sure')}
					</button>
				</div>
			</dialog>
		</section>
	);
}
