/** Where a card goes, in a real browser: it can be reached wherever its field can. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Card, show } from './card.ts';

let stage: HTMLElement;
let card: Card | null = null;

beforeEach(() => {
	(globalThis as unknown as { browser: unknown }).browser = { i18n: { getUILanguage: () => 'en' } };
	stage = document.createElement('main');
	document.body.append(stage);
});
afterEach(() => {
	card?.away();
	stage.remove();
});

const made = <K extends keyof HTMLElementTagNameMap>(name: K, parent: Node): HTMLElementTagNameMap[K] =>
	parent.appendChild(document.createElement(name));

/** The dialog of a page, and the field in it. */
const DIALOGS: Record<string, () => [HTMLDialogElement, HTMLElement]> = {
	'of the document': () => {
		const dialog = made('dialog', stage);
		return [dialog, made('input', made('form', dialog))];
	},
	'with a component around the field': () => {
		const dialog = made('dialog', stage);
		return [dialog, made('input', made('div', dialog).attachShadow({ mode: 'closed' }))];
	},
	'that is a component, the field in it': () => {
		const dialog = made('dialog', stage.attachShadow({ mode: 'closed' }));
		return [dialog, made('input', made('form', dialog))];
	},
	'that is a component, the field handed to it': () => {
		const dialog = made('dialog', stage.attachShadow({ mode: 'open' }));
		made('slot', dialog);
		return [dialog, made('input', made('form', stage))];
	},
};

test.each(Object.entries(DIALOGS))('a modal dialog %s', (_, put) => {
	const [dialog, field] = put();
	dialog.showModal();
	card = show([field], 'words');
	const { x, y } = card.host.getBoundingClientRect();
	const root = card.host.getRootNode() as Document | ShadowRoot;
	expect(root.elementFromPoint(x + 20, y + 5) === card.host).toBe(true);
});
