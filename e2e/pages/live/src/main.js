// Mounts the component named in the address (?c=name) and writes down what it announces; its own state is the judge.
import { components } from './components.js';

const log = { state: '', changes: [], completes: [], submits: 0 };
globalThis.live = {
	log,
	names: Object.keys(components),
	/** Forgets what was announced so far. */
	reset() {
		log.changes.length = 0;
		log.completes.length = 0;
		log.submits = 0;
	},
};
const change = (value) => {
	log.state = String(value ?? '');
	log.changes.push(log.state);
};
const complete = (value) => log.completes.push(String(value ?? ''));
document.getElementById('form').addEventListener('submit', (event) => {
	event.preventDefault();
	log.submits++;
});

const name = new URLSearchParams(location.search).get('c');
if (name) {
	await components[name](document.getElementById('root'), { change, complete });
	document.documentElement.dataset.ready = 'yes';
}
