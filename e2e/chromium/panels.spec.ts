/** What people see and press in our own windows: finding, copying, editing, deleting, protecting, backing up; and hostile names everywhere. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { hex, type Verifill } from '../fixtures/verifill.ts';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const PASSWORD = 'copper lantern seven bridges';
const secretOf = (n: number) =>
	`${SECRET}${'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(n % 32)}AAAAAAA`.replaceAll('=', '');

/** The text that our own clipboard-free way of looking sees: what was last written. */
async function spyClipboard(page: Page): Promise<() => Promise<string[]>> {
	await page.addInitScript(() => {
		const written: string[] = [];
		const write = navigator.clipboard.writeText.bind(navigator.clipboard);
		Object.assign(globalThis, { written });
		navigator.clipboard.writeText = (text) => {
			written.push(text);
			return write(text);
		};
	});
	return () => page.evaluate(() => (globalThis as unknown as { written: string[] }).written);
}

async function popup(verifill: Verifill, about: Page | null = null): Promise<Page> {
	const tab = about === null ? '' : `?tab=${await verifill.tabId(about)}`;
	const page = await verifill.context.newPage();
	await page.setViewportSize({ width: 380, height: 560 });
	await page.goto(verifill.url(`src/popup/index.html${tab}`));
	return page;
}

async function manage(verifill: Verifill, hash = ''): Promise<Page> {
	const page = await verifill.context.newPage();
	await page.goto(verifill.url(`src/manage/index.html${hash}`));
	return page;
}

const code = /\d{3} \d{3}/;

/** From now on the first answer to this question is lost on its way, as when the background is stopped. */
const loseAnswer = (page: Page, question: string) =>
	page.evaluate((lost) => {
		const send = browser.runtime.sendMessage.bind(browser.runtime) as (message: { ask?: string }) => Promise<unknown>;
		let once = true;
		browser.runtime.sendMessage = (async (message: { ask?: string }) => {
			const answer = await send(message);
			if (!once || message.ask !== lost) return answer;
			once = false;
			throw new Error('The message port closed before a response was received.');
		}) as typeof browser.runtime.sendMessage;
	}, question);

test('set-up: what was kept although its answer was lost is kept once, pressed again or changed', async ({
	verifill,
}) => {
	const labels = async () =>
		(await verifill.ask('panel.accounts', { tabId: null })).accounts.map((a) => a.label).sort();
	const open = async (text: string) => {
		const page = await verifill.context.newPage();
		await page.goto(verifill.url('src/setup/index.html'));
		await page.getByLabel('Access key').fill(text);
		await page.getByRole('button', { name: 'Continue' }).click();
		return page;
	};
	const add = (page: Page) => page.getByRole('button', { name: /^Add/ }).click();
	const wrong = (page: Page) => expect(page.getByText('Something went wrong')).toBeVisible();

	const one = await open(`otpauth://totp/Harbour:kim?secret=${secretOf(9)}`);
	await loseAnswer(one, 'panel.add');
	await add(one);
	await wrong(one);
	await add(one);
	await expect(one.getByRole('heading', { name: 'All set' })).toBeVisible();
	expect(await labels()).toEqual(['kim']);

	// Two accounts of another app's export: type 2, 6 digits, SHA-1.
	const entry = (label: string) => {
		const fields = [10, 20, ...Buffer.from(`${label}-secret-of-20-bytes`.slice(0, 20)), 18, label.length];
		const body = [...fields, ...Buffer.from(label), 32, 1, 40, 1, 48, 2];
		return [10, body.length, ...body];
	};
	const data = encodeURIComponent(Buffer.from([...entry('ada'), ...entry('bob')]).toString('base64'));
	const two = await open(`otpauth-migration://offline?data=${data}`);
	await loseAnswer(two, 'panel.import');
	await add(two);
	await wrong(two);
	await two.getByRole('checkbox').first().uncheck();
	await expect(two.getByText('Already in Verifill')).toHaveCount(2);
	await two.getByRole('checkbox').first().check();
	await two.getByRole('checkbox').last().check();
	await add(two);
	await expect(two.getByRole('heading', { name: '2 accounts' })).toBeVisible();
	expect(await labels()).toEqual(['ada', 'bob', 'kim']);
});

