/** The entry point of the set-up window: paints at once, then finds out what it was opened for. */
import { render } from 'preact';
import { ask } from '../protocol/ask.ts';
import { whenLocked } from '../ui/locked.ts';
import { say } from '../ui/say.ts';
import { drift, FINISHED, job, jobKey, shut, stage, trouble } from './stage.ts';
import { Window } from './window.tsx';

document.title = say('setup_title');
document.documentElement.lang = browser.i18n.getUILanguage();
render(<Window onOpen={() => void start()} />, document.getElementById('view') as HTMLElement);

let begun = false;

/** Finds out what it was opened for; again after it was locked or unlocked. */
async function start(): Promise<void> {
	if (location.hash === FINISHED) {
		stage.value = { at: 'done' };
		return;
	}
	const reading = import('./reading.ts');
	try {
		const status = await ask('panel.status', {});
		drift.value = status.drift;
		shut.value = status.state === 'open' ? null : status;
		// What was begun before it was locked goes on where it stood.
		if (shut.value !== null || begun) return;
		begun = true;
		if (jobKey !== null) job.value = await ask('panel.job', { key: jobKey });
		const told = job.value;
		if (told === null || (told.pictures.length === 0 && told.texts.length === 0)) stage.value = { at: 'ways' };
		else await (await reading).readJob(told, AbortSignal.timeout(15_000));
	} catch (error) {
		trouble.value = error;
		stage.value = { at: 'ways' };
	}
}
void start();
// What is kept by now must not stay in this window's memory; what isn't yet is only put out of sight.
whenLocked(() => (location.hash === FINISHED ? location.reload() : void start()));
