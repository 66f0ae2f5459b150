// `npm run mutate [-- core|qr|vault ...] [--mutate src/vault/open.ts,...] [--share N] [--tests glob] [--anew] [--show] [--table]`: Stryker breaks src/core and src/vault in every way it knows, one at a time, and counts how many the unit tests notice.
// What a run found is kept in .cache/, and only what changed since is run again. Writes bench/results/mutate.md; exits non-zero below 85 % in a room.
import './node24.mjs';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const FLOOR = 85;
/** `share`: how much of it is run, where all would take hours; which ones, their place and kind decide. A QR code is drawn and read for each. */
const ROOMS = {
	core: { mutate: ['src/core/*.ts', '!src/core/qr*.ts'], tests: 'src/core/!(qr).test.ts', share: 1 },
	qr: { mutate: ['src/core/qr*.ts'], tests: 'src/core/qr*.test.ts', share: 0.02 },
	vault: { mutate: ['src/vault/*.ts'], tests: 'src/vault/*.test.ts', share: 1 },
};

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		mutate: { type: 'string' },
		share: { type: 'string' },
		tests: { type: 'string' },
		anew: { type: 'boolean', default: false },
		show: { type: 'boolean', default: false },
		table: { type: 'boolean', default: false },
	},
});

const found = (room) => `.cache/mutate-${room}.json`;

async function run(room) {
	const { mutate, tests, share } = ROOMS[room];
	if (values.anew) rmSync(found(room), { force: true });
	if (existsSync(found(room))) {
		// What another sample left out is open again.
		const report = JSON.parse(readFileSync(found(room), 'utf8'));
		const files = Object.entries(report.files).filter(([name]) => values.mutate?.split(',').includes(name) ?? true);
		for (const [, file] of files) file.mutants = file.mutants.filter((m) => m.status !== 'RuntimeError');
		writeFileSync(found(room), JSON.stringify(report));
	}
	// Fewer tests than reach a file: quicker, and the score can only be better.
	process.env.MUTATE_TESTS = values.tests ?? tests;
	process.env.MUTATE_SHARE = values.share ?? String(share);
	await new Stryker({
		testRunner: 'warm',
		plugins: ['./scripts/mutate-runner.mjs'],
		mutate: [...(values.mutate?.split(',') ?? mutate), '!src/**/*.test.ts', '!src/**/*.d.ts'],
		ignorePatterns: ['/*', '!/src', '!/scripts', '!/bench', '!/package.json', '!/tsconfig.json'],
		// TypeScript 7 has no API to rewrite it with, and nothing needs it.
		tsconfigFile: '',
		disableTypeChecks: false,
		concurrency: 1,
		timeoutMS: 30_000,
		dryRunTimeoutMinutes: 15,
		incremental: true,
		incrementalFile: found(room),
		reporters: ['clear-text'],
		clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: values.show },
		allowConsoleColors: false,
		warnings: false,
		logLevel: 'warn',
	}).runMutationTest();
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** Lines of the table of one room, and its score: each file by its size, whatever share of it was run. What no test reaches is known without a run. */
function table(room) {
	const { files } = JSON.parse(readFileSync(found(room), 'utf8'));
	const sum = { all: 0, run: 0, noticed: 0 };
	const lines = Object.entries(files)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, { mutants }]) => {
			const count = (...statuses) => mutants.filter((m) => statuses.includes(m.status)).length;
			const [noticed, survived, reached] = [count('Killed', 'Timeout'), count('Survived'), count('NoCoverage')];
			const all = mutants.length;
			const run = noticed + survived + reached;
			const score = run === 0 ? null : (1 - reached / all) * (noticed / Math.max(1, noticed + survived));
			if (score !== null) {
				sum.all += all;
				sum.run += run;
				sum.noticed += score * all;
			}
			return `| ${name} | ${all} | ${run} | ${noticed} | ${survived} | ${reached} | ${score === null ? '-' : percent(score)} |`;
		});
	const share = sum.noticed / Math.max(1, sum.all);
	const score = `${room}: ${percent(share)} of ${sum.all} noticed (${percent(sum.run / Math.max(1, sum.all))} of them run)`;
	return { lines, score, enough: share >= FLOOR / 100 };
}

mkdirSync('.cache', { recursive: true });
const rooms = positionals.length > 0 ? positionals : Object.keys(ROOMS);
if (!values.table) for (const room of rooms) await run(room);
const tables = Object.keys(ROOMS)
	.filter((room) => existsSync(found(room)))
	.map(table);
const about = `Every break Stryker knows (conditions, arithmetic, texts, regular expressions, blocks, calls), one at a time; a break that never ends counts as noticed, one that no test reaches as not noticed. The tests run in Node, those of src/vault that otherwise run in Chromium over a database and keeps in memory; long ones are left out (also all that read photographed codes; qr-draw, -filters, -pixels and -text were run with their own tests alone), so that the true figure can only be better. Where only a share was run, the score is an estimate: each file by its size.`;
const head = '| file | breaks | run | noticed | survived | not reached | score |\n|---|---|---|---|---|---|---|';
writeFileSync(
	'bench/results/mutate.md',
	`# Broken on purpose\nBy \`npm run mutate\`, ${new Date().toISOString().slice(0, 10)}. ${about}\n\n${tables.map(({ score }) => `- **${score}**`).join('\n')}\n\n${head}\n${tables.flatMap(({ lines }) => lines).join('\n')}\n`,
);
for (const { score } of tables) console.log(score);
process.exit(tables.every(({ enough }) => enough) ? 0 : 1);
