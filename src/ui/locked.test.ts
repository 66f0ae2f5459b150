/** Proves that a window begins anew when the background says it locked, and for nobody else. */
import { expect, test, vi } from 'vitest';
import { anewWhenLocked } from './locked.ts';

test('the background’s word counts; a page’s, another window’s or another extension’s doesn’t', () => {
	let hear: (message: unknown, sender: object) => void = () => {};
	const reload = vi.fn();
	vi.stubGlobal('location', { reload });
	vi.stubGlobal('browser', {
		runtime: {
			id: 'ours',
			onMessage: {
				addListener: (listener: typeof hear) => {
					hear = listener;
				},
			},
		},
	});
	anewWhenLocked();
	const locked = { told: 'locked' };
	hear(locked, { id: 'ours', tab: { id: 1 } });
	hear(locked, { id: 'theirs' });
	for (const message of ['locked', null, undefined, {}, { told: 'open' }, { ask: 'panel.status', what: {} }])
		hear(message, { id: 'ours' });
	expect(reload).not.toHaveBeenCalled();
	expect(hear(locked, { id: 'ours' })).toBe(undefined);
	expect(reload).toHaveBeenCalledTimes(1);
	vi.unstubAllGlobals();
});
