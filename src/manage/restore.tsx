/** The only way a backup file comes back in: read, looked at (new, same, conflict, bad), then kept in one step. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Backup as Read } from '../core/backup.ts';
import { Refusal } from '../core/refusal.ts';
import { ask, newId } from '../protocol/ask.ts';
import { Icon } from '../ui/icon.tsx';
import { Monogram } from '../ui/monogram.tsx';
import { say, sayCount, sayRefusal } from '../ui/say.ts';
import { clashesOf, type Incoming } from './incoming.ts';
import { load, tell } from './state.ts';

const core = () => import('../core/backup.ts');
/** Rows of the preview that are drawn; all are counted and kept. */
const SHOWN = 200;
const MOST_BYTES = 20 * 1024 * 1024;

export function Restore() {
	const sealed = useSignal<string | null>(null);
	const password = useSignal('');
	const read = useSignal<{ incoming: Incoming[]; refused: Read['refused'] } | null>(null);
	const busy = useSignal(false);
	const refused = useSignal<string | null>(null);
	const opId = useRef(newId());
	const attempt = async (what: () => Promise<void>) => {
		busy.value = true;
		refused.value = null;
		try {
			await what();
		} catch (error) {
			refused.value = sayRefusal(error);
		} finally {
			busy.value = false;
		}
	};
	const look = async ({ entries, refused: bad }: Read) => {
		read.value = { incoming: await clashesOf(entries), refused: bad };
		sealed.value = null;
		password.value = '';
		opId.current = newId();
	};
	const pick = (file: File | undefined) =>
		void attempt(async () => {
			if (file === undefined) return;
			if (file.size > MOST_BYTES) throw new Refusal('backup-too-large');
			const text = await file.text();
			const { isSealed, readBackup } = await core();
			if (isSealed(text)) sealed.value = text;
			else await look(readBackup(text));
		});
	const keep = () =>
		void attempt(async () => {
			const chosen = (read.value?.incoming ?? []).filter((i) => i.take !== 'leave');
			const entries = chosen.map(({ entry, take, clash }) => ({
				...entry,
				replace: take === 'replace' ? (clash?.id ?? null) : null,
			}));
			const { kept } = await ask('panel.import', { opId: opId.current, entries });
			read.value = null;
			await load();
			tell('good', sayCount('imported', kept));
		});
	return (
		<section class="part">
			<h2>{say('restore_title')}</h2>
			<p class="muted">{say('restore_note')}</p>
			{read.value === null && sealed.value === null && (
				<label class="button file">
					<Icon name="box" />
					{say('restore_pick')}
					<input
						type="file"
						class="unseen"
						onChange={(e) => {
							pick(e.currentTarget.files?.[0]);
							e.currentTarget.value = '';
						}}
					/>
				</label>
			)}
			{sealed.value !== null && (
				<form
					class="card form"
					onSubmit={(e) => {
						e.preventDefault();
						void attempt(async () => look(await (await core()).openBackup(sealed.value ?? '', password.value)));
					}}
				>
					<div class="field">
						<label for="backup-password">{say('restore_password')}</label>
						<input
							id="backup-password"
							type="password"
							class="input"
							autocomplete="off"
							value={password.value}
							onInput={(e) => {
								password.value = e.currentTarget.value;
							}}
						/>
					</div>
					<div class="buttons">
						<button type="submit" class="button button-primary" disabled={busy.value || password.value === ''}>
							{say(busy.value ? 'proof_busy' : 'restore_open')}
						</button>
						<button
							type="button"
							class="button"
							onClick={() => {
								sealed.value = null;
								password.value = '';
								refused.value = null;
							}}
						>
							{say('cancel')}
						</button>
					</div>
				</form>
			)}
			{read.value !== null && (
				<Preview
					read={read.value}
					busy={busy.value}
					onTake={(at, take) => {
						const incoming = read.value?.incoming.map((i, n) => (n === at ? { ...i, take } : i)) ?? [];
						if (read.value) read.value = { ...read.value, incoming };
						opId.current = newId();
					}}
					onKeep={keep}
					onCancel={() => {
						read.value = null;
					}}
				/>
			)}
			<p class="field-error" role="alert">
				{refused.value}
			</p>
		</section>
	);
}

interface PreviewProps {
	read: { incoming: Incoming[]; refused: Read['refused'] };
	busy: boolean;
	onTake: (at: number, take: Incoming['take']) => void;
	onKeep: () => void;
	onCancel: () => void;
}

function Preview({ read, busy, onTake, onKeep, onCancel }: PreviewProps) {
	const { incoming, refused } = read;
	const count = (what: Incoming['what']) => incoming.filter((i) => i.what === what).length;
	const taken = incoming.filter((i) => i.take !== 'leave').length;
	return (
		<div class="preview">
			<p role="status">{say('preview_counts', count('new'), count('same'), count('conflict'), refused.length)}</p>
			<ul class="card rows">
				{incoming.slice(0, SHOWN).map((i, at) => (
					<li key={i.key}>
						<Monogram issuer={i.entry.draft.issuer} label={i.entry.draft.label} />
						<span class="names">
							<strong class="name clip">{i.entry.draft.issuer || i.entry.draft.label || say('account_unnamed')}</strong>
							<span class="muted small name clip">{i.entry.draft.issuer === '' ? '' : i.entry.draft.label}</span>
						</span>
						<select
							class="input short"
							aria-label={say('preview_what', i.entry.draft.issuer || i.entry.draft.label)}
							value={i.take}
							onChange={(e) => onTake(at, e.currentTarget.value as Incoming['take'])}
						>
							<option value="keep">{say(i.what === 'new' ? 'preview_keep' : 'conflict_keep_both')}</option>
							{i.clash !== null && <option value="replace">{say('preview_replace')}</option>}
							<option value="leave">{say(i.what === 'same' ? 'preview_same' : 'preview_leave')}</option>
						</select>
					</li>
				))}
				{refused.slice(0, SHOWN).map((r) => (
					<li key={`line-${r.line}`} class="muted small">
						{say('preview_bad', r.line, sayRefusal(new Refusal(r.reason)))}
					</li>
				))}
			</ul>
			{incoming.length > SHOWN && <p class="muted small">{sayCount('preview_more', incoming.length - SHOWN)}</p>}
			<div class="buttons after">
				<button type="button" class="button button-primary" disabled={busy || taken === 0} onClick={onKeep}>
					{sayCount('many_add', taken)}
				</button>
				<button type="button" class="button" disabled={busy} onClick={onCancel}>
					{say('cancel')}
				</button>
			</div>
		</div>
	);
}
