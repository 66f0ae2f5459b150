/** The labelled pages of this folder: what is what stands in them as data-is (otp, otp-part, recovery, no, neutral) and data-via (app, sent, unknown). */
import { readdirSync } from 'node:fs';

export const FOLDER = import.meta.dirname;
export const PAGES = readdirSync(FOLDER)
	.filter((name) => name.endsWith('.html'))
	.sort();

/** Pages whose verdict is known to be wrong. May only shrink. */
export const expectedFailures: readonly string[] = [];
