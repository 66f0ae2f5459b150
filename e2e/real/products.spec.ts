/** Real products nobody here wrote: set up by a real right click with the build that ships, confirm, sign in again. `npm run e2e:real` */
import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { answerBubble, chooseFromMenu } from '../fixtures/desktop.ts';
import { Verifill } from '../fixtures/verifill.ts';

/** Where the products lie, a folder each with `flow.mjs` and `start.sh`; see the README there. */
const SITES = resolve(process.env.VERIFILL_SITES ?? '../shared/sites');
const PRODUCTS = (existsSync(SITES) ? readdirSync(SITES) : []).filter((name) =>
	existsSync(join(SITES, name, 'flow.mjs')),
);

interface Flow {
	user: { name?: string; email?: string };
	autoSubmit?: boolean;
	loginPassword(page: Page, base: string): Promise<void>;
	toSetupPage(page: Page, base: string): Promise<void>;
	qrElement(page: Page): Locator;
	confirmField(page: Page): Locator;
	submitConfirm(page: Page): Promise<void>;
	recoveryCodes?(page: Page, more: { base: string }): Promise<string[]>;
	finishSetup?(page: Page): Promise<void>;
	logout(page: Page, base: string): Promise<void>;
	otpField(page: Page): Locator;
	submitOtp(page: Page): Promise<void>;
	waitLoggedIn(page: Page, base: string): Promise<boolean>;
}
interface Running {
	base: string;
	stop(): Promise<void>;
}

const load = <T>(path: string) => import(pathToFileURL(join(SITES, path)).href) as Promise<T>;

function freePort(): Promise<number> {
	return new Promise((found) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => found(port));
		});
	});
}

/** Waits until a field (one box or several) holds a code; one that sends by itself may be gone by then. */
async function filled(field: Locator, sentByItself: () => Promise<boolean>): Promise<void> {
	await expect
		.poll(
			async () => {
				if (await sentByItself()) return true;
				const values = await field.evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value));
				return /^\d{6}$/.test(values.join(''));
			},
			{ timeout: 45_000 },
		)
		.toBe(true);
}

if (PRODUCTS.length === 0) throw new Error(`No products at ${SITES}; set VERIFILL_SITES to where they are.`);

for (const name of PRODUCTS) {
	for (const scheme of ['light', 'dark'] as const) {
		test(`${name}, ${scheme}`, async () => {
			const { startSite } = await load<{
				startSite(name: string, env: { PORT: string }): Promise<Running>;
			}>('lib/site.mjs');
			const flow = await load<Flow>(`${name}/flow.mjs`);
			const running = await startSite(name, { PORT: String(await freePort()) });
			const verifill = await Verifill.launch({ site: null, build: 'chrome', headless: false, dark: scheme === 'dark' });
			try {
				const { base } = running;
				const page = await verifill.context.newPage();
				await flow.loginPassword(page, base);
				await flow.toSetupPage(page, base);
				const window = await verifill.setUpWindow(() => chooseFromMenu(page, flow.qrElement(page)));
				await window.getByRole('button', { name: /^Add/ }).click();
				await answerBubble(verifill, true);
				const gone = async () => flow.autoSubmit === true && (await flow.confirmField(page).count()) === 0;
				await filled(flow.confirmField(page), gone);
				await page.bringToFront();
				await flow.submitConfirm(page);
				await flow.recoveryCodes?.(page, { base });
				await flow.finishSetup?.(page);

				await flow.logout(page, base);
				await flow.loginPassword(page, base);
				const inside = async () => flow.autoSubmit === true && (await flow.otpField(page).count()) === 0;
				await filled(flow.otpField(page), inside);
				await flow.submitOtp(page);
				expect(await flow.waitLoggedIn(page, base)).toBe(true);
			} finally {
				await verifill.close();
				await running.stop();
			}
		});
	}
}
