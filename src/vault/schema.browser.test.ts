/** Proves the way through the years: data of every released schema opens, an older one goes forward whole or not at all, a newer one is read-only. */
import { describe, expect, test } from 'vitest';
import { fromBase64url, randomId } from './bytes.ts';
import { type Dump, generationOf, makeDatabase, onDatabase } from './fixtures/harm.ts';
import { anAccount, mortal, refusal, restarted, testPorts } from './fixtures/ports.ts';
import released from './fixtures/schema-1.json' with { type: 'json' };
import type { Head } from './kept.ts';
import { openVault } from './open.ts';
import { forward, type Schema } from './schema.ts';

const NEXT: Schema = {
	version: 2,
	steps: {
		1: {
			account: (value) => ({ ...value, issuer: `${(value as { issuer: string }).issuer} 2` }),
			settings: (value) => ({ ...value, askFirst: ['two.test'] }),
		},
	},
};

async function releasedOne() {
	const ports = testPorts();
	await makeDatabase(ports, released.generation, released.database as unknown as Dump);
	for (const [key, value] of Object.entries(released.mirror)) ports.mirror.texts.set(key, JSON.stringify(value));
	for (const keep of ports.keeps) {
		for (const [name, bytes] of Object.entries(released.keeps)) await keep.write(name, fromBase64url(bytes));
	}
	return ports;
}

describe('schema', () => {
	test('R06: the data of schema 1, as released, opens and gives its accounts and settings', async () => {
		const vault = await openVault(await releasedOne());
		expect(vault.state()).toBe('open');
		expect(await vault.accounts()).toEqual(released.accounts);
		expect(await vault.settings()).toEqual(released.settings);
		expect(await vault.notices(false)).toEqual([]);
		expect((await vault.overview()).damaged).toEqual([]);
	});

	test('R06: an older schema goes forward, once', async () => {
		const ports = await releasedOne();
		const vault = await openVault({ ...ports, schema: NEXT });
		const forward = released.accounts.map((a) => ({ ...a, issuer: `${a.issuer} 2` }));
		expect(await vault.accounts()).toEqual(forward);
		expect((await vault.settings()).askFirst).toEqual(['two.test']);
		expect(await (await openVault({ ...restarted(ports), schema: NEXT })).accounts()).toEqual(forward);
		expect(await generationOf(ports)).toBe(released.generation + 1);
	});

	test('R06: stopped anywhere on the way, it is the old data or the new, and the next start ends the work', async () => {
		for (let stopAt = 0; ; stopAt++) {
			const ports = await releasedOne();
			const { ports: mine, life } = mortal(ports, stopAt);
			const ended = await Promise.race([
				openVault({ ...mine, schema: NEXT }).then(() => 'done'),
				life.dead.then(() => 'dead'),
			]);
			const next = await openVault({ ...restarted(ports), schema: NEXT });
			expect((await next.accounts()).map((a) => a.issuer)).toEqual(released.accounts.map((a) => `${a.issuer} 2`));
			expect(await next.notices(false)).toEqual([]);
			if (ended === 'done') {
				expect(stopAt).toBeGreaterThan(12);
				break;
			}
		}
	}, 60_000);

	test('R06: with no head left that its keys signed, the data is of the schema the heads name, and goes forward no further', async () => {
		const ports = await releasedOne();
		const forward = await (await openVault({ ...ports, schema: NEXT })).accounts();
		const name = `g${await generationOf(ports)}/head`;
		const unsigned = { ...((await ports.mirror.get([name]))[name] as Head), vaultRev: 99 };
		await ports.mirror.set({ [name]: unsigned });
		await onDatabase(ports, (db) => db.put('head', unsigned, 'head'));
		const vault = await openVault({ ...restarted(ports), schema: NEXT });
		expect([vault.state(), await vault.accounts()]).toEqual(['open', forward]);
	});

	test('a step that is missing is named', () => {
		expect(() => forward({ ...NEXT, version: 3 }, 1, 'account', {})).toThrow('no step from schema 2');
	});

	test('R06: a newer schema opens read-only, and nothing of it is changed', async () => {
		const ports = await releasedOne();
		await openVault({ ...ports, schema: NEXT });
		const before = new Map(ports.mirror.texts);
		const vault = await openVault(restarted(ports));
		expect(vault.state()).toBe('newer');
		expect(await vault.accounts()).toHaveLength(released.accounts.length);
		expect(await refusal(vault.change(randomId(), [{ do: 'put', account: anAccount() }]))).toBe('vault-newer');
		expect(await refusal(vault.changeSettings(randomId(), { drift: 1 }))).toBe('vault-newer');
		expect(await refusal(vault.addSlot({ kind: 'recovery' }))).toBe('vault-newer');
		expect(await refusal(vault.unprotect())).toBe('vault-newer');
		expect(await refusal(vault.removeSlot(randomId()))).toBe('vault-newer');
		expect(await refusal(vault.changePassword('correct horse battery'))).toBe('vault-newer');
		expect(ports.mirror.texts).toEqual(before);
		expect((await openVault(ports)).state()).toBe('newer');
		expect((await openVault({ ...restarted(ports), schema: NEXT })).state()).toBe('open');
	});

	test('R06: a newer schema behind a password is read once it is unlocked', async () => {
		const ports = { ...(await releasedOne()), schema: NEXT };
		const password = 'correct horse battery';
		const newer = await openVault(ports);
		await newer.addSlot({ kind: 'password', password });
		const vault = await openVault({ ...restarted(ports), schema: testPorts().schema });
		expect(vault.state()).toBe('locked');
		await vault.unlock({ kind: 'password', password });
		expect([vault.state(), await vault.accounts()]).toEqual(['newer', await newer.accounts()]);
	});

	test('R06: a newer schema with a record that can’t be read still gives the rest, and repairs nothing', async () => {
		const ports = await releasedOne();
		const [first, ...rest] = await (await openVault({ ...ports, schema: NEXT })).accounts();
		await onDatabase(ports, (db) => db.put('records', 7, first?.id));
		const vault = await openVault(restarted(ports));
		expect([vault.state(), await vault.accounts()]).toEqual(['newer', rest]);
		expect(await onDatabase(ports, (db) => db.get('records', first?.id as string))).toBe(7);
	});
});