test('popup: an empty one teaches the right click', async ({ verifill }) => {
	const page = await popup(verifill);
	await expect(page.getByRole('heading', { name: 'Right-click a QR code' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Scan this page' })).toBeVisible();
	const opened = await verifill.setUpWindow(() => page.getByRole('button', { name: 'Add by access key' }).click());
	await opened.getByLabel('Access key').fill('jbsw y3dp-ehpk 3pxp jbsw y3dp ehpk 3px1');
	await opened.getByRole('button', { name: 'Continue' }).click();
	await expect(opened.getByRole('alert').filter({ hasText: 'isn’t an access key' })).toBeVisible();
	await expect(opened.getByLabel('Access key')).toHaveValue(/3px1$/);
	await opened.getByLabel('Access key').fill('jbsw y3dp-ehpk 3pxp jbsw y3dp ehpk 3pxp');
	await opened.getByRole('button', { name: 'Continue' }).click();
	await opened.getByLabel('Name').fill('Office VPN');
	await expect(opened.getByRole('button', { name: /^Add/ })).toHaveCount(1);
	await opened.getByRole('button', { name: /^Add/ }).click();
	await expect(opened.getByRole('heading', { name: 'All set' })).toBeVisible();
	await page.reload();
	await expect(page.getByRole('button', { name: /Office VPN/ })).toHaveText(code);
});

test('popup: type to find, arrows to walk, Enter to copy', async ({ verifill }) => {
	for (const [n, issuer] of ['Anvil', 'Bank', 'Cloud'].entries())
		await verifill.keep({
			issuer,
			label: `${issuer}-user`,
			secret: secretOf(n),
			hosts: [`${issuer.toLowerCase()}.test`],
		});
	const page = await verifill.context.newPage();
	const written = await spyClipboard(page);
	await page.goto(verifill.url('src/popup/index.html'));
	await expect(page.getByRole('searchbox')).toBeFocused();
	await page.keyboard.type('clo');
	const cloud = page.getByRole('button', { name: /Cloud/ }).first();
	await expect(cloud).toHaveText(code);
	await expect(page.getByRole('button', { name: /Bank/ })).toHaveCount(0);
	await page.keyboard.press('Enter');
	await expect(page.getByText('Code for Cloud copied').first()).toBeVisible();
	expect((await written())[0]).toMatch(/^\d{6}$/);
	await page.getByRole('searchbox').fill('');
	await page.keyboard.press('ArrowDown');
	await expect(page.getByRole('button', { name: /Anvil/ }).first()).toBeFocused();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect.poll(written).toHaveLength(2);
	await expect(page.getByText('Code for Bank copied').first()).toBeVisible();
});

test('popup: this page comes first; a code for elsewhere says whose it is', async ({ verifill }) => {
	await verifill.keep({ issuer: 'Anvil', label: 'a', secret: secretOf(1), hosts: ['anvil.test'] });
	await verifill.keep({ issuer: 'Zebra Bank', label: 'z', secret: secretOf(2), hosts: ['bank.test'] });
	const bank = await verifill.context.newPage();
	await bank.goto('https://bank.test/login');
	const page = await popup(verifill, bank);
	const rows = page.locator('[data-row]');
	await expect(rows.first()).toContainText('Zebra Bank');
	await expect(page.getByRole('button', { name: 'Fill code for Zebra Bank' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Fill code for Anvil' })).toHaveCount(0);
	await expect(rows.nth(1)).toHaveText(code);
	await rows.nth(1).click();
	await expect(page.locator('.toast')).toContainText('Anvil on anvil.test');

	// What was pressed is gone: the keyboard goes on with the search.
	await page.getByRole('searchbox').fill('Anvil');
	await page.getByRole('button', { name: 'Fill code for Anvil' }).click();
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByRole('searchbox')).toBeFocused();
});

test('popup with 1,000 accounts: the first code is readable in no time, only rows in view are drawn', async ({
	verifill,
}) => {
	const entries = Array.from({ length: 1000 }, (_, n) => ({
		draft: {
			kind: 'totp' as const,
			issuer: `Service ${n}`,
			label: `user${n}`,
			accessKey: SECRET + [...n.toString(2).padStart(16, '0')].map((b) => (b === '1' ? 'B' : 'A')).join(''),
			algorithm: 'SHA1' as const,
			digits: 6,
			period: 30,
			counter: 0,
		},
		hosts: [`s${n}.test`],
		recovery: [],
		replace: null,
	}));
	await verifill.ask('panel.import', { opId: hex(), entries });
	const page = await popup(verifill);
	await expect(page.locator('[data-row]').first()).toHaveText(code);
	expect(await page.locator('[data-row]').count()).toBeLessThan(25);
	await page.locator('.list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
	await expect(page.getByRole('button', { name: /Service 999/ })).toHaveText(code);
	await page.getByRole('searchbox').fill('service 512');
	await expect(page.locator('[data-row]')).toHaveCount(1);
});

test('manage: edit, keep recovery codes, delete with a warning, undo', async ({ verifill }) => {
	const id = await verifill.keep({ issuer: 'Harbour', label: 'kim', secret: SECRET, hosts: ['bank.test'] });
	const page = await manage(verifill, `#account-${id}`);
	await page.getByRole('textbox', { name: 'Account' }).fill('kim@example.com');
	await page.getByLabel('Also use on').fill('https://id.shop.test/login');
	await page.getByRole('button', { name: 'Use', exact: true }).click();
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('Saved').first()).toBeVisible();
	const { accounts } = await verifill.ask('panel.accounts', { tabId: null });
	expect(accounts[0]).toMatchObject({ label: 'kim@example.com', hosts: ['bank.test', 'id.shop.test'] });

	await page.getByRole('button', { name: 'Keep more codes' }).click();
	await page.getByLabel('Paste the codes').fill('1111-2222\n3333-4444\n5555-6666');
	await page.getByRole('button', { name: 'Keep 3 codes' }).click();
	// What is typed and not yet saved stays, whatever happens to the account meanwhile.
	await page.getByRole('textbox', { name: 'Account' }).fill('lee@example.com');
	await page.getByRole('checkbox', { name: '1111-2222 is used' }).check();
	await expect(page.getByText('2 unused')).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'Account' })).toHaveValue('lee@example.com');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect
		.poll(async () => (await verifill.ask('panel.accounts', { tabId: null })).accounts[0]?.label)
		.toBe('lee@example.com');
	await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);

	await page.getByRole('button', { name: 'Delete account' }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog).toContainText('Turn off two-factor at bank.test first');
	await expect(dialog).toContainText('3333-4444');
	await expect(dialog).not.toContainText('1111-2222');
	await dialog.getByRole('button', { name: 'Delete' }).click();
	await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText('The account is back').first()).toBeVisible();
	await expect(page.getByRole('link', { name: /Harbour/ })).toBeVisible();
	// What was pressed is gone: the keyboard goes on where it was.
	await expect(page.getByRole('main')).toBeFocused();
});

