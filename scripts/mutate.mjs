// `npm run mutate [-- core|qr|vault ...] [--mutate src/vault/open.ts,...] [--anew] [--show] [--table]`: Stryker breaks src/core and src/vault in every way it knows, one at a time, and counts how many the unit tests notice.
// What a run found is kept in .cache/, and only what changed since is run again. Writes bench/results/mutate.md; exits non-zero below 85 % in a room.
import './node24.mjs';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const FLOOR = 85;
/** A stage of reading QR codes is tried by its own tests alone: those of the stages after it read whole codes for each break, all day. */
const stage = (tests, ...names) => ({
	mutate: names.map((name) => `src/core/${name}.ts`),
	tests: `src/core/${tests}.test.ts`,
});
const alone = (name) => stage(name, name);
const ROOMS = {
	core: [{ mutate: ['src/core/*.ts', '!src/core/qr*.ts'], tests: 'src/core/!(qr*).test.ts' }],
	qr: [
		...['qr-draw', 'qr-filters', 'qr-finders', 'qr-grid', 'qr-modules', 'qr-pixels', 'qr-text'].map(alone),
		stage('qr-readers', 'qr-readers', 'qr-zxing'),
		stage('qr-stages', 'qr'),
	],
	vault: [{ mutate: ['src/vault/*.ts'], tests: 'src/vault/*.test.ts' }],
};

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		mutate: { type: 'string' },
		anew: { type: 'boolean', default: false },
		show: { type: 'boolean', default: false },
		table: { type: 'boolean', default: false },
	},
});

const found = (room) => `.cache/mutate-${room}.json`;

/** Whether a file is one of these; what begins with `!` takes away. */
const isOf = (globs) => (file) =>
	globs.reduce(
		(is, glob) => (glob.startsWith('!') ? is && !matchesGlob(file, glob.slice(1)) : is || matchesGlob(file, glob)),
		false,
	);

/** What is at work from the first line on and was not noticed is run again: whether a new test reaches it, Stryker can't tell. */
function forgetStatic(room, globs) {
	if (!existsSync(found(room))) return;
	const report = JSON.parse(readFileSync(found(room), 'utf8'));
	for (const [name, file] of Object.entries(report.files)) {
		if (isOf(globs)(name)) file.mutants = file.mutants.filter((m) => !m.static || m.status !== 'Survived');
	}
	writeFileSync(found(room), JSON.stringify(report));
}

/** Runs what is new of a part of a room, or of the files named. */
async function run(room, { mutate, tests }) {
	const only = values.mutate?.split(',').filter(isOf(mutate));
	if (only?.length === 0) return;
	forgetStatic(room, only ?? mutate);
	process.env.MUTATE_TESTS = tests;
	await new Stryker({
		testRunner: 'warm',
		plugins: ['./scripts/mutate-runner.mjs'],
		mutate: [...(only ?? mutate), '!src/**/*.test.ts', '!src/**/*.d.ts'],
		ignorePatterns: ['/*', '!/src', '!/scripts', '!/bench', '!/package.json', '!/tsconfig.json'],
		// TypeScript 7 has no API to rewrite it with, and nothing needs it.
		tsconfigFile: '',
		disableTypeChecks: false,
		concurrency: 1,
		timeoutMS: 10_000,
		dryRunTimeoutMinutes: 15,
		incremental: true,
		incrementalFile: found(room),
		reporters: ['progress-append-only', 'clear-text'],
		clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: values.show },
		allowConsoleColors: false,
		warnings: false,
		logLevel: 'warn',
	}).runMutationTest();
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** Lines of the table of one room, and its score. */
function table(room) {
	const { files } = JSON.parse(readFileSync(found(room), 'utf8'));
	const sum = { all: 0, noticed: 0 };
	const lines = Object.entries(files)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, { mutants, source }]) => {
			const since = existsSync(name) && readFileSync(name, 'utf8') === source ? '' : ' (changed since)';
			const count = (...statuses) => mutants.filter((m) => statuses.includes(m.status)).length;
			const [noticed, survived, missed] = [count('Killed', 'Timeout'), count('Survived'), count('NoCoverage')];
			const all = mutants.length;
			sum.all += all;
			sum.noticed += noticed;
			return `| ${name}${since} | ${all} | ${noticed} | ${survived} | ${missed} | ${percent(noticed / all)} |`;
		});
	const share = sum.noticed / sum.all;
	return {
		lines,
		score: `${room}: ${percent(share)} of ${sum.all} noticed, in ${lines.length} files`,
		enough: share >= FLOOR / 100,
	};
}

mkdirSync('.cache', { recursive: true });
const rooms = positionals.length > 0 ? positionals : Object.keys(ROOMS);
for (const room of values.table ? [] : rooms) {
	if (values.anew) rmSync(found(room), { force: true });
	for (const part of ROOMS[room]) await run(room, part);
}
const tables = Object.keys(ROOMS)
	.filter((room) => existsSync(found(room)))
	.map(table);
const about = `Every break Stryker knows (conditions, arithmetic, texts, regular expressions, blocks, calls), each run, one at a time; a break that never ends counts as noticed, one that no test reaches as not noticed. The tests run in Node, those of src/vault that otherwise run in Chromium over a database and keeps in memory; long ones are left out (all that read photographed codes too), so that the true figure can only be better. What is not listed has nothing to break or was not run.`;
const head = '| file | breaks | noticed | survived | not reached | score |\n|---|---|---|---|---|---|';
writeFileSync(
	'bench/results/mutate.md',
	`# Broken on purpose\nBy \`npm run mutate\`, ${new Date().toISOString().slice(0, 10)}. ${about}\n\n${tables.map(({ score }) => `- **${score}**`).join('\n')}\n\n${head}\n${tables.flatMap(({ lines }) => lines).join('\n')}\n`,
);
for (const { score } of tables) console.log(score);
process.exit(tables.every(({ enough }) => enough) ? 0 : 1);
