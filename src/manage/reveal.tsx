/** The only place that shows an access key, as text and as a QR for another device; only after asking who is there. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { qrRows } from '../core/qr-draw.ts';
import { ask } from '../protocol/ask.ts';
import { copy } from '../protocol/copy.ts';
import type { AccountView, PanelAnswers } from '../protocol/panel.ts';
import { Icon } from '../ui/icon.tsx';
import { say } from '../ui/say.ts';
import { withProof } from './gate.tsx';
import { tell, tried } from './state.ts';

/** How long it stays in view, ms. */
const SHOWN = 60_000;

export function Reveal({ account }: { account: AccountView }) {
	const seen = useSignal<PanelAnswers['panel.reveal'] | null>(null);
	const hide = () => {
		seen.value = null;
	};
	useEffect(() => {
		if (seen.value === null) return;
		const timer = setTimeout(hide, SHOWN);
		return () => clearTimeout(timer);
	}, [seen.value]);
	const show = () =>
		void tried(() =>
			withProof(say('reveal_why'), async (proof) => {
				seen.value = await ask('panel.reveal', { id: account.id, proof });
			}),
		);
	return (
		<section class="part">
			<h2>{say('reveal_title')}</h2>
			{seen.value === null ? (
				<>
					<p class="muted small">{say('reveal_note')}</p>
					<button type="button" class="button" onClick={show}>
						<Icon name="eye" />
						{say('reveal_show')}
					</button>
				</>
			) : (
				<div class="card reveal">
					<Drawing text={seen.value.keyUri} />
					<div class="reveal-words">
						<p class="muted small">{say('reveal_scan')}</p>
						<code class="input-key reveal-key">{seen.value.accessKey.match(/.{1,4}/g)?.join(' ')}</code>
						<div class="buttons">
							<button
								type="button"
								class="button button-small"
								onClick={() =>
									void copy(seen.value?.accessKey ?? '').then(
										() => tell('good', say('reveal_copied')),
										() => tell('bad', say('popup_no_clipboard')),
									)
								}
							>
								<Icon name="copy" />
								{say('popup_copy')}
							</button>
							<button type="button" class="button button-small" onClick={hide}>
								{say('reveal_hide')}
							</button>
						</div>
					</div>
				</div>
			)}
		</section>
	);
}

/** Always dark on white: cameras want it so. */
function Drawing({ text }: { text: string }) {
	const rows = qrRows(text);
	const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
	return (
		<svg class="reveal-qr" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={say('reveal_qr')}>
			<path d={path} />
		</svg>
	);
}
