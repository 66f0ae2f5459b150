/** The list at the field where it has little room or must wait: all of it is in the window, and what happens is said. */
import type { Page } from '@playwright/test';
import { FIELD, gets, keepFor, put, SECRET } from '../fixtures/fields.ts';
import { list, passes, readable } from '../fixtures/list.ts';
import { HOST } from '../fixtures/steps.ts';
import { expect, test } from '../fixtures/test.ts';

const heights = (page: Page) => list(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
test('seven accounts in small windows, the field at any edge: the last one can be chosen', async ({
	site,
	verifill,
}) => {
	const others = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
	for (let i = 0; i < 6; i++) await verifill.keep({ label: `ada${i}`, secret: others, hosts: [HOST] });
	await keepFor(verifill, [HOST], 'zoe');
	const page = await verifill.context.newPage();
	for (const [width, height, place] of [
		[320, 240, 'left:0;top:0'],
		[320, 240, 'right:0;bottom:0'],
		[900, 300, 'right:0;top:45%'],
	] as const) {
		put(
			site,
			'/edge',
			`<div style="position:fixed;${place}">${FIELD.replace('<input', '<input style="width:90px"')}</div>`,
		);
		await page.setViewportSize({ width, height });
		await page.goto(`https://${HOST}/edge`);
		await page.locator('input').focus();
		await expect(list(page)).toBeVisible();
		const box = await list(page).boundingBox();
		expect(box?.x).toBeGreaterThanOrEqual(0);
		expect(box?.y).toBeGreaterThanOrEqual(0);
		expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
		expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
	}
	await readable(page);
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('Enter');
	await gets(page);
});

test('a code that was just used: the wait for the next one is shown, and ends with it filled', async ({
	site,
	verifill,
}) => {
	for (const label of ['ada', 'grace'])
		await verifill.keep({
			label,
			secret: label === 'ada' ? SECRET : 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
			hosts: [HOST],
			period: 20,
		});
	put(site, '/code', FIELD);
	const page = await verifill.context.newPage();
	// Early in a period, so that there is something to wait for.
	await expect.poll(() => Date.now() % 20_000, { timeout: 25_000 }).toBeLessThan(6_000);
	const codes: string[] = [];
	for (const again of [false, true]) {
		await page.goto(`https://${HOST}/code`);
		await page.locator('input').focus();
		await readable(page);
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		// The list went, and a lower card came: only while there is a wait.
		if (again) await expect.poll(() => heights(page)).toEqual([expect.closeTo(42, -1.5)]);
		await expect(page.locator('input')).toHaveValue(/^\d{6}$/, { timeout: 25_000 });
		await expect(list(page)).toHaveCount(0);
		codes.push(await page.locator('input').inputValue());
		// A page left at the very moment of the fill couldn't say that it was filled.
		await passes(page, 500);
	}
	expect(codes[1]).not.toBe(codes[0]);
});

test('a modal dialog that is a component: the list in it takes the mouse', async ({ site, verifill }) => {
	await verifill.keep({ label: 'ada', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', hosts: [HOST] });
	await keepFor(verifill, [HOST], 'zoe');
	const show = `const root = document.querySelector('main').attachShadow({ mode: 'open' });
		root.innerHTML = '<dialog><slot></slot></dialog>'; root.querySelector('dialog').showModal();`;
	put(site, '/component', `<main><form>${FIELD}</form></main><script>${show}</script>`);
	const page = await verifill.context.newPage();
	await page.goto(`https://${HOST}/component`);
	await page.locator('input').focus();
	await readable(page);
	const box = await list(page).boundingBox();
	await page.mouse.click((box?.x ?? 0) + 60, (box?.y ?? 0) + (box?.height ?? 0) - 26);
	await gets(page);
});
