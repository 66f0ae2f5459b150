/** The entry point of the page for accounts and settings. */
import { render } from 'preact';
import { anewWhenLocked } from '../ui/locked.ts';
import { say } from '../ui/say.ts';
import { load } from './state.ts';
import { Window } from './window.tsx';

document.title = say('manage_title');
document.documentElement.lang = browser.i18n.getUILanguage();
render(<Window />, document.getElementById('view') as HTMLElement);
void load();
anewWhenLocked();
// Another window may have added, changed or locked meanwhile.
document.addEventListener('visibilitychange', () => {
	if (!document.hidden) void load();
});
