/** A full disk in the real extension: the save is refused and said so, nothing is lost, nothing typed is lost, and the same action works later (R05). */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshProfile, hex, removeProfile, Verifill } from '../fixtures/verifill.ts';
import { Chromium } from '../torture/browser.ts';
import { Person, seeded } from '../torture/person.ts';

const PASSWORD = 'correct horse battery';

/** A copy of the build that the browser gives only so much room; gone when `act` is over. */
async function withoutUnlimitedStorage(act: (build: string) => Promise<void>): Promise<void> {
	const build = freshProfile();
	cpSync('dist/chrome-e2e', build, { recursive: true });
	const manifest = JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8')) as { permissions: string[] };
	manifest.permissions = manifest.permissions.filter((p) => p !== 'unlimitedStorage');
	writeFileSync(join(build, 'manifest.json'), JSON.stringify(manifest));
	await act(build).finally(() => removeProfile(build));
}

const large = (person: Person, count: number) =>
	Array.from({ length: count }, () => ({
		draft: person.draft(),
		hosts: ['id.bank.test'],
		recovery: Array.from({ length: 100 }, (_, i) => ({ value: `${i}-`.padEnd(190, 'x'), usedAt: null })),
		replace: null,
	}));

test('R05: storage.local full: the save is refused, nothing is lost, and the same action works when there is room', async () => {
	await withoutUnlimitedStorage(async (build) => {
		const profile = freshProfile();
		const browser = await Chromium.start(profile, build, 'leveldb');
		try {
			const person = new Person(seeded(5));
			await person.add(browser);
			// Without unlimitedStorage, storage.local takes 10 MB: the mirror half of this doesn't fit.
			const entries = large(person, 600);
			const opId = hex();
			await expect(browser.ask('panel.import', { opId, entries })).rejects.toThrow('refused: storage-full');
			expect((await person.check(browser)).wrong).toEqual([]);
			// Less of it, by the same action: kept once, however often it is asked.
			const less = entries.slice(0, 20);
			expect(await browser.ask('panel.import', { opId, entries: less })).toEqual({ kept: 20 });
			expect(await browser.ask('panel.import', { opId, entries: less })).toEqual({ kept: 20 });
			expect((await browser.ask('panel.accounts', { tabId: null })).accounts).toHaveLength(21);
		} finally {
			await browser.kill();
			removeProfile(profile);
		}
	});
});

test('R05: IndexedDB’s own quota spent: the windows say so, keep what was typed, and the same button works when there is room', async () => {
	await withoutUnlimitedStorage(async (build) => {
		const verifill = await Verifill.launch({ site: null, build });
		const debug = await verifill.context.newCDPSession(await verifill.context.newPage());
		const origin = `chrome-extension://${verifill.id}`;
		await verifill.keep({ label: 'ada', secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', hosts: [] });
		await debug.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
		// A database that stays open goes on with the room it was last told of; a stopped background lets go of it after a while.
		const person = new Person(seeded(6));
		const kept = () =>
			verifill.ask('panel.import', { opId: hex(), entries: large(person, 1) }).then(
				() => 'kept',
				(error: unknown) => String(error),
			);
		const keptAfterStop = async () => {
			const answer = await kept();
			await verifill.stopWorker();
			return answer;
		};
		await expect.poll(keptAfterStop, { intervals: [3500], timeout: 40_000 }).toBe('Error: refused: storage-full');
		const before = (await verifill.ask('panel.accounts', { tabId: null })).accounts;

		const full = /The disk is full/;
		const setup = await verifill.context.newPage();
		await setup.goto(verifill.url('src/setup/index.html'));
		await setup.getByLabel('Access key').fill('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
		await setup.getByRole('button', { name: 'Continue' }).click();
		await setup.getByLabel('Name').fill('Harbour');
		await setup.getByLabel('Account').fill('grace');
		await setup.getByRole('button', { name: 'Add' }).click();
		await expect(setup.getByText(full)).toBeVisible();
		await expect(setup.getByLabel('Name')).toHaveValue('Harbour');
		await expect(setup.getByLabel('Account')).toHaveValue('grace');

		const manage = await verifill.context.newPage();
		await manage.goto(verifill.url('src/manage/index.html#protection'));
		await manage.getByRole('button', { name: 'Set a password' }).click();
		await manage.getByLabel('New password').fill(PASSWORD);
		await manage.getByLabel('Again').fill(PASSWORD);
		await manage.getByRole('button', { name: 'Set a password' }).click();
		await expect(manage.getByText(full)).toBeVisible();
		await expect(manage.getByLabel('New password')).toHaveValue(PASSWORD);
		await expect(manage.getByLabel('Again')).toHaveValue(PASSWORD);
		expect((await verifill.ask('panel.accounts', { tabId: null })).accounts).toEqual(before);
		expect((await verifill.ask('panel.status', {})).protected).toBe(false);

		await debug.send('Storage.overrideQuotaForOrigin', { origin });
		await setup.getByRole('button', { name: 'Add' }).click();
		await expect(setup.getByRole('heading', { name: 'All set' })).toBeVisible();
		await manage.getByRole('button', { name: 'Set a password' }).click();
		await expect(manage.getByRole('heading', { name: 'Your codes are protected' })).toBeVisible();
		const labels = (await verifill.ask('panel.accounts', { tabId: null })).accounts.map((a) => a.label);
		expect(labels.sort()).toEqual([...before.map((a) => a.label), 'grace'].sort());
		await verifill.close();
	});
});
