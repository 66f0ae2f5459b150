/** Proves that the trash is emptied after its days, and that a clock which is wrong for once takes nothing out of it. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { Account } from '../core/account.ts';
import { anAccount, MemoryArea } from '../vault/fixtures/ports.ts';
import { type Change, listedOf } from '../vault/vault.ts';
import { emptyTrash } from './trash.ts';

const DAY = 86_400_000;
const TODAY = 1_795_000_000_000;

beforeEach(() => {
	const memory = new MemoryArea();
	const local = { get: (key: string) => memory.get([key]), set: (items: object) => memory.set({ ...items }) };
	vi.stubGlobal('browser', { storage: { local } });
});

/** A vault with these in it, and a start at each of those days; gives what was erased at which. */
async function erasedAt(accounts: Account[], ...days: number[]): Promise<[number, string[]][]> {
	const erased: [number, string[]][] = [];
	let left = accounts;
	for (const day of days) {
		const vault = {
			overview: async () => ({ accounts: left.map(listedOf), damaged: [] }),
			change: async (_: string, changes: Change[]) => {
				const ids = changes.map((change) => (change.do === 'erase' ? change.id : ''));
				erased.push([day, ids.map((id) => accounts.find((a) => a.id === id)?.label ?? '')]);
				left = left.filter((a) => !ids.includes(a.id));
				return [];
			},
		};
		await emptyTrash(vault, TODAY + day * DAY);
	}
	return erased;
}

const trashed = (label: string, day: number, createdAt = TODAY - 900 * DAY) =>
	anAccount({ label, createdAt, trashedAt: TODAY + day * DAY });

test('after thirty days, at the first start that an earlier one, a day ago or more, agrees with', async () => {
	const all = [anAccount({ label: 'kept' }), trashed('a', 0), trashed('b', 3)];
	expect(await erasedAt(all, 0, 29, 31, 31.5, 32.1, 33, 40, 41)).toEqual([
		[32.1, ['a']],
		[41, ['b']],
	]);
	expect(await erasedAt([trashed('a', -100)], 0, 0.9, 1)).toEqual([[1, ['a']]]);
});

test('not by a clock that is ahead at one start, nor at several of one day', async () => {
	expect(await erasedAt([trashed('a', 0)], 0, 400, 400.1, 400.9, 0.1, 2, 3)).toEqual([]);
	expect(await erasedAt([trashed('a', 0)], 400, 0.1, 2, 29)).toEqual([]);
});

test('not when it was deleted by a clock from before it was set up', async () => {
	expect(await erasedAt([trashed('a', -9000)], 0, 2, 4)).toEqual([]);
});
