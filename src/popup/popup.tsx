/** The entry point of the popup: paints its frame at once and fills it as the answers come. */
import { render } from 'preact';
import { anewWhenLocked } from '../ui/locked.ts';
import { say } from '../ui/say.ts';
import { load } from './state.ts';
import { Window } from './window.tsx';

document.title = say('name');
document.documentElement.lang = browser.i18n.getUILanguage();
void load();
anewWhenLocked();
render(<Window />, document.getElementById('view') as HTMLElement);
