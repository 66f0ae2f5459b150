/** `npm run bench`: what Verifill costs and how fast it is, on the builds in dist; prints a table and writes bench/results/main.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from '@playwright/test';
import { FIELD, put, SECRET } from '../e2e/fixtures/fields.ts';
import { signedIn } from '../e2e/fixtures/steps.ts';
import { hex, Verifill } from '../e2e/fixtures/verifill.ts';
import { type Site, start } from '../e2e/site/site.ts';
import { storms } from './storm.ts';

const ROUNDS = 20;

interface Row {
	what: string;
	/** ms or bytes, one per round. */
	values: number[];
	unit: 'ms' | 'bytes';
	/** What it must stay under, from the issue; null where there is none. */
	budget: number | null;
}

const sorted = (values: number[]) => values.toSorted((a, b) => a - b);
const at = (values: number[], share: number) =>
	sorted(values)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
const shown = (value: number, unit: Row['unit']) =>
	unit === 'bytes' ? value.toFixed(0) : value < 10 ? value.toFixed(2) : value.toFixed(0);

/** Scripts of ours that a page was given, told by the debugger. */
async function ourScripts(context: BrowserContext, page: Page, load: () => Promise<unknown>): Promise<number[]> {
	const session = await context.newCDPSession(page);
	const lengths: number[] = [];
	session.on('Debugger.scriptParsed', (script) => {
		if (script.url.startsWith('chrome-extension://')) lengths.push(script.length ?? 0);
	});
	await session.send('Debugger.enable');
	await load();
	await session.detach();
	return lengths;
}

/** A site that isn't set up, with the build that ships: bytes of ours in the page, and whether the background even woke. */
async function elsewhere(site: Site): Promise<Row[]> {
	const verifill = await Verifill.launch({ site, build: 'chrome' });
	const page = await verifill.context.newPage();
	const browser = await (
		verifill.context.browser() as NonNullable<ReturnType<BrowserContext['browser']>>
	).newBrowserCDPSession();
	await verifill.stopWorker();
	const bytes: number[] = [];
	const ms: number[] = [];
	for (let i = 0; i < ROUNDS; i++) {
		const lengths = await ourScripts(verifill.context, page, () => page.goto('https://bank.test/login'));
		bytes.push(lengths.reduce((sum, n) => sum + n, 0));
		const { targetInfos } = await browser.send('Target.getTargets');
		const awake = targetInfos.some((t) => t.type === 'service_worker' && t.url.includes(verifill.id));
		// Neither a script in the page nor the background ran: no time at all was spent. Otherwise it isn't known.
		ms.push(lengths.length === 0 && !awake ? 0 : Number.POSITIVE_INFINITY);
	}
	await verifill.close();
	return [
		{ what: 'site not set up: bytes of ours in the page', values: bytes, unit: 'bytes', budget: 0 },
		{ what: 'site not set up: time of ours', values: ms, unit: 'ms', budget: 0 },
	];
}

/** How long Chromium says it compiled and ran page.js, per load. */
async function evaluation(site: Site): Promise<Row> {
	const verifill = await Verifill.launch({ site });
	const page = await verifill.context.newPage();
	const browser = verifill.context.browser();
	if (browser === null) throw new Error('no browser');
	const values: number[] = [];
	for (let i = 0; i < ROUNDS; i++) {
		await browser.startTracing(page, { categories: ['devtools.timeline', 'v8'] });
		await page.goto('https://bank.test/');
		const trace = JSON.parse((await browser.stopTracing()).toString()) as {
			traceEvents: { name: string; dur?: number; args?: { data?: { url?: string } } }[];
		};
		const ours = trace.traceEvents.filter(
			(e) => e.name === 'EvaluateScript' && e.args?.data?.url?.includes(`${verifill.id}/page.js`),
		);
		values.push(ours.reduce((sum, e) => sum + (e.dur ?? 0), 0) / 1000);
	}
	await verifill.close();
	return { what: 'page.js: compiled and run', values, unit: 'ms', budget: null };
}

/** From the moment a code field is put into the page until it holds a code. Each round is another site, so that no code is used twice. */
async function fieldToFilled(site: Site, stopped: boolean): Promise<Row> {
	put(site, '/empty', '<main></main>');
	const verifill = await Verifill.launch({ site });
	const hosts = Array.from({ length: ROUNDS }, (_, i) => `n${i}.example.com`);
	await verifill.ask('panel.import', {
		opId: hex(),
		entries: hosts.map((host) => ({
			draft: {
				kind: 'totp',
				issuer: host,
				label: 'ada',
				accessKey: SECRET,
				algorithm: 'SHA1',
				digits: 6,
				period: 300,
				counter: 0,
			},
			hosts: [host],
			recovery: [],
			replace: null,
		})),
	});
	const page = await verifill.context.newPage();
	const values: number[] = [];
	for (const host of hosts) {
		await page.goto(`https://${host}/empty`);
		await page.bringToFront();
		if (stopped) {
			await verifill.stopWorker();
			await page.bringToFront();
		}
		values.push(
			await page.evaluate(
				(field) =>
					new Promise<number>((done) => {
						addEventListener(
							'input',
							(event) => {
								if ((event.target as HTMLInputElement).value.length === 6) done(performance.now() - from);
							},
							true,
						);
						const from = performance.now();
						(document.querySelector('main') as HTMLElement).innerHTML = field;
					}),
				FIELD,
			),
		);
	}
	await verifill.close();
	return { what: `field shown -> filled, worker ${stopped ? 'stopped' : 'warm'}`, values, unit: 'ms', budget: null };
}

