/** The entry point of the unseen page that empties the clipboard in Chromium. */
import { ask } from '../protocol/ask.ts';
import { takeOut } from './take-out.ts';

try {
	const { text } = await ask('panel.toClear', {});
	if (text !== null) await takeOut(text);
} finally {
	// There can be but one such page: left open, it would keep the next code in the clipboard.
	window.close();
}