test('recovery codes are added to those kept meanwhile in another window, and quick ticks all count', async ({
	verifill,
}) => {
	const opened = await verifill.context.newPage();
	await opened.goto(verifill.url('src/setup/index.html'));
	await opened.getByLabel('Access key').fill(SECRET);
	await opened.getByRole('button', { name: 'Continue' }).click();
	await opened.getByRole('button', { name: /^Add/ }).click();
	await opened.getByText('Keep the recovery codes').click();
	const { id, rev } = (await verifill.ask('panel.accounts', { tabId: null })).accounts[0] ?? { id: '', rev: 0 };
	const first = [{ value: 'aaaa-1111', usedAt: 5 }];
	await verifill.ask('panel.keepRecovery', { opId: hex(), id, rev, codes: first });
	await opened.getByLabel('Paste the codes').fill('aaaa-1111\nbbbb-2222\ncccc-3333');
	await opened.getByRole('button', { name: 'Keep 3 codes' }).click();
	await expect(opened.getByRole('main').getByText('recovery codes kept')).toBeVisible();
	const kept = async () =>
		(await verifill.ask('panel.recovery', { id })).codes.map((c) => `${c.value}${c.usedAt === null ? '' : ' used'}`);
	expect(await kept()).toEqual(['aaaa-1111 used', 'bbbb-2222', 'cccc-3333']);

	const page = await manage(verifill, `#account-${id}`);
	await page.getByRole('button', { name: 'Keep more codes' }).click();
	await page.getByLabel('Paste the codes').fill('dddd-4444');
	// Both before the first is answered.
	await page.getByRole('checkbox').evaluateAll((boxes) => {
		for (const box of boxes.slice(1)) (box as HTMLElement).click();
	});
	await expect.poll(kept).toEqual(['aaaa-1111 used', 'bbbb-2222 used', 'cccc-3333 used']);

	const now = await verifill.ask('panel.recovery', { id });
	const codes = [...now.codes, { value: 'eeee-5555', usedAt: null }];
	await verifill.ask('panel.keepRecovery', { opId: hex(), id, rev: now.rev, codes });
	await page.getByRole('button', { name: 'Keep 1 code' }).click();
	await expect(page.getByRole('main').getByText('changed in another window')).toBeVisible();
	await expect(page.getByRole('checkbox', { name: 'eeee-5555 is used' })).toBeVisible();
	await page.getByRole('button', { name: 'Keep 1 code' }).click();
	await expect.poll(kept).toHaveLength(5);
});

