/** The only place that knows the fields of this document: those that are found, and those the person pointed at. */
import type { PageAnswers } from '../protocol/page.ts';
import type { FieldTools } from './field.ts';
import type { FoundField } from './find.ts';

type Lesson = PageAnswers['page.offers']['taught'][number];

/** The number in the label of a recovery prompt ("Recovery code #3"); null without one. */
export function numberAsked(box: HTMLElement): number | null {
	const labels = [...((box as HTMLInputElement).labels ?? [])].map((label) => label.textContent).join(' ');
	const number = Number(/(?:#|№|n[.º°]|nr\.?)\s?(\d{1,2})\b/i.exec(labels)?.[1]);
	return number >= 1 ? number : null;
}

/** What is here, with what is learnt of it from now on. */
export function fieldsHere({ findFields, held, inSight }: FieldTools) {
	let lessons: Lesson[] | null = null;

	const isTaught = (box: HTMLElement, verdict: Lesson['verdict']) =>
		lessons?.some((t) => t.verdict === verdict && box.matches(t.selector)) === true;
	const never = (field: FoundField) => field.boxes.some((b) => isTaught(b, 'never'));
	/** A password box that takes the code after the password: nothing of what it holds is read. */
	const appends = ({ boxes: [box] }: FoundField) => box !== undefined && isTaught(box, 'appended');

	/** Boxes that were taught so and are in sight, beside those found anyway. */
	const more = (verdict: Lesson['verdict'], found: FoundField[]) =>
		(lessons ?? [])
			.filter((t) => t.verdict === verdict)
			.flatMap((t) => [...document.querySelectorAll<HTMLElement>(t.selector)].slice(0, 1))
			.filter((box) => !found.some((f) => f.boxes.includes(box)) && inSight(box))
			.map(
				(box): FoundField => ({
					kind: 'code',
					boxes: [box],
					via: 'app',
					confirm: false,
					score: 1,
					reasons: ['taught'],
					visible: true,
				}),
			);

	return {
		isTaught,
		never,
		appends,
		holding: (field: FoundField) => (appends(field) ? '' : held(field.boxes)),
		seen: (field: FoundField) => field.boxes.every(inSight),
		/** The fields here, best first. */
		fields(): FoundField[] {
			const found = findFields(document).filter((f) => f.visible && !never(f));
			return [...more('code', found), ...found, ...more('appended', found)];
		},
		/** Whether it was told at all what the person taught here. */
		learnt: () => lessons !== null,
		/** All that the person taught here. */
		learn(all: Lesson[]): void {
			lessons = all;
		},
		/** What was taught may have changed: to be told anew. */
		forget(): void {
			lessons = null;
		},
	};
}
