/** The only test of the words: every reason has its sentence, every key is used, every $1 is filled. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REASONS } from '../core/refusal.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const words = JSON.parse(readFileSync(join(ROOT, 'public/_locales/en/messages.json'), 'utf8')) as Record<
	string,
	{ message: string }
>;

function sources(dir: string): string[] {
	return readdirSync(dir).flatMap((name) => {
		const path = join(dir, name);
		if (statSync(path).isDirectory()) return sources(path);
		return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) ? [readFileSync(path, 'utf8')] : [];
	});
}
const code = [...sources(join(ROOT, 'src')), readFileSync(join(ROOT, 'manifest.config.ts'), 'utf8')].join('\n');

describe('words', () => {
	test('every reason for a no has a sentence', () => {
		const missing = REASONS.filter((r) => !words[`refusal_${r.replaceAll('-', '_')}`]?.message.endsWith('.'));
		expect(missing).toEqual([]);
	});

	test('no sentence for a reason that is gone', () => {
		const known = new Set([
			...REASONS.map((r) => `refusal_${r.replaceAll('-', '_')}`),
			'refusal_unknown',
			'refusal_somebody',
		]);
		expect(Object.keys(words).filter((k) => k.startsWith('refusal_') && !known.has(k))).toEqual([]);
	});

	test('every other key is used somewhere', () => {
		const unused = Object.keys(words)
			.filter((key) => !key.startsWith('refusal_'))
			.filter((key) => {
				const stem = key.replace(/_(one|many)$/, '');
				return (
					!code.includes(`'${key}'`) &&
					!code.includes(`"${key}"`) &&
					!code.includes(`'${stem}'`) &&
					!code.includes(`__MSG_${key}__`)
				);
			});
		expect(unused).toEqual([]);
	});

	test('a text has at least the substitutions of its singular', () => {
		const holes = (key: string) => new Set(words[key]?.message.match(/\$\d/g) ?? []);
		const wrong = Object.keys(words)
			.filter((key) => key.endsWith('_one'))
			.filter((key) => {
				const many = holes(key.replace(/_one$/, '_many'));
				return !many.has('$1') || [...holes(key)].some((hole) => !many.has(hole));
			});
		expect(wrong).toEqual([]);
	});
});
