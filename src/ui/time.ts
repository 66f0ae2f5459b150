/** The only clock of the panels: one signal that moves on each whole second while somebody looks at it. */
import { signal } from '@preact/signals';

let timer: ReturnType<typeof setTimeout> | undefined;

function tick() {
	second.value = Date.now();
	timer = setTimeout(tick, 1000 - (Date.now() % 1000) + 5);
}

/** The machine's clock in ms, renewed just after every whole second. */
export const second = signal(0, {
	watched: tick,
	unwatched: () => clearTimeout(timer),
});

/** Whole seconds until a moment (ms), rounded up, never below 0; reading it subscribes to the clock. */
export function secondsLeft(until: number): number {
	const now = Math.max(second.value, Date.now());
	return Math.max(0, Math.ceil((until - now) / 1000));
}

/** Whether the person asked for less motion. */
export function calm(): boolean {
	return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