/** From the click on our menu item until the set-up window shows what it read. */
async function clickToWindow(site: Site): Promise<Row[]> {
	const verifill = await Verifill.launch({ site });
	const person = site.people.add('bench');
	const page = await verifill.context.newPage();
	await signedIn(page, site, person);
	const opened: number[] = [];
	const read: number[] = [];
	for (let i = 0; i < ROUNDS; i++) {
		await page.goto('https://bank.test/security/2fa');
		await page.bringToFront();
		await page.locator('#qr').hover();
		const srcUrl = await page.locator('#qr').getAttribute('src');
		let from = 0;
		const window = await verifill.setUpWindow(() => {
			from = Date.now();
			return verifill.menu(page, { srcUrl: new URL(srcUrl ?? '', page.url()).href });
		});
		await window.getByRole('button', { name: /^Add/ }).waitFor();
		read.push(Date.now() - from);
		const painted = await window.evaluate(
			() =>
				performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
		);
		opened.push(painted - from);
		await window.close();
	}
	await verifill.close();
	return [
		{ what: 'menu click -> set-up window painted', values: opened, unit: 'ms', budget: 300 },
		{ what: 'menu click -> QR read, Add shown', values: read, unit: 'ms', budget: null },
	];
}

/** From opening the popup until a code can be read in it. */
async function popupToCode(site: Site, accounts: number, budget: number | null): Promise<Row> {
	const verifill = await Verifill.launch({ site });
	await verifill.ask('panel.import', {
		opId: hex(),
		entries: Array.from({ length: accounts }, (_, i) => ({
			draft: {
				kind: 'totp' as const,
				issuer: `Issuer ${i}`,
				label: `person${i}@example.com`,
				accessKey: SECRET,
				algorithm: 'SHA1' as const,
				digits: 6,
				period: 30,
				counter: 0,
			},
			hosts: [`n${i}.example.com`],
			recovery: [],
			replace: null,
		})),
	});
	const page = await verifill.context.newPage();
	await page.addInitScript(() => {
		const seen = () => /\b\d{3}\s?\d{3}\b/.test(document.body?.innerText ?? '');
		const look = () => {
			if (seen()) Object.assign(window, { firstCode: performance.now() });
			else requestAnimationFrame(look);
		};
		look();
	});
	const values: number[] = [];
	for (let i = 0; i < ROUNDS; i++) {
		await page.goto(verifill.url('src/popup/index.html'));
		const code = await page.waitForFunction(() => (window as unknown as { firstCode?: number }).firstCode);
		values.push(await code.evaluate((ms) => ms as number));
	}
	await verifill.close();
	return { what: `popup -> first code, ${accounts} accounts`, values, unit: 'ms', budget };
}

const site = await start();
const size = (script: string) => [gzipSync(readFileSync(`dist/chrome/${script}.js`)).length];
const rows: Row[] = [
	{ what: 'page.js, gzip (every page of the sites)', values: size('page'), unit: 'bytes', budget: 12_288 },
	{ what: 'field.js, gzip (where there is an input)', values: size('field'), unit: 'bytes', budget: 12_288 },
	{ what: 'filler.js, gzip (where a code goes in)', values: size('filler'), unit: 'bytes', budget: 3_072 },
	{ what: 'chooser.js, gzip (where there is a choice)', values: size('chooser'), unit: 'bytes', budget: 12_288 },
];
for (const measure of [
	() => elsewhere(site),
	() => evaluation(site),
	() => fieldToFilled(site, false),
	() => fieldToFilled(site, true),
	() => storms(site),
	() => clickToWindow(site),
	() => popupToCode(site, 10, 100),
	() => popupToCode(site, 1000, 100),
]) {
	rows.push(...[await measure()].flat());
	console.log(rows.at(-1)?.what);
}
await site.stop();

const head = ['what', 'median', 'p95', 'budget', 'median of budget'];
const table = rows.map(({ what, values, unit, budget }) => {
	const median = at(values, 0.5);
	const share =
		budget === null ? '' : budget === 0 ? (median === 0 ? 'met' : 'over') : `${Math.round((median / budget) * 100)} %`;
	return [
		what,
		`${shown(median, unit)} ${unit}`,
		`${shown(at(values, 0.95), unit)} ${unit}`,
		budget === null ? '' : `${budget} ${unit}`,
		share,
	];
});
const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
const text = [line(head), line(head.map(() => '---')), ...table.map(line)].join('\n');
console.log(`\n${text}`);
mkdirSync('bench/results', { recursive: true });
writeFileSync(
	'bench/results/main.md',
	`# What it costs, how fast it is\n\n\`npm run bench\`, ${ROUNDS} rounds each, Chromium headless, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)} at the end.\n\n${text}\n`,
);
const over = rows.filter(({ values, budget }) => budget !== null && at(values, 0.5) > budget);
for (const { what } of over) console.error(`over its budget: ${what}`);
process.exit(over.length === 0 ? 0 : 1);
