/** `npm run torture`: kills, stops and losses in a real Chromium with a real profile. `--short` is the part in npm test; exits 1 when anything was lost. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Backend } from './browser.ts';
import { killBrowsers, stopWorkers, type Tally } from './kills.ts';
import { LOSSES, lose } from './losses.ts';

const { values } = parseArgs({
	options: {
		short: { type: 'boolean', default: false },
		kills: { type: 'string', default: '200' },
		stops: { type: 'string', default: '200' },
		backend: { type: 'string', default: 'both' },
		seed: { type: 'string', default: '1' },
		seconds: { type: 'string', default: '100000' },
		build: { type: 'string', default: 'dist/chrome-e2e' },
		losses: { type: 'boolean', default: false },
		/** File for `{passed, failed}`. */
		report: { type: 'string' },
		/** File the closing lines are added to. */
		log: { type: 'string' },
	},
});
const all = !values.losses;
const seed = Number(values.seed);
const until = Date.now() + Number(values.seconds) * 1000;
const backends = (
	values.backend === 'both' ? ['leveldb', 'sqlite'] : values.backend === 'none' ? [] : [values.backend]
) as Backend[];
const kills = values.short ? 3 : Number(values.kills);
const stops = values.short ? 10 : Number(values.stops);
const losses = values.short ? LOSSES.filter((l) => l.becomes === 'open' && !l.again).slice(0, 2) : LOSSES;

let passed = 0;
let failed = 0;
function say(line: string): void {
	console.log(line);
	if (values.log) appendFileSync(values.log, `${line}\n`);
}
function count(name: string, wrong: string[], told: string): void {
	if (wrong.length === 0) passed++;
	else failed++;
	say(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${told}`);
	for (const line of wrong) say(`     ${line}`);
}
const told = (t: Tally, what: string) =>
	`${t.kills} ${what}, ${t.wipes} wipes seen, ${t.recovered} accounts recovered, ${t.acknowledged} acknowledged, ${t.wrong.length} lost or wrong`;

async function onProfile(act: (profile: string) => Promise<void>): Promise<void> {
	const profile = mkdtempSync(join(tmpdir(), 'verifill-torture-'));
	try {
		await act(profile);
	} finally {
		rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
	}
}

const { build } = values;
for (const backend of all ? backends : []) {
	await onProfile(async (profile) => {
		const quietly = () => undefined;
		const tally = await killBrowsers({
			profile,
			build,
			backend,
			seed,
			count: kills,
			until,
			say: values.short ? quietly : say,
		});
		count(`R03: kill -9, ${backend}, seed ${seed}`, tally.wrong, told(tally, 'kills'));
	});
}
if (all && stops > 0) {
	await onProfile(async (profile) => {
		const tally = await stopWorkers({ profile, build, seed, count: stops });
		count(`R04: worker stopped mid-action, seed ${seed}`, tally.wrong, told(tally, 'stops'));
	});
}
for (const loss of all && !values.short && values.backend !== 'both' ? [] : losses) {
	await onProfile(async (profile) => {
		const { name, wrong, said } = await lose(loss, profile, build, seed);
		count(name, wrong ? [wrong] : [], `then ${loss.becomes}, said ${said || 'nothing'}`);
	});
}
say(`${passed} passed, ${failed} failed`);
if (values.report) writeFileSync(values.report, JSON.stringify({ passed, failed }));
process.exit(failed === 0 && passed > 0 ? 0 : 1);
