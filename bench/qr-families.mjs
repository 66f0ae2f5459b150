// Makes pictures of QR codes as cameras and careless pages deform them, from a seed alone: families that the picture set in ../shared/qr does not have.
import encodeQR from 'qr';

/** A generator of numbers in [0, 1) from a seed (mulberry32). */
export function random(seed) {
	let a = seed >>> 0;
	return () => {
		a = (a + 0x6d2b79f5) >>> 0;
		let t = a;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const between = (r, low, high) => low + (high - low) * r();
const pick = (r, list) => list[Math.floor(r() * list.length)];

function keyUri(r) {
	const secret = Array.from({ length: pick(r, [16, 26, 32, 52]) }, () => pick(r, BASE32)).join('');
	const issuer = pick(r, ['ACME', 'Northwind%20Bank', 'git.example', 'Caf%C3%A9', 'My%20NAS']);
	const who = pick(r, [
		'bob',
		'alice%40example.com',
		'very.long.account.name%40students.university.example',
		'root%40db-01',
	]);
	return `otpauth://totp/${issuer}:${who}?secret=${secret}&issuer=${issuer}${pick(r, ['', '&algorithm=SHA256', '&digits=6&period=30'])}`;
}

/** A code as a function of module coordinates: 1 light, 0 dark; outside the code and its margin, the background. */
function codeOf(r, ecc = pick(r, ['low', 'medium', 'medium', 'quartile'])) {
	const text = keyUri(r);
	const modules = encodeQR(text, 'raw', { ecc, border: 1 })
		.slice(1, -1)
		.map((row) => row.slice(1, -1));
	return { text, modules, size: modules.length };
}

/**
 * Draws `code` so that output pixel (x, y) shows module place(x, y) = [u, v]; 9 samples a pixel. `ground(x, y)` is the luma beyond
 * the margin of `margin` modules. Gives a luma plane as floats.
 */
function draw(code, width, height, place, ground = () => 255, margin = 4, dark = 0, light = 255) {
	const out = new Float32Array(width * height);
	const { modules, size } = code;
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			let sum = 0;
			for (let s = 0; s < 9; s++) {
				const p = place(x + ((s % 3) + 0.5) / 3, y + (Math.floor(s / 3) + 0.5) / 3);
				if (p === null) sum += ground(x, y);
				else {
					const [u, v] = p;
					if (u < -margin || v < -margin || u >= size + margin || v >= size + margin) sum += ground(x, y);
					else if (u < 0 || v < 0 || u >= size || v >= size) sum += light;
					else sum += modules[Math.floor(v)][Math.floor(u)] ? dark : light;
				}
			}
			out[y * width + x] = sum / 9;
		}
	}
	return { plane: out, width, height };
}

/** A flat placement: px pixels a module, turned by `angle`, the code's middle at the picture's. */
function flat(code, width, height, px, angle = 0, aspect = 1) {
	const cos = Math.cos(angle) / px;
	const sin = Math.sin(angle) / px;
	return (x, y) => {
		const dx = (x - width / 2) / aspect;
		const dy = y - height / 2;
		return [code.size / 2 + cos * dx + sin * dy, code.size / 2 - sin * dx + cos * dy];
	};
}