test('manage: set a password, lock, unlock; nothing shows while locked; the access key asks again', async ({
	verifill,
}) => {
	const id = await verifill.keep({ issuer: 'Harbour', label: 'kim', secret: SECRET, hosts: ['bank.test'] });
	const page = await manage(verifill, '#protection');
	await page.getByRole('button', { name: 'Set a password' }).click();
	await page.getByLabel('New password').fill('password1');
	await page.getByLabel('Again').fill('password1');
	await page.getByRole('button', { name: 'Set a password' }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'too easy to guess' })).toBeVisible();
	await page.getByLabel('New password').fill(PASSWORD);
	await page.getByLabel('Again').fill(PASSWORD);
	await page.getByRole('button', { name: 'Set a password' }).click();
	await expect(page.getByRole('heading', { name: 'Your codes are protected' })).toBeVisible({ timeout: 20_000 });

	await page.getByRole('button', { name: 'Lock now' }).click();
	await expect(page.getByRole('heading', { name: 'Verifill is locked' })).toBeVisible();
	const shut = await popup(verifill);
	await expect(shut.getByRole('heading', { name: 'Verifill is locked' })).toBeVisible();
	expect(await shut.content()).not.toMatch(/Harbour|kim|bank\.test/);
	await shut.getByLabel('Password').fill('not the password');
	await shut.getByRole('button', { name: 'Unlock' }).click();
	await expect(shut.getByRole('alert')).toContainText('not the password', { timeout: 20_000 });
	await shut.getByLabel('Password').fill(PASSWORD);
	await shut.getByRole('button', { name: 'Unlock' }).click();
	await expect(shut.getByRole('button', { name: /Harbour/ }).first()).toHaveText(code, { timeout: 20_000 });

	await page.goto(verifill.url(`src/manage/index.html#account-${id}`));
	await page.reload();
	await page.getByRole('button', { name: 'Show access key' }).click();
	const gate = page.getByRole('dialog');
	await gate.getByLabel('Password').fill(PASSWORD);
	await gate.getByRole('button', { name: 'Continue' }).click();
	await expect(page.getByText('JBSW Y3DP EHPK 3PXP').first()).toBeVisible({ timeout: 20_000 });
});

