/** The only place for the schema of what is sealed: its version and the steps forward from each released one. */

/** Turns one sealed value (an account or the settings) of a version into the next version's. */
export interface Step {
	account(value: object): object;
	settings(value: object): object;
}

export interface Schema {
	version: number;
	/** The step away from each older version. */
	steps: Record<number, Step>;
}

/** Schema 1 is the first one released; fixtures/schema-1.json keeps its data for the test. */
export const CURRENT: Schema = { version: 1, steps: {} };

/** A value of version `from`, brought to the schema's own. Throws when a step is missing. */
export function forward(schema: Schema, from: number, kind: keyof Step, value: object): object {
	let now = value;
	for (let version = from; version < schema.version; version++) {
		const step = schema.steps[version];
		if (!step) throw new Error(`no step from schema ${version}`);
		now = step[kind](now);
	}
	return now;
}
