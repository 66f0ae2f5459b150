/** The vault in the real extension: nothing readable in the profile (F01), the lock tells the truth (H01 to H03), a full disk refuses and loses nothing (R05). */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { bytesOf, traces } from '../fixtures/traces.ts';
import { freshProfile, hex, removeProfile, Verifill } from '../fixtures/verifill.ts';
import { Chromium } from '../torture/browser.ts';
import { Person, seeded } from '../torture/person.ts';

const PASSWORD = 'correct horse battery';
const proof = { kind: 'password', password: PASSWORD } as const;
const SQLITE = ['--enable-features=IdbSqliteBackingStore'];

interface Open {
	key: string;
}
/** The vault key, which only memory may hold. */
async function vaultKey(verifill: Verifill): Promise<Buffer> {
	const { open } = (await verifill.worker().evaluate(() => browser.storage.session.get('open'))) as { open: Open };
	return Buffer.from(open.key, 'base64url');
}
/** The device's key, as it lies in the private files. */
async function deviceKey(verifill: Verifill): Promise<Buffer> {
	const bytes = await verifill.worker().evaluate(async () => {
		const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('verifill');
		for await (const [name, handle] of folder.entries()) {
			if (!name.startsWith('device-')) continue;
			return [...new Uint8Array(await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer())];
		}
		return [];
	});
	return Buffer.from(bytes);
}

for (const [backend, args] of [
	['LevelDB', []],
	['SQLite', SQLITE],
] as const) {
	test(`F01: the closed profile holds no secret, name or host, and under a password no key (${backend})`, async () => {
		const profile = freshProfile();
		const draft = (i: number) => new Person(seeded(i)).draft();
		const drafts = Array.from({ length: 20 }, (_, i) => ({
			...draft(i),
			issuer: `Quarzbank${i}`,
			label: `ottilie${i}@post.test`,
		}));
		try {
			let verifill = await Verifill.launch({ site: null, profile, args: [...args] });
			const entries = drafts.map((d) => ({
				draft: d,
				hosts: ['login.quarzbank-host.test'],
				recovery: [{ value: 'wxyz-9317-qrst', usedAt: null }],
				replace: null,
			}));
			await verifill.ask('panel.import', { opId: hex(), entries });
			const { accounts } = await verifill.ask('panel.accounts', { tabId: null });
			await verifill.ask('panel.codes', { ids: accounts.map((a) => a.id) });
			const open = await vaultKey(verifill);
			const device = await deviceKey(verifill);
			expect([open.length, device.length]).toEqual([32, 32]);
			await verifill.close();
			const needles = [
				...drafts.flatMap((d) => [d.accessKey, bytesOf(d.accessKey)]),
				'Quarzbank',
				'ottilie',
				'quarzbank-host',
				'wxyz-9317',
				open,
			];
			expect(traces(profile, needles)).toEqual([]);
			// The search can find: our own marker's words, and the device key where it belongs.
			expect(traces(profile, ['createdAt']).length).toBeGreaterThan(0);
			expect(traces(profile, [device]).length).toBeGreaterThan(0);

			verifill = await Verifill.launch({ site: null, profile, args: [...args] });
			await verifill.ask('panel.addSlot', { proof: null, slot: proof });
			const locked = await vaultKey(verifill);
			expect(locked.equals(open)).toBe(false);
			await verifill.close();
			expect(traces(profile, [...needles, locked, device, PASSWORD])).toEqual([]);
		} finally {
			removeProfile(profile);
		}
	});
}

test('H01 to H03: locked means locked, for every question, late alarms and restarted workers', async () => {
	const verifill = await Verifill.launch({ site: null });
	const id = await verifill.keep({ label: 'ada', secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', hosts: ['id.bank.test'] });
	await verifill.ask('panel.addSlot', { proof: null, slot: proof });
	await verifill.stopWorker();
	expect((await verifill.ask('panel.accounts', { tabId: null })).accounts).toHaveLength(1);

	await verifill.ask('panel.lock', {});
	const nothing = async () => {
		const status = await verifill.ask('panel.status', {});
		expect([status.state, status.notices, status.damaged]).toEqual(['locked', [], 0]);
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
		expect(JSON.stringify(memory)).not.toMatch(/"key"|ada|bank/);
	};
	await nothing();
	await verifill.stopWorker();
	await nothing();

	await verifill.ask('panel.unlock', { proof });
	expect((await verifill.ask('panel.accounts', { tabId: null })).accounts).toHaveLength(1);
	// The machine slept past the deadline and no alarm rang: the first question meets a closed door.
	await verifill.worker().evaluate(() => browser.storage.session.set({ touched: Date.now() - 16 * 60_000 }));
	await expect(verifill.ask('panel.accounts', { tabId: null })).rejects.toThrow('refused: locked');
	await nothing();
	await verifill.close();
});

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
