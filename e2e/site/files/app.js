// Sign-in as a single page: its steps replace each other, the address changes by pushState.
const app = document.getElementById('app');

async function send(path, body) {
	const answer = await fetch(path, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return answer.json();
}

function show(path, title, fields, button, sent) {
	history.pushState(null, '', path);
	const form = document.createElement('form');
	const heading = document.createElement('h1');
	heading.textContent = title;
	const problem = document.createElement('p');
	problem.className = 'wrong';
	problem.hidden = true;
	form.append(heading, problem);
	for (const [text, attributes] of fields) {
		const label = document.createElement('label');
		label.textContent = `${text} `;
		const input = document.createElement('input');
		for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
		label.append(input);
		form.append(label);
	}
	const submit = document.createElement('button');
	submit.className = 'button';
	submit.textContent = button;
	form.append(submit);
	form.addEventListener('submit', async (event) => {
		event.preventDefault();
		const error = await sent(Object.fromEntries(new FormData(form)));
		if (error) {
			problem.hidden = false;
			problem.textContent = error;
		}
	});
	app.replaceChildren(form);
	form.querySelector('input')?.focus();
}

function welcome(name) {
	history.pushState(null, '', '/app/home');
	const heading = document.createElement('h1');
	heading.id = 'welcome';
	heading.textContent = `Welcome, ${name}`;
	app.replaceChildren(heading);
}

function code(name) {
	show(
		'/app/code',
		'Two-step verification',
		[['Authentication code', { name: 'code', inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: '8' }]],
		'Verify',
		async (entered) => {
			const { ok, error } = await send('/api/code', entered);
			if (ok) welcome(name);
			return error;
		},
	);
}

show(
	'/app/login',
	'Sign in',
	[
		['Name', { name: 'name', autocomplete: 'username' }],
		['Password', { name: 'password', type: 'password', autocomplete: 'current-password' }],
	],
	'Sign in',
	async (entered) => {
		const { ok, step, error } = await send('/api/login', entered);
		if (ok && step === 'password') code(entered.name);
		else if (ok) welcome(entered.name);
		return error;
	},
);
