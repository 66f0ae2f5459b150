/** What happens at a field, in a real browser: a fill that breaks off in the middle ends nothing but itself. */
import { expect, test, vi } from 'vitest';
import { attendTo } from './attend.ts';
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

test('a filler that throws once fills the next time', async () => {
	document.body.append(box);
	const reply = { ok: true, answer: { offers: [], auto: null, taught: [] } };
	const world = globalThis as unknown as { browser: unknown; verifillFiller: Pick<Filler, 'fillField'> };
	world.browser = { runtime: { id: 'own', sendMessage: async () => reply } };
	const fillField = vi.fn(async () => true).mockRejectedValueOnce(new TypeError('thrown by the page'));
	world.verifillFiller = { fillField };
	const attendance = attendTo(tools, () => undefined);
	const order = { order: 'fill', code: '492871' } as const;
	expect(await attendance.obey(order)).toEqual({ outcome: 'no-field' });
	expect(await attendance.obey(order)).toEqual({ outcome: 'filled' });
	attendance.stop();
});
