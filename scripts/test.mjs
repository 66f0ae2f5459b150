// The only run of everything: types, lint, unit tests, all builds, both browsers. Last line: `N passed, N failed`; a suite that ran nothing counts as failed.
import './node24.mjs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inPath } from './browsers.mjs';

const reports = mkdtempSync(join(tmpdir(), 'verifill-test-'));
const only = process.argv.slice(2);
const desktop = process.platform === 'linux' && inPath('xvfb-run') && inPath('xdotool');

/** A step that passes or fails as a whole. */
const check = (command) => ({ command });
const vitest = (project) => ({
	command: `vitest run --project ${project} --reporter=dot --reporter=json --outputFile.json=`,
	read: ({ numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests }) => [
		numPassedTests,
		numFailedTests + numPendingTests + (numFailedTests === 0 ? numFailedTestSuites : 0),
	],
});
const playwright = (project, under = '') => ({
	command: `${under}playwright test --project=${project} --reporter=line,json`,
	env: 'PLAYWRIGHT_JSON_OUTPUT_NAME',
	read: ({ stats, errors }) => [stats.expected, stats.unexpected + stats.flaky + stats.skipped + errors.length],
});

const STEPS = {
	types: check('npm run --silent types'),
	lint: check('npm run --silent lint'),
	unit: vitest('node'),
	'unit in Chromium': vitest('browser'),
	builds: check('node scripts/build.mjs chrome firefox chrome-e2e firefox-e2e'),
	package: playwright('package'),
	chromium: playwright('chromium'),
	torture: { command: 'node e2e/torture/torture.ts --short --report=', read: ({ passed, failed }) => [passed, failed] },
	...(desktop ? { desktop: playwright('desktop', "xvfb-run -a -s '-screen 0 1280x900x24' ") } : {}),
	firefox: desktop ? playwright('firefox', "xvfb-run -a -s '-screen 0 1280x900x24' ") : playwright('firefox'),
};

/** Runs one step; gives [passed, failed]. */
function run(name, step) {
	const file = join(reports, `${name.replaceAll(' ', '-')}.json`);
	const command = step.command.endsWith('=') ? step.command + file : step.command;
	const env = { ...process.env, FORCE_COLOR: '0', ...(step.env ? { [step.env]: file } : {}) };
	const { status } = spawnSync(command, { shell: true, stdio: 'inherit', env });
	if (!step.read) return status === 0 ? [1, 0] : [0, 1];
	let counts;
	try {
		counts = step.read(JSON.parse(readFileSync(file, 'utf8')));
	} catch {
		return [0, 1];
	}
	const [passed, failed] = counts;
	// A run that ended badly without a failed test, or ran no test at all, is a failure too.
	return passed + failed === 0 || (status !== 0 && failed === 0) ? [passed, failed + 1] : counts;
}

let passed = 0;
let failed = 0;
const lines = [];
for (const [name, step] of Object.entries(STEPS)) {
	if (only.length > 0 && !only.includes(name)) continue;
	console.log(`\n== ${name}`);
	const from = Date.now();
	const [ok, bad] = run(name, step);
	passed += ok;
	failed += bad;
	lines.push(
		`${name.padEnd(18)} ${String(ok).padStart(5)} passed ${String(bad).padStart(3)} failed ${((Date.now() - from) / 1000).toFixed(0).padStart(4)} s`,
	);
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${lines.join('\n')}`);
if (!desktop) console.log('desktop            left out: it needs Linux with xvfb-run and xdotool');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
