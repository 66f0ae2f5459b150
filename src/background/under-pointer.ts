/** The only code sent into a page at a right click: says what picture lies under the pointer. Self-contained, since it is sent as text. */

export interface UnderPointer {
	/** The element's own pixels as a data: URL, or null where the page may not read them. */
	own: string | null;
	/** An address the element shows (img, CSS background), or null. */
	address: string | null;
	/** The element's box within the tab, in the screenshot's pixels; null when unknown (nothing hovered, a foreign frame around). */
	rect: { x: number; y: number; width: number; height: number } | null;
	/** The page's visible text, cut to 100,000 characters. */
	text: string;
}

/** Runs in the page's isolated world. `srcUrl` = the address of the picture clicked, as the menu says, or null. */
export async function underPointer(srcUrl: string | null): Promise<UnderPointer> {
	const shadow = (element: Element): ShadowRoot | null =>
		element.shadowRoot ??
		(element instanceof HTMLElement ? (browser.dom?.openOrClosedShadowRoot(element) ?? null) : null);

	const hovered = (root: Document | ShadowRoot): Element | null => {
		const last = [...root.querySelectorAll(':hover')].at(-1) ?? null;
		const inner = last === null ? null : shadow(last);
		return inner === null ? last : (hovered(inner) ?? last);
	};
	const PICTURES = 'img, canvas, svg, video, picture, image, embed, object';
	const pictureAt = (start: Element | null): Element | null => {
		if (srcUrl !== null) {
			const named = [...document.querySelectorAll('img, video')].find(
				(e) => (e as HTMLImageElement).currentSrc === srcUrl || (e as HTMLImageElement).src === srcUrl,
			);
			if (start === null || !start.matches(PICTURES)) return named ?? start;
		}
		for (let e = start, up = 0; e !== null && up < 4; e = e.parentElement, up++) {
			if (e === document.body || e === document.documentElement) return start;
			const svg = e.closest('svg');
			if (svg !== null) return svg;
			if (e.matches(PICTURES)) return e;
			if (/url\(/.test(getComputedStyle(e).backgroundImage)) return e;
			const inside = [...e.querySelectorAll('canvas, svg, img')].filter((p) => p.getBoundingClientRect().width >= 40);
			if (inside.length === 1) return inside[0] as Element;
		}
		return start;
	};
	const drawn = (source: CanvasImageSource, width: number, height: number): string | null => {
		if (width < 1 || height < 1 || width * height > 16_000_000) return null;
		const canvas = document.createElement('canvas');
		canvas.width = width;
		canvas.height = height;
		try {
			canvas.getContext('2d')?.drawImage(source, 0, 0, width, height);
			return canvas.toDataURL('image/png');
		} catch {
			return null; // tainted by another origin
		}
	};
	const ownPixels = async (e: Element): Promise<string | null> => {
		try {
			if (e instanceof HTMLCanvasElement) {
				return e.width * e.height > 16_000_000 ? null : e.toDataURL('image/png');
			}
			if (e instanceof SVGSVGElement) {
				const copy = e.cloneNode(true) as SVGSVGElement;
				const box = e.getBoundingClientRect();
				copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
				copy.setAttribute('width', String(Math.max(1, box.width)));
				copy.setAttribute('height', String(Math.max(1, box.height)));
				const style = getComputedStyle(e);
				copy.setAttribute('color', style.color);
				if (!e.hasAttribute('fill') && style.fill !== '') copy.setAttribute('fill', style.fill);
				const text = new XMLSerializer().serializeToString(copy);
				return text.length > 4_000_000 ? null : `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
			}
			if (e instanceof HTMLVideoElement) return drawn(e, e.videoWidth, e.videoHeight);
			if (e instanceof HTMLImageElement && e.complete && !/\.svg($|\?)|^data:image\/svg/.test(e.currentSrc)) {
				return drawn(e, e.naturalWidth, e.naturalHeight);
			}
		} catch {
			return null;
		}
		return null;
	};
	const boxOf = (e: Element) => {
		const box = e.getBoundingClientRect();
		let { x, y } = box;
		for (let w: Window = window; w !== w.parent; w = w.parent) {
			let frame: Element | null = null;
			try {
				frame = w.frameElement;
			} catch {
				return null;
			}
			if (frame === null) return null;
			const around = frame.getBoundingClientRect();
			x += around.x + frame.clientLeft;
			y += around.y + frame.clientTop;
		}
		const k = devicePixelRatio;
		return { x: x * k, y: y * k, width: box.width * k, height: box.height * k };
	};

	const element = pictureAt(hovered(document));
	const background = element === null ? null : /url\("?(.*?)"?\)/.exec(getComputedStyle(element).backgroundImage)?.[1];
	const address =
		srcUrl ??
		(element instanceof HTMLImageElement ? element.currentSrc : null) ??
		(element instanceof SVGElement ? null : (background ?? null));
	let own = element === null ? null : await ownPixels(element);
	if (own === null && address?.startsWith('blob:')) {
		try {
			const blob = await (await fetch(address)).blob();
			own = await new Promise<string | null>((done) => {
				const reader = new FileReader();
				reader.onload = () => done(reader.result as string);
				reader.onerror = () => done(null);
				reader.readAsDataURL(blob);
			});
		} catch {
			own = null;
		}
	}
	const rect =
		element === null || element === document.body || element === document.documentElement ? null : boxOf(element);
	return { own, address, rect, text: (document.body?.innerText ?? '').slice(0, 100_000) };
}
