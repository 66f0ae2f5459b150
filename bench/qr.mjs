// Measures the QR reader in Chromium against plain jsQR in the same run: on the picture set beside the checkout and on families made from seeds. Writes bench/results/qr.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { findBrowser, howToGet } from '../scripts/browsers.mjs';
import { FAMILIES, random } from './qr-families.mjs';

const root = resolve(import.meta.dirname, '..');
const set = resolve(root, '../shared/qr');
const EACH = Number(process.env.QR_EACH ?? 10);
const TYPES = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', svg: 'image/svg+xml' };

const executablePath = findBrowser('chromium');
if (!executablePath) throw new Error(howToGet('chromium'));
const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
const page = await browser.newPage();
await page.addScriptTag({ path: createRequire(import.meta.url).resolve('jsqr') });
await page.addScriptTag({ path: join(root, 'bench/dist/qr.js') });
await page.evaluate(() => {
	globalThis.measure = async (pixels, rect) => {
		// jsQR knows no transparency: it gets the picture on white, as a page would show it.
		const white = new Uint8ClampedArray(pixels.data);
		for (let i = 0; i < white.length; i += 4) {
			const a = white[i + 3] / 255;
			for (let k = i; k < i + 3; k++) white[k] = white[k] * a + 255 * (1 - a);
			white[i + 3] = 255;
		}
		let start = performance.now();
		const plain = globalThis.jsQR(white, pixels.width, pixels.height);
		const plainTime = performance.now() - start;
		start = performance.now();
		const texts = await globalThis.__decodeQr(pixels, rect);
		return { texts, time: performance.now() - start, plain: plain?.data ?? null, plainTime };
	};
	globalThis.measureFile = async (base64, type, rect) => {
		let source;
		let size;
		if (type === 'image/svg+xml') {
			source = new Image();
			source.src = `data:${type};base64,${base64}`;
			await source.decode();
			const scale = Math.max(1, 600 / Math.min(source.naturalWidth, source.naturalHeight));
			size = [Math.round(source.naturalWidth * scale), Math.round(source.naturalHeight * scale)];
		} else {
			source = await createImageBitmap(await (await fetch(`data:${type};base64,${base64}`)).blob(), {
				premultiplyAlpha: 'none',
				colorSpaceConversion: 'none',
			});
			size = [source.width, source.height];
		}
		const context = new OffscreenCanvas(...size).getContext('2d', { willReadFrequently: true });
		context.drawImage(source, 0, 0, ...size);
		return globalThis.measure(context.getImageData(0, 0, ...size), rect);
	};
	globalThis.measurePixels = (base64, width, height) => {
		const data = Uint8ClampedArray.from(atob(base64), (letter) => letter.charCodeAt(0));
		return globalThis.measure(new ImageData(data, width, height), null);
	};
});

const rows = new Map();
const wrong = [];
function note(group, name, expected, others, result) {
	const row = rows.get(`${group} ${name}`) ?? {
		group,
		name,
		all: 0,
		found: 0,
		plain: 0,
		wrong: 0,
		times: [],
		plainTimes: [],
	};
	rows.set(`${group} ${name}`, row);
	row.all++;
	row.times.push(result.time);
	row.plainTimes.push(result.plainTime);
	row.found += Number(expected === null ? result.texts.length === 0 : result.texts.includes(expected));
	row.plain += Number(result.plain === expected);
	if (result.texts.some((text) => text !== expected && !others.includes(text))) {
		row.wrong++;
		wrong.push(`${group} ${name}`);
	}
}

try {
	if (existsSync(join(set, 'manifest.json'))) {
		for (const one of JSON.parse(readFileSync(join(set, 'manifest.json'), 'utf8')).images) {
			const base64 = readFileSync(join(set, one.file)).toString('base64');
			const result = await page.evaluate(
				([b, t, r]) => globalThis.measureFile(b, t, r),
				[base64, TYPES[one.file.split('.').pop()], one.rect],
			);
			note(one.expected === null ? 'without a code' : 'picture set', one.category, one.expected, one.others, result);
		}
	} else console.log(`The picture set is not beside this checkout (${set}): only the made families are measured.`);
	for (const [name, make] of Object.entries(FAMILIES)) {
		for (let seed = 0; seed < EACH; seed++) {
			const { text, pixels } = make(random(1000 + seed * 7 + name.length * 131));
			const base64 = Buffer.from(pixels.data.buffer).toString('base64');
			const result = await page.evaluate(
				([b, w, h]) => globalThis.measurePixels(b, w, h),
				[base64, pixels.width, pixels.height],
			);
			note('made from seeds', name, text, [], result);
		}
	}
} finally {
	await browser.close();
}

const at = (values, share) => {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const lines = ['# QR reader, against plain jsQR in the same run', ''];
lines.push(
	'Written by `npm run bench:qr`. Rates are exact; times are of whatever machine ran it, the ratio is what counts.',
	'',
);
lines.push(
	'| group | pictures | right | jsQR right | wrong texts | median ms | p95 ms | jsQR median ms | ratio of medians |',
	'|---|---|---|---|---|---|---|---|---|',
);
const groups = [...new Set([...rows.values()].map((row) => row.group))];
const summary = (name, list) => {
	const times = list.flatMap((row) => row.times);
	const plainTimes = list.flatMap((row) => row.plainTimes);
	const sum = (key) => list.reduce((all, row) => all + row[key], 0);
	const cells = [name, sum('all'), sum('found'), sum('plain'), sum('wrong')];
	const ms = [at(times, 0.5), at(times, 0.95), at(plainTimes, 0.5)].map((v) => v.toFixed(1));
	return `| ${[...cells, ...ms, (at(times, 0.5) / at(plainTimes, 0.5)).toFixed(2)].join(' | ')} |`;
};
for (const group of groups)
	lines.push(
		summary(
			`**${group}**`,
			[...rows.values()].filter((row) => row.group === group),
		),
	);
for (const row of rows.values()) lines.push(summary(`${row.group}: ${row.name}`, [row]));
mkdirSync(join(root, 'bench/results'), { recursive: true });
writeFileSync(join(root, 'bench/results/qr.md'), `${lines.join('\n')}\n`);
console.log(lines.join('\n'));
if (wrong.length > 0) {
	console.error(`wrong texts: ${wrong.join(', ')}`);
	process.exitCode = 1;
}
