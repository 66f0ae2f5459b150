/** The only place that reads a code whose paper is bent or whose modules run into each other: it lays a curved grid over it. */
import { ALIGNMENT, type Frame, relief, settled, type Triple, triples } from './qr-finders.ts';
import { drawn, equalised, known } from './qr-modules.ts';
import { type Grey, type Point, sampled } from './qr-pixels.ts';
import { place } from './qr-readers.ts';

/** A curve from a to b with given tangents (cubic Hermite); t from 0 to 1, beyond it straight on. */
function curve(a: number, ta: number, b: number, tb: number, t: number): number {
	if (t < 0) return a + t * ta;
	if (t > 1) return b + (t - 1) * tb;
	const t2 = t * t;
	const t3 = t2 * t;
	return a * (2 * t3 - 3 * t2 + 1) + ta * (t3 - 2 * t2 + t) + b * (3 * t2 - 2 * t3) + tb * (t3 - t2);
}

/** Where module coordinates (u, v) lie in the plane. */
type Surface = (u: number, v: number) => Point;

/** The curved sheet through three finder patterns: the upper edge's curve carried down along the left edge's, the far corner as the frames' slopes tell. */
function sheet(size: number, tl: Frame, tr: Frame, bl: Frame): Surface {
	const span = size - 7;
	const side = (p: Frame, q: Frame, key: 'x' | 'y', along: 'r' | 'd', t: number) =>
		curve(p[key], p[`${along}${key}`] * span, q[key], q[`${along}${key}`] * span, t);
	return (u, v) => {
		const s = (u - 3.5) / span;
		const t = (v - 3.5) / span;
		const at = (key: 'x' | 'y') => {
			const top = side(tl, tr, key, 'r', s);
			const left = side(tl, bl, key, 'd', t);
			// How the left edge's slope changes on the way to the right, and the upper edge's on the way down.
			const twist = (tr[`d${key}`] - tl[`d${key}`] + bl[`r${key}`] - tl[`r${key}`]) * 0.5 * span;
			return top + left - tl[key] + s * t * twist;
		};
		return { x: at('x'), y: at('y') };
	};
}

/** How well the two rows of alternating modules between the finder patterns fit, -1 to 1. */
function timing(grey: Grey, size: number, surface: Surface): number {
	let score = 0;
	for (const across of [true, false]) {
		let product = 0;
		let all = 0;
		let before = 0;
		for (let k = 8; k <= size - 9; k++) {
			const p = across ? surface(k + 0.5, 6.5) : surface(6.5, k + 0.5);
			const value = sampled(grey, p.x, p.y) * (k % 2 === 0 ? -1 : 1);
			if (k > 8) {
				product += value + before;
				all += Math.abs(value + before);
			}
			before = value;
		}
		score += product / Math.max(1, all);
	}
	return score / 2;
}

/** Where the middle of each module lies in the plane, row by row. */
interface Grid {
	size: number;
	x: Float64Array;
	y: Float64Array;
}

function gridOf(size: number, surface: Surface): Grid {
	const x = new Float64Array(size * size);
	const y = new Float64Array(size * size);
	for (let v = 0; v < size; v++) {
		for (let u = 0; u < size; u++) {
			const p = surface(u + 0.5, v + 0.5);
			x[v * size + u] = p.x;
			y[v * size + u] = p.y;
		}
	}
	return { size, x, y };
}

/** Lattices to shift by, coarse first: nodes a side, and steps in modules. */
const LATTICES = [
	{ nodes: 4, steps: [1, 0.5, 0.5, 0.25] },
	{ nodes: 8, steps: [0.5, 0.3, 0.3, 0.15] },
];

/**
 * Shifts parts of the grid, each with its surroundings, until module middles are as far from grey as they get (a middle lies
 * farthest from any edge) and the known parts are as they must be. `module` = pixels a module.
 */
