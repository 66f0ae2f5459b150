/** Proves that a device key and a marker are kept wherever they can be, and that one keep alone is enough. */
import { describe, expect, test } from 'vitest';
import { type Bytes, utf8 } from './bytes.ts';
import { deviceKeys, eraseDeviceKeys, keepDeviceKey, keepMarker, keptMarkers } from './device.ts';
import type { Keep } from './keep.ts';

class MemoryKeep implements Keep {
	kept = new Map<string, Bytes>();
	down = false as boolean;
	writes = 0;
	#up() {
		if (this.down) throw new Error('this keep is down');
	}
	async names() {
		return [...this.kept.keys()];
	}
	async read(name: string) {
		this.#up();
		return this.kept.get(name) ?? null;
	}
	async write(name: string, bytes: Bytes) {
		this.#up();
		this.writes++;
		this.kept.set(name, bytes);
	}
	async erase(name: string) {
		this.kept.delete(name);
	}
}
const two = () => [new MemoryKeep(), new MemoryKeep()] as [MemoryKeep, MemoryKeep];
const key = (byte: number) => new Uint8Array(32).fill(byte);
const marker = { vault: 'a'.repeat(32), createdAt: 1 };

describe('the device key of a slot', () => {
	test('is written to each keep once, and to one that lost or changed it', async () => {
		const keeps = two();
		await keepDeviceKey(keeps, 's', key(1));
		await keepDeviceKey(keeps, 's', key(1));
		expect(keeps.map((keep) => keep.writes)).toEqual([1, 1]);
		expect(await deviceKeys(keeps, 's')).toEqual([key(1)]);
		keeps[0].kept.clear();
		keeps[1].kept.set('device-s', key(2));
		expect(await deviceKeys(keeps, 's')).toEqual([key(2)]);
		await keepDeviceKey(keeps, 's', key(1));
		expect(keeps.map((keep) => keep.kept.get('device-s'))).toEqual([key(1), key(1)]);
	});

	test('is given in every form that is left, each once, and never of another length', async () => {
		const keeps = [...two(), new MemoryKeep()];
		keeps[0]?.kept.set('device-s', key(1));
		keeps[1]?.kept.set('device-s', key(2));
		keeps[2]?.kept.set('device-s', key(1));
		expect(await deviceKeys(keeps, 's')).toEqual([key(1), key(2)]);
		expect(await deviceKeys(keeps, 'other')).toEqual([]);
		keeps[0]?.kept.set('device-s', key(1).slice(1));
		expect(await deviceKeys(keeps, 's')).toEqual([key(2), key(1)]);
	});

	test('one keep down is no failure, all are', async () => {
		const keeps = two();
		keeps[0].down = true;
		await keepDeviceKey(keeps, 's', key(1));
		expect(await deviceKeys(keeps, 's')).toEqual([key(1)]);
		keeps[1].down = true;
		await expect(deviceKeys(keeps, 's')).rejects.toThrow('this keep is down');
		await expect(keepDeviceKey(keeps, 's', key(1))).rejects.toThrow('this keep is down');
	});

	test('all but the named ones are erased, and nothing else', async () => {
		const keeps = two();
		for (const slot of ['s', 't', 'u']) await keepDeviceKey(keeps, slot, key(1));
		await keepMarker(keeps, marker);
		await eraseDeviceKeys(keeps, ['t']);
		for (const keep of keeps) expect([...keep.kept.keys()]).toEqual(['device-t', 'marker']);
	});
});

describe('the marker', () => {
	test('is given as often as it is kept', async () => {
		const keeps = two();
		expect(await keptMarkers(keeps)).toEqual({ markers: [], strange: false, told: true });
		await keepMarker(keeps, { ...marker, secret: 'x' } as typeof marker);
		expect(await keptMarkers(keeps)).toEqual({ markers: [marker, marker], strange: false, told: true });
		expect(new TextDecoder().decode(keeps[0].kept.get('marker'))).not.toContain('secret');
	});

	test.each(['{', '7', 'null', '{"vault":"x","createdAt":1}', ''])('%o in its place is strange', async (text) => {
		const keeps = two();
		keeps[0].kept.set('marker', utf8(text));
		expect(await keptMarkers(keeps)).toEqual({ markers: [], strange: true, told: true });
		await keepMarker([keeps[1]], marker);
		expect(await keptMarkers(keeps)).toEqual({ markers: [marker], strange: true, told: true });
	});

	test('no keep that answers tells nothing', async () => {
		const keeps = two();
		for (const keep of keeps) keep.down = true;
		expect(await keptMarkers(keeps)).toEqual({ markers: [], strange: false, told: false });
		keeps[1].down = false;
		expect((await keptMarkers(keeps)).told).toBe(true);
	});
});
