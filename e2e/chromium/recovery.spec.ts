/** B16: a recovery prompt that asks for one by its number gets just that one, by a choice, and it is marked used. */

import { keepFor, SECRET } from '../fixtures/fields.ts';
import { passwordStep, somebody } from '../fixtures/steps.ts';
import { expect, test } from '../fixtures/test.ts';
import { hex } from '../fixtures/verifill.ts';

test('B16 "recovery code #3": offered, not filled by itself; chosen, filled, accepted and marked used', async ({
	site,
	verifill,
}) => {
	const person = somebody(site, {}, SECRET);
	person.recovery = Array.from({ length: 10 }, (_, i) => ({ code: `abcd-efg${i}`, used: i < 2 }));
	const id = await keepFor(verifill, ['bank.test']);
	// Two were used elsewhere; Verifill thinks that all are left.
	const codes = person.recovery.map(({ code }) => ({ value: code, usedAt: null }));
	const { rev } = await verifill.ask('panel.recovery', { id });
	await verifill.ask('panel.keepRecovery', { opId: hex(), id, rev, codes });

	const page = await verifill.context.newPage();
	await passwordStep(page, person);
	await page.getByRole('link', { name: 'Use a recovery code' }).click();
	const field = page.locator('input[name=recovery]');
	await field.focus();
	// The list is drawn in a closed root: that it's there shows by its host alone.
	await expect(page.locator('[popover]')).toBeVisible();
	await expect(field).toHaveValue('');

	await page.keyboard.press('ArrowDown');
	await expect(async () => {
		if ((await field.inputValue()) === '') await page.keyboard.press('Enter');
		await expect(field).toHaveValue('abcd-efg2', { timeout: 500 });
	}).toPass();
	await expect
		.poll(async () => (await verifill.ask('panel.recovery', { id })).codes.map((c) => c.usedAt !== null))
		.toEqual([false, false, true, false, false, false, false, false, false, false]);
	await page.getByRole('button', { name: 'Verify' }).click();
	await expect(page.locator('#welcome')).toBeVisible();
	expect(person.welcomes).toContain('recovery');
});
