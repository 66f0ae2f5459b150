/** The vault in Firefox: kept across a stopped background, locked by a password (F07), and nothing readable in the profile (F01). */
import { expect, test } from '@playwright/test';
import { FirefoxVerifill } from '../fixtures/firefox.ts';
import { bytesOfKeys, keysHere } from '../fixtures/keys.ts';
import { bytesOf, traces } from '../fixtures/traces.ts';
import { freshProfile, hex, removeProfile } from '../fixtures/verifill.ts';
import { start } from '../site/site.ts';
import { Person, seeded } from '../torture/person.ts';

test('F01, F07, H01: keeps, re-keys, locks and unlocks, windows left open too; the closed profile holds no secret, name, host or key', async () => {
	const site = await start();
	const profile = freshProfile();
	try {
		const verifill = await FirefoxVerifill.launch(site, { profile });
		const panel = await verifill.open('icons/48.png', 'img');
		const person = new Person(seeded(9));
		const drafts = Array.from({ length: 10 }, (_, i) => ({
			...person.draft(),
			issuer: `Quarzbank${i}`,
			label: `ottilie${i}@post.test`,
		}));
		const entries = drafts.map((draft) => ({
			draft,
			hosts: ['login.quarzbank-host.test'],
			recovery: [{ value: 'wxyz-9317-qrst', usedAt: null }],
			replace: null,
		}));
		await verifill.ask(panel, 'panel.import', { opId: hex(), entries });
		const keys = bytesOfKeys(await panel.evaluate(keysHere));
		expect(keys).toHaveLength(2);
		const proof = { kind: 'password', password: 'correct horse battery' } as const;
		await verifill.ask(panel, 'panel.addSlot', { proof: null, slot: proof });
		expect((await verifill.ask(panel, 'panel.accounts', { tabId: null })).accounts).toHaveLength(10);
		const window = await verifill.open('src/manage/index.html', 'body');
		const shown = () => window.evaluate(() => document.body.innerText).catch(() => '');
		await expect.poll(shown, { timeout: 15_000 }).toContain('ottilie1');
		await verifill.ask(panel, 'panel.lock', {});
		await expect.poll(shown, { timeout: 15_000 }).toContain('Verifill is locked');
		expect(await shown()).not.toContain('ottilie');
		await expect(verifill.ask(panel, 'panel.accounts', { tabId: null })).rejects.toThrow('refused: locked');
		await verifill.ask(panel, 'panel.unlock', { proof });
		expect((await verifill.ask(panel, 'panel.accounts', { tabId: null })).accounts).toHaveLength(10);
		expect((await verifill.ask(panel, 'panel.status', {})).notices).toEqual([]);
		keys.push(...bytesOfKeys(await panel.evaluate(keysHere)));
		expect(keys).toHaveLength(3);
		await verifill.close();

		// The search can find: our own marker's words are there.
		expect(traces(profile, ['createdAt']).length).toBeGreaterThan(0);
		const secrets = drafts.flatMap((draft) => [draft.accessKey, bytesOf(draft.accessKey)]);
		const names = ['Quarzbank', 'ottilie', 'quarzbank-host', 'wxyz-9317', proof.password];
		expect(traces(profile, [...secrets, ...names, ...keys])).toEqual([]);
	} finally {
		await site.stop();
		removeProfile(profile);
	}
});
