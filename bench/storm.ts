/** What our scripts cost a page that changes 10,000 nodes a second, told by the browser's own profiler. */
import type { Page } from '@playwright/test';
import { FIELD, gets, put, SECRET } from '../e2e/fixtures/fields.ts';
import { Verifill } from '../e2e/fixtures/verifill.ts';
import type { Site } from '../e2e/site/site.ts';

const WINDOWS = 7;
/** ms; longer than the longest time between two looks of ours. */
const WINDOW = 10_000;
/** Nodes per second: less than this was not the storm that is meant. */
const RATE = 9_500;

const ROWS = '<div class="row"><b>Name</b> <span>1.00</span> <i>up</i></div>'.repeat(700);
/** Texts, classes and elements by turns; with `inputs`, an input comes and goes 100 times a second, too. */
const storm = (inputs: boolean) => `<script>
	const rows = [...document.querySelectorAll('.row')];
	const start = performance.now();
	let n = 0;
	globalThis.changed = () => n;
	setInterval(() => {
		// Late timers are made up for, so that the rate is kept.
		for (const until = (performance.now() - start) * 10; n < until; n++) {
			const row = rows[n % rows.length];
			if (n % 3 === 0) row.children[1].textContent = String(n);
			else if (n % 3 === 1) row.className = n % 2 ? 'row up' : 'row';
			else row.lastElementChild.replaceWith(document.createElement('i'));
		}
		${inputs ? "document.getElementById('in').replaceChildren(Object.assign(document.createElement('input'), { name: 'amount' + n }));" : ''}
	}, 10);
</script>`;

/** As the DevTools protocol has it, times in µs. */
interface Profile {
	nodes: { id: number; callFrame: { url: string }; children?: number[] }[];
	samples: number[];
	timeDeltas: number[];
}

/** Milliseconds in scripts of ours and in what they called. */
function ours({ nodes, samples, timeDeltas }: Profile, id: string): number {
	const own = new Set<number>();
	// A node comes before its children.
	for (const { id: node, callFrame, children = [] } of nodes) {
		if (!own.has(node) && !callFrame.url.startsWith(`chrome-extension://${id}/`)) continue;
		for (const each of [node, ...children]) own.add(each);
	}
	// A sample lasts until the next one.
	return samples.reduce((sum, node, i) => sum + (own.has(node) ? (timeDeltas[i + 1] ?? 0) : 0), 0) / 1000;
}

/** ms of ours per second, once a window. */
async function measure(verifill: Verifill, page: Page): Promise<number[]> {
	const session = await verifill.context.newCDPSession(page);
	await session.send('Profiler.enable');
	await session.send('Profiler.setSamplingInterval', { interval: 200 });
	const values: number[] = [];
	for (let i = 0; i < WINDOWS; i++) {
		const before = await page.evaluate<number>('changed()');
		const from = performance.now();
		await session.send('Profiler.start');
		await new Promise((done) => setTimeout(done, WINDOW));
		const { profile } = (await session.send('Profiler.stop')) as unknown as { profile: Profile };
		const seconds = (performance.now() - from) / 1000;
		const rate = ((await page.evaluate<number>('changed()')) - before) / seconds;
		if (rate < RATE) throw new Error(`only ${Math.round(rate)} nodes per second changed: the machine is too busy`);
		values.push(ours(profile, verifill.id) / seconds);
	}
	await session.detach();
	return values;
}

/** Rows of the bench: milliseconds of ours per second, on a site that is set up, once its field is filled. */
export async function storms(site: Site) {
	const rows: { what: string; values: number[]; unit: 'ms'; budget: number }[] = [];
	for (const [what, inputs] of [
		['10,000 nodes/s change: ours, per second', false],
		['10,000 nodes/s and 100 inputs/s change: ours, per second', true],
	] as const) {
		put(site, '/storm', `<form>${FIELD}</form><p id="in"></p>${ROWS}${storm(inputs)}`);
		const verifill = await Verifill.launch({ site });
		await verifill.keep({ label: 'ada', secret: SECRET, hosts: ['bank.test'] });
		const page = await verifill.context.newPage();
		await page.goto('https://bank.test/storm');
		await gets(page, undefined, 40_000);
		rows.push({ what, values: await measure(verifill, page), unit: 'ms', budget: 2 });
		await verifill.close();
	}
	return rows;
}