test('manage: a passkey and a printed recovery key, each opens it', async ({ verifill }) => {
	await verifill.keep({ issuer: 'Harbour', label: 'kim', secret: SECRET, hosts: ['bank.test'] });
	const page = await manage(verifill, '#protection');
	const lock = async () => {
		await page.getByRole('button', { name: 'Lock now' }).click();
		await expect(page.getByRole('heading', { name: 'Verifill is locked' })).toBeVisible();
	};
	const session = await verifill.context.newCDPSession(page);
	await session.send('WebAuthn.enable');
	const device = async (transport: 'internal' | 'usb') => {
		const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
			options: {
				protocol: 'ctap2',
				ctap2Version: 'ctap2_1',
				transport,
				hasResidentKey: true,
				hasUserVerification: true,
				isUserVerified: true,
				automaticPresenceSimulation: true,
				hasPrf: true,
			},
		});
		return authenticatorId;
	};
	// Two devices, a passkey on each.
	const token = await device('usb');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	const kept = page.getByRole('listitem').filter({ hasText: 'Passkey' });
	await expect(kept).toHaveCount(1, { timeout: 20_000 });
	await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: token, enabled: false });
	const computer = await device('internal');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await expect(kept).toHaveCount(2, { timeout: 20_000 });
	await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: token, enabled: true });
	// A passkey alone could be lost: this device still opens it, and that is said.
	await expect(page.getByText('this device still opens Verifill')).toBeVisible({ timeout: 20_000 });
	await expect(page.getByRole('heading', { name: 'Only this device protects your codes' })).toBeVisible();

	await page.getByRole('button', { name: 'Print a recovery key' }).click();
	const sheet = page.getByLabel('Your recovery key');
	await expect(sheet).toHaveText(/^\S{4,}/, { timeout: 20_000 });
	const key = await sheet.innerText();
	await expect(page.getByRole('heading', { name: 'Your codes are protected' })).toBeVisible();
	await page.getByRole('button', { name: 'I’ve kept it' }).click();

	// The one that stands first is at home: the other will do.
	const { slots } = await verifill.ask('panel.status', {});
	const first = slots.find((slot) => slot.kind === 'passkey')?.passkey?.credential;
	const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId: token });
	const onToken = credentials.some((c) => Buffer.from(c.credentialId, 'base64').toString('base64url') === first);
	await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: onToken ? token : computer });
	await lock();
	await page.getByRole('button', { name: 'Continue with passkey' }).click();
	await expect(page.getByRole('heading', { name: 'Protection' })).toBeVisible({ timeout: 20_000 });

	await lock();
	await page.getByRole('button', { name: 'Recovery key', exact: true }).click();
	await page.getByLabel('Recovery key').fill(key.toLowerCase());
	await page.getByRole('button', { name: 'Unlock' }).click();
	await expect(page.getByRole('heading', { name: 'Protection' })).toBeVisible({ timeout: 20_000 });

	// The paper may have been lost: a new one ends it.
	await page.getByRole('button', { name: 'Print a new recovery key' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Continue with passkey' }).click();
	await expect(sheet).toHaveText(/^\S{4,}/, { timeout: 20_000 });
	expect(await sheet.innerText()).not.toBe(key);
	await lock();
	await page.getByRole('button', { name: 'Recovery key', exact: true }).click();
	await page.getByLabel('Recovery key').fill(key);
	await page.getByRole('button', { name: 'Unlock' }).click();
	await expect(page.getByText('That’s not the recovery key.')).toBeVisible();
});

