/** The vault in Firefox: kept across a stopped background, locked by a password (F07), and nothing readable in the profile (F01). */
import { expect, test } from '@playwright/test';
import { FirefoxVerifill } from '../fixtures/firefox.ts';
import { bytesOf, traces } from '../fixtures/traces.ts';
import { hex } from '../fixtures/verifill.ts';
import { start } from '../site/site.ts';
import { Person, seeded } from '../torture/person.ts';

test('F01, F07: keeps, re-keys, locks and unlocks; the profile holds no secret, name or host', async () => {
	const site = await start();
	const verifill = await FirefoxVerifill.launch(site);
	try {
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
			recovery: [],
			replace: null,
		}));
		await verifill.ask(panel, 'panel.import', { opId: hex(), entries });
		const proof = { kind: 'password', password: 'correct horse battery' } as const;
		await verifill.ask(panel, 'panel.addSlot', { proof: null, slot: proof });
		expect((await verifill.ask(panel, 'panel.accounts', { tabId: null })).accounts).toHaveLength(10);
		await verifill.ask(panel, 'panel.lock', {});
		await expect(verifill.ask(panel, 'panel.accounts', { tabId: null })).rejects.toThrow('refused: locked');
		await verifill.ask(panel, 'panel.unlock', { proof });
		expect((await verifill.ask(panel, 'panel.accounts', { tabId: null })).accounts).toHaveLength(10);
		expect((await verifill.ask(panel, 'panel.status', {})).notices).toEqual([]);

		// Firefox's profile goes with the browser here, so it is searched while it lies on the disk.
		const args = verifill.browser.process()?.spawnargs ?? [];
		const profile = args[args.indexOf('--profile') + 1] ?? '';
		expect(traces(profile, ['createdAt']).length).toBeGreaterThan(0);
		const secrets = drafts.flatMap((draft) => [draft.accessKey, bytesOf(draft.accessKey)]);
		expect(traces(profile, [...secrets, 'Quarzbank', 'ottilie', 'quarzbank-host', proof.password])).toEqual([]);
	} finally {
		await verifill.close();
		await site.stop();
	}
});
