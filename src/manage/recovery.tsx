/** The only list of an account's recovery codes: which are used, copying one, keeping more. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ask, newId } from '../protocol/ask.ts';
import { copy } from '../protocol/copy.ts';
import type { AccountView, PanelAnswers } from '../protocol/panel.ts';
import { Icon } from '../ui/icon.tsx';
import { say, sayCount, sayDate } from '../ui/say.ts';
import { renew, tell, tried } from './state.ts';

const core = () => import('../core/recovery.ts');
type Codes = PanelAnswers['panel.recovery']['codes'];

export function Recovery({ account }: { account: AccountView }) {
	/** As last read or kept; null until it was read. */
	const read = useSignal<PanelAnswers['panel.recovery'] | null>(null);
	const adding = useSignal(false);
	const last = useRef<Promise<unknown>>(Promise.resolve());
	const codes = read.value?.codes ?? [];
	/** One step after the other: each knows what the one before left. */
	const inTurn = (step: () => Promise<void>): Promise<boolean> => {
		const done = last.current.then(() => tried(step));
		last.current = done;
		return done;
	};
	const look = () =>
		inTurn(async () => {
			read.value = await ask('panel.recovery', { id: account.id });
		});
	useEffect(() => void look(), [account.id, account.rev]);
	const keep = async (change: (codes: Codes) => Codes): Promise<boolean> => {
		const done = await inTurn(async () => {
			const { rev, codes } = read.value ?? (await ask('panel.recovery', { id: account.id }));
			const next = change(codes);
			const kept = await ask('panel.keepRecovery', { opId: newId(), id: account.id, rev, codes: next });
			read.value = { rev: kept.rev, codes: next };
			renew(kept);
		});
		if (!done) await look();
		return done;
	};
	const mark = (value: string, used: boolean) =>
		void keep((now) => now.map((c) => (c.value === value ? { value, usedAt: used ? Date.now() : null } : c)));
	return (
		<section class="part">
			<header class="part-head">
				<h2>{say('recovery_title')}</h2>
				{codes.length > 0 && (
					<span class="muted small">{sayCount('recovery_left', codes.filter((c) => c.usedAt === null).length)}</span>
				)}
			</header>
			{codes.length > 0 && (
				<ul class="card codes">
					{codes.map((c) => (
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
						const { withMore } = await core();
						if (await keep((now) => withMore(now, values))) adding.value = false;
					}}
				/>
			) : (
				<button
					type="button"
					class="button"
					disabled={read.value === null}
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
					const { recoveryCodesIn } = await core();
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