/** A tilted plane seen by a camera: yaw, pitch, roll in radians, `zoom` pixels a module at the middle, `distance` in code sizes. */
function tilted(code, width, height, zoom, yaw, pitch, roll, distance = 2) {
	const n = code.size;
	const d = distance * n;
	const [cy, sy, cp, sp, cr, sr] = [
		Math.cos(yaw),
		Math.sin(yaw),
		Math.cos(pitch),
		Math.sin(pitch),
		Math.cos(roll),
		Math.sin(roll),
	];
	// The plane's two axes in camera space.
	const ax = [cy * cr, cp * sr + sp * sy * cr, sp * sr - cp * sy * cr];
	const ay = [-cy * sr, cp * cr - sp * sy * sr, sp * cr + cp * sy * sr];
	return (x, y) => {
		const rx = (x - width / 2) / zoom / d;
		const ry = (y - height / 2) / zoom / d;
		// (u ax + v ay + (0,0,d)) parallel to (rx, ry, 1)
		const a = ax[0] - rx * ax[2];
		const b = ay[0] - rx * ay[2];
		const c = ax[1] - ry * ax[2];
		const e = ay[1] - ry * ay[2];
		const det = a * e - b * c;
		if (Math.abs(det) < 1e-9) return null;
		const u = (rx * d * e - b * ry * d) / det;
		const v = (a * ry * d - c * rx * d) / det;
		if (u * ax[2] + v * ay[2] + d <= 0) return null;
		return [u + n / 2, v + n / 2];
	};
}

function blurred(picture, kernel) {
	const { plane, width, height } = picture;
	const out = new Float32Array(plane.length);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			let sum = 0;
			for (const [dx, dy, weight] of kernel) {
				const xx = Math.min(width - 1, Math.max(0, x + dx));
				const yy = Math.min(height - 1, Math.max(0, y + dy));
				sum += weight * plane[yy * width + xx];
			}
			out[y * width + x] = sum;
		}
	}
	return { ...picture, plane: out };
}

function gaussian(sigma) {
	const reach = Math.ceil(sigma * 2.5);
	const kernel = [];
	let all = 0;
	for (let dy = -reach; dy <= reach; dy++) {
		for (let dx = -reach; dx <= reach; dx++) {
			const weight = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
			all += weight;
			kernel.push([dx, dy, weight]);
		}
	}
	return kernel.map(([dx, dy, weight]) => [dx, dy, weight / all]);
}

/** A straight smear of `length` pixels. */
function smear(length, angle) {
	const weights = new Map();
	const steps = Math.ceil(length * 8);
	for (let i = 0; i <= steps; i++) {
		const t = (i / steps - 0.5) * length;
		const x = t * Math.cos(angle);
		const y = t * Math.sin(angle);
		for (const [dx, dy] of [
			[0, 0],
			[1, 0],
			[0, 1],
			[1, 1],
		]) {
			const xx = Math.floor(x) + dx;
			const yy = Math.floor(y) + dy;
			const weight = (1 - Math.abs(x - xx)) * (1 - Math.abs(y - yy));
			if (weight > 0) weights.set(`${xx},${yy}`, (weights.get(`${xx},${yy}`) ?? 0) + weight / (steps + 1));
		}
	}
	return [...weights].map(([key, weight]) => [...key.split(',').map(Number), weight]);
}

function noisy(r, picture, amount) {
	const gauss = () => Math.sqrt(-2 * Math.log(1 - r())) * Math.cos(2 * Math.PI * r());
	return { ...picture, plane: picture.plane.map((v) => v + amount * gauss()) };
}

function lit(picture, light) {
	const { width, height } = picture;
	return {
		...picture,
		plane: picture.plane.map((v, i) => v * light((i % width) / width, Math.floor(i / width) / height)),
	};
}

/** Smooth random ground, like a blurred room behind the code. */
function room(r, low = 30, high = 220) {
	const waves = Array.from({ length: 6 }, () => [between(r, -0.05, 0.05), between(r, -0.05, 0.05), between(r, 0, 7)]);
	return (x, y) => {
		const sum = waves.reduce((s, [a, b, c]) => s + Math.sin(a * x + b * y + c), 0) / 6;
		return low + (high - low) * (0.5 + 0.5 * sum);
	};
}

