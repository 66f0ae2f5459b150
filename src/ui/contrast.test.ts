/** The only test of the colours: every text on every ground it stands on reads well (WCAG 2.2 AA, 4.5 : 1), light and dark. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(resolve(import.meta.dirname, 'theme.css'), 'utf8');
const [light = '', dark = ''] = [...css.matchAll(/:root \{([^}]*--bg[^}]*)\}/g)].map((m) => m[1]);

function tokens(block: string): Record<string, string> {
	return Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
}

/** Relative luminance of #rrggbb (WCAG 2.2). */
function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
	const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
	return (high + 0.05) / (low + 0.05);
}

/** Text token -> the grounds it stands on. */
const STANDS: Record<string, string[]> = {
	text: ['bg', 'surface', 'raised', 'field', 'warn-soft', 'bad-soft', 'good-soft'],
	muted: ['bg', 'surface', 'raised', 'field'],
	accent: ['bg', 'surface', 'raised', 'accent-soft'],
	'on-accent': ['accent', 'accent-hover'],
	bad: ['bg', 'surface', 'bad-soft'],
	good: ['surface', 'good-soft'],
	warn: ['warn-soft'],
};

test.each([
	['light', light],
	['dark', dark],
])('%s: every text reads well', (_, block) => {
	const token = tokens(block);
	expect(Object.keys(token).length).toBe(18);
	const poor = Object.entries(STANDS).flatMap(([text, grounds]) =>
		grounds
			.map((ground) => ({ pair: `${text} on ${ground}`, ratio: contrast(token[text] ?? '', token[ground] ?? '') }))
			.filter(({ ratio }) => !(ratio >= 4.5)),
	);
	expect(poor).toEqual([]);
});

test('every monogram reads well in white', () => {
	const colours = [...css.matchAll(/\.monogram-\d \{\s*background: (#[0-9a-f]{6})/g)].map((m) => m[1] as string);
	expect(colours).toHaveLength(8);
	expect(colours.filter((colour) => contrast('#ffffff', colour) < 4.5)).toEqual([]);
});
