/** The only place that tells where a field's form sends what is in it. */
import { attribute } from './own.ts';

/** Where a form would send what is in the box, to notice a swap; '' outside of forms. */
export function goesTo(box: HTMLElement): string {
	const form = (box as HTMLInputElement).form ?? null;
	if (form === null) return '';
	const own = [...form.ownerDocument.forms].indexOf(form);
	return JSON.stringify([own, attribute(form, 'action'), attribute(form, 'target')]);
}
