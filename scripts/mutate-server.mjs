// Holds one vitest with the unit tests warm; for each message {tests} runs those files anew and answers whether all passed.
import { createVitest } from 'vitest/node';

const project = process.argv[2];
const vitest = await createVitest('test', {
	watch: false,
	reporters: [{}],
	bail: 1,
	project: [project],
	fileParallelism: false,
	testTimeout: 20_000,
});
await vitest.standalone();
const specs = await vitest.globTestSpecifications();
process.on('message', async ({ file, tests }) => {
	vitest.invalidateFile(file);
	const chosen = specs.filter((spec) => tests.includes(spec.moduleId));
	const { testModules, unhandledErrors } = await vitest.rerunTestSpecifications(chosen);
	const ran = testModules.reduce((n, m) => n + [...m.children.allTests()].length, 0);
	process.send({ passed: ran > 0 && unhandledErrors.length === 0 && testModules.every((m) => m.ok()) });
});
process.send({ ready: specs.map((spec) => spec.moduleId) });
