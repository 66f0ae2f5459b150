/** The only view that asks what to do about an account that is kept already: replace it, or keep both. */
import { useEffect, useRef } from 'preact/hooks';
import type { PanelAnswers } from '../protocol/panel.ts';
import { Monogram } from '../ui/monogram.tsx';
import { say } from '../ui/say.ts';

interface Props {
	clash: NonNullable<PanelAnswers['panel.conflict']>;
	busy: boolean;
	/** The id to replace, or null to keep both. */
	onChoice: (replace: string | null) => void;
	onBack: () => void;
}

export function Conflict({ clash, busy, onChoice, onBack }: Props) {
	const first = useRef<HTMLButtonElement>(null);
	useEffect(() => first.current?.focus(), []);
	const { issuer, label, hosts } = clash.with;
	return (
		<main class="confirm">
			<h1>{say('conflict_title')}</h1>
			<p class="muted">{say(clash.why === 'same-secret' ? 'conflict_same_secret' : 'conflict_same_name')}</p>
			<section class="card account">
				<Monogram issuer={issuer} label={label} />
				<div class="account-names">
					<strong class="name">{issuer || label}</strong>
					<span class="muted small name">
						{issuer === '' ? hosts.join(', ') : [label, ...hosts].filter(Boolean).join(' · ')}
					</span>
				</div>
			</section>
			<footer class="confirm-foot">
				<button
					ref={first}
					type="button"
					class="button button-primary button-wide"
					disabled={busy}
					onClick={() => onChoice(clash.with.id)}
				>
					{say('conflict_replace')}
				</button>
				<p class="small muted confirm-ask">{say('conflict_replace_note')}</p>
				<button type="button" class="button button-wide" disabled={busy} onClick={() => onChoice(null)}>
					{say('conflict_keep_both')}
				</button>
				<button type="button" class="link small" onClick={onBack}>
					{say('back')}
				</button>
			</footer>
		</main>
	);
}
