/**
 * Stryker's test runner for this project. Its own one for vitest starts a worker, or reloads the browser, for each mutant and test file: about a second of processor time
 * for each of 7,000 mutants, in Chromium more. Here all tests of a room are one or two bundles that stay loaded in this process.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { build } from 'vite';

const STAND_IN = fileURLToPath(new URL('./mutate-tests.mjs', import.meta.url));

/** For the vault's Chromium tests a password is tried at no cost, else a mutant would take minutes; password.test.ts has the real one. */
const QUICK_ARGON = `export async function argon2id(what) {
	const text = JSON.stringify({ ...what, salt: [...what.salt] });
	return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}`;

/** One script with all these test files, and for each source file the test files that reach it. */
async function bundle(files, quick) {
	const reach = new Map();
	const entry = files.map((file, i) => `import 'file:${i}'; import ${JSON.stringify(resolve(file))};`).join('\n');
	const virtual = {
		name: 'tests',
		enforce: 'pre',
		resolveId(id) {
			// Once in the process, however often the tests are loaded.
			if (id === 'vitest-itself') return { id: import.meta.resolve('vitest'), external: true };
			return /^(file:\d+|all)$/.test(id) || (id === 'hash-wasm' && quick) ? `\0${id}` : null;
		},
		load(id) {
			if (id === '\0hash-wasm') return QUICK_ARGON;
			if (id === '\0all') return `${entry}\nexport { ids, run } from 'vitest';`;
			const found = /^\0file:(\d+)$/.exec(id);
			return found
				? `import { collecting } from 'vitest'; collecting(${JSON.stringify(files[Number(found[1])])});`
				: null;
		},
		buildEnd() {
			for (const file of files) {
				const seen = new Set();
				const visit = (id) => {
					if (seen.has(id)) return;
					seen.add(id);
					for (const next of this.getModuleInfo(id)?.importedIds ?? []) visit(next);
				};
				visit(resolve(file));
				for (const id of seen) reach.set(id, [...(reach.get(id) ?? []), file]);
			}
		},
	};
	const { output } = await build({
		configFile: false,
		logLevel: 'error',
		plugins: [virtual],
		resolve: {
			alias: [{ find: /^vitest$/, replacement: STAND_IN }],
		},
		build: {
			write: false,
			minify: false,
			target: 'esnext',
			ssr: true,
			rolldownOptions: {
				input: 'all',
				treeshake: false,
				preserveEntrySignatures: 'strict',
				output: { format: 'es', codeSplitting: false },
			},
		},
	});
	return { code: output.find((part) => part.type === 'chunk').code, reach };
}

/** Some test files, loaded. */
class Side {
	#loads = 0;
	async open(files, quick) {
		const { code, reach } = await bundle(files, quick);
		this.reach = reach;
		this.file = resolve(`mutate-${quick ? 'quick' : 'plain'}.mjs`);
		writeFileSync(this.file, code);
		if (quick) this.places = await import('./mutate-places.mjs');
	}
	/** Anew, with this mutant at work from the first line on; undefined = with none. */
	async load(active) {
		// Always the same object: code loaded earlier holds on to it.
		globalThis.__stryker__ ??= {};
		globalThis.__stryker__.activeMutant = active;
		this.tests = await import(`${pathToFileURL(this.file)}?${this.#loads++}`);
		this.ids = this.tests.ids();
	}
	run(what) {
		this.places?.anew();
		return this.tests.run(what);
	}
}

/** Too long to be run for thousands of mutants; the score can only be better with them. */
const LEFT_OUT = /#.*(1,000 flips|300 interleaved|shorter ones|calibrated costs lie|10,000 seals|a megabyte)/;
const TOOK = 'mutate-took.json';

class Runner {
	#sides = [];
	/** Milliseconds each test took unbroken, by its id. */
	#took = {};
	/**
	 * Mutants run in this process, and tests that failed and then failed without the mutant as well: something was left behind, and what fails here
	 * proves nothing. Throwing makes Stryker try the mutant again in a fresh process.
	 */
	#runs = 0;
	#spoilt = [];