test('manage: a backup comes back in, sealed and looked at first', async ({ verifill }) => {
	await verifill.keep({
		issuer: 'Harbour',
		label: 'kim',
		secret: SECRET,
		hosts: ['bank.test'],
		recovery: ['1111-2222'],
	});
	const id = await verifill.keep({ issuer: 'Anvil', label: 'a', secret: secretOf(3), hosts: [] });
	const page = await manage(verifill, '#backup');
	await page.getByRole('button', { name: 'Make a backup' }).click();
	await page.getByLabel('New password').fill(PASSWORD);
	await page.getByLabel('Again').fill(PASSWORD);
	const saving = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Save 2 accounts' }).click();
	const file = await (await saving).path();

	await verifill.ask('panel.trash', { opId: hex(), id });
	await page.locator('input[type=file]').setInputFiles(file);
	await page.getByLabel('The backup’s password').fill('wrong wrong wrong');
	await page.getByRole('button', { name: 'Open' }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'not the password' })).toBeVisible({ timeout: 20_000 });
	await page.getByLabel('The backup’s password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Open' }).click();
	await expect(page.getByText('New: 1 · already here: 1')).toBeVisible({ timeout: 20_000 });
	await page.getByRole('button', { name: 'Add 1 account' }).click();
	await expect(page.getByText('1 account added').first()).toBeVisible();
	const { accounts } = await verifill.ask('panel.accounts', { tabId: null });
	expect(
		accounts
			.filter((a) => a.trashedAt === null)
			.map((a) => a.issuer)
			.sort(),
	).toEqual(['Anvil', 'Harbour']);
});

test('E01: names made to break in stay text in every window', async ({ verifill }) => {
	const evil = '<img src=x onerror=alert(1)>"\'><script>alert(2)</script>{{7*7}}';
	const id = await verifill.keep({ issuer: evil, label: 'javascript:alert(3)', secret: SECRET, hosts: ['bank.test'] });
	const alarms: string[] = [];
	verifill.context.on('console', (message) => {
		if (/trusted|content security|refused to/i.test(message.text())) alarms.push(message.text());
	});
	const look = async (page: Page, seen: string | RegExp) => {
		page.on('dialog', () => alarms.push('dialog'));
		await expect(page.getByText(seen).first()).toBeVisible();
		expect(await page.locator('img[src="x"], script:not([src]), iframe').count()).toBe(0);
		expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
	};
	await look(await popup(verifill), evil);
	await look(await manage(verifill), evil);
	await look(await manage(verifill, `#account-${id}`), evil);
	await verifill.ask('panel.trash', { opId: hex(), id });
	await look(await manage(verifill, '#trash'), evil);
	const { key } = await verifill.ask('panel.setup', { tabId: null, scan: false });
	const setup = await verifill.context.newPage();
	await setup.goto(verifill.url(`src/setup/index.html?job=${key}`));
	await setup.getByLabel('Access key').fill(`otpauth://totp/${encodeURIComponent(evil)}?secret=${SECRET}`);
	await setup.getByRole('button', { name: 'Continue' }).click();
	await expect(setup.getByLabel('Account')).toHaveValue(/onerror/);
	expect(await setup.locator('img[src="x"]').count()).toBe(0);
	expect(alarms).toEqual([]);
});

test('what can’t be read now is said, can be tried again, and isn’t called locked', async ({ verifill }) => {
	await verifill.keep({ issuer: 'Harbour', label: 'kim', secret: SECRET, hosts: ['bank.test'] });
	for (const [path, question] of [
		['src/manage/index.html', 'panel.status'],
		['src/popup/index.html', 'panel.accounts'],
	] as const) {
		const page = await verifill.context.newPage();
		await page.addInitScript((failing) => {
			const send = browser.runtime.sendMessage.bind(browser.runtime) as (message: { ask: string }) => Promise<unknown>;
			const now = Object.assign(globalThis, { fails: failing as string });
			browser.runtime.sendMessage = (async (message: { ask: string }) =>
				message.ask === now.fails
					? { ok: false, reason: 'storage-failed', about: null }
					: send(message)) as typeof browser.runtime.sendMessage;
		}, question);
		await page.goto(verifill.url(path));
		await expect(page.getByRole('heading', { name: 'Your accounts can’t be reached' })).toBeVisible();
		await page.evaluate(() => Object.assign(globalThis, { fails: '' }));
		await page.getByRole('button', { name: 'Try again' }).click();
		await expect(page.getByText('Harbour').first()).toBeVisible();
	}
});
