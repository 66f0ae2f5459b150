/** The entry point of the set-up window: paints at once, then finds out what it was opened for. */
import { render } from 'preact';
import { ask } from '../protocol/ask.ts';
import { say } from '../ui/say.ts';
import { drift, job, jobKey, stage, trouble } from './stage.ts';
import { Window } from './window.tsx';

document.title = say('setup_title');
document.documentElement.lang = browser.i18n.getUILanguage();
render(<Window onOpen={() => void start()} />, document.getElementById('view') as HTMLElement);

async function start(): Promise<void> {
	stage.value = { at: 'reading' };
	try {
		const reading = import('./reading.ts');
		const [status, told] = await Promise.all([
			ask('panel.status', {}),
			jobKey === null ? null : ask('panel.job', { key: jobKey }),
		]);
		drift.value = told?.drift ?? status.drift;
		job.value = told;
		if (status.state !== 'open') {
			stage.value = { at: 'shut', status };
			return;
		}
		if (told === null || (told.pictures.length === 0 && told.texts.length === 0)) stage.value = { at: 'ways' };
		else await (await reading).readJob(told, AbortSignal.timeout(15_000));
	} catch (error) {
		trouble.value = error;
		stage.value = { at: 'ways' };
	}
}
void start();
