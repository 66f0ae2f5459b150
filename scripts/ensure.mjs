// The only place that makes sure what the other scripts need is there. Runs on any Node from 20 (before the dependencies that bring Node 24), core modules only.
// node scripts/ensure.mjs [chromium] [firefox] [xvfb] : dependencies always; the named programs too.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBrowser, howToGet, inPath } from './browsers.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const run = (command, args) =>
	spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;

function stop(sentence) {
	console.error(`\n${sentence}\n`);
	process.exit(1);
}

/** Dependencies as the lock file has them; nothing is done where the tree is newer than the lock. */
function dependencies() {
	const tree = 'node_modules/.package-lock.json';
	if (existsSync(tree) && statSync(tree).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
	console.log('Installing dependencies (npm ci, about a minute) ...');
	if (!run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])) stop('npm ci failed.');
}

const NEEDS = {
	chromium: { there: () => findBrowser('chromium'), packages: ['chromium'], say: howToGet('chromium') },
	firefox: { there: () => findBrowser('firefox'), packages: ['firefox-esr'], say: howToGet('firefox') },
	xvfb: {
		there: () => process.platform !== 'linux' || ['xvfb-run', 'xauth', 'xdotool'].every(inPath),
		packages: ['xvfb', 'xauth', 'xdotool'],
		say: 'xvfb-run and xdotool not found: the desktop suite is left out. Debian/Ubuntu: apt-get install xvfb xauth xdotool.',
		optional: true,
	},
};

/** The named programs; on Debian as root they are installed, elsewhere the person is told how to get them. */
function programs(names) {
	const missing = () => names.map((name) => NEEDS[name]).filter((need) => !need.there());
	if (missing().length > 0 && process.getuid?.() === 0 && inPath('apt-get')) {
		const packages = missing().flatMap((need) => need.packages);
		console.log(`Installing ${packages.join(' ')} (apt-get) ...`);
		process.env.DEBIAN_FRONTEND = 'noninteractive';
		const install = () => run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
		if (!install() && run('apt-get', ['update', '-qq'])) install();
	}
	for (const need of missing()) console.error(need.say);
	if (missing().some((need) => !need.optional)) process.exit(1);
}

dependencies();
programs(process.argv.slice(2));
