/** The only list of an account's recovery codes: which are used, copying one, keeping more. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask, newId } from '../protocol/ask.ts';
import { copy } from '../protocol/copy.ts';
import type { AccountView, PanelAnswers } from '../protocol/panel.ts';
import { Icon } from '../ui/icon.tsx';
import { say, sayCount, sayDate } from '../ui/say.ts';
import { renew, tell, tried } from './state.ts';

type Codes = PanelAnswers['panel.recovery']['codes'];

export function Recovery({ account }: { account: AccountView }) {
	const codes = useSignal<Codes>([]);
	const adding = useSignal(false);
	useEffect(() => {
		void tried(async () => {
			codes.value = (await ask('panel.recovery', { id: account.id })).codes;
		});
	}, [account.id, account.rev]);
	const keep = (next: Codes) =>
		tried(async () => {
			renew(await ask('panel.keepRecovery', { opId: newId(), id: account.id, codes: next }));
			codes.value = next;
		});
	const mark = (value: string, used: boolean) =>
		void keep(codes.value.map((c) => (c.value === value ? { value, usedAt: used ? Date.now() : null } : c)));
	return (
		<section class="part">
			<header class="part-head">
				<h2>{say('recovery_title')}</h2>
				{codes.value.length > 0 && (
					<span class="muted small">
						{sayCount('recovery_left', codes.value.filter((c) => c.usedAt === null).length)}
					</span>
				)}
			</header>
			{codes.value.length > 0 && (
				<ul class="card codes">
					{codes.value.map((c) => (
						<li key={c.value} class={c.usedAt === null ? '' : 'used'}>
							<input
								type="checkbox"
								class="check"
								checked={c.usedAt !== null}
								aria-label={say('recovery_used', c.value)}
								title={c.usedAt === null ? say('recovery_mark') : say('recovery_used_on', sayDate(c.usedAt))}
								onChange={(e) => mark(c.value, e.currentTarget.checked)}
							/>
							<code class="input-key">{c.value}</code>
							<button
								type="button"
								class="button button-icon button-small"
								aria-label={say('recovery_copy', c.value)}
								onClick={() =>
									void copy(c.value).then(
										() => tell('good', say('recovery_copied')),
										() => tell('bad', say('popup_no_clipboard')),
									)
								}
							>
								<Icon name="copy" />
							</button>
						</li>
					))}
				</ul>
			)}
			{adding.value ? (
				<Paste
					onKeep={async (values) => {
						const known = new Set(codes.value.map((c) => c.value));
						const fresh = values.filter((v) => !known.has(v)).map((value) => ({ value, usedAt: null }));
						if (await keep([...codes.value, ...fresh])) adding.value = false;
					}}
				/>
			) : (
				<button
					type="button"
					class="button"
					onClick={() => {
						adding.value = true;
					}}
				>
					<Icon name="plus" />
					{say('recovery_more')}
				</button>
			)}
		</section>
	);
}

function Paste({ onKeep }: { onKeep: (values: string[]) => Promise<void> }) {
	const text = useSignal('');
	const read = useSignal<string[]>([]);
	return (
		<div class="field">
			<label for="recovery">{say('recovery_paste')}</label>
			<textarea
				id="recovery"
				class="input input-key"
				autocomplete="off"
				spellcheck={false}
				value={text.value}
				onInput={async (e) => {
					const typed = e.currentTarget.value;
					text.value = typed;
					const { recoveryCodesIn } = await import('../core/recovery.ts');
					if (text.value === typed) read.value = recoveryCodesIn(typed);
				}}
			/>
			{text.value.trim() !== '' && read.value.length === 0 && (
				<p class="field-error" role="alert">
					{say('recovery_none_found')}
				</p>
			)}
			<button
				type="button"
				class="button button-primary"
				disabled={read.value.length === 0}
				onClick={() => void onKeep(read.value)}
			>
				{read.value.length === 0 ? say('recovery_keep') : sayCount('recovery_keep', read.value.length)}
			</button>
		</div>
	);
}
