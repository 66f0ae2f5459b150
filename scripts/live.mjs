// Installs the real components from npm (once, about 1 GB, kept apart), builds their pages and fills each of them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const live = resolve(import.meta.dirname, '../e2e/pages/live');
const run = (command, args, cwd = process.cwd()) => {
	const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
	if (status !== 0) process.exit(status ?? 1);
};

if (!existsSync(resolve(live, 'node_modules/.package-lock.json'))) run('npm', ['ci'], live);
run(process.execPath, [resolve(live, 'node_modules/vite/bin/vite.js'), 'build'], live);
run(process.execPath, ['scripts/bench-build.mjs']);
run('npx', ['playwright', 'test', '--project=live', ...process.argv.slice(2)]);
