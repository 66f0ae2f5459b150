/** The only place that kills: browsers and workers at random moments under a person's actions, and counts what came of it. */
import type { Backend } from './browser.ts';
import { Chromium, Dead } from './browser.ts';
import { Person, seeded } from './person.ts';

export interface Tally {
	kills: number;
	wipes: number;
	recovered: number;
	acknowledged: number;
	wrong: string[];
}

export const nothing = (): Tally => ({ kills: 0, wipes: 0, recovered: 0, acknowledged: 0, wrong: [] });

const KINDS = ['add', 'add', 'add', 'edit', 'edit', 'delete', 'import', 'rekey'];

/** Starts, compares, acts until the kill, `count` times on one profile. Stops early when `until` (ms) has passed. */
export async function killBrowsers(about: {
	profile: string;
	build: string;
	backend: Backend;
	seed: number;
	count: number;
	until: number;
	say: (line: string) => void;
}): Promise<Tally> {
	const { profile, build, backend, seed, count, until, say } = about;
	const random = seeded(seed);
	const person = new Person(random);
	const tally = nothing();
	const look = async (browser: Chromium) => {
		const found = await person.check(browser).catch(async (error: unknown) => {
			throw new Error(`after kill ${tally.kills}: ${String(error)}; ${await whatFails(browser)}`);
		});
		tally.recovered += found.recovered;
		if (found.wiped) tally.wipes++;
		for (const wrong of found.wrong) tally.wrong.push(`after kill ${tally.kills}: ${wrong}`);
		if (found.notices.length > 0) say(`after kill ${tally.kills}: ${found.notices.join(' ')}`);
	};
	while (tally.kills < count && Date.now() < until && tally.wrong.length === 0) {
		const browser = await Chromium.start(profile, build, backend);
		try {
			await look(browser);
			const dies = new Promise<void>((done) => {
				setTimeout(() => void browser.kill().then(done), 20 + Math.floor(random() ** 2 * 900));
			});
			await person
				.act(browser, KINDS)
				.then(async () => {
					for (;;) await person.act(browser, KINDS);
				})
				.catch((error: unknown) => {
					if (!(error instanceof Dead)) tally.wrong.push(String(error));
				});
			await dies;
			tally.kills++;
		} finally {
			await browser.kill();
		}
	}
	const browser = await Chromium.start(profile, build, backend);
	try {
		await look(browser);
	} finally {
		await browser.close();
	}
	tally.acknowledged = person.acknowledged;
	return tally;
}

/** Stops the worker at random moments of a person's actions, in one browser; a panel asks again with the same operation id. */
export async function stopWorkers(about: {
	profile: string;
	build: string;
	seed: number;
	count: number;
}): Promise<Tally> {
	const random = seeded(about.seed);
	const person = new Person(random);
	person.retries = true;
	const tally = nothing();
	const browser = await Chromium.start(about.profile, about.build, 'leveldb');
	try {
		while (tally.kills < about.count && tally.wrong.length === 0) {
			const stop = new Promise<void>((done) => {
				setTimeout(() => void browser.stopWorker().then(done), Math.floor(random() * 40));
			});
			await person.act(
				browser,
				KINDS.filter((kind) => kind !== 'rekey'),
			);
			await stop;
			tally.kills++;
			if (tally.kills % 10 > 0 && tally.kills < about.count) continue;
			const found = await person.check(browser);
			tally.wrong.push(...found.wrong.map((wrong) => `after stop ${tally.kills}: ${wrong}`));
		}
	} finally {
		await browser.close();
	}
	tally.acknowledged = person.acknowledged;
	return tally;
}

/** Which of the browser's storages answers, and how; for a start that failed. */
async function whatFails(browser: Chromium): Promise<string> {
	const probe = `(async () => {
		const tell = async (name, act) => { try { return name + ': ' + JSON.stringify(await act()); } catch (e) { return name + ': ' + e; } };
		const lines = [];
		for (let i = 0; i < 2; i++) {
			lines.push(await tell('databases', () => indexedDB.databases()));
			lines.push(await tell('open', async () => { for (const { name } of await indexedDB.databases()) await new Promise((y, n) => { const r = indexedDB.open(name); r.onsuccess = () => { const s = [...r.result.objectStoreNames]; try { const q = r.result.transaction(s).objectStore('records').count(); q.onsuccess = () => { r.result.close(); y(q.result); }; q.onerror = () => n(q.error); } catch (e) { n(e); } }; r.onerror = () => n(r.error); }); }));
			lines.push(await tell('files', async () => { const d = await (await navigator.storage.getDirectory()).getDirectoryHandle('verifill'); const all = []; for await (const [k, h] of d.entries()) all.push(k + ' ' + (await h.getFile()).size); return all; }));
			lines.push(await tell('cache', async () => (await (await caches.open('verifill')).keys()).map((r) => r.url)));
			lines.push(await tell('local', async () => Object.keys(await browser.storage.local.get(null)).length));
			lines.push(await tell('session', async () => Object.keys(await browser.storage.session.get(null))));
			lines.push(await tell('status', () => browser.runtime.sendMessage({ ask: 'panel.status', what: {} })));
		}
		return lines.join('\\n');
	})()`;
	return String(await browser.evaluate(probe).catch((error: unknown) => error));
}
