/** Proves what is kept in storage.local and session beside the records: how the mirror lies there, what the person is told, how guessing slows down. */
import { describe, expect, test } from 'vitest';
import { MemoryArea, refusal } from './fixtures/ports.ts';
import type { Head, KeptSlot } from './kept.ts';
import { loadMirror, mirrorAfterBreakdown, mirrorAnew, mirroredHead, mirrorWrite } from './mirror.ts';
import { forgetNotices, noticesIn, tell } from './notices.ts';
import type { Ports } from './ports.ts';
import { mayTry, rightTry, wrongTry } from './tries.ts';
import type { Notice } from './vault.ts';

const head = { mac: 'x' } as Head;
const slot = { id: 's1' } as KeptSlot;
const marker = { vault: 'a'.repeat(32), createdAt: 1 };
const entry = (opId: string) => ({ opId, at: 1, ids: [] });
const record = { id: 'r1', rev: 1 };
const all = { head, slots: [slot], records: new Map([['r1', record]]), journal: [entry('j1')], marker };
const keysOf = (area: MemoryArea) => [...area.texts.keys()].sort();
const down = () => {
	const area = new MemoryArea();
	area.get = () => Promise.reject(new Error('IO error'));
	area.set = () => Promise.reject(new Error('IO error'));
	area.remove = () => Promise.reject(new Error('IO error'));
	return area;
};

describe('the mirror', () => {
	test('gives back each generation as it was written', async () => {
		const area = new MemoryArea();
		await area.set({ settings: 1, 'g0/r/x': 1, 'xg1/r/x': 1, 'g1/x/y': 1 });
		await mirrorWrite(area, 1, all);
		await mirrorWrite(area, 12, { head: { mac: 'y' } as Head, aside: [] });
		const { generations, ...rest } = await loadMirror(area);
		expect(rest).toEqual({ marker, strange: false, broken: false, aside: [] });
		expect([...generations.keys()].sort((a, b) => a - b)).toEqual([1, 12]);
		expect(generations.get(1)).toEqual({
			head,
			records: new Map([['r1', record]]),
			slots: new Map([['s1', slot]]),
			journal: new Map([['j1', entry('j1')]]),
		});
		expect(generations.get(12)).toMatchObject({ head: { mac: 'y' }, records: new Map() });
		expect([await mirroredHead(area, 1), await mirroredHead(area, 2)]).toEqual([head, undefined]);
	});

	test('an empty one is no vault, one with an unreadable marker is strange, one that doesn’t answer is broken', async () => {
		const nothing = { marker: null, generations: new Map(), strange: false, broken: false, aside: undefined };
		const area = new MemoryArea();
		expect(await loadMirror(area)).toEqual(nothing);
		await area.set({ marker: { vault: 7 } });
		expect(await loadMirror(area)).toEqual({ ...nothing, strange: true });
		expect(await loadMirror(down())).toEqual({ ...nothing, strange: true, broken: true });
	});

	test('forgets the journal entries it is told to, and nothing else', async () => {
		const area = new MemoryArea();
		await mirrorWrite(area, 1, { ...all, journal: [entry('j1'), entry('j2')] });
		let removed = 0;
		area.before = (what) => {
			if (what === 'remove') removed++;
		};
		await mirrorWrite(area, 1, { head, forget: ['j1'] });
		expect(keysOf(area)).toEqual(['g1/head', 'g1/j/j2', 'g1/r/r1', 'g1/s/s1', 'marker']);
		await mirrorWrite(area, 1, { head, forget: [] });
		await mirrorWrite(area, 1, { head });
		expect(removed).toBe(1);
	});

	test('begun anew, the new generation stands before the old one goes; what isn’t of the vault stays', async () => {
		const area = new MemoryArea();
		await area.set({ notices: [], 'other/g1/head': 1 });
		await mirrorWrite(area, 1, all);
		const steps: string[][] = [];
		area.before = (what) => steps.push([what, ...keysOf(area)]);
		await mirrorAnew(area, 2, { head, slots: [slot] });
		expect(steps.map(([what]) => what)).toEqual(['set', 'remove']);
		expect(steps[1]).toEqual(expect.arrayContaining(['g1/head', 'g2/head', 'g2/s/s1']));
		expect(keysOf(area)).toEqual(['g2/head', 'g2/s/s1', 'marker', 'notices', 'other/g1/head']);
		steps.length = 0;
		await mirrorAnew(area, 2, { head, slots: [slot] });
		expect(steps.map(([what]) => what)).toEqual(['set']);
	});

	test('after a breakdown it is cleared first', async () => {
		const area = new MemoryArea();
		await area.set({ 'g1/head': 1, marker: 7 });
		await mirrorAfterBreakdown(area, 2, { head });
		expect(keysOf(area)).toEqual(['g2/head']);
	});
});

describe('what the person is told', () => {
	const ports = () =>
		({ mirror: new MemoryArea(), session: new MemoryArea() }) as unknown as Ports & {
			mirror: MemoryArea;
			session: MemoryArea;
		};
	const damaged = (count: number): Notice => ({ what: 'damaged', count });

	test('waits in order, once each, the newest twenty, until it is forgotten', async () => {
		const its = ports();
		expect(await noticesIn(its)).toEqual([]);
		await tell(its, [damaged(1), { what: 'device-key-missing' }]);
		await tell(its, [{ count: 1, what: 'damaged' }, damaged(2)]);
		expect(await noticesIn(its)).toEqual([damaged(1), { what: 'device-key-missing' }, damaged(2)]);
		its.mirror.before = () => {
			throw new Error('nothing new, nothing written');
		};
		await tell(its, [damaged(2)]);
		await tell(its, []);
		its.mirror.before = () => {};
		await tell(
			its,
			Array.from({ length: 30 }, (_, i) => damaged(100 + i)),
		);
		expect(await noticesIn(its)).toEqual(Array.from({ length: 20 }, (_, i) => damaged(110 + i)));
		await forgetNotices(its);
		expect(await noticesIn(its)).toEqual([]);
	});

	test('waits in memory while storage.local doesn’t work, and something else there is no notice', async () => {
		const its = { ...ports(), mirror: down() };
		await tell(its, [damaged(1)]);
		expect(await noticesIn(its)).toEqual([damaged(1)]);
		expect(keysOf(its.session)).toEqual(['notices']);
		await forgetNotices(its);
		expect(keysOf(its.session)).toEqual([]);
		const strange = ports();
		await strange.mirror.set({ notices: 'x' });
		expect(await noticesIn(strange)).toEqual([]);
	});
});

describe('guessing', () => {
	test('five are free, then 1 s, doubling to 30 s; a right one begins anew', async () => {
		let now = 1000;
		const ports = { session: new MemoryArea(), now: () => now } as unknown as Ports;
		for (let i = 0; i < 4; i++) await wrongTry(ports);
		await mayTry(ports);
		for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
			await wrongTry(ports);
			now += seconds * 1000 - 1;
			await expect(mayTry(ports)).rejects.toMatchObject({ reason: 'try-later', about: '1' });
			now += 1;
			await mayTry(ports);
		}
		await wrongTry(ports);
		await expect(mayTry(ports)).rejects.toMatchObject({ about: '30' });
		await rightTry(ports);
		await mayTry(ports);
		await wrongTry(ports);
		expect(await refusal(mayTry(ports))).toBe('no');
	});
});
