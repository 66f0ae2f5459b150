/** The only test of the house itself: floors, locks, file sizes, first lines, names. Read from the real imports. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = resolve(import.meta.dirname);
const FLOORS: Record<string, number> = { core: 0, vault: 1, protocol: 1, ui: 1 };
const floorOf = (room: string) => FLOORS[room] ?? 2;

/** Which rooms may use which packages; a package not listed is free for all. */
const LOCKS: Record<string, string[]> = {
	idb: ['vault'],
	'hash-wasm': ['vault', 'core'],
	otpauth: ['core'],
	jsqr: ['core'],
	qr: ['core'],
	'zxing-wasm': ['core'],
	tldts: ['core'],
	'age-encryption': ['core'],
	preact: ['ui', 'popup', 'setup', 'manage'],
	'@preact/signals': ['ui', 'popup', 'setup', 'manage'],
	valibot: ['protocol', 'background'],
};
/** What page takes from core: only what it needs to know a field. */
const PAGE_FROM_CORE = /^core\/code-field/;

function files(dir: string): string[] {
	return readdirSync(dir).flatMap((name) => {
		const path = join(dir, name);
		return statSync(path).isDirectory() ? files(path) : /\.tsx?$/.test(name) ? [path] : [];
	});
}

const all = files(SRC).map((path) => {
	const text = readFileSync(path, 'utf8');
	const name = relative(SRC, path).replaceAll('\\', '/');
	// `import type` from a sibling room still ties them together: counted like any other.
	const imports = [
		...text.matchAll(
			/(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]/g,
		),
	].map((m) => (m[1] ?? m[2] ?? m[3]) as string);
	return {
		name,
		room: name.includes('/') ? (name.split('/')[0] as string) : '',
		text,
		path,
		imports,
		isTest: /\.test\.tsx?$/.test(name) || name.includes('/fixtures/'),
	};
});
const code = all.filter((f) => !f.isTest && !f.name.endsWith('.d.ts'));

function targetRoom(file: (typeof all)[number], spec: string): string | null {
	if (!spec.startsWith('.')) return null;
	const target = relative(SRC, resolve(dirname(file.path), spec)).replaceAll('\\', '/');
	return target.startsWith('..') ? null : target;
}

describe('house', () => {
	test('imports go only downward, never sideways', () => {
		const wrong = code.flatMap((file) =>
			file.imports.flatMap((spec) => {
				const target = targetRoom(file, spec);
				if (target === null) return [];
				const room = target.split('/')[0] as string;
				if (room === file.room) return [];
				const allowed = floorOf(room) < floorOf(file.room);
				return allowed ? [] : [`${file.name} -> ${spec}`];
			}),
		);
		expect(wrong).toEqual([]);
	});

	test('only background opens the vault', () => {
		const wrong = code.filter(
			(f) => f.room !== 'vault' && f.room !== 'background' && f.imports.some((s) => s.includes('/vault/')),
		);
		expect(wrong.map((f) => f.name)).toEqual([]);
	});

	test('page takes from core only what it needs to know a field', () => {
		const wrong = code
			.filter((f) => f.room === 'page')
			.flatMap((f) =>
				f.imports.map((s) => targetRoom(f, s)).filter((t) => t?.startsWith('core/') && !PAGE_FROM_CORE.test(t)),
			);
		expect(wrong).toEqual([]);
	});

	test('packages stay behind their locks', () => {
		const wrong = code.flatMap((f) =>
			f.imports.flatMap((spec) => {
				const name = spec.startsWith('@') ? spec.split('/').slice(0, 2).join('/') : (spec.split('/')[0] as string);
				const rooms = LOCKS[name];
				return rooms && !rooms.includes(f.room) ? [`${f.name} -> ${spec}`] : [];
			}),
		);
		expect(wrong).toEqual([]);
	});

	test('core and page carry no DOM library or validator they do not need', () => {
		const bare = code.filter((f) => f.room === 'page').flatMap((f) => f.imports.filter((s) => !s.startsWith('.')));
		expect(bare).toEqual([]);
	});

	test('no file over 400 lines, median under 130', () => {
		const lengths = code.map((f) => ({ name: f.name, lines: f.text.split('\n').length }));
		expect(lengths.filter((l) => l.lines > 400)).toEqual([]);
		const sorted = lengths.map((l) => l.lines).sort((a, b) => a - b);
		expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(130);
	});

	test('each file begins with the sentence that says what it is for', () => {
		const wrong = all.filter((f) => !/^\/\*\* [A-Z].{10,}/.test(f.text)).map((f) => f.name);
		expect(wrong).toEqual([]);
	});

	test('no rooms without a meaning, no barrel files', () => {
		const wrong = all.filter(
			(f) =>
				/(^|\/)(utils?|helpers?|common|types|misc|lib)(\/|\.)/.test(f.name) ||
				(/(^|\/)index\.ts$/.test(f.name) && f.room !== 'background'),
		);
		expect(wrong.map((f) => f.name)).toEqual([]);
	});

	test('no standing shortcuts: innerHTML, eval, MAIN world, skipped tests, silenced types', () => {
		const wrong = all
			.filter((f) => f.name !== 'house.test.ts')
			.filter((f) =>
				/\.innerHTML\s*=|\beval\(|new Function\(|['"]MAIN['"]|\.(skip|only|todo)\(|@ts-(ignore|nocheck|expect-error)|\bas any\b/.test(
					f.text,
				),
			);
		expect(wrong.map((f) => f.name)).toEqual([]);
	});
});
