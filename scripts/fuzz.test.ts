/** The short fuzz run of every `npm test`: 3,000 seeded inputs per parser, and the proof that a broken parser would be seen. */
import { expect, test } from 'vitest';
import { Refusal } from '../src/core/refusal.ts';
import { fuzz } from './fuzz.ts';
import { TARGETS } from './fuzz-targets.ts';

test.each(TARGETS)('$name', (target) => {
	const { wrong, slow, accepted, refused } = fuzz(target, 3_000, 42);
	expect({ wrong, slow }).toEqual({ wrong: [], slow: [] });
	expect(accepted + refused).toBe(3_000);
	expect(accepted).toBeGreaterThan(30);
});

test('what is thrown, promised falsely or slow is counted', () => {
	let n = 0;
	const broken = {
		name: 'broken',
		make: () => n++,
		read(i: number) {
			if (i % 5 === 1) throw new TypeError('x');
			if (i % 5 === 2) throw new Refusal('bad-uri');
			if (i === 3) for (const from = process.cpuUsage(); process.cpuUsage(from).user < 120_000; );
		},
	};
	const { wrong, slow, accepted, refused, reasons } = fuzz(broken, 10, 1);
	expect([wrong.length, slow, accepted, refused, reasons.get('bad-uri')]).toEqual([2, ['3'], 6, 2, 2]);
});

test('the same seed makes the same inputs', () => {
	const run = (seed: number) => TARGETS.map((t) => [...fuzz(t, 200, seed).reasons]);
	expect(run(7)).toEqual(run(7));
	expect(run(7)).not.toEqual(run(8));
});
