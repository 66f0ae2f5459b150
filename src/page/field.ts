/** The second script of a page: knows code fields and fills them. Injected once the page has an input that could be one. */
import { usernameShown } from './describe.ts';
import { fillField, held } from './fill.ts';
import { findFields } from './find.ts';
import { goesTo, inSight } from './sight.ts';
import { selectorOf } from './teach.ts';

const tools = { findFields, usernameShown, fillField, held, goesTo, inSight, selectorOf };

export type FieldTools = typeof tools;

(globalThis as { verifillField?: FieldTools }).verifillField = tools;
