/** The second script of a page: knows code fields and fills them. Injected once the page has an input that could be one. */
import { append, fillField, held } from './fill.ts';
import { findFields, verdictOn } from './find.ts';
import { goesTo, inSight } from './sight.ts';
import { usernameShown } from './username.ts';

const tools = { usernameShown, findFields, verdictOn, fillField, append, held, goesTo, inSight };

export type FieldTools = typeof tools;

(globalThis as { verifillField?: FieldTools }).verifillField = tools;
