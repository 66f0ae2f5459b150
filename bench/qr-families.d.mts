/** A generator of numbers in [0, 1) from a seed. */
export function random(seed: number): () => number;
/** Family name -> picture and the text in it. */
export const FAMILIES: Record<
	string,
	(r: () => number) => { text: string; pixels: { data: Uint8ClampedArray; width: number; height: number } }
>;