/** JPEG as encoders do it: 8 x 8 DCT, the standard luminance table at a quality of 1 to 100. */
function jpeg(picture, quality) {
	const T = [
		16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
		87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
		72, 92, 95, 98, 112, 100, 103, 99,
	];
	const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
	const table = T.map((t) => Math.max(1, Math.floor((t * scale + 50) / 100)));
	const C = Array.from({ length: 8 }, (_, k) =>
		Array.from({ length: 8 }, (_, n) => (k ? 0.5 : Math.SQRT1_2 / 2) * Math.cos(((2 * n + 1) * k * Math.PI) / 16)),
	);
	const { plane, width, height } = picture;
	const out = Float32Array.from(plane);
	for (let by = 0; by < height; by += 8) {
		for (let bx = 0; bx < width; bx += 8) {
			const at = (x, y) => plane[Math.min(height - 1, by + y) * width + Math.min(width - 1, bx + x)] - 128;
			const rows = Array.from({ length: 8 }, (_, y) => C.map((c) => c.reduce((s, w, x) => s + w * at(x, y), 0)));
			const coefficients = C.map((c, v) =>
				Array.from({ length: 8 }, (_, u) => {
					const q = table[v * 8 + u];
					return Math.round(c.reduce((s, w, y) => s + w * rows[y][u], 0) / q) * q;
				}),
			);
			const columns = Array.from({ length: 8 }, (_, y) =>
				Array.from({ length: 8 }, (_, u) => coefficients.reduce((s, row, v) => s + C[v][y] * row[u], 0)),
			);
			for (let y = 0; y < 8 && by + y < height; y++) {
				for (let x = 0; x < 8 && bx + x < width; x++) {
					out[(by + y) * width + bx + x] = 128 + columns[y].reduce((s, w, u) => s + w * C[u][x], 0);
				}
			}
		}
	}
	return { ...picture, plane: out };
}

/** A luma plane as pixels; `colour(v, x, y)` may give [r, g, b, a]. */
function pixels(picture, colour = (v) => [v, v, v, 255]) {
	const { plane, width, height } = picture;
	const data = new Uint8ClampedArray(width * height * 4);
	for (let i = 0; i < plane.length; i++) data.set(colour(plane[i], i % width, Math.floor(i / width)), i * 4);
	return { data, width, height };
}

const square = (code, px, room = 10) => Math.ceil((code.size + room) * px);

