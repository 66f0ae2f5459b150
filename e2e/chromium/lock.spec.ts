/** The lock in the real extension tells the truth: nothing of the vault is left anywhere, whoever locked it and however late (H01 to H03). */
import { expect, type Page, test } from '@playwright/test';
import { FIELD, gets, keepFor, put, rightCodes } from '../fixtures/fields.ts';
import { freshProfile, hex, removeProfile, Verifill } from '../fixtures/verifill.ts';
import { start } from '../site/site.ts';
import { Chromium } from '../torture/browser.ts';

const proof = { kind: 'password', password: 'correct horse battery' } as const;
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const ada = {
	draft: {
		kind: 'totp',
		issuer: 'Quarzbank',
		label: 'ottilie',
		accessKey: SECRET,
		algorithm: 'SHA1',
		digits: 6,
		period: 30,
		counter: 0,
	},
	hosts: ['login.quarzbank.test'],
	recovery: [{ value: 'wxyz-9317-qrst', usedAt: null }],
	replace: null,
} as const;
const WORDS = ['Quarzbank', 'ottilie', 'quarzbank.test', 'wxyz-9317', SECRET, proof.password];

/** A protected vault with one account, open; and a window of ours that shows it. */
async function protectedOne(): Promise<{ verifill: Verifill; id: string; window: Page }> {
	const verifill = await Verifill.launch({ site: null });
	await verifill.ask('panel.import', {
		opId: hex(),
		entries: [{ ...ada, hosts: [...ada.hosts], recovery: [...ada.recovery] }],
	});
	await verifill.ask('panel.addSlot', { proof: null, slot: proof });
	const { accounts } = await verifill.ask('panel.accounts', { tabId: null });
	const window = await verifill.context.newPage();
	await window.goto(verifill.url('src/manage/index.html'));
	await expect(window.getByText('ottilie')).toBeVisible();
	return { verifill, id: accounts[0]?.id ?? '', window };
}

async function nothingLeft(verifill: Verifill, id: string): Promise<void> {
	const status = await verifill.ask('panel.status', {});
	expect([status.state, status.notices, status.damaged, status.drift]).toEqual(['locked', [], 0, 0]);
	expect(JSON.stringify(status.slots)).not.toMatch(/\d+ accounts|ottilie/);
	const ask = { opId: hex(), id };
	for (const refused of [
		verifill.ask('panel.accounts', { tabId: null }),
		verifill.ask('panel.codes', { ids: [id] }),
		verifill.ask('panel.recovery', { id }),
		verifill.ask('panel.settings', {}),
		verifill.ask('panel.trash', ask),
		verifill.ask('panel.erase', ask),
		verifill.ask('panel.changeSettings', { opId: hex(), patch: { drift: 1 } }),
	]) {
		await expect(refused).rejects.toThrow('refused: locked');
	}
	const memory = await verifill.worker().evaluate(() => browser.storage.session.get(null));
	for (const word of ['"key"', ...WORDS]) expect(JSON.stringify(memory)).not.toContain(word);
}

/** The window that stood open took everything off by itself. */
async function dark(window: Page): Promise<void> {
	await expect(window.getByRole('heading', { name: 'Verifill is locked' })).toBeVisible();
	const html = await window.content();
	for (const word of WORDS) expect(html).not.toContain(word);
}

test('H01, H03: locked means locked: for every question, in windows left open, and after the background was stopped', async () => {
	const { verifill, id, window } = await protectedOne();
	await verifill.stopWorker();
	expect((await verifill.ask('panel.accounts', { tabId: null })).accounts).toHaveLength(1);
	await verifill.ask('panel.lock', {});
	await dark(window);
	await nothingLeft(verifill, id);
	await verifill.stopWorker();
	await nothingLeft(verifill, id);
	await verifill.close();
});

test('H01: a set-up window shows nothing once it is locked; what was typed in it is back with the unlocking, what it kept is not', async () => {
	const { verifill } = await protectedOne();
	const setup = await verifill.context.newPage();
	await setup.goto(verifill.url('src/setup/index.html'));
	const locked = setup.getByRole('heading', { name: 'Verifill is locked' });
	const unlock = async () => {
		await setup.getByLabel('Password').fill(proof.password);
		await setup.getByRole('button', { name: 'Unlock' }).click();
	};
	const line = `otpauth://totp/Quarzbank:ottilie?secret=${SECRET.replaceAll('G', 'B')}`;
	await setup.getByLabel('Access key').fill(line);
	await verifill.ask('panel.lock', {});
	await expect(locked).toBeVisible();
	expect(await setup.content()).not.toContain('Quarzbank');
	await unlock();
	await expect(setup.getByLabel('Access key')).toHaveValue(line);
	await setup.getByRole('button', { name: 'Continue' }).click();
	await setup.getByLabel('Account').fill('ottilie at work');
	await verifill.ask('panel.lock', {});
	await dark(setup);
	await unlock();
	await expect(setup.getByLabel('Account')).toHaveValue('ottilie at work');
	await setup.getByRole('button', { name: /^Add/ }).click();
	await expect(setup.getByText('ottilie at work')).toBeVisible();
	await verifill.ask('panel.lock', {});
	await expect(setup.getByText('ottilie')).toHaveCount(0);
	await expect(setup.getByRole('heading', { name: 'All set' })).toBeVisible();
	for (const word of WORDS) expect(await setup.content()).not.toContain(word);
	await verifill.close();
});

