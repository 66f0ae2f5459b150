/** `npm run bench:vault`: unlock, save, open, list and import at 1,000 and 10,000 accounts, and the worker's memory; in the shipped code, in Chromium. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chromium } from '../e2e/torture/browser.ts';
import { Person, seeded } from '../e2e/torture/person.ts';

const BUILD = 'dist/chrome-e2e';
const PASSWORD = 'correct horse battery';
const hex = () => randomBytes(16).toString('hex');
const rows: string[] = [];
const p95 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function row(what: string, value: string, target: string): void {
	rows.push(`| ${what} | ${value} | ${target} |`);
	console.log(`${what}: ${value} (${target})`);
}
async function timed(act: () => Promise<unknown>): Promise<number> {
	const from = performance.now();
	await act();
	return performance.now() - from;
}

async function scale(count: number): Promise<void> {
	const profile = mkdtempSync(join(tmpdir(), 'verifill-bench-'));
	let browser = await Chromium.start(profile, BUILD, 'leveldb');
	try {
		const person = new Person(seeded(count));
		const entries = Array.from({ length: count }, () => ({
			draft: person.draft(),
			hosts: ['id.bank.test'],
			recovery: [],
			replace: null,
		}));
		const imported = await timed(() => browser.ask('panel.import', { opId: hex(), entries }));
		row(`import of ${count}, one atomic step`, `${imported.toFixed(0)} ms`, count === 10_000 ? '< 5000 ms' : '');
		const saves: number[] = [];
		for (let i = 0; i < 40; i++) {
			const ask = { opId: hex(), draft: person.draft(), job: null, replace: null };
			saves.push(await timed(() => browser.ask('panel.add', ask)));
		}
		row(
			`save among ${count}: panel.add asked to answered, median / p95 of 40`,
			`${median(saves).toFixed(0)} / ${p95(saves).toFixed(0)} ms`,
			count === 1000 ? 'p95 <= 50 ms' : '',
		);
		const lists: number[] = [];
		for (let i = 0; i < 10; i++) lists.push(await timed(() => browser.ask('panel.accounts', { tabId: null })));
		row(
			`list of ${count}: panel.accounts, median of 10`,
			`${median(lists).toFixed(0)} ms`,
			count === 1000 ? '<= 300 ms' : '<= 1000 ms',
		);
		const stopped: number[] = [];
		for (let i = 0; i < 5; i++) {
			await browser.stopWorker();
			stopped.push(await timed(() => browser.ask('panel.status', {})));
		}
		row(`worker stopped, then panel.status at ${count}, median of 5`, `${median(stopped).toFixed(0)} ms`, '');
		row(`memory of the worker at ${count}`, await memory(browser), count === 10_000 ? '< 256 MB' : '');
		await browser.close();
		browser = await Chromium.start(profile, BUILD, 'leveldb');
		const cold = await timed(() => browser.ask('panel.accounts', { tabId: null }));
		row(`browser started, both stores compared, list of ${count}`, `${cold.toFixed(0)} ms`, '');
	} finally {
		await browser.kill();
		rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
	}
}

/** Used heap of the background's worker after listing. */
async function memory(browser: Chromium): Promise<string> {
	await browser.ask('panel.accounts', { tabId: null });
	const bytes = await browser.workerHeap();
	return `${(bytes / 1e6).toFixed(0)} MB of heap`;
}

async function unlocking(): Promise<void> {
	const profile = mkdtempSync(join(tmpdir(), 'verifill-bench-'));
	const browser = await Chromium.start(profile, BUILD, 'leveldb');
	const proof = { kind: 'password', password: PASSWORD } as const;
	try {
		const protecting = await timed(() => browser.ask('panel.addSlot', { proof: null, slot: proof }));
		row('setting a password (calibration, new key, all sealed anew)', `${protecting.toFixed(0)} ms`, '');
		const unlocks: number[] = [];
		for (let i = 0; i < 10; i++) {
			await browser.ask('panel.lock', {});
			unlocks.push(await timed(() => browser.ask('panel.unlock', { proof })));
		}
		row('unlock by password, median of 10', `${median(unlocks).toFixed(0)} ms`, '500 to 1000 ms');
	} finally {
		await browser.kill();
		rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
	}
}

const load = [loadavg()[0]];
await unlocking();
await scale(1000);
await scale(10_000);
load.push(loadavg()[0]);
mkdirSync('bench/results', { recursive: true });
const about = `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model.trim()}, Chromium headless, dist/chrome-e2e, load ${load.map((l) => l?.toFixed(1)).join(' at the start, ')} at the end.`;
writeFileSync(
	'bench/results/vault.md',
	`# The vault\n${about} By \`npm run bench:vault\`.\n\n| what | measured | target |\n|---|---|---|\n${rows.join('\n')}\n`,
);
