/** Tests of the codes in view: a code whose time is over is never shown or copied, and what couldn't be asked is asked again. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CodeView, Reply } from '../protocol/panel.ts';
import { codes, forget, want } from './codes.ts';
import { toast } from './state.ts';

const ID = 'a'.repeat(32);
const PERIOD = 30_000;
const START = 1_800_000_000_000;
let answers: () => Promise<Reply<{ codes: CodeView[] }>>;
let asked = 0;

/** The code of a period is its number. */
const now = (): CodeView => {
	const turn = Math.floor((Date.now() - START) / PERIOD);
	const until = START + (turn + 1) * PERIOD;
	return { id: ID, code: `${turn}`, next: `${turn + 1}`, validUntil: until, period: PERIOD };
};
const fine = async () => ({ ok: true as const, answer: { codes: [now()] } });
const broken = async () => ({ ok: false as const, reason: 'storage-failed' as const, about: null });
const shown = () => codes.value.get(ID)?.code;

beforeEach(() => {
	vi.useFakeTimers({ now: START });
	answers = fine;
	asked = 0;
	vi.stubGlobal('browser', {
		i18n: { getMessage: (key: string) => key },
		runtime: {
			sendMessage: () => {
				asked++;
				return answers();
			},
		},
	});
});
afterEach(() => {
	want([]);
	forget();
	toast.value = null;
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

test('a code rolls over at its end', async () => {
	want([ID]);
	await vi.advanceTimersByTimeAsync(PERIOD - 10);
	expect(shown()).toBe('0');
	await vi.advanceTimersByTimeAsync(100);
	expect(shown()).toBe('1');
	expect(asked).toBe(2);
});

test('no answer for long: the next one, known before, then none; it is said once, and asked until there is one', async () => {
	want([ID]);
	await vi.advanceTimersByTimeAsync(100);
	answers = broken;
	await vi.advanceTimersByTimeAsync(PERIOD);
	expect(shown()).toBe('1');
	expect(toast.value?.tone).toBe('bad');
	toast.value = null;
	await vi.advanceTimersByTimeAsync(PERIOD);
	expect(shown()).toBe('');
	expect(toast.value).toBeNull();
	answers = fine;
	await vi.advanceTimersByTimeAsync(2_000);
	expect(shown()).toBe('2');
});

test('nobody looks any more: nothing is asked', async () => {
	want([ID]);
	await vi.advanceTimersByTimeAsync(100);
	want([]);
	asked = 0;
	await vi.advanceTimersByTimeAsync(PERIOD * 2);
	expect(asked).toBe(0);
});
