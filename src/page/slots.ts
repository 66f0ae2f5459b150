/** The only place that knows an input of no size or colour by the slots that are drawn for it. */
import { shown } from './own.ts';
import { inSight } from './section.ts';

/** An input somebody could type into; vuetify keeps one more in each slot, out of everybody's reach. */
const TYPED_IN = 'input:not([aria-hidden=true][tabindex="-1"])';

/** The element whose 4 to 10 children of one size are the slots drawn for an unseen input near by; null when there is none, and the input is just hidden. */
export function slotsOf(input: Element): Element | null {
	if (!input.checkVisibility({ visibilityProperty: true })) return null;
	for (let at = input.parentElement, up = 0; at !== null && up < 4; at = at.parentElement, up++) {
		const inside = [at, ...at.querySelectorAll('*')];
		if (inside.length > 150) return null;
		const row = inside.find((element) => {
			const slots = [...element.children].filter(
				(e) => e !== input && shown(e) && inSight(e) && e.querySelector(TYPED_IN) === null && e.localName !== 'input',
			);
			const [first] = slots.map((e) => e.getBoundingClientRect());
			const same = slots.filter((e) => {
				const box = e.getBoundingClientRect();
				return Math.abs(box.width - (first?.width ?? 0)) < 3 && Math.abs(box.y - (first?.y ?? 0)) < 3;
			});
			return same.length >= 4 && same.length <= 10 && same.length >= slots.length - 3 && (first?.width ?? 0) <= 120;
		});
		if (row !== undefined) return row;
	}
	return null;
}
