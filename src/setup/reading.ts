/** The only place that turns a job, files or frames into readings; loaded after the window has painted. */

import type { Algorithm } from '../core/account.ts';
import { driftFrom } from '../core/code.ts';
import { type Reason, Refusal } from '../core/refusal.ts';
import { readSetUpText, readTypedText } from '../core/set-up-text.ts';
import { ask, newId } from '../protocol/ask.ts';
import type { Job, Picture } from '../protocol/panel.ts';
import { type PictureReading, readFile, readPicture, readStream } from './pictures.ts';
import { collected, drift, goOn, learntDrift, type Reading, type Shown, stage, trouble } from './stage.ts';

/** Below this a clock is right enough for codes, ms. */
const RIGHT_ENOUGH = 10_000;
/** A picture that says the clock is off by more than this isn't believed, ms. */
const PLAUSIBLE = 24 * 3600_000;

/** What each text sets up, equal texts once. */
function readingsOf(found: { text: string; corners: { x: number; y: number }[] }[]): Reading[] {
	const once = new Map(found.map((f) => [f.text, f]));
	return [...once.values()].map(({ text, corners }, at) => {
		try {
			return { key: String(at), setUp: readSetUpText(text), refusal: null, corners };
		} catch (refusal) {
			return { key: String(at), setUp: null, refusal, corners };
		}
	});
}

const noCorners = (text: string) => ({ text, corners: [] });

/** Reads all a job brought, texts before pictures and the best picture first, and goes on from there. */
export async function readJob(job: Job, signal: AbortSignal): Promise<void> {
	const said = readingsOf(job.texts.map(noCorners));
	if (said.some((r) => r.setUp !== null)) return goOn(said, null);
	// What a picture says about itself weighs more than "that text is no set-up code".
	let readings: Reading[] = [];
	for (const picture of job.pictures) {
		const tried = await readOne(picture, signal);
		if (tried === null) continue;
		if (tried.readings.some((r) => r.setUp !== null)) return goOn(tried.readings, tried.shown);
		if (readings.length === 0) readings = tried.readings;
	}
	if (job.pictures.length === 0 && job.texts.length > 0) readings = said;
	goOn(readings, null);
}

async function readOne(
	picture: Picture,
	signal: AbortSignal,
): Promise<{ readings: Reading[]; shown: Shown | null } | null> {
	try {
		const read = await readPicture(picture, signal);
		const shown = picture.url.startsWith('data:') ? { url: picture.url, width: read.width, height: read.height } : null;
		const readings = readingsOf(read.found);
		if (readings.some((r) => r.setUp !== null)) learnDrift(read);
		return { readings, shown };
	} catch (error) {
		if (!(error instanceof Refusal) && !signal.aborted) throw error;
		trouble.value = signal.aborted ? new Refusal('reading-timed-out') : error;
		return null;
	}
}

/** The picture's own answer tells the time. Anybody may have sent it: only this window's codes follow, until the person says so (keepDrift). */
function learnDrift({ dateHeader, askedAt, answeredAt }: PictureReading): void {
	if (askedAt === null || answeredAt === null) return;
	const measured = driftFrom(dateHeader, askedAt, answeredAt);
	if (measured === null || Math.abs(measured) > PLAUSIBLE) return;
	if (Math.abs(measured - drift.value) <= RIGHT_ENOUGH) return;
	drift.value = Math.abs(measured) <= RIGHT_ENOUGH ? 0 : measured;
	learntDrift.value = { off: drift.value, kept: false };
}

/** The person agrees: all codes are corrected as this window's. Throws what was refused. */
export async function keepDrift(): Promise<void> {
	const off = drift.value;
	await ask('panel.changeSettings', { opId: newId(), patch: { drift: off } });
	learntDrift.value = { off, kept: true };
}

/** Reads picture files, many at once; files that can't be read are told when none could. */
export async function readFiles(files: Blob[]): Promise<void> {
	const all: Reading[] = [];
	let shown: Shown | null = null;
	trouble.value = null;
	stage.value = { at: 'reading' };
	for (const file of files) {
		try {
			const read = await readFile(file);
			all.push(...readingsOf(read.found).map((r) => ({ ...r, key: `${all.length}-${r.key}` })));
			if (files.length === 1) shown = { url: URL.createObjectURL(file), width: read.width, height: read.height };
		} catch (error) {
			trouble.value = error;
		}
	}
	goOn(all, shown);
}

/** Looks at a playing video (camera, shared screen) until a code is in it, and goes on with that. Ends with the signal. */
export async function watchVideo(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
	const read = await readStream(video, signal);
	goOn(readingsOf(read.found), null);
}

/** How a typed access key is computed; as typed, checked here. */
export interface Typed {
	algorithm: Algorithm;
	digits: string;
	period: string;
}

/** Reads what was typed or pasted: an access key with these parameters, or a whole set-up line, which says its own. Throws why not. */
export function readTyped(text: string, { algorithm, digits, period }: Typed): Reading {
	const bare = !/[:/]/.test(text);
	const setUp = readTypedText(text);
	if (!bare || setUp.kind !== 'draft') return { key: 'typed', setUp, refusal: null, corners: [] };
	const draft = {
		...setUp.draft,
		algorithm,
		digits: whole(digits, 6, 8, 'digits-out-of-range'),
		period: whole(period, 10, 300, 'period-out-of-range'),
	};
	return { key: 'typed', setUp: { kind: 'draft', draft }, refusal: null, corners: [] };
}

function whole(text: string, least: number, most: number, reason: Reason): number {
	const value = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
	if (!(value >= least && value <= most)) throw new Refusal(reason);
	return value;
}

/** Goes on with text that was dropped or pasted beside any field; says why not where it's no set-up. */
export function readDropped(text: string): void {
	try {
		goOn([readTyped(text, { algorithm: 'SHA1', digits: '6', period: '30' })], null);
	} catch (error) {
		trouble.value = error;
		stage.value = { at: collected.value.length > 0 ? 'many' : 'ways' };
	}
}

/** Goes on with an access key the page shows. */
export function goOnWith(accessKey: string): void {
	goOn([{ key: 'page', setUp: readTypedText(accessKey), refusal: null, corners: [] }], null);
}
