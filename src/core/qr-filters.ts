/** The only place for the filters that bring a hidden code out of a grey plane. */
import { type Grey, percentiles, type Rect, rim, sampled } from './qr-pixels.ts';

/** Everything within `reach` of the rim's colour that hangs together with the rim becomes white: a code on a dark page gets its light margin. Null on a light rim. */
export function flooded(grey: Grey, reach: number): Grey | null {
	const ground = rim(grey);
	if (ground > 180) return null;
	const { luma: from, width, height } = grey;
	const luma = from.slice();
	const seen = new Uint8Array(luma.length);
	const stack = new Int32Array(luma.length);
	let depth = 0;
	const visit = (i: number) => {
		if (seen[i] === 1) return;
		seen[i] = 1;
		const off = (from[i] as number) - ground;
		if (off <= reach && off >= -reach) stack[depth++] = i;
	};
	for (let x = 0; x < width; x++) {
		visit(x);
		visit((height - 1) * width + x);
	}
	for (let y = 0; y < height; y++) {
		visit(y * width);
		visit(y * width + width - 1);
	}
	while (depth > 0) {
		const i = stack[--depth] as number;
		luma[i] = 255;
		// Beyond the end of a line is rim, which is seen already; beyond the plane is nothing.
		visit(i - 1);
		visit(i + 1);
		visit(i - width);
		visit(i + width);
	}
	return { ...grey, luma };
}

/** The box of what is light (a card on a dark page), or null where that is nearly everything or nearly nothing. */
export function lightArea(grey: Grey): Rect | null {
	const { luma, width, height } = grey;
	const [low, high] = percentiles(grey, 0.02);
	const limit = (low + high) / 2;
	const columns = new Uint32Array(width);
	const rows = new Uint32Array(height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			if ((luma[y * width + x] as number) < limit) continue;
			columns[x] = (columns[x] as number) + 1;
			rows[y] = (rows[y] as number) + 1;
		}
	}
	const span = (counts: Uint32Array): [number, number] => {
		const enough = Math.max(...counts) * 0.15;
		return [counts.findIndex((n) => n >= enough), counts.findLastIndex((n) => n >= enough)];
	};
	const [left, right] = span(columns);
	const [top, bottom] = span(rows);
	const area = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
	const small = area.width < 21 || area.height < 21;
	return small || area.width * area.height > 0.6 * width * height ? null : area;
}

/** Median of each 3 x 3 neighbourhood: takes salt and pepper away and keeps edges. */
export function median(grey: Grey): Grey {
	const { luma, width, height } = grey;
	const out = luma.slice();
	// Columns of three are sorted once; the median of nine is the median of the largest low, the middle middle and the least high.
	const low = new Uint8Array(width);
	const middle = new Uint8Array(width);
	const high = new Uint8Array(width);
	for (let y = 1; y < height - 1; y++) {
		for (let x = 0; x < width; x++) {
			const i = y * width + x;
			const a = luma[i - width] as number;
			const b = luma[i] as number;
			const c = luma[i + width] as number;
			low[x] = Math.min(a, b, c);
			high[x] = Math.max(a, b, c);
			middle[x] = a + b + c - (low[x] as number) - (high[x] as number);
		}
		for (let x = 1; x < width - 1; x++) {
			const a = Math.max(low[x - 1] as number, low[x] as number, low[x + 1] as number);
			const c = Math.min(high[x - 1] as number, high[x] as number, high[x + 1] as number);
			const [l, m, r] = [middle[x - 1] as number, middle[x] as number, middle[x + 1] as number];
			const b = Math.max(Math.min(l, m), Math.min(Math.max(l, m), r));
			out[y * width + x] = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
		}
	}
	return { ...grey, luma: out };
}

/** Each pixel the weighted mean of its 3 x 3 neighbourhood, twice: takes dither, scan lines and screen grids away. */
export function softened(grey: Grey): Grey {
	const { width, height } = grey;
	let from = grey.luma;
	for (let round = 0; round < 2; round++) {
		const half = from.slice();
		for (let y = 0; y < height; y++) {
			for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
				half[i] = ((from[i - 1] as number) + 2 * (from[i] as number) + (from[i + 1] as number) + 2) >> 2;
			}
		}
		const out = half.slice();
		for (let i = width; i < out.length - width; i++) {
			out[i] = ((half[i - width] as number) + 2 * (half[i] as number) + (half[i + width] as number) + 2) >> 2;
		}
		from = out;
	}
	return { ...grey, luma: from };
}

/** Half the size, each pixel the mean of four. */
export function halved(grey: Grey): Grey {
	const width = grey.width >> 1;
	const height = grey.height >> 1;
	const luma = new Uint8Array(width * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const i = 2 * y * grey.width + 2 * x;
			const upper = (grey.luma[i] as number) + (grey.luma[i + 1] as number);
			const lower = (grey.luma[i + grey.width] as number) + (grey.luma[i + grey.width + 1] as number);
			luma[y * width + x] = (upper + lower + 2) >> 2;
		}
	}
	return { ...grey, luma, width, height, step: grey.step * 2 };
}

/** Twice the size, smoothly: a module of one pixel becomes large enough to be told from its edge. */
export function doubled(grey: Grey): Grey {
	const width = grey.width * 2;
	const height = grey.height * 2;
	const luma = new Uint8Array(width * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) luma[y * width + x] = sampled(grey, (x + 0.5) / 2, (y + 0.5) / 2) + 0.5;
	}
	return { ...grey, luma, width, height, step: grey.step / 2 };
}
