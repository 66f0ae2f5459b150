/** The only view of a new recovery key: shown once, to be printed or written down. */
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { say, sayDate } from '../ui/say.ts';

export function RecoveryKey({ text, onKept }: { text: string; onKept: () => void }) {
	const box = useRef<HTMLElement>(null);
	useEffect(() => box.current?.scrollIntoView({ block: 'center' }), []);
	return (
		<section class="card form sheet" ref={box}>
			<h2>{say('recovery_key_title')}</h2>
			<p class="muted">{say('recovery_key_text')}</p>
			<output class="sheet-key input-key" aria-label={say('recovery_key_title')}>
				{text}
			</output>
			<p class="small muted sheet-only">{say('recovery_key_printed', sayDate(Date.now()))}</p>
			<div class="buttons">
				<button type="button" class="button button-primary" onClick={() => window.print()}>
					<Icon name="print" />
					{say('recovery_key_print')}
				</button>
				<button type="button" class="button" onClick={onKept}>
					{say('recovery_key_kept')}
				</button>
			</div>
		</section>
	);
}
