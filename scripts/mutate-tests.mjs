/** Stands in for `vitest` while mutants run: gathers the tests of a bundle once and runs any of them again and again in the same process or page. */
import { vi as realVi } from 'vitest-itself';

export { expect } from 'vitest-itself';
export const vi = { ...realVi, setConfig: () => {} };

const tests = [];
let file = '';
let group = null;
const stryker = () => {
	globalThis.__stryker__ ??= {};
	return globalThis.__stryker__;
};

/** Tests gathered from here on belong to this file. */
export function collecting(name) {
	file = name;
	group = { path: '', before: [], after: [], outer: null };
}

export function describe(name, body) {
	const outer = group;
	group = { path: `${outer.path}${name} > `, before: [], after: [], outer };
	body();
	group = outer;
}

export function beforeAll(act) {
	group.before.push(act);
}

export function afterEach(act) {
	group.after.push(act);
}

export function test(name, body) {
	const title = `${group.path}${name}`;
	const same = tests.filter((t) => t.file === file && t.title === title).length;
	const id = `${file}#${title}${same === 0 ? '' : ` (${same + 1})`}`;
	tests.push({ id, title, file, group, body });
}

const each = (one) => (cases) => (name, body) => {
	for (const [i, values] of cases.entries()) one(`${name} #${i + 1}`, () => body(...[values].flat(1)));
};
test.each = each(test);
describe.each = each(describe);

const within = (act, ms) => {
	let timer;
	const late = new Promise((_, fail) => {
		timer = setTimeout(() => fail(new Error(`not done in ${ms} ms`)), ms);
	});
	return Promise.race([act(), late]).finally(() => clearTimeout(timer));
};

const groupsOf = (t) => {
	const groups = [];
	for (let g = t.group; g; g = g.outer) groups.unshift(g);
	return groups;
};

/** What the hooks of a group cover is covered by each of its tests. */
async function prepare(g, among) {
	const ns = stryker();
	ns.currentTestId = 'hook';
	for (const act of g.before) await act();
	ns.currentTestId = undefined;
	const { perTest } = ns.mutantCoverage ?? {};
	if (!perTest?.hook) return;
	for (const t of among.filter((other) => groupsOf(other).includes(g)))
		perTest[t.id] = { ...perTest[t.id], ...perTest.hook };
	delete perTest.hook;
}

export const ids = () => tests.map((t) => t.id);

/** Runs these tests in this order, with `bail` up to the first that fails. `limits`: ms each may take, by its id. */
export async function run({ ids, active, hitLimit, limits, bail }) {
	const ns = stryker();
	Object.assign(ns, { activeMutant: active, hitCount: 0, hitLimit });
	const chosen = ids.map((id) => tests.find((t) => t.id === id)).filter(Boolean);
	const ready = new Set();
	const results = [];
	for (const t of chosen) {
		const from = performance.now();
		let failure = null;
		try {
			await within(async () => {
				for (const g of groupsOf(t)) {
					if (ready.has(g)) continue;
					ready.add(g);
					await prepare(g, chosen);
				}
				ns.currentTestId = t.id;
				await t.body();
			}, limits?.[t.id] ?? 120_000);
		} catch (error) {
			failure = String(error).slice(0, 500);
		}
		for (const g of groupsOf(t)) for (const act of g.after) await act();
		realVi.restoreAllMocks();
		ns.currentTestId = undefined;
		results.push({ id: t.id, name: t.title, file: t.file, ms: performance.now() - from, failure });
		if (bail && failure !== null) break;
	}
	return { results, hitCount: ns.hitCount, coverage: bail ? null : ns.mutantCoverage };
}