test('H01: the heaps of the background and of a window that showed it hold no secret, name or host once it is locked', async () => {
	const profile = freshProfile();
	const browser = await Chromium.start(profile, 'dist/chrome-e2e', 'leveldb');
	try {
		await browser.ask('panel.import', {
			opId: hex(),
			entries: [{ ...ada, hosts: [...ada.hosts], recovery: [...ada.recovery] }],
		});
		await browser.ask('panel.addSlot', { proof: null, slot: proof });
		await browser.evaluate("location.assign('src/manage/index.html')");
		const shown = () => browser.evaluate("document.body?.innerText.includes('ottilie') ?? false").catch(() => false);
		await expect.poll(shown).toBe(true);
		const { accounts } = await browser.ask('panel.accounts', { tabId: null });
		await browser.ask('panel.codes', { ids: accounts.map((a) => a.id) });
		const open = await browser.heaps();
		// The search can find.
		expect([open.worker, open.page].map((heap) => heap.includes('ottilie'))).toEqual([true, true]);
		// The window that asks begins anew, perhaps before it hears the answer.
		await browser.ask('panel.lock', {}).catch(() => undefined);
		const dark = () => browser.evaluate("document.querySelector('h1')?.textContent").catch(() => '');
		await expect.poll(dark).toBe('Verifill is locked');
		const locked = await browser.heaps();
		const left = Object.entries(locked).flatMap(([of, heap]) =>
			WORDS.filter((word) => heap.includes(word)).map((word) => `${word} in ${of}`),
		);
		expect(left).toEqual([]);
	} finally {
		await browser.kill();
		removeProfile(profile);
	}
});

test('H01: a page’s field gets nothing from a locked one and can’t tell it from an empty one; unlocking fills it where it stands', async () => {
	const site = await start();
	const verifill = await Verifill.launch({ site });
	try {
		put(site, '/code', FIELD);
		const code = 'input[name=code]';
		await keepFor(verifill, ['bank.test']);
		await verifill.ask('panel.addSlot', { proof: null, slot: proof });
		const page = await verifill.context.newPage();
		await page.goto('https://bank.test/code');
		await gets(page);
		await verifill.ask('panel.lock', {});
		const memory = await verifill.worker().evaluate(() => browser.storage.session.get(null));
		expect(JSON.stringify(memory)).not.toContain('bank.test');

		const ask = `browser.runtime.sendMessage({ ask: 'page.offers', field: 'code', username: null, number: null, ancestors: [] })`;
		const nothing = { ok: true, answer: { offers: [], auto: null, taught: [] } };
		const waiting = await verifill.context.newPage();
		await waiting.goto('https://bank.test/code');
		expect(await verifill.inPageScript(waiting, ask)).toEqual(nothing);
		expect(await waiting.locator(code).inputValue()).toBe('');
		await verifill.ask('panel.unlock', { proof });
		// The same code isn't given twice: this one may have to wait for the next.
		await gets(waiting, rightCodes, 40_000);
	} finally {
		await verifill.close();
		await site.stop();
	}
});

test('H02: the machine slept past the deadline and no alarm rang: the first question meets a closed door', async () => {
	const { verifill, id } = await protectedOne();
	await verifill.worker().evaluate(() => browser.storage.session.set({ touched: Date.now() - 16 * 60_000 }));
	await verifill.stopWorker();
	await expect(verifill.ask('panel.codes', { ids: [id] })).rejects.toThrow('refused: locked');
	await nothingLeft(verifill, id);
	await verifill.close();
});

test('H02: nobody asks anything: the alarm wakes a stopped background, it locks, and the window goes dark', async () => {
	const { verifill, id, window } = await protectedOne();
	expect((await verifill.worker().evaluate(() => browser.alarms.get('lock')))?.scheduledTime).toBeGreaterThan(
		Date.now() + 14 * 60_000,
	);
	// The same alarm, as it is when nearly all of the time has passed.
	await verifill.worker().evaluate(async () => {
		await browser.storage.session.set({ touched: Date.now() - 15 * 60_000 });
		await browser.alarms.create('lock', { when: Date.now() + 1500 });
	});
	await verifill.stopWorker();
	await dark(window);
	await nothingLeft(verifill, id);
	await verifill.close();
});

test('H02: the screen is locked: it locks at once, unless the person chose otherwise', async () => {
	const { verifill, id, window } = await protectedOne();
	// What the system would tell, which a headless browser doesn't.
	const lockScreen = () =>
		verifill.worker().evaluate(() => {
			browser.idle.queryState = async () => 'locked' as const;
			(browser.idle.onStateChanged as unknown as { dispatch(state: string): void }).dispatch('locked');
		});
	await verifill.ask('panel.changeSettings', { opId: hex(), patch: { lockWithSystem: false } });
	await lockScreen();
	expect((await verifill.ask('panel.codes', { ids: [id] })).codes).toHaveLength(1);
	await verifill.ask('panel.changeSettings', { opId: hex(), patch: { lockWithSystem: true } });
	await lockScreen();
	await dark(window);
	await nothingLeft(verifill, id);
	await verifill.close();
});

test('H02: the keyboard command locks', async () => {
	const { verifill, id, window } = await protectedOne();
	await verifill.worker().evaluate(() => {
		(browser.commands.onCommand as unknown as { dispatch(command: string): void }).dispatch('lock');
	});
	await dark(window);
	await nothingLeft(verifill, id);
	await verifill.close();
});