/** Family name -> from a random generator to { text, pixels }. */
export const FAMILIES = {
	bend(r) {
		const code = codeOf(r);
		const px = between(r, 4, 8);
		const side = square(code, px, 14);
		// The paper lies around a cylinder; its axis upright or lying; the code covers `arc` of it.
		const arc = between(r, 0.5, 1.7);
		const radius = code.size / arc;
		const lying = r() < 0.5;
		const base = flat(code, side, side, px, between(r, -0.25, 0.25));
		const place = (x, y) => {
			const p = base(x, y);
			const t = (lying ? p[1] : p[0]) - code.size / 2;
			if (Math.abs(t) >= radius * 0.98) return null;
			const along = Math.asin(t / radius) * radius;
			const depth = radius * (1 - Math.cos(along / radius));
			const near = 1 + (depth / code.size) * 0.25;
			const other = ((lying ? p[0] : p[1]) - code.size / 2) * near + (r.tilt ?? 0) * depth;
			return lying ? [other + code.size / 2, along + code.size / 2] : [along + code.size / 2, other + code.size / 2];
		};
		const lamp = between(r, 0.2, 0.6);
		return {
			text: code.text,
			pixels: pixels(
				noisy(
					r,
					blurred(
						lit(draw(code, side, side, place, room(r)), (x) => 1 - lamp * x),
						gaussian(px * 0.15),
					),
					4,
				),
			),
		};
	},
	sag(r) {
		// Bent paper seen a little from above: straight rows become arcs.
		const code = codeOf(r);
		const px = between(r, 4, 8);
		const side = square(code, px, 16);
		const sag = between(r, 0.04, 0.14) * code.size * pick(r, [1, -1]);
		const upright = r() < 0.5;
		const base = flat(code, side, side, px, between(r, -0.15, 0.15));
		const place = (x, y) => {
			const [u, v] = base(x, y);
			const t = ((upright ? u : v) / code.size - 0.5) * 2;
			const shift = sag * (1 - t * t);
			return upright ? [u, v + shift] : [u + shift, v];
		};
		return {
			text: code.text,
			pixels: pixels(noisy(r, blurred(draw(code, side, side, place, room(r)), gaussian(px * 0.12)), 4)),
		};
	},
	wave(r) {
		const code = codeOf(r);
		const px = between(r, 4, 8);
		const side = square(code, px, 14);
		const amount = between(r, 0.5, 1.6);
		const length = between(r, 0.6, 1.4) * code.size;
		const phase = between(r, 0, 7);
		const base = flat(code, side, side, px, between(r, -0.2, 0.2));
		const place = (x, y) => {
			const [u, v] = base(x, y);
			return [
				u + amount * Math.sin((v / length) * 2 * Math.PI + phase),
				v + amount * 0.7 * Math.sin((u / length) * 2 * Math.PI + phase * 2),
			];
		};
		return { text: code.text, pixels: pixels(noisy(r, draw(code, side, side, place, room(r)), 5)) };
	},
	fold(r) {
		const code = codeOf(r);
		const px = between(r, 5, 8);
		const side = square(code, px, 16);
		const crease = between(r, 0.35, 0.65) * code.size;
		const base = flat(code, side, side, px, between(r, -0.1, 0.1));
		const slope = between(r, 0.1, 0.3) * pick(r, [1, -1]);
		const place = (x, y) => {
			const [u, v] = base(x, y);
			const over = Math.max(0, u - crease);
			return [crease + (u - crease) * (over > 0 ? 1.12 : 1), v + over * slope];
		};
		return {
			text: code.text,
			pixels: pixels(
				noisy(
					r,
					lit(draw(code, side, side, place, room(r)), (x) => (x > 0.5 ? 0.7 : 1)),
					4,
				),
			),
		};
	},
	motion(r) {
		const code = codeOf(r);
		const px = between(r, 4, 8);
		const side = square(code, px, 12);
		const picture = draw(code, side, side, flat(code, side, side, px, between(r, -0.3, 0.3)), room(r));
		return {
			text: code.text,
			pixels: pixels(noisy(r, blurred(picture, smear(px * between(r, 0.8, 1.9), between(r, 0, Math.PI))), 3)),
		};
	},
	defocus(r) {
		const code = codeOf(r);
		const px = between(r, 4, 8);
		const side = square(code, px, 12);
		const picture = draw(code, side, side, flat(code, side, side, px, between(r, -0.3, 0.3)), room(r));
		return { text: code.text, pixels: pixels(noisy(r, blurred(picture, gaussian(px * between(r, 0.4, 0.75))), 3)) };
	},
	tilt(r) {
		const code = codeOf(r);
		const px = between(r, 6, 9);
		const side = square(code, px, 16);
		const yaw = between(r, 0.5, 0.95) * pick(r, [1, -1]);
		const place = tilted(code, side, side, px, yaw, between(r, -0.5, 0.5), between(r, -0.5, 0.5), between(r, 1.6, 3));
		return {
			text: code.text,
			pixels: pixels(noisy(r, blurred(draw(code, side, side, place, room(r)), gaussian(0.7)), 4)),
		};
	},
	photo(r) {
		const code = codeOf(r);
		const px = between(r, 4, 6);
		const [width, height] = [900, 700];
		const place = tilted(
			code,
			width,
			height,
			px,
			between(r, -0.4, 0.4),
			between(r, -0.4, 0.4),
			between(r, -3, 3),
			between(r, 2, 4),
		);
		const lamp = between(r, 0.3, 0.7);
		const picture = lit(
			draw(code, width, height, place, room(r), 4, between(r, 10, 50), between(r, 190, 250)),
			(x, y) => 1 - lamp * (0.6 * x + 0.4 * y),
		);
		return { text: code.text, pixels: pixels(jpeg(noisy(r, blurred(picture, gaussian(px * 0.22)), 7), 60)) };
	},
	jpeg(r) {
		const code = codeOf(r);
		const px = pick(r, [2.6, 3, 3.4, 4, 5]);
		const side = square(code, px);
		return {
			text: code.text,
			pixels: pixels(jpeg(draw(code, side, side, flat(code, side, side, px)), between(r, 8, 22))),
		};
	},
	shadow(r) {
		const code = codeOf(r);
		const px = between(r, 4, 7);
		const side = square(code, px);
		const angle = between(r, 0, 6.3);
		const dark = between(r, 0.2, 0.4);
		const where = between(r, 0.3, 0.7);
		const light = (x, y) =>
			dark + (1 - dark) / (1 + Math.exp(-((x - where) * Math.cos(angle) + (y - where) * Math.sin(angle)) * 40));
		return {
			text: code.text,
			pixels: pixels(
				noisy(
					r,
					blurred(lit(draw(code, side, side, flat(code, side, side, px, between(r, -0.3, 0.3))), light), gaussian(0.8)),
					4,
				),
			),
		};
	},
	moire(r) {
		// A screen photographed: its own pixel columns, each third one colour, beat with the camera's.
		const code = codeOf(r);
		const px = between(r, 4, 7);
		const side = square(code, px);
		const picture = draw(code, side, side, flat(code, side, side, px, between(r, -0.1, 0.1)));
		const pitch = between(r, 2.05, 2.6);
		const turn = between(r, -0.08, 0.08);
		return {
			text: code.text,
			pixels: pixels(noisy(r, picture, 5), (v, x, y) => {
				const t = (x + turn * y) / pitch;
				const sub = [0, 1, 2].map((k) => 0.62 + 0.38 * Math.cos(2 * Math.PI * (t + k / 3)));
				const row = 0.85 + 0.15 * Math.cos((2 * Math.PI * y) / pitch);
				return [v * sub[0] * row + 12, v * sub[1] * row + 12, v * sub[2] * row + 12, 255];
			}),
		};
	},
	glare(r) {
		const code = codeOf(r, pick(r, ['medium', 'quartile', 'high']));
		const px = between(r, 4, 7);
		const side = square(code, px);
		const picture = draw(code, side, side, flat(code, side, side, px, between(r, -0.4, 0.4)), room(r), 4, 25, 200);
		const at = [between(r, 0.35, 0.75) * side, between(r, 0.35, 0.75) * side];
		const size = between(r, 0.06, 0.12) * side;
		picture.plane = picture.plane.map(
			(v, i) =>
				v + 260 * Math.exp(-(((i % side) - at[0]) ** 2 + (Math.floor(i / side) - at[1]) ** 2) / (2 * size * size)),
		);
		return { text: code.text, pixels: pixels(noisy(r, picture, 4)) };
	},
	tiny(r) {
		const code = codeOf(r, 'low');
		const px = pick(r, [1, 1, 1.25, 1.5, 1.8]);
		const side = Math.round((code.size + 8) * px);
		return { text: code.text, pixels: pixels(draw(code, side, side, flat(code, side, side, px))) };
	},
	stretched(r) {
		const code = codeOf(r);
		const px = between(r, 2.5, 5);
		const aspect = pick(r, [0.5, 0.6, 1.5, 1.8, 2]);
		const height = square(code, px);
		const width = Math.ceil(height * aspect);
		return { text: code.text, pixels: pixels(draw(code, width, height, flat(code, width, height, px, 0, aspect))) };
	},
	equalLuma(r) {
		// Two colours of nearly the same brightness.
		const code = codeOf(r);
		const px = pick(r, [3, 4, 5]);
		const side = square(code, px);
		const [a, b] = pick(r, [
			[
				[220, 40, 40],
				[30, 128, 40],
			],
			[
				[0, 110, 230],
				[150, 90, 20],
			],
			[
				[200, 0, 200],
				[0, 118, 90],
			],
		]);
		return {
			text: code.text,
			pixels: pixels(draw(code, side, side, flat(code, side, side, px)), (v) =>
				[0, 1, 2].map((k) => a[k] + ((b[k] - a[k]) * v) / 255).concat(255),
			),
		};
	},
	art(r) {
		// Modules as small marks over a picture.
		const code = codeOf(r, 'high');
		const px = pick(r, [6, 8, 9]);
		const side = square(code, px);
		const behind = room(r, 60, 200);
		const picture = draw(code, side, side, flat(code, side, side, px));
		const at = flat(code, side, side, px);
		picture.plane = picture.plane.map((v, i) => {
			const x = i % side;
			const y = Math.floor(i / side);
			const [u, w] = at(x + 0.5, y + 0.5);
			const n = code.size;
			const inside = u >= 0 && w >= 0 && u < n && w < n;
			const finder = (u < 8 && w < 8) || (u > n - 8 && w < 8) || (u < 8 && w > n - 8);
			if (!inside || finder) return v;
			const mark = Math.abs((u % 1) - 0.5) < 0.25 && Math.abs((w % 1) - 0.5) < 0.25;
			return mark ? v : 0.35 * v + 0.65 * behind(x, y);
		});
		return { text: code.text, pixels: pixels(picture) };
	},
	cropped(r) {
		const code = codeOf(r, pick(r, ['medium', 'quartile']));
		const px = pick(r, [4, 5, 6]);
		const side = Math.ceil(code.size * px);
		const off = [between(r, -0.9, 0.9) * px, between(r, -0.9, 0.9) * px];
		const base = flat(code, side, side, px);
		return {
			text: code.text,
			pixels: pixels(
				draw(
					code,
					side,
					side,
					(x, y) => base(x + off[0], y + off[1]),
					() => 128,
				),
			),
		};
	},
	dithered(r) {
		const code = codeOf(r);
		const px = pick(r, [3, 4, 5]);
		const side = square(code, px);
		const picture = draw(code, side, side, flat(code, side, side, px, between(r, -0.2, 0.2)), undefined, 4, 70, 190);
		const bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
		picture.plane = picture.plane.map((v, i) =>
			v > (bayer[(Math.floor(i / side) % 4) * 4 + ((i % side) % 4)] + 0.5) * 16 ? 255 : 0,
		);
		return { text: code.text, pixels: pixels(picture) };
	},
	lowRes(r) {
		const code = codeOf(r, 'low');
		const px = between(r, 1.9, 2.6);
		const side = square(code, px, 14);
		return {
			text: code.text,
			pixels: pixels(noisy(r, draw(code, side, side, flat(code, side, side, px, between(r, -0.7, 0.7))), 3)),
		};
	},
	dots(r) {
		const code = codeOf(r);
		const px = pick(r, [6, 8, 10]);
		const side = square(code, px);
		const at = flat(code, side, side, px);
		const picture = draw(code, side, side, at);
		const size = between(r, 0.28, 0.4);
		picture.plane = picture.plane.map((v, i) => {
			const [u, w] = at((i % side) + 0.5, Math.floor(i / side) + 0.5);
			const n = code.size;
			if ((u < 7 && w < 7) || (u > n - 7 && w < 7) || (u < 7 && w > n - 7)) return v;
			return v < 128 && Math.hypot((((u % 1) + 1) % 1) - 0.5, (((w % 1) + 1) % 1) - 0.5) > size ? 255 : v;
		});
		const turn = between(r, 0, 1);
		return {
			text: code.text,
			pixels: pixels(picture, (v, x, y) => [
				v < 128 ? 200 * (x / side) : 250,
				v < 128 ? 90 * turn : 250,
				v < 128 ? 200 * (y / side) : 250,
				255,
			]),
		};
	},
	scanLines(r) {
		const code = codeOf(r);
		const px = between(r, 4, 7);
		const side = square(code, px);
		const gap = pick(r, [3, 4, 5]);
		const picture = draw(code, side, side, flat(code, side, side, px, between(r, -0.15, 0.15)));
		picture.plane = picture.plane.map((v, i) => (Math.floor(i / side) % gap === 0 ? pick(r, [0, 20, 230]) : v));
		return { text: code.text, pixels: pixels(picture) };
	},
	darkAlpha(r) {
		// Light, half-transparent modules on nothing, softened, turned.
		const code = codeOf(r);
		const px = between(r, 3, 6);
		const side = square(code, px);
		const opacity = between(r, 0.35, 0.9);
		return {
			text: code.text,
			pixels: pixels(draw(code, side, side, flat(code, side, side, px, between(r, -0.3, 0.3))), (v) => [
				255,
				255,
				255,
				(255 - v) * opacity,
			]),
		};
	},
	darkPhoto(r) {
		const code = codeOf(r);
		const px = between(r, 4, 6);
		const side = square(code, px, 14);
		return {
			text: code.text,
			pixels: pixels(
				noisy(
					r,
					blurred(
						draw(
							code,
							side,
							side,
							flat(code, side, side, px, between(r, -0.5, 0.5)),
							() => 6,
							3,
							8,
							between(r, 28, 50),
						),
						gaussian(0.8),
					),
					2.5,
				),
			),
		};
	},
	invertedTilt(r) {
		const code = codeOf(r);
		const px = between(r, 5, 7);
		const side = square(code, px, 14);
		const place = tilted(code, side, side, px, between(r, -0.5, 0.5), between(r, -0.4, 0.4), between(r, -0.6, 0.6), 3);
		return {
			text: code.text,
			pixels: pixels(
				noisy(
					r,
					blurred(
						draw(code, side, side, place, () => 25, 2, 235, 25),
						gaussian(0.8),
					),
					4,
				),
			),
		};
	},
	mirroredPhoto(r) {
		const code = codeOf(r);
		const px = between(r, 4, 6);
		const side = square(code, px, 14);
		const place = tilted(code, side, side, px, between(r, -0.3, 0.3), between(r, -0.3, 0.3), between(r, -0.5, 0.5), 3);
		return {
			text: code.text,
			pixels: pixels(
				noisy(
					r,
					blurred(
						draw(code, side, side, (x, y) => place(side - x, y), room(r)),
						gaussian(1),
					),
					4,
				),
			),
		};
	},
	page(r) {
		// A busy page with a small code somewhere, its place not known.
		const code = codeOf(r, 'low');
		const px = pick(r, [2, 2.4, 3, 3.5]);
		const [width, height] = [1600, 1000];
		const left = between(r, 20, width - (code.size + 8) * px - 20);
		const top = between(r, 20, height - (code.size + 8) * px - 20);
		const dark = r() < 0.4;
		const lines = Array.from({ length: 60 }, () => [
			Math.floor(between(r, 0, width)),
			Math.floor(between(r, 0, height)),
			Math.floor(between(r, 20, 400)),
			pick(r, [2, 8, 12, 40]),
			between(r, 0, 255),
		]);
		const picture = draw(
			code,
			width,
			height,
			(x, y) => [(x - left) / px - 4, (y - top) / px - 4],
			() => (dark ? 24 : 250),
		);
		for (const [x, y, w, h, v] of lines) {
			for (let yy = y; yy < Math.min(height, y + h); yy++) {
				for (let xx = x; xx < Math.min(width, x + w); xx++) {
					const inside =
						xx > left - 3 &&
						xx < left + (code.size + 8) * px + 3 &&
						yy > top - 3 &&
						yy < top + (code.size + 8) * px + 3;
					if (!inside && (h > 12 || (xx * 7919 + yy * 31) % 5 < 2)) picture.plane[yy * width + xx] = v;
				}
			}
		}
		return { text: code.text, pixels: pixels(picture) };
	},
};
