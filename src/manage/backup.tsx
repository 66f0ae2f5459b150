/** The only page for backups: writing a file that only a password opens, and bringing one back. */
import { useSignal } from '@preact/signals';
import { ask } from '../protocol/ask.ts';
import type { PanelAnswers } from '../protocol/panel.ts';
import { Icon } from '../ui/icon.tsx';
import { say, sayCount } from '../ui/say.ts';
import { withProof } from './gate.tsx';
import { NewPassword } from './new-password.tsx';
import { Restore } from './restore.tsx';
import { tell, tried } from './state.ts';

type Entries = PanelAnswers['panel.backup']['entries'];
const core = () => import('../core/backup.ts');

/** Gives the person a file; its address is taken back once the browser has it. */
function download(text: string, ending: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
	const link = document.createElement('a');
	link.href = url;
	link.download = `verifill-${new Date().toISOString().slice(0, 10)}.${ending}`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function Backup() {
	const entries = useSignal<Entries | null>(null);
	const plain = useSignal(false);
	const open = () =>
		void tried(() =>
			withProof(say('gate_backup'), async (proof) => {
				entries.value = (await ask('panel.backup', { proof })).entries;
			}),
		);
	const done = (count: number) => {
		entries.value = null;
		plain.value = false;
		tell('good', sayCount('backup_done', count));
	};
	return (
		<section>
			<header class="head">
				<h1>{say('manage_backup')}</h1>
			</header>
			<section class="part first">
				<h2>{say('backup_write')}</h2>
				<p class="muted">{say('backup_write_note')}</p>
				{entries.value === null ? (
					<button type="button" class="button button-primary" onClick={open}>
						<Icon name="box" />
						{say('backup_write_start')}
					</button>
				) : (
					<>
						<NewPassword
							action={sayCount('backup_save', entries.value.length)}
							onCancel={() => {
								entries.value = null;
							}}
							onPassword={async (password) => {
								const all = entries.value ?? [];
								download(await (await core()).sealBackup(all, password), 'age');
								done(all.length);
							}}
						/>
						<Plain
							onSure={async () => {
								const all = entries.value ?? [];
								download((await core()).writeBackup(all), 'txt');
								done(all.length);
							}}
						/>
					</>
				)}
			</section>
			<Restore />
		</section>
	);
}

/** A file anybody can read: only after the very words were typed. */
function Plain({ onSure }: { onSure: () => Promise<void> }) {
	const typed = useSignal('');
	const words = say('plain_words');
	return (
		<details class="part plain">
			<summary>
				<Icon name="next" />
				{say('plain_title')}
			</summary>
			<p class="small">{say('plain_note', words)}</p>
			<div class="plain-line">
				<input
					class="input"
					aria-label={say('plain_type', words)}
					placeholder={words}
					autocomplete="off"
					value={typed.value}
					onInput={(e) => {
						typed.value = e.currentTarget.value;
					}}
				/>
				<button
					type="button"
					class="button button-danger"
					disabled={typed.value.trim().toLowerCase() !== words.toLowerCase()}
					onClick={() => void tried(onSure)}
				>
					{say('plain_save')}
				</button>
			</div>
		</details>
	);
}
