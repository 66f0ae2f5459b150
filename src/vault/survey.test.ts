/** Proves how keys and a generation are told to belong together: by one head, way in or record of any store, and by nothing else; and which the device itself opens. */
import { beforeAll, describe, expect, test } from 'vitest';
import { random, randomId } from './bytes.ts';
import type { KeptSlot, Snapshot } from './kept.ts';
import type { Ports } from './ports.ts';
import { type Keys, keysOf, sealRecord, signHead } from './seal.ts';
import { hkdf, makeSlot } from './slot.ts';
import { answers, byDevice, type Generation } from './survey.ts';

const about = { kind: 'recovery', name: '', createdAt: 1, passkey: null } as const;
let keys: Keys;
let alien: Keys;
beforeAll(async () => {
	keys = await keysOf(random(32), randomId(), 2);
	alien = await keysOf(random(32), keys.vault, 2);
});

const store = (more: Partial<Snapshot>): Snapshot => ({
	head: undefined,
	records: new Map(),
	slots: new Map(),
	journal: new Map(),
	...more,
});
const generation = (more: Partial<Generation>): Generation => ({
	number: 2,
	database: null,
	mirror: null,
	slots: [],
	...more,
});
const headBy = (by: Keys) => signHead(by, new Map(), { schema: 1, vaultRev: 1, changedAt: 1 });
const slotBy = (by: Keys): Promise<KeptSlot> => makeSlot(by, about, random(16), hkdf());

describe.each(['database', 'mirror'] as const)('in the %s', (place) => {
	const holds = async (by: Keys) => [
		{ [place]: store({ head: await headBy(by) }) },
		{
			[place]: store({
				records: new Map<string, unknown>([
					['x', 7],
					['a', await sealRecord(by, 'a', 1, { a: 1 })],
				]),
			}),
		},
	];
	test('one head or one record of these keys is enough', async () => {
		for (const more of await holds(keys)) expect(await answers(keys, generation(more))).toBe(true);
	});
	test('those of other keys, or of none, are not', async () => {
		for (const more of [
			...(await holds(alien)),
			{ [place]: store({ head: { mac: 'x' } }) },
			{ [place]: store({}) },
			{},
		])
			expect(await answers(keys, generation(more))).toBe(false);
	});
});

test('one way in of these keys is enough, among others', async () => {
	const [mine, other] = [await slotBy(keys), await slotBy(alien)];
	expect(await answers(keys, generation({ slots: [other, mine] }))).toBe(true);
	expect(await answers(keys, generation({ slots: [other] }))).toBe(false);
});

test('keys of another generation never belong', async () => {
	expect(await answers(keys, generation({ number: 3, slots: [await slotBy(keys)] }))).toBe(false);
});

describe('the device opens a generation', () => {
	const device = { ...about, kind: 'device' } as const;
	const key = random(32);
	/** Ports whose one keep has this key for whatever way in. */
	const holding = { keeps: [{ read: async () => key }] } as unknown as Ports;

	test('by its own way in, though others lie beside it', async () => {
		const slots = [
			await slotBy(keys),
			await makeSlot(keys, device, random(32), hkdf()),
			await makeSlot(keys, device, key, hkdf()),
		];
		const found = await byDevice(holding, generation({ slots }));
		expect([found?.raw, found?.vault, found?.generation]).toEqual([keys.raw, keys.vault, 2]);
	});

	test('but never with the keys of another one that strayed into it', async () => {
		const stray = await makeSlot(await keysOf(random(32), keys.vault, 1), device, key, hkdf());
		expect(await byDevice(holding, generation({ slots: [stray] }))).toBe(null);
	});
});
