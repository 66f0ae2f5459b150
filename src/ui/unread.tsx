/** The only view of a window that was told nothing yet, because the browser doesn't give out what is kept. */
import { Icon } from './icon.tsx';
import { say } from './say.ts';

export function Unread({ onAgain }: { onAgain: () => void }) {
	return (
		<main class="shut">
			<span class="shut-mark shut-warn">
				<Icon name="warn" />
			</span>
			<h1>{say('lost_title_unreadable')}</h1>
			<p class="muted" role="alert">
				{say('unread_text')}
			</p>
			<button type="button" class="button button-primary button-wide" onClick={onAgain}>
				{say('unread_again')}
			</button>
		</main>
	);
}