	capabilities = () => ({ reloadEnvironment: true });

	async init() {
		// What a broken test leaves behind must not end the process.
		process.on('unhandledRejection', () => {});
		process.on('uncaughtException', () => {});
		const files = globSync(process.env.MUTATE_TESTS).sort();
		const quick = files.filter((file) => file.endsWith('.browser.test.ts'));
		for (const its of [files.filter((file) => !quick.includes(file)), quick]) {
			if (its.length === 0) continue;
			const side = new Side();
			await side.open(its, its === quick);
			await side.load();
			this.#sides.push(side);
		}
		if (existsSync(TOOK)) this.#took = JSON.parse(readFileSync(TOOK, 'utf8'));
	}

	async dryRun() {
		const mutantCoverage = { static: {}, perTest: {} };
		const tests = [];
		for (const side of this.#sides) {
			const ids = side.ids.filter((id) => !LEFT_OUT.test(id));
			const { results, coverage } = await side.run({ ids, bail: false });
			for (const { id, ms } of results) this.#took[id] = ms;
			tests.push(...results.map(asTest));
			Object.assign(mutantCoverage.static, coverage?.static);
			Object.assign(mutantCoverage.perTest, coverage?.perTest);
		}
		writeFileSync(TOOK, JSON.stringify(this.#took));
		return { status: 'complete', tests, mutantCoverage };
	}

	async mutantRun({ testFilter, activeMutant, mutantActivation, reloadEnvironment, hitLimit, sandboxFileName }) {
		if (this.#spoilt.length > 0) throw new Error('spoilt by the mutant before');
		this.#runs++;
		const file = relative('.', sandboxFileName);
		const near = file.replace(/ts$/, '');
		const limits = Object.fromEntries(Object.entries(this.#took).map(([id, ms]) => [id, 3000 + 10 * ms]));
		const early = (id) => (id.startsWith(near) ? 0 : 1e6) + (this.#took[id] ?? 0);
		const tests = [];
		for (const side of this.#sides) {
			const reach = side.reach.get(sandboxFileName) ?? [];
			const may = testFilter ? new Set(testFilter) : null;
			const ids = side.ids
				.filter((id) => (may ? may.has(id) : reach.some((file) => id.startsWith(`${file}#`)) && !LEFT_OUT.test(id)))
				.sort((a, b) => early(a) - early(b));
			if (ids.length === 0) continue;
			const broken = mutantActivation === 'static';
			try {
				if (reloadEnvironment || side.broken) await side.load(broken ? activeMutant.id : undefined);
				side.broken = broken;
			} catch (error) {
				side.broken = true;
				tests.push(asTest({ id: ids[0], name: ids[0], ms: 0, failure: `not even loaded: ${error.message}` }));
				break;
			}
			const { results, hitCount } = await side.run({ ids, active: activeMutant.id, hitLimit, limits, bail: true });
			tests.push(...results.map(asTest));
			const endless = determineHitLimitReached(hitCount, hitLimit);
			if (endless) return toMutantRunResult(endless);
			const failed = results.find((r) => r.failure !== null);
			if (!failed) continue;
			if (!broken) {
				const { results: again } = await side.run({ ids: [failed.id], limits, bail: true });
				this.#spoilt = again.filter((r) => r.failure !== null);
				if (this.#spoilt.length > 0 && this.#runs > 1) throw new Error('spoilt by a mutant before');
			}
			break;
		}
		return toMutantRunResult({ status: 'complete', tests }, false);
	}
}

function asTest({ id, name, ms, failure }) {
	const about = { id, name, timeSpentMs: ms, fileName: resolve(id.split('#')[0]) };
	return failure === null
		? { ...about, status: TestStatus.Success }
		: { ...about, status: TestStatus.Failed, failureMessage: failure };
}

const runner = () => new Runner();
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'warm', runner)];
