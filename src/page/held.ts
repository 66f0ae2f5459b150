/** The only place that reads and writes what a box holds, past what frameworks put on the element. */

export type Typable = HTMLInputElement | HTMLTextAreaElement;

const valueAt = (proto: object) => Object.getOwnPropertyDescriptor(proto, 'value') as Required<PropertyDescriptor>;
// Captured: frameworks put their own `value` on the element; the prototype's is the browser's.
const INPUT = valueAt(HTMLInputElement.prototype);
const AREA = valueAt(HTMLTextAreaElement.prototype);

export const typable = (box: HTMLElement): box is Typable => box.localName === 'input' || box.localName === 'textarea';

/** What a box holds now. */
export function read(box: HTMLElement): string {
	if (!typable(box)) return box.textContent ?? '';
	return (box.localName === 'input' ? INPUT : AREA).get.call(box) as string;
}

/** Sets it without any event. */
export function write(box: HTMLElement, text: string): void {
	if (!typable(box)) box.textContent = text;
	else (box.localName === 'input' ? INPUT : AREA).set.call(box, text);
}

/** Without the spaces and dashes that pages add of their own. */
export const bare = (text: string) => text.replace(/[\s-]/g, '');

/** Digits and letters of all boxes together. */
export const held = (boxes: HTMLElement[]): string => bare(boxes.map(read).join(''));
