/** The only place that knows a code's modules as a matrix: which of them every code has, how to undo their blur, how to draw them clean. */
import { ALIGNMENT, FINDER } from './qr-finders.ts';
import { type Grey, padded } from './qr-pixels.ts';

/** Centre coordinates of the alignment patterns of a version (ISO/IEC 18004 annex E). */
function alignmentCentres(version: number): number[] {
	if (version < 2) return [];
	const count = Math.floor(version / 7) + 2;
	const last = 4 * version + 10;
	const step = version === 32 ? 26 : Math.ceil((last - 6) / (count - 1) / 2) * 2;
	return [6, ...Array.from({ length: count - 1 }, (_, i) => last - (count - 2 - i) * step)];
}

/** What every code of a size has at a place: -1 dark, 1 light, 0 not known. */
export function known(size: number): Int8Array {
	const map = new Int8Array(size * size);
	const set = (u: number, v: number, sign: number) => {
		if (u >= 0 && v >= 0 && u < size && v < size) map[v * size + u] = sign;
	};
	for (let k = 8; k < size - 8; k++) {
		set(k, 6, k % 2 === 0 ? -1 : 1);
		set(6, k, k % 2 === 0 ? -1 : 1);
	}
	const centres = alignmentCentres((size - 17) / 4);
	const last = centres.at(-1) ?? 0;
	for (const cu of centres) {
		for (const cv of centres) {
			if ((cu === 6 && cv === 6) || (cu === 6 && cv === last) || (cu === last && cv === 6)) continue;
			for (const { u, v, sign } of ALIGNMENT) set(cu + u, cv + v, sign);
		}
	}
	for (const [cu, cv] of [
		[3, 3],
		[size - 4, 3],
		[3, size - 4],
	] as const) {
		for (const { u, v, sign } of FINDER) set(cu + u, cv + v, sign);
	}
	return map;
}

/**
 * Undoes the blur between modules: the weights of a module's 5 x 5 neighbours that best give back the parts of the code that are
 * known (least squares); then again from all modules as they now seem, which are many more.
 */
export function equalised(values: Float64Array, size: number): Float64Array {
	let target = Float64Array.from(known(size));
	let out = values;
	for (let round = 0; round < 4; round++) {
		out = solved(values, size, target);
		target = Float64Array.from(known(size), (sign, k) => sign || Math.max(-1, Math.min(1, 2 * (out[k] as number))));
	}
	return out;
}

/** The 5 x 5 filter of `values` that comes nearest to `target` (0 = not asked), applied everywhere. */
function solved(values: Float64Array, size: number, target: Float64Array): Float64Array {
	const N = 26;
	const row = new Float64Array(N);
	row[25] = 1;
	const look = (index: number) => {
		const [u, v] = [index % size, Math.floor(index / size)];
		for (let b = -2, k = 0; b <= 2; b++) {
			const line = Math.max(0, Math.min(size - 1, v + b)) * size;
			for (let a = -2; a <= 2; a++, k++)
				row[k] = (values[line + Math.max(0, Math.min(size - 1, u + a))] as number) / 64;
		}
	};
	const m = Array.from({ length: N }, (_, i) => {
		const line = new Float64Array(N + 1);
		line[i] = 2;
		return line;
	});
	target.forEach((wanted, index) => {
		if (wanted === 0) return;
		look(index);
		m.forEach((line, i) => {
			const factor = row[i] as number;
			for (let j = 0; j < N; j++) line[j] = (line[j] as number) + factor * (row[j] as number);
			line[N] = (line[N] as number) + factor * wanted;
		});
	});
	m.forEach((pivot, i) => {
		m.forEach((line, k) => {
			if (k === i) return;
			const factor = (line[i] as number) / (pivot[i] as number);
			for (let j = i; j <= N; j++) line[j] = (line[j] as number) - factor * (pivot[j] as number);
		});
	});
	const weights = m.map((line, i) => (line[N] as number) / (line[i] as number));
	return values.map((_, index) => {
		look(index);
		return weights.reduce((sum, weight, k) => sum + weight * (row[k] as number), 0);
	});
}

/** Modules drawn as a clean code, four pixels each; `known` parts as they must be. */
export function drawn(values: Float64Array, size: number): Grey {
	const map = known(size);
	const side = size * 4;
	const luma = new Uint8Array(side * side);
	for (let y = 0; y < side; y++) {
		for (let x = 0; x < side; x++) {
			const i = (y >> 2) * size + (x >> 2);
			luma[y * side + x] = (map[i] === 0 ? (values[i] as number) : (map[i] as number)) > 0 ? 255 : 0;
		}
	}
	return padded({ luma, width: side, height: side, x: 0, y: 0, step: 1 }, 16, 255);
}
