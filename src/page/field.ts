/** The second script of a page: knows code fields and what they hold. Injected once the page has an input that could be one. */
import { findFields, verdictOn } from './find.ts';
import { held } from './held.ts';
import { inSight } from './sight.ts';

const tools = { findFields, verdictOn, held, inSight };

export type FieldTools = typeof tools;

(globalThis as { verifillField?: FieldTools }).verifillField = tools;
