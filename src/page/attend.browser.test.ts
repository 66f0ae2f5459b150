/** What happens at a field, in a real browser: a fill that breaks off in the middle ends nothing but itself. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PageOffer } from '../protocol/page.ts';
import { type Attendance, attendTo } from './attend.ts';
import type { FieldTools } from './field.ts';
import type { Filler } from './filler.ts';
import type { FoundField } from './find.ts';

const box = document.createElement('input');
const field: FoundField = {
	kind: 'code',
	boxes: [box],
	via: 'app',
	confirm: false,
	score: 1,
	reasons: [],
	visible: true,
};
const tools = {
	findFields: () => [field],
	usernameShown: () => null,
	held: () => box.value,
	inSight: () => true,
	goesTo: () => '',
} as unknown as FieldTools;

const fillField = vi.fn(async () => true);
let attendance: Attendance;
let offers: PageOffer[];

beforeEach(() => {
	document.body.append(box);
	fillField.mockClear();
	offers = [];
	const world = globalThis as unknown as { browser: unknown; verifillFiller: Pick<Filler, 'fillField'> };
	world.browser = {
		runtime: { id: 'own', sendMessage: async () => ({ ok: true, answer: { offers, auto: null, taught: [] } }) },
	};
	world.verifillFiller = { fillField };
	attendance = attendTo(tools, () => undefined);
});
afterEach(() => attendance.stop());

test('a filler that throws once fills the next time', async () => {
	fillField.mockRejectedValueOnce(new TypeError('thrown by the page'));
	const order = { order: 'fill', code: '492871', origin } as const;
	expect(await attendance.obey(order)).toEqual({ outcome: 'no-field' });
	expect(await attendance.obey(order)).toEqual({ outcome: 'filled' });
});

test('a code that was meant for the site that stood here before is not filled', async () => {
	const order = { order: 'fill', code: '492871', origin: 'https://bank.test' } as const;
	expect(await attendance.obey(order)).toEqual({ outcome: 'no-field' });
	expect(fillField).not.toHaveBeenCalled();
});

test('a list that could not be had at first is shown when the person comes back to the field', async () => {
	offers = [{ offer: 'a'.repeat(32), title: 'Harbour', subtitle: 'kim', savedFor: null }];
	const lists = { asked: 0, choose: vi.fn(() => () => undefined) };
	Object.defineProperty(globalThis, 'verifillChooser', {
		configurable: true,
		get: () => (++lists.asked > 2 ? lists : undefined),
	});
	attendance.look();
	await vi.waitUntil(() => lists.asked === 2);
	expect(lists.choose).not.toHaveBeenCalled();
	box.focus();
	await vi.waitUntil(() => lists.choose.mock.calls.length === 1);
});
