/** The entry point of the unseen page that empties the clipboard in Chromium. */
import { ask } from '../protocol/ask.ts';
import { takeOut } from './take-out.ts';

const { text } = await ask('panel.toClear', {});
if (text !== null) await takeOut(text);
window.close();
