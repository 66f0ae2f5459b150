// `npm run mutate [-- part-of-path ...] [--each N] [--seed N] [--browser]`: breaks src/core and src/vault in small ways, one at a time, and counts how many the unit tests notice.
// An own small mutator: Stryker's vitest runner knows no vitest 5. Works in a copy; writes bench/results/mutate-<project>.md.
import './node24.mjs';
import { fork, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		each: { type: 'string', default: '12' },
		seed: { type: 'string', default: '1' },
		seconds: { type: 'string', default: '100000' },
		browser: { type: 'boolean', default: false },
	},
});
const project = values.browser ? 'browser' : 'node';
const until = Date.now() + Number(values.seconds) * 1000;
const PATIENCE = 60_000;

let state = Number(values.seed) >>> 0;
function random() {
	state = (state + 0x6d2b79f5) >>> 0;
	let t = Math.imul(state ^ (state >>> 15), state | 1);
	t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
	return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** Same length, with everything that is no code blanked: comments, strings, regular expressions, imports, types. */
function codeOnly(text) {
	return text
		.replace(
			/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[=(,:!&|?[]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*/g,
			(part) => part.replace(/[^\n]/g, ' '),
		)
		.replace(/^(import|export (interface|type)|interface|type) [\s\S]*?(?:^\}|;$)/gm, (part) =>
			part.replace(/[^\n]/g, ' '),
		);
}

const RULES = [
	[/===/g, () => '!=='],
	[/!==/g, () => '==='],
	[/ < /g, () => ' <= '],
	[/ <= /g, () => ' < '],
	[/ > /g, () => ' >= '],
	[/ >= /g, () => ' > '],
	[/&&/g, () => '||'],
	[/\|\|/g, () => '&&'],
	[/ \+ /g, () => ' - '],
	[/ - /g, () => ' + '],
	[/ \* /g, () => ' / '],
	[/ % /g, () => ' * '],
	[/\btrue\b/g, () => 'false'],
	[/\bfalse\b/g, () => 'true'],
	[/!(?=[a-zA-Z(])/g, () => ''],
	[/(?<![\w.$-])\d+(?![\w.])/g, (n) => String(Number(n) + 1)],
	[/(?<=^\t+)(?:throw|await|[a-z][\w.]*\()[^\n]*;$/gm, (line) => ';'.padStart(line.length)],
	[/\.(?:some|every)\(/g, (call) => (call === '.some(' ? '.every(' : '.some(')],
	[/\bMath\.(?:min|max)\b/g, (name) => (name === 'Math.min' ? 'Math.max' : 'Math.min')],
];

function mutants(text) {
	const code = codeOnly(text);
	return RULES.flatMap(([rule, change]) =>
		[...code.matchAll(rule)].map((m) => ({ at: m.index, was: m[0], is: change(m[0]) })),
	);
}

const copy = mkdtempSync(join(tmpdir(), 'verifill-mutate-'));
const root = resolve('.');
spawnSync('git', ['clone', '-q', '--shared', root, join(copy, 'w')], { stdio: 'inherit' });
const work = join(copy, 'w');
symlinkSync(join(root, 'node_modules'), join(work, 'node_modules'));

let server = null;
let specs = [];
async function start() {
	server = fork(join(root, 'scripts/mutate-server.mjs'), [project], {
		cwd: work,
		detached: true,
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
	});
	const { ready } = await new Promise((done, fail) => {
		server.once('message', done);
		server.once('exit', () => fail(new Error('the test server died')));
	});
	specs = ready;
}
function stop() {
	try {
		process.kill(-server.pid, 'SIGKILL');
	} catch {}
	server = null;
}
/** Whether the tests pass on what lies in the copy; a hang counts as noticed. */
async function passes(file, tests) {
	if (!server) await start();
	let timer;
	const answer = await Promise.race([
		new Promise((done) => {
			server.once('message', (m) => done(m.passed));
			server.send({ file, tests });
		}),
		new Promise((done) => {
			timer = setTimeout(() => done(null), PATIENCE);
		}),
	]);
	clearTimeout(timer);
	if (answer === null) stop();
	return answer === true;
}

/** Test files that import this one themselves; in Chromium, where the vault is tested as a whole, all of its room. */
function testsOf(file) {
	const room = specs.filter((spec) => dirname(spec) === dirname(file));
	const near = room.filter((spec) => readFileSync(spec, 'utf8').includes(`/${basename(file)}'`));
	return project === 'node' ? near : room;
}

const lines = [];
let killed = 0;
let all = 0;
try {
	await start();
	const names = spawnSync('git', ['ls-files', 'src/core', 'src/vault'], { encoding: 'utf8' }).stdout.trim().split('\n');
	const files = names
		.filter((name) => /\.ts$/.test(name) && !/\.test\.ts$|\.d\.ts$|\/fixtures\//.test(name))
		.filter((name) => positionals.length === 0 || positionals.some((part) => name.includes(part)));
	for (const name of files) {
		const file = join(work, name);
		const text = readFileSync(file, 'utf8');
		const tests = testsOf(file);
		const chosen = mutants(text)
			.map((m) => [random(), m])
			.sort(([a], [b]) => a - b)
			.slice(0, Number(values.each))
			.map(([, m]) => m);
		if (chosen.length === 0 || Date.now() > until) continue;
		if (tests.length === 0) {
			lines.push(`| ${name} | - | no test imports it itself |`);
			continue;
		}
		if (!(await passes(file, tests))) {
			lines.push(`| ${name} | - | its tests fail unbroken |`);
			continue;
		}
		const survived = [];
		for (const { at, was, is } of chosen) {
			if (Date.now() > until) break;
			writeFileSync(file, text.slice(0, at) + is + text.slice(at + was.length));
			const line = text.slice(0, at).split('\n').length;
			if (await passes(file, tests))
				survived.push(`${line}: \`${was.trim().slice(0, 50)}\` -> \`${is.trim() || 'nothing'}\``);
			else killed++;
			all++;
		}
		writeFileSync(file, text);
		await passes(file, tests);
		lines.push(
			`| ${name} | ${chosen.length - survived.length} of ${chosen.length} | ${survived.join('; ').replaceAll('|', '\\|')} |`,
		);
		console.log(lines.at(-1));
	}
} finally {
	if (server) stop();
	rmSync(copy, { recursive: true, force: true });
}
const score = `${killed} of ${all} noticed: ${((killed / Math.max(1, all)) * 100).toFixed(1)} %`;
console.log(score);
const about = `Up to ${values.each} breaks per file, chosen by seed ${values.seed}; tests in ${project === 'node' ? 'Node' : 'Chromium'}. Those nobody noticed are named.`;
writeFileSync(
	`bench/results/mutate-${project}.md`,
	`# Broken on purpose (${project})\nBy \`npm run mutate\`, ${new Date().toISOString().slice(0, 10)}. ${about}\n\n**${score}**\n\n| file | noticed | not noticed |\n|---|---|---|\n${lines.join('\n')}\n`,
);
process.exit(killed / Math.max(1, all) >= 0.85 ? 0 : 1);
