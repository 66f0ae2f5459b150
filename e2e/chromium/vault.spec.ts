/** The vault in the real extension: nothing readable in the profile, with either backend, and no key under a password (F01); a repeated action is done once (R04). */
import { expect, test } from '@playwright/test';
import { bytesOfKeys, keysHere } from '../fixtures/keys.ts';
import { bytesOf, traces } from '../fixtures/traces.ts';
import { freshProfile, hex, removeProfile, Verifill } from '../fixtures/verifill.ts';
import { Person, seeded } from '../torture/person.ts';

const PASSWORD = 'correct horse battery';
const proof = { kind: 'password', password: PASSWORD } as const;
const SQLITE = ['--enable-features=IdbSqliteBackingStore'];

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
			const [open, device] = bytesOfKeys(await verifill.worker().evaluate(keysHere)) as [Buffer, Buffer];
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
			const [locked, gone] = bytesOfKeys(await verifill.worker().evaluate(keysHere)) as [Buffer, Buffer?];
			expect([locked.equals(open), gone]).toEqual([false, undefined]);
			await verifill.close();
			expect(traces(profile, [...needles, locked, device, PASSWORD])).toEqual([]);
		} finally {
			removeProfile(profile);
		}
	});
}

test('R04: every action asked again under its id, as after a stopped worker, is done once and answers the same', async () => {
	const verifill = await Verifill.launch({ site: null });
	const draft = new Person(seeded(4)).draft();
	const twice = async <T>(act: (opId: string) => Promise<T>): Promise<T> => {
		const opId = hex();
		const first: unknown = await act(opId);
		await verifill.stopWorker();
		const again: unknown = await act(opId);
		expect(again).toEqual(first);
		return first as T;
	};
	const { id, rev } = await twice((opId) => verifill.ask('panel.add', { opId, draft, job: null, replace: null }));
	const names = { issuer: 'Harbour', label: 'kim', hosts: ['bank.test'] };
	const edited = await twice((opId) => verifill.ask('panel.edit', { opId, id, rev, ...names }));
	const codes = [{ value: 'wxyz-9317', usedAt: null }];
	await twice((opId) => verifill.ask('panel.keepRecovery', { opId, id, rev: edited.rev, codes }));
	await twice((opId) => verifill.ask('panel.changeSettings', { opId, patch: { askFirst: ['shop.test'] } }));
	await twice((opId) => verifill.ask('panel.trash', { opId, id }));
	await twice((opId) => verifill.ask('panel.restore', { opId, id }));
	expect((await verifill.ask('panel.trash', { opId: hex(), id })).rev).toBe(rev + 5);
	await twice((opId) => verifill.ask('panel.erase', { opId, id }));
	await expect(verifill.ask('panel.erase', { opId: hex(), id })).rejects.toThrow('refused: not-found');
	expect((await verifill.ask('panel.accounts', { tabId: null })).accounts).toEqual([]);
	await verifill.close();
});