function relax(grey: Grey, grid: Grid, module: number): void {
	const { size, x, y } = grid;
	const map = known(size);
	/** What a node's part would be worth, shifted by so many pixels; `keep` writes it instead. */
	const shifted = (i: number, j: number, reach: number, mx: number, my: number, keep: boolean): number => {
		let sum = 0;
		const [u0, u1] = [Math.max(0, Math.ceil((i - 1) * reach)), Math.min(size - 1, Math.floor((i + 1) * reach))];
		const [v0, v1] = [Math.max(0, Math.ceil((j - 1) * reach)), Math.min(size - 1, Math.floor((j + 1) * reach))];
		for (let v = v0; v <= v1; v++) {
			for (let u = u0; u <= u1; u++) {
				const k = v * size + u;
				const share = (1 - Math.abs(u - i * reach) / reach) * (1 - Math.abs(v - j * reach) / reach);
				const px = (x[k] as number) + share * mx;
				const py = (y[k] as number) + share * my;
				if (keep) {
					x[k] = px;
					y[k] = py;
					continue;
				}
				const value = sampled(grey, px, py) - 128;
				const sign = map[k] as number;
				sum += sign === 0 ? Math.abs(value) : 3 * sign * value;
			}
		}
		return sum;
	};
	for (const { nodes, steps } of LATTICES) {
		const reach = (size - 1) / (nodes - 1);
		for (const step of steps) {
			const by = step * module;
			for (let j = 0; j < nodes; j++) {
				for (let i = 0; i < nodes; i++) {
					let best = shifted(i, j, reach, 0, 0, false);
					let move: readonly [number, number] = [0, 0];
					for (const way of [
						[by, 0],
						[-by, 0],
						[0, by],
						[0, -by],
					] as const) {
						const value = shifted(i, j, reach, way[0], way[1], false);
						if (value <= best) continue;
						best = value;
						move = way;
					}
					if (move[0] !== 0 || move[1] !== 0) shifted(i, j, reach, move[0], move[1], true);
				}
			}
		}
	}
}

/** Brightness of every module around 0, row by row: its middle and four points around it. */
function valuesOf(grey: Grey, grid: Grid, module: number): Float64Array {
	const by = module * 0.2;
	return Float64Array.from(grid.x, (x, k) => {
		const y = grid.y[k] as number;
		const around =
			sampled(grey, x - by, y) + sampled(grey, x + by, y) + sampled(grey, x, y - by) + sampled(grey, x, y + by);
		return (sampled(grey, x, y) + around) / 5 - 128;
	});
}

/** The sheet pulled to where the pattern near the fourth corner is, if it is found near where it should be. */
function pulled(grey: Grey, size: number, surface: Surface, { tr, bl }: Triple): Surface {
	if (size < 25) return surface;
	const centre = size - 6.5;
	const p = surface(centre, centre);
	const guess: Frame = { ...p, rx: bl.rx, ry: bl.ry, dx: tr.dx, dy: tr.dy };
	const { frame, score } = settled(grey, guess, ALIGNMENT, 4);
	if (score < 0.5) return surface;
	const pull = { x: frame.x - p.x, y: frame.y - p.y };
	return (u, v) => {
		const q = surface(u, v);
		const share = ((u - 3.5) * (v - 3.5)) / (centre - 3.5) ** 2;
		return { x: q.x + share * pull.x, y: q.y + share * pull.y };
	};
}

/** The two sizes that the corner patterns' distance and steps allow and the alternating rows support best. */
function sizesOf(grey: Grey, { tl, tr, bl }: Triple): number[] {
	const pace = (p: Frame, q: Frame, along: 'r' | 'd') => {
		const step = (f: Frame) => Math.hypot(f[`${along}x`], f[`${along}y`]);
		return Math.hypot(q.x - p.x, q.y - p.y) / ((step(p) + step(q)) / 2);
	};
	const told = (pace(tl, tr, 'r') + pace(tl, bl, 'd')) / 2 + 7;
	const nearest = Math.round((told - 17) / 4) * 4 + 17;
	return [nearest, nearest - 4, nearest + 4]
		.filter((size) => size >= 21 && size <= 177)
		.map((size) => ({ size, score: timing(grey, size, sheet(size, tl, tr, bl)) }))
		.sort((p, q) => q.score - p.score)
		.filter(({ score }) => score > 0.2)
		.slice(0, 2)
		.map(({ size }) => size);
}

/** A clean drawing of what seems to be a code, and that code's corners in the picture, clockwise from its own top left. */
export interface Drawing {
	drawing: Grey;
	corners: Point[];
}

/** Clean drawings of the codes that the plane seems to hold, likeliest first: read them in turn. */
export function* redrawn(plane: Grey): Generator<Drawing> {
	const broad = relief(plane, Math.max(8, Math.round(Math.min(plane.width, plane.height) / 8)));
	for (const triple of triples(broad, 3)) {
		const { tl, tr, bl } = triple;
		const module = (Math.hypot(tl.rx, tl.ry) + Math.hypot(tl.dx, tl.dy)) / 2;
		const grey = relief(plane, Math.max(4, Math.round(module * 5)));
		for (const size of sizesOf(grey, triple)) {
			const surface = pulled(grey, size, sheet(size, tl, tr, bl), triple);
			const corners = place(grey, [surface(0, 0), surface(size, 0), surface(size, size), surface(0, size)]);
			const grid = gridOf(size, surface);
			const first = valuesOf(grey, grid, module);
			yield { drawing: drawn(first, size), corners };
			yield { drawing: drawn(equalised(first, size), size), corners };
			relax(grey, grid, module);
			const values = valuesOf(grey, grid, module);
			yield { drawing: drawn(values, size), corners };
			yield { drawing: drawn(equalised(values, size), size), corners };
		}
	}
}
