/** The only box for a sentence that matters: told, warned, refused, or done. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'info' | 'good' | 'warn' | 'bad';
const ICONS: Record<Tone, IconName> = { info: 'info', good: 'check', warn: 'warn', bad: 'warn' };

/** `bad` and `warn` interrupt a screen reader, the others wait for their turn. */
export function Note({ tone, children }: { tone: Tone; children: ComponentChildren }) {
	return (
		<div class={`note note-${tone}`} role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}>
			<Icon name={ICONS[tone]} />
			<div class="note-text">{children}</div>
		</div>
	);
}
