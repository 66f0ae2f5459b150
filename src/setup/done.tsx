/** The only view after an account was kept: what happened on the page, and the next steps worth taking. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Refusal } from '../core/refusal.ts';
import { ask } from '../protocol/ask.ts';
import { announce } from '../ui/announce.tsx';
import { Icon } from '../ui/icon.tsx';
import { Note, type Tone } from '../ui/note.tsx';
import { say, sayCount, sayRefusal } from '../ui/say.ts';
import { turnOn } from './add.ts';
import { LiveCode } from './live-code.tsx';
import { RecoveryStep } from './recovery-step.tsx';
import { here, type Kept, kept } from './stage.ts';

/** What to tell about the page: a sentence and its tone; null while nothing is known. */
export function outcome(now: Kept, host: string): { tone: Tone; text: string } | null {
	if (now.site === 'none' && now.filled === null) return { tone: 'info', text: say('done_by_hand') };
	if (now.site === 'asking') return { tone: 'info', text: say('done_asking', host) };
	switch (now.filled) {
		case null:
		case 'trying':
			return null;
		case 'filled':
			return { tone: 'good', text: say('done_filled') };
		case 'no-code-field':
			return { tone: 'info', text: say(now.site === 'granted' ? 'done_no_field' : 'done_no_field_denied') };
		default:
			return { tone: 'warn', text: sayRefusal(new Refusal(now.filled)) };
	}
}

/** Nothing to type by hand after these. */
const FILLED: Kept['filled'][] = ['filled', 'trying'];

export function Done() {
	const now = kept.value;
	const heading = useRef<HTMLHeadingElement>(null);
	const host = here.value?.host ?? '';
	const told = now === null ? null : outcome(now, host);
	useEffect(() => heading.current?.focus(), []);
	useEffect(() => {
		if (told !== null) announce(told.text);
	}, [told?.text]);
	return (
		<main class="done">
			<Mark />
			<h1 ref={heading} tabIndex={-1}>
				{say('done_title')}
			</h1>
			{now !== null && <What now={now} host={host} told={told} />}
			<FirstTime />
			<button type="button" class="button button-wide" onClick={() => window.close()}>
				{say('done_close')}
			</button>
		</main>
	);
}

function What({ now, host, told }: { now: Kept; host: string; told: ReturnType<typeof outcome> }) {
	return (
		<>
			<p class="muted name">{[now.account.issuer, now.account.label].filter(Boolean).join(' · ')}</p>
			<div class="done-told">{told !== null && <Note tone={told.tone}>{told.text}</Note>}</div>
			{now.site !== 'none' && now.draft.kind !== 'hotp' && now.filled !== null && !FILLED.includes(now.filled) && (
				<section class="card confirm-code">
					<LiveCode draft={now.draft} />
				</section>
			)}
			{now.site === 'denied' && (
				<Note tone="info">
					<p>{say('done_denied', host)}</p>
					<button type="button" class="button button-small" onClick={turnOn}>
						{say('turn_on_for', host)}
					</button>
				</Note>
			)}
			<RecoveryStep account={now.account} />
		</>
	);
}

function Mark() {
	return (
		<span class="done-mark">
			<Icon name="check" />
		</span>
	);
}

/** Said while nothing but this device guards the vault: the truth in one sentence, and the way up. */
function FirstTime() {
	const bare = useSignal(false);
	useEffect(() => {
		void ask('panel.status', {}).then((status) => {
			bare.value = !status.protected;
		});
	}, []);
	if (!bare.value) return null;
	return (
		<p class="small muted done-bare">
			{say('unprotected')}{' '}
			<a class="link" href="../manage/index.html#protection" target="_blank" rel="noreferrer">
				{say('unprotected_fix')}
			</a>
		</p>
	);
}

export function Imported({ count }: { count: number }) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	return (
		<main class="done">
			<Mark />
			<h1 ref={heading} tabIndex={-1}>
				{sayCount('imported', count)}
			</h1>
			<p class="muted">{say('imported_note')}</p>
			<FirstTime />
			<button type="button" class="button button-wide" onClick={() => window.close()}>
				{say('done_close')}
			</button>
		</main>
	);
}
