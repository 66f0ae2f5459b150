/** A vault that is gone, in the windows: the recovery screen names the cause, is never a first run, and a backup brings the accounts back (R01, R02). */
import { expect, test } from '@playwright/test';
import { freshProfile, removeProfile, Verifill } from '../fixtures/verifill.ts';
import { loseManifest, places, remove } from '../torture/harm.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const CASES = [
	{
		title: 'R01, R02: both stores deleted',
		harm: (at: ReturnType<typeof places>) => remove(at.indexedDb) && remove(at.local),
		says: 'Your accounts can’t be found',
		because: /gone from both places/,
	},
	{
		title: 'R02: the device’s key deleted from both places',
		harm: (at: ReturnType<typeof places>) => remove(at.files) && remove(at.caches),
		says: 'Your accounts can’t be opened',
		because: /the key this device kept for them can’t be found/,
	},
];

for (const { title, harm, says, because } of CASES) {
	test(`${title}: the recovery screen says so, and a backup brings the accounts back`, async () => {
		const profile = freshProfile();
		try {
			let verifill = await Verifill.launch({ site: null, profile });
			await verifill.keep({ issuer: 'Harbour', label: 'kim', secret: SECRET, hosts: ['bank.test'] });
			await verifill.close();
			expect(harm(places(profile, verifill.id))).toBe(true);

			verifill = await Verifill.launch({ site: null, profile });
			const popup = await verifill.context.newPage();
			await popup.goto(verifill.url('src/popup/index.html'));
			await expect(popup.getByRole('heading', { name: says })).toBeVisible();
			await expect(popup.getByText('Right-click a QR code')).toHaveCount(0);
			const manage = await verifill.context.newPage();
			await manage.goto(verifill.url('src/manage/index.html'));
			await expect(manage.getByRole('heading', { name: says })).toBeVisible();
			await expect(manage.getByText(because)).toBeVisible();

			await manage.getByRole('button', { name: 'Restore from a backup' }).click();
			expect((await verifill.ask('panel.status', {})).state).toBe('lost');
			await manage.getByRole('button', { name: 'Go on to the backup' }).click();
			const buffer = Buffer.from(`otpauth://totp/Harbour:kim?secret=${SECRET}&issuer=Harbour\n`);
			await manage.getByLabel('Choose a file').setInputFiles({ name: 'backup.txt', mimeType: 'text/plain', buffer });
			await manage.getByRole('button', { name: 'Add 1 account' }).click();
			await expect(manage.getByRole('main').getByText('1 account added')).toBeVisible();
			const { accounts } = await verifill.ask('panel.accounts', { tabId: null });
			expect(accounts.map((a) => a.label)).toEqual(['kim']);
			expect((await verifill.ask('panel.status', {})).notices).toEqual([]);
			await verifill.close();
		} finally {
			removeProfile(profile);
		}
	});
}

test('neither store answers: nothing is called lost, nothing new begins, and one may try again', async () => {
	const profile = freshProfile();
	try {
		let verifill = await Verifill.launch({ site: null, profile });
		await verifill.keep({ issuer: 'Harbour', label: 'kim', secret: SECRET, hosts: ['bank.test'] });
		await verifill.close();
		const at = places(profile, verifill.id);
		expect(loseManifest(at.leveldb) && loseManifest(at.local)).toBe(true);

		verifill = await Verifill.launch({ site: null, profile });
		for (const place of ['popup', 'manage', 'setup']) {
			const page = await verifill.context.newPage();
			await page.goto(verifill.url(`src/${place}/index.html`));
			await expect(page.getByRole('heading', { name: 'Your accounts can’t be reached' })).toBeVisible();
			await page.getByRole('button', { name: 'Try again' }).click();
			await expect(page.getByRole('button')).toHaveCount(1);
		}
		await verifill.close();
	} finally {
		removeProfile(profile);
	}
});

test('R02: the device’s key gone while a recovery key stands: the lock screen says why it asks, and the key opens it', async () => {
	const profile = freshProfile();
	try {
		let verifill = await Verifill.launch({ site: null, profile });
		await verifill.keep({ issuer: 'Harbour', label: 'kim', secret: SECRET, hosts: ['bank.test'] });
		const { recoveryKey } = await verifill.ask('panel.addSlot', { proof: null, slot: { kind: 'recovery' } });
		await verifill.close();
		const at = places(profile, verifill.id);
		expect(remove(at.files) && remove(at.caches)).toBe(true);

		verifill = await Verifill.launch({ site: null, profile });
		const manage = await verifill.context.newPage();
		await manage.goto(verifill.url('src/manage/index.html'));
		await expect(manage.getByText(/This device’s key can’t be found/)).toBeVisible();
		await manage.getByLabel('Recovery key').fill(recoveryKey ?? '');
		await manage.getByRole('button', { name: 'Unlock' }).click();
		await expect(manage.getByText('kim')).toBeVisible();
		await expect(manage.getByText(/this device has a new key now/)).toBeVisible();
		await verifill.close();
	} finally {
		removeProfile(profile);
	}
});
