/** The only place that takes one store away between two starts, and compares what is then said and given back. */
import { Chromium } from './browser.ts';
import { loseManifest, places, remove, tearLog } from './harm.ts';
import { Person, seeded } from './person.ts';

export interface Case {
	name: string;
	/** '' when all went as promised. */
	wrong: string;
	said: string;
}

interface Loss {
	name: string;
	harm(at: ReturnType<typeof places>): boolean;
	/** What the next start must be. */
	becomes: 'open' | 'lost';
	/** Starts and acts once more before looking: a torn log shows only then. */
	again?: true;
	/** Chromium never mends this store: everything is there to read and to back up, and a change is refused rather than kept once. */
	unsaved?: true;
}

export const LOSSES: Loss[] = [
	{ name: 'R01: IndexedDB directory deleted', harm: (at) => remove(at.indexedDb), becomes: 'open' },
	{ name: 'R02: storage.local deleted', harm: (at) => remove(at.local), becomes: 'open' },
	{ name: 'R01: torn LevelDB log header', harm: (at) => tearLog(at.leveldb), becomes: 'open', again: true },
	{
		name: 'R02: storage.local without its manifest',
		harm: (at) => loseManifest(at.local),
		becomes: 'open',
		unsaved: true,
	},
	{
		name: 'R01: IndexedDB without its manifest',
		harm: (at) => loseManifest(at.leveldb),
		becomes: 'open',
		unsaved: true,
	},
	{ name: 'R02: private files deleted', harm: (at) => remove(at.files), becomes: 'open' },
	{ name: 'R02: cache deleted', harm: (at) => remove(at.caches), becomes: 'open' },
	{
		name: 'R02: private files and cache deleted',
		harm: (at) => remove(at.files) && remove(at.caches),
		becomes: 'lost',
	},
	{ name: 'R01, R02: both stores deleted', harm: (at) => remove(at.indexedDb) && remove(at.local), becomes: 'lost' },
];

export async function lose(loss: Loss, profile: string, build: string, seed: number): Promise<Case> {
	const person = new Person(seeded(seed));
	const first = await Chromium.start(profile, build, 'leveldb');
	const at = places(profile, first.id);
	try {
		for (let i = 0; i < 4; i++) await person.act(first, ['add', 'import']);
	} finally {
		// A torn log is what a kill leaves; everything else happens to a browser closed in good order.
		await (loss.again ? first.kill() : first.close());
	}
	if (!loss.harm(at)) return { name: loss.name, wrong: 'there was nothing to harm', said: '' };
	if (loss.again) {
		const between = await Chromium.start(profile, build, 'leveldb');
		await person.check(between);
		for (let i = 0; i < 4; i++) await person.act(between, ['add', 'edit']);
		await between.kill();
	}
	const next = await Chromium.start(profile, build, 'leveldb');
	try {
		const { state, notices } = await next.ask('panel.status', {});
		const said = JSON.stringify(notices);
		if (state !== loss.becomes) return { name: loss.name, wrong: `state ${state}`, said };
		const found = state === 'open' ? await person.check(next) : { wrong: [] as string[] };
		// And the next change is kept again, in both stores.
		if (state === 'open') {
			const saved = await person.add(next).then(
				() => 'saved',
				(error: unknown) => String(error),
			);
			if (saved !== (loss.unsaved ? 'Error: refused: storage-failed' : 'saved')) found.wrong.push(saved);
		}
		return { name: loss.name, wrong: found.wrong.join('; '), said };
	} finally {
		await next.close();
	}
}
