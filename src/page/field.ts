/** The second script of a page: knows code fields and what they hold. Injected once the page has an input that could be one. */
import { findFields, verdictOn } from './find.ts';
import { held } from './held.ts';
import { goesTo, inSight } from './sight.ts';
import { usernameShown } from './username.ts';

const tools = { usernameShown, findFields, verdictOn, held, goesTo, inSight };

export type FieldTools = typeof tools;

(globalThis as { verifillField?: FieldTools }).verifillField = tools;
