/** The only view for keeping many accounts at once: parts collected in any order, what's missing, what can't be kept, one step for all. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { conflictOf, type Draft } from '../core/account.ts';
import { joinParts, type Migration } from '../core/migration.ts';
import { Refusal } from '../core/refusal.ts';
import { ask } from '../protocol/ask.ts';
import { Monogram } from '../ui/monogram.tsx';
import { Note } from '../ui/note.tsx';
import { say, sayCount, sayRefusal } from '../ui/say.ts';
import { actionIds, addMany } from './add.ts';
import { collected, trouble } from './stage.ts';
import { WaysIn } from './ways.tsx';

/** Everything collected, equal secrets once. `migrations` throws what contradicts. */
function together(): { drafts: Draft[]; migrations: Migration[]; refusal: unknown } {
	const parts = collected.value.flatMap((s) => (s.kind === 'migration' ? [s.part] : []));
	const single = collected.value.flatMap((s) => (s.kind === 'draft' ? [s.draft] : []));
	let migrations: Migration[] = [];
	let refusal: unknown = null;
	try {
		migrations = joinParts(parts);
	} catch (error) {
		refusal = error;
	}
	const drafts: Draft[] = [];
	for (const draft of [...migrations.flatMap((m) => m.drafts), ...single])
		if (!drafts.some((d) => conflictOf(draft, d) === 'same-secret')) drafts.push(draft);
	return { drafts, migrations, refusal };
}

export function Many() {
	const all = useComputed(together);
	const left = useSignal<ReadonlySet<string>>(new Set());
	const known = useSignal<ReadonlySet<string>>(new Set());
	const busy = useSignal(false);
	const refused = useSignal<unknown>(null);
	const { drafts, migrations, refusal } = all.value;
	const missing = migrations.filter((m) => m.missing.length > 0);
	const chosen = drafts.filter((d) => !left.value.has(d.accessKey));
	const idOf = useMemo(actionIds, []);

	// What is kept already starts unticked: keeping it twice must be a choice.
	const look = async () => {
		const { conflicts } = await ask('panel.conflicts', { drafts });
		const same = drafts.filter((d, at) => conflicts[at]?.why === 'same-secret' && !known.value.has(d.accessKey));
		if (same.length === 0) return;
		known.value = new Set([...known.value, ...same.map((d) => d.accessKey)]);
		left.value = new Set([...left.value, ...same.map((d) => d.accessKey)]);
	};
	useEffect(() => {
		void look().catch((error: unknown) => {
			refused.value = error;
		});
	}, [drafts.length]);

	const turn = (key: string) => {
		const next = new Set(left.value);
		if (!next.delete(key)) next.add(key);
		left.value = next;
		// What was refused may have been done all the same, and another choice would do it again.
		if (refused.value !== null) void look().catch(() => undefined);
	};
	const go = async () => {
		busy.value = true;
		refused.value = null;
		try {
			await addMany(idOf(chosen), chosen);
		} catch (error) {
			refused.value = error;
		} finally {
			busy.value = false;
		}
	};
	return (
		<main class="many">
			<h1>{say('many_title')}</h1>
			{missing.map((m) => (
				<Note key={m.batchId} tone="warn">
					{say('many_missing', m.size - m.missing.length, m.size, m.missing.join(', '))}
				</Note>
			))}
			{refusal !== null && <Note tone="bad">{sayRefusal(refusal)}</Note>}
			{trouble.value !== null && <Note tone="warn">{sayRefusal(trouble.value)}</Note>}
			<ul class="card rows">
				{drafts.map((draft) => (
					<li key={draft.accessKey}>
						<input
							type="checkbox"
							class="check"
							id={`d-${draft.accessKey}`}
							checked={!left.value.has(draft.accessKey)}
							onChange={() => turn(draft.accessKey)}
						/>
						<label for={`d-${draft.accessKey}`} class="many-one">
							<Monogram issuer={draft.issuer} label={draft.label} />
							<span class="account-names">
								<strong class="name">{draft.issuer || draft.label || say('account_unnamed')}</strong>
								<span class="muted small name">
									{known.value.has(draft.accessKey) ? say('many_known') : draft.issuer === '' ? '' : draft.label}
								</span>
							</span>
						</label>
					</li>
				))}
				{migrations
					.flatMap((m) => m.refused)
					.map((entry, at) => (
						<li key={`${at}-${entry.name}`} class="many-refused">
							<Monogram issuer={entry.name} label="" />
							<span class="account-names">
								<strong class="name">{entry.name || say('account_unnamed')}</strong>
								<span class="small">{sayRefusal(new Refusal(entry.reason))}</span>
							</span>
						</li>
					))}
			</ul>
			{refused.value !== null && <Note tone="bad">{sayRefusal(refused.value)}</Note>}
			{(missing.length > 0 || migrations.length > 0) && (
				<details class="many-more" open={missing.length > 0}>
					<summary>{say('many_more')}</summary>
					<WaysIn />
				</details>
			)}
			<footer class="confirm-foot">
				<button
					type="button"
					class="button button-primary button-wide"
					disabled={busy.value || chosen.length === 0}
					onClick={() => void go()}
				>
					{busy.value ? say('setup_adding') : sayCount('many_add', chosen.length)}
				</button>
				<p class="small muted confirm-ask">{say('many_note')}</p>
			</footer>
		</main>
	);
}
