/** The only place where a page asks the background, and is given the scripts that it needs only now. */
import type { PageAnswers, PageQuestion } from '../protocol/page.ts';
import type { Chooser } from './chooser.ts';
import type { FieldTools } from './field.ts';
import type { Filler } from './filler.ts';
import type { InWords } from './teach.ts';

/** What each script leaves in the document once it was injected. */
const world = globalThis as {
	verifillField?: FieldTools;
	verifillFiller?: Filler;
	verifillChooser?: Chooser;
	verifillTeach?: InWords;
};

/** False once the extension was updated or removed. */
export const alive = () => browser.runtime?.id !== undefined;

/** A background that was stopped over a question is asked again after so many ms. */
const AGAIN = [0, 250, 1000];

/** Asks the background; null = no, or the extension is gone. */
export async function ask<A extends PageQuestion['ask']>(
	question: Extract<PageQuestion, { ask: A }>,
): Promise<PageAnswers[A] | null> {
	for (const wait of AGAIN) {
		if (wait > 0) await new Promise((done) => setTimeout(done, wait));
		if (!alive()) return null;
		const reply = await browser.runtime.sendMessage(question).catch(() => undefined);
		if (reply !== undefined) return reply.ok ? reply.answer : null;
	}
	return null;
}

type Script = Extract<PageQuestion, { ask: 'page.script' }>['script'];

/** What a script of ours left here, injected when it wasn't yet; undefined when it can't be had now: ask again later. */
async function script<T>(name: Script, left: () => T | undefined): Promise<T | undefined> {
	if (left() === undefined) await ask({ ask: 'page.script', script: name });
	return left();
}

export const fieldTools = () => script('field', () => world.verifillField);
export const filler = () => script('filler', () => world.verifillFiller);
export const chooser = () => script('chooser', () => world.verifillChooser);
export const inWords = () => script('teach', () => world.verifillTeach);
