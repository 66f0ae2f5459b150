/** The only way to fuzz the parsers: `npm run fuzz [-- inputs [seed]]` (1,000,000 each) prints a table and fails on anything but a Refusal or over 100 ms. */
import { pathToFileURL } from 'node:url';
import { costOf } from '../src/core/fixtures/drafts.ts';
import { Refusal } from '../src/core/refusal.ts';
import { chance } from './fuzz-inputs.ts';
import { TARGETS, type Target } from './fuzz-targets.ts';

export interface Outcome {
	name: string;
	inputs: number;
	accepted: number;
	refused: number;
	/** Reason -> how often. */
	reasons: Map<string, number>;
	/** What must not be: anything thrown but a Refusal, or a broken promise about what was accepted. */
	wrong: { input: string; error: string }[];
	/** Inputs that took over 100 ms again when tried alone. */
	slow: string[];
	/** The longest, ms; of an input over 100 ms the processor time, best of three. */
	longest: number;
}

const LIMIT = 100;
const shown = (input: unknown) => (typeof input === 'string' ? input : JSON.stringify(input)).slice(0, 1_000);

/** Runs one target over so many inputs. */
export function fuzz(target: Target, inputs: number, seed: number): Outcome {
	const dice = chance(seed);
	const outcome: Outcome = {
		name: target.name,
		inputs,
		accepted: 0,
		refused: 0,
		reasons: new Map(),
		wrong: [],
		slow: [],
		longest: 0,
	};
	const timed = (input: unknown, count: boolean): number => {
		const before = performance.now();
		try {
			target.read(input as never);
			if (count) outcome.accepted++;
		} catch (error) {
			if (error instanceof Refusal) {
				if (!count) return performance.now() - before;
				outcome.refused++;
				outcome.reasons.set(error.reason, (outcome.reasons.get(error.reason) ?? 0) + 1);
			} else if (count && outcome.wrong.length < 20) {
				outcome.wrong.push({ input: shown(input), error: String(error).slice(0, 300) });
			}
		}
		return performance.now() - before;
	};
	for (let i = 0; i < inputs; i++) {
		const input = target.make(dice);
		let took = timed(input, true);
		// A busy machine stops us at times: only what costs as much processor time three times more is slow.
		if (took > LIMIT) took = Math.min(...[1, 2, 3].map(() => costOf(() => timed(input, false))));
		if (took > LIMIT) outcome.slow.push(shown(input));
		outcome.longest = Math.max(outcome.longest, took);
	}
	return outcome;
}

function row({ name, inputs, accepted, refused, reasons, wrong, slow, longest }: Outcome, seconds: number): string {
	const often = [...reasons].sort((a, b) => b[1] - a[1]).map(([reason, n]) => `${reason} ${n}`);
	const cells = [
		name,
		inputs,
		accepted,
		refused,
		wrong.length,
		slow.length,
		longest.toFixed(1),
		seconds.toFixed(0),
		often.join(', '),
	];
	return `| ${cells.join(' | ')} |`;
}

function main(): void {
	const inputs = Number(process.argv[2] ?? 1_000_000);
	const seed = Number(process.argv[3] ?? 20_261_121);
	console.log(`Seed ${seed}, Node ${process.versions.node}.\n`);
	console.log('| parser | inputs | accepted | refused | wrong | over 100 ms | longest ms | seconds | refusals |');
	console.log('|---|---|---|---|---|---|---|---|---|');
	const outcomes = TARGETS.map((target) => {
		const before = performance.now();
		const outcome = fuzz(target, inputs, seed);
		console.log(row(outcome, (performance.now() - before) / 1000));
		return outcome;
	});
	for (const { name, wrong, slow } of outcomes) {
		for (const { input, error } of wrong) console.error(`\n${name}: ${error}\n  ${JSON.stringify(input)}`);
		for (const input of slow) console.error(`\n${name}: slow\n  ${JSON.stringify(input)}`);
	}
	if (outcomes.some(({ wrong, slow }) => wrong.length + slow.length > 0)) process.exitCode = 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
