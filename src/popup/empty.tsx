/** The only view before there is any account: teaches the right click with a picture. */
import { say } from '../ui/say.ts';

/** A page with a QR, a pointer on it, and the menu it opens. Decorative: the words beside it say the same. */
function Picture() {
	const modules = [
		[0, 0],
		[1, 0],
		[2, 0],
		[0, 1],
		[2, 1],
		[0, 2],
		[1, 2],
		[2, 2],
		[6, 0],
		[7, 0],
		[8, 0],
		[6, 1],
		[8, 1],
		[6, 2],
		[7, 2],
		[8, 2],
		[0, 6],
		[1, 6],
		[2, 6],
		[0, 7],
		[2, 7],
		[0, 8],
		[1, 8],
		[2, 8],
		[4, 0],
		[4, 2],
		[3, 4],
		[5, 4],
		[0, 4],
		[7, 4],
		[4, 5],
		[6, 5],
		[8, 6],
		[5, 7],
		[7, 7],
		[4, 8],
		[6, 8],
		[8, 8],
	] as const;
	return (
		<svg class="empty-picture" viewBox="0 0 260 150" aria-hidden="true">
			<rect class="paper" x="18" y="8" width="168" height="134" rx="10" />
			<rect class="line" x="34" y="24" width="76" height="7" rx="3.5" />
			<rect class="line" x="34" y="38" width="48" height="6" rx="3" />
			<g class="modules" transform="translate(34 58)">
				{modules.map(([x, y]) => (
					<rect key={`${x}-${y}`} x={x * 7.5} y={y * 7.5} width="6.6" height="6.6" rx="1.4" />
				))}
			</g>
			<g transform="translate(84 88)">
				<rect class="menu" width="164" height="46" rx="8" />
				<rect class="menu-line" x="12" y="9" width="70" height="6" rx="3" />
				<rect class="menu-mine" x="4" y="21" width="156" height="20" rx="5" />
				<rect class="menu-word" x="12" y="28" width="112" height="6" rx="3" />
			</g>
			<path class="pointer" d="M76 78v17l4.4-4 3 6.6 3.2-1.4-3-6.5h6z" />
		</svg>
	);
}

export function Empty() {
	return (
		<section class="empty">
			<Picture />
			<h1>{say('empty_title')}</h1>
			<p class="muted">{say('empty_text')}</p>
		</section>
	);
}
