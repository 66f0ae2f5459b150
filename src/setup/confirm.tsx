/** The only view where a draft is looked at before it is kept: issuer, account, site, live code, Add. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { type Draft, plainText } from '../core/account.ts';
import { ask } from '../protocol/ask.ts';
import type { PanelAnswers } from '../protocol/panel.ts';
import { Icon } from '../ui/icon.tsx';
import { Monogram } from '../ui/monogram.tsx';
import { Note } from '../ui/note.tsx';
import { RowInput } from '../ui/row-input.tsx';
import { say, sayDuration, sayRefusal } from '../ui/say.ts';
import { actionIds, add, askSite } from './add.ts';
import { Conflict } from './conflict.tsx';
import { LiveCode } from './live-code.tsx';
import { forPage, here, job, learntDrift, shut, stage } from './stage.ts';

type Clash = PanelAnswers['panel.conflict'];

export function Confirm({ draft: read }: { draft: Draft }) {
	const page = here.value;
	const issuer = useSignal(read.issuer || page?.site || '');
	const label = useSignal(read.label);
	const busy = useSignal(false);
	const refused = useSignal<unknown>(null);
	const clash = useSignal<Clash>(null);
	const choosing = useSignal(false);
	const main = useRef<HTMLButtonElement>(null);
	const draft = useComputed<Draft>(() => ({ ...read, issuer: issuer.value, label: label.value }));
	const idOf = useMemo(actionIds, []);
	/** The last try's: kept by that, though its answer was lost, an account is no clash. */
	const opId = useRef('');
	const clashOf = async (of: Draft) => {
		const found = await ask('panel.conflict', { draft: of });
		clash.value = found?.with.id === opId.current ? null : found;
		return clash.value;
	};
	useEffect(() => main.current?.focus(), []);
	useEffect(() => {
		const timer = setTimeout(() => void clashOf(draft.value).catch(() => {}), 150);
		return () => clearTimeout(timer);
	}, [issuer.value, label.value]);

	// Locked meanwhile: what was typed comes back with the view.
	useEffect(
		() => () => {
			if (shut.value !== null) stage.value = { at: 'confirm', draft: draft.value };
		},
		[],
	);

	/** `replace`: undefined = not asked yet, null = keep both. */
	const go = async (replace?: string | null) => {
		if (busy.value) return;
		if (replace === undefined && clash.value !== null) {
			choosing.value = true;
			return;
		}
		const site = askSite(page); // first of all: still inside the click
		busy.value = true;
		refused.value = null;
		try {
			const clean = { ...draft.value, issuer: plainText(issuer.value), label: plainText(label.value) };
			opId.current = idOf(clean, page?.host, replace ?? null);
			if (replace === undefined && (await clashOf(clean)) !== null) choosing.value = true;
			else await add(opId.current, clean, replace ?? null, site);
		} catch (error) {
			refused.value = error;
			choosing.value = false;
		} finally {
			busy.value = false;
		}
	};

	if (choosing.value && clash.value !== null)
		return (
			<Conflict
				clash={clash.value}
				busy={busy.value}
				onChoice={(replace) => void go(replace)}
				onBack={() => {
					choosing.value = false;
				}}
			/>
		);
	return (
		<main class="confirm">
			<header class="confirm-head">
				<Monogram issuer={issuer.value} label={label.value} />
				<h1>{say('setup_title')}</h1>
			</header>
			<section class="card confirm-code">
				<LiveCode draft={draft.value} />
			</section>
			<section class="card rows">
				<RowInput
					id="issuer"
					words={say('account_issuer')}
					value={issuer}
					kind="name"
					hint={say('account_issuer_hint')}
				/>
				<RowInput id="label" words={say('account_label')} value={label} kind="name" hint={say('account_label_hint')} />
				<div>
					<span class="row-name">{say('account_site')}</span>
					<span class="row-text">
						{page === null ? (
							<span class="muted">{say('setup_by_hand')}</span>
						) : (
							<strong class="site">{page.host}</strong>
						)}
						{page !== null && !page.secure && <span class="small muted"> {say('setup_insecure')}</span>}
					</span>
					{job.value?.here != null && (
						<button
							type="button"
							class="button button-icon button-small"
							aria-label={say(forPage.value ? 'setup_not_for' : 'setup_for', job.value.here.host)}
							title={say(forPage.value ? 'setup_not_for' : 'setup_for', job.value.here.host)}
							onClick={() => {
								forPage.value = !forPage.value;
							}}
						>
							<Icon name={forPage.value ? 'close' : 'undo'} />
						</button>
					)}
				</div>
			</section>
			{learntDrift.value !== null && <Drift {...learntDrift.value} />}
			{refused.value !== null && <Note tone="bad">{sayRefusal(refused.value)}</Note>}
			<footer class="confirm-foot">
				<button
					ref={main}
					type="button"
					class="button button-primary button-wide"
					disabled={busy.value}
					onClick={() => void go()}
				>
					{say(busy.value ? 'setup_adding' : 'setup_add')}
				</button>
				<p class="small muted confirm-ask">
					{page !== null && !page.granted && page.origins.length > 0 && say('setup_will_ask', page.host)}
				</p>
				<button type="button" class="link small" onClick={() => (stage.value = { at: 'ways' })}>
					<span>{say('setup_other_code')}</span>
				</button>
			</footer>
		</main>
	);
}

/** The clock seems off: by how much, and correcting all codes for it is one press. */
function Drift({ off, kept }: { off: number; kept: boolean }) {
	const refused = useSignal<string | null>(null);
	const agree = () =>
		void import('./reading.ts')
			.then((reading) => reading.keepDrift())
			.catch((error: unknown) => {
				refused.value = sayRefusal(error);
			});
	if (kept)
		return (
			<Note tone="info">
				{off === 0
					? say('clock_right')
					: say(off > 0 ? 'clock_ahead_corrected' : 'clock_behind_corrected', sayDuration(off))}
			</Note>
		);
	return (
		<Note tone="warn">
			<p>
				{off === 0
					? say('clock_seems_right')
					: say(off > 0 ? 'clock_seems_ahead' : 'clock_seems_behind', sayDuration(off))}
			</p>
			<button type="button" class="button button-small" onClick={agree}>
				{say(off === 0 ? 'clock_trust' : 'clock_correct')}
			</button>
			{refused.value !== null && <p class="field-error">{refused.value}</p>}
		</Note>
	);
}
