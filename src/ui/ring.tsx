/** The only countdown people see: a ring that runs down to the moment a code ends, with its seconds inside. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { say } from './say.ts';
import { calm, secondsLeft } from './time.ts';

const RADIUS = 9;
const LENGTH = 2 * Math.PI * RADIUS;

/** `validUntil` in ms of the machine's clock, `period` in ms; `large` draws it with a number inside. */
export function Ring({ validUntil, period, large = false }: { validUntil: number; period: number; large?: boolean }) {
	const arc = useRef<SVGCircleElement>(null);
	const left = secondsLeft(validUntil);
	useLayoutEffect(() => {
		const animation = arc.current?.animate([{ strokeDashoffset: 0 }, { strokeDashoffset: LENGTH }], {
			duration: period,
			fill: 'both',
			easing: calm() ? `steps(${Math.max(1, Math.round(period / 5000))}, end)` : 'linear',
		});
		if (animation) animation.currentTime = Math.min(period, Math.max(0, period - (validUntil - Date.now())));
		return () => animation?.cancel();
	}, [validUntil, period]);
	const late = left <= 5;
	return (
		<span
			class={`ring${large ? ' ring-large' : ''}${late ? ' ring-late' : ''}`}
			role="timer"
			aria-label={say('code_seconds_left', left)}
		>
			<svg viewBox="0 0 22 22" aria-hidden="true">
				<circle class="ring-track" cx="11" cy="11" r={RADIUS} />
				<circle ref={arc} class="ring-arc" cx="11" cy="11" r={RADIUS} stroke-dasharray={LENGTH} />
			</svg>
			<span class="ring-number" aria-hidden="true">
				{left}
			</span>
		</span>
	);
}
