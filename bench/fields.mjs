// `npm run bench:fields`: how well and how fast fields are known, on our own pages and on saved real ones; writes bench/results/fields.md.
// `npm run bench:fields -- FOLDER` measures the labelled pages of a folder alone, `-- WORD` our pages of that name; both write nothing.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { findBrowser } from '../scripts/browsers.mjs';

const script = readFileSync('bench/dist/fields.js', 'utf8');
const verbose = process.argv.includes('-v');
/** `-k`: keeps what the judge is told of our own pages, for its unit tests. */
const keep = process.argv.includes('-k');
const kept = [];

/** One page on one line, without what says nothing. */
function brief({ file, page, labels }) {
	const fields = page.fields.map((field, i) => ({
		is: labels[i]?.neutral ? 'neutral' : (labels[i]?.kind ?? 'unlabelled'),
		via: labels[i]?.via ?? 'unknown',
		...Object.fromEntries(Object.entries(field).filter(([, value]) => value)),
	}));
	return JSON.stringify({ file, title: page.title, path: page.path.replace(/^.*\/e2e\/pages\//, '/'), fields });
}

/** Runs in the page: what was found, beside what the labels say. `wanted` null = labels are in the page (data-is). */
function compare(wanted) {
	const roots = [document];
	for (const root of roots)
		for (const e of root.querySelectorAll('*')) {
			const shadow = e.shadowRoot ?? globalThis.closedRoots?.get(e);
			if (shadow) roots.push(shadow);
		}
	const labels = new Map();
	if (wanted) {
		// Some fields are listed twice, as what a naive reader takes them for and as what they are.
		for (const { selector, kind, cls, via, neutral } of wanted)
			for (const e of document.querySelectorAll(selector))
				if (!labels.has(e) || kind !== 'negative-hard')
					labels.set(e, {
						kind: kind === 'negative-hard' ? 'no' : kind,
						cls,
						via: via === 'any' ? 'unknown' : via,
						neutral,
					});
	} else {
		for (const root of roots)
			for (const e of root.querySelectorAll('[data-is]'))
				labels.set(e, {
					kind: e.dataset.is,
					via: e.dataset.via ?? 'unknown',
					cls: e.dataset.is,
					neutral: e.dataset.is === 'neutral',
				});
	}
	const t0 = performance.now();
	const found = new Map(globalThis.__classify(document).map((f) => [f.element, f]));
	const ms = performance.now() - t0;
	const { elements, page, verdicts } = globalThis.__explain(document);
	const why = new Map(verdicts.flatMap((v) => v.boxes.map((i) => [elements[i], { ...v, field: page.fields[i] }])));
	const rows = [];
	for (const e of new Set([...labels.keys(), ...found.keys()])) {
		const label = labels.get(e) ?? { kind: 'no', cls: 'unlabelled' };
		const got = found.get(e);
		rows.push({
			html: e.outerHTML.replace(/\s+/g, ' ').slice(0, 160),
			...label,
			got: got?.kind ?? 'no',
			gotVia: got?.via,
			why: `${why.get(e)?.score}: ${why.get(e)?.reasons.join('; ')}`,
			field: why.get(e)?.field,
		});
	}
	return { rows, ms, page, labels: elements.map((e) => labels.get(e) ?? null) };
}

async function set(context, title, dir, pages, filter) {
	const n = {
		pages: 0,
		empty: 0,
		fired: 0,
		otpHit: 0,
		otpMiss: 0,
		otpFalse: 0,
		recHit: 0,
		recMiss: 0,
		recFalse: 0,
		viaHit: 0,
		via: 0,
		hard: 0,
		hardFilled: 0,
	};
	const wrong = [];
	const page = await context.newPage();
	for (const { file, labels } of pages) {
		if (filter && !file.includes(filter)) continue;
		await page.goto(pathToFileURL(join(dir, file)).href, { waitUntil: 'domcontentloaded' });
		await page.evaluate(script);
		const result = await page.evaluate(compare, labels);
		const { rows } = result;
		if (process.env.DUMP)
			appendFileSync(process.env.DUMP, `${JSON.stringify({ file, page: result.page, labels: result.labels })}\n`);
		if (keep) kept.push(brief({ file, ...result }));
		n.pages++;
		const has = rows.some((r) => r.kind !== 'no');
		if (!has) n.empty++;
		if (!has && rows.some((r) => r.got !== 'no')) n.fired++;
		for (const r of rows) {
			if (r.neutral) continue;
			const otp = r.kind.startsWith('otp');
			const gotOtp = r.got.startsWith('otp');
			let bad = false;
			if (otp && gotOtp) n.otpHit++;
			if (otp && !gotOtp) bad = !!++n.otpMiss;
			if (!otp && gotOtp) bad = !!++n.otpFalse;
			if (r.kind === 'recovery' && r.got === 'recovery') n.recHit++;
			if (r.kind === 'recovery' && r.got !== 'recovery') bad = !!++n.recMiss;
			if (r.kind !== 'recovery' && r.got === 'recovery') bad = !!++n.recFalse;
			if (r.kind === 'no' && r.cls !== 'unlabelled') {
				n.hard++;
				if (r.got !== 'no') n.hardFilled++;
			}
			if (otp && gotOtp && (r.via === 'sent' || r.via === 'totp' || r.via === 'app')) {
				n.via++;
				if ((r.via === 'sent') === (r.gotVia === 'sent')) n.viaHit++;
				else bad = true;
			}
			if (bad) wrong.push({ file, ...r });
		}
	}
	await page.close();
	const share = (a, b) => (b === 0 ? '-' : (a / b).toFixed(3));
	const line = [
		title,
		n.pages,
		`${share(n.otpHit, n.otpHit + n.otpFalse)} (${n.otpFalse} wrong)`,
		`${share(n.otpHit, n.otpHit + n.otpMiss)} (${n.otpMiss} of ${n.otpHit + n.otpMiss} missed)`,
		`${share(n.recHit, n.recHit + n.recFalse)} / ${share(n.recHit, n.recHit + n.recMiss)} (${n.recHit + n.recMiss})`,
		`${share(n.viaHit, n.via)} (${n.via})`,
		`${n.fired} of ${n.empty}`,
		`${n.hardFilled} of ${n.hard}`,
	];
	for (const w of wrong) if (verbose || filter) console.log(JSON.stringify(w, null, 1));
	return { line, wrong };
}

/** Time to know a page with so many inputs, every other one in a labelled row, a code field among them. */
async function speed(context, inputs) {
	const page = await context.newPage();
	const rows = Array.from({ length: inputs - 1 }, (_, i) =>
		i % 2
			? `<div class="row"><label for="f${i}">Field ${i}</label><input id="f${i}" name="field_${i}"></div>`
			: `<div class="row"><p>Amount ${i}</p><input name="amount_${i}" maxlength="9"></div>`,
	);
	await page.setContent(
		`<h1>Sheet</h1><form>${rows.join('')}</form><form><h2>Two-factor authentication</h2><p>Enter the code from your authenticator app.</p><input name="otp" maxlength="6"></form>`,
	);
	await page.evaluate(script);
	const times = await page.evaluate(() => {
		const times = [];
		for (let i = 0; i < 60; i++) {
			document.body.dataset.n = String(i);
			const t = performance.now();
			const found = globalThis.__classify(document);
			times.push(performance.now() - t);
			if (found.length !== 1) throw new Error(`found ${found.length}`);
		}
		return times.slice(10).sort((a, b) => a - b);
	});
	await page.close();
	return [inputs, times[25].toFixed(2), times[47].toFixed(2)];
}

const asked = process.argv.slice(2).find((a) => !a.startsWith('-'));
const folder = asked && existsSync(asked) && statSync(asked).isDirectory() ? asked : null;
const filter = folder ? null : asked;
const browser = await chromium.launch({ executablePath: findBrowser('chromium'), chromiumSandbox: false });
const live = await browser.newContext({ offline: true });
await live.addInitScript(() => {
	// Our own pages may keep a shadow root closed; the extension opens it through the browser's own API, the bench through this.
	globalThis.closedRoots = new WeakMap();
	const attach = Element.prototype.attachShadow;
	Element.prototype.attachShadow = function (init) {
		const root = attach.call(this, init);
		globalThis.closedRoots.set(this, root);
		return root;
	};
	globalThis.browser ??= {};
	globalThis.browser.dom ??= { openOrClosedShadowRoot: (e) => e.shadowRoot ?? globalThis.closedRoots.get(e) ?? null };
});
const dead = await browser.newContext({ javaScriptEnabled: false, offline: true });

const own = resolve(folder ?? 'e2e/pages');
const shared = resolve(existsSync('../shared/fields') ? '../shared/fields' : '/none');
const results = [];
const ownFiles = readdirSync(own, { recursive: true })
	.filter((f) => f.endsWith('.html') && !f.startsWith('live'))
	.sort()
	.map((file) => ({ file, labels: null }));
results.push(await set(live, folder ? basename(own) : 'own pages (e2e/pages)', own, ownFiles, filter));
if (keep) writeFileSync('src/core/fixtures/fields.json', `[\n${kept.join(',\n')}\n]\n`);
if (!folder && !keep && existsSync(join(shared, 'labels.json')) && !process.argv.includes('-o')) {
	const { pages } = JSON.parse(readFileSync(join(shared, 'labels.json'), 'utf8'));
	results.push(await set(dead, 'saved real sites (../shared/fields)', shared, pages, filter));
}
const times = [];
if (!asked) for (const n of [10, 100, 1000]) times.push(await speed(live, n));
await browser.close();

const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((r) => `| ${r.join(' | ')} |`).join('\n');
const text = [
	'# Fields: how well and how fast they are known',
	'',
	`${new Date().toISOString().slice(0, 10)}, Chromium ${browser.version()}, ${cpus().length} cores. By single fields; a code that was sent counts as a code, told apart by \`via\`.`,
	'',
	table(
		[
			'set',
			'pages',
			'code precision',
			'code recall',
			'recovery P / R',
			'sent told apart',
			'fires on pages without',
			'hard negatives filled',
		],
		results.map((r) => r.line),
	),
	'',
	table(['inputs on the page', 'median ms', 'p95 ms'], times),
	'',
].join('\n');
console.log(text);
for (const { wrong } of results)
	for (const w of wrong)
		console.log(
			`wrong: ${w.file}: is ${w.kind}/${w.via ?? ''}/${w.cls ?? ''}, got ${w.got}/${w.gotVia ?? ''}  ${w.html.slice(0, 110)}\n    ${w.why ?? ''}`,
		);
if (!asked) {
	mkdirSync('bench/results', { recursive: true });
	const file = 'bench/results/fields.md';
	// The blind figures are written by hand, once for each batch: before anything was fixed after it.
	const blind = existsSync(file) ? readFileSync(file, 'utf8').match(/\n## Blind[\s\S]*/)?.[0] : '';
	writeFileSync(file, text + (blind ?? ''));
}
