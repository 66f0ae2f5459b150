/** The only place that says what each address of the test site answers. Every host is served the same, so a foreign host is a perfect copy of the bank. */
import { readFileSync } from 'node:fs';
import * as pages from './pages.ts';
import type { People, Person, Session } from './people.ts';
import { keyUri } from './people.ts';

export interface Asked {
	method: string;
	url: URL;
	/** Session id from the cookie. */
	cookie: string | undefined;
	body: Partial<Record<string, string>>;
}

export interface Answer {
	status?: number;
	type?: string;
	body?: string | Buffer;
	location?: string;
	/** New session id; '' clears it. */
	cookie?: string;
}

const REFUSED = 'That code is not right. Wait for the next one and try again.';

const file = (name: string) => readFileSync(new URL(`files/${name}`, import.meta.url));
const TYPES: Record<string, string> = {
	css: 'text/css',
	js: 'text/javascript',
	svg: 'image/svg+xml',
	png: 'image/png',
};
const html = (body: string, status = 200): Answer => ({ status, type: 'text/html; charset=utf-8', body });
const json = (value: unknown): Answer => ({ type: 'application/json', body: JSON.stringify(value) });
const to = (location: string, cookie?: string): Answer =>
	cookie === undefined ? { status: 303, location } : { status: 303, location, cookie };

function lookOf(url: URL): pages.Look {
	const look = url.searchParams.get('look');
	return pages.LOOKS.find((known) => known === look) ?? 'plain';
}

/** A file of the site or the picture of a QR; null for anything else. */
async function picturesAndFiles(path: string, people: People): Promise<Answer | null> {
	const name = /^\/files\/([a-z]+\.(css|js|svg))$/.exec(path);
	if (name) return { type: TYPES[name[2] as string] as string, body: file(name[1] as string) };
	const picture = /^\/pictures\/([0-9a-f]+)\.(png|svg|html)$/.exec(path);
	if (!picture) return null;
	const [, token = '', kind] = picture;
	if (kind === 'html')
		return html(
			`<!doctype html><meta charset="utf-8"><title>QR</title><body style="margin:8px;background:#fff"><img id="qr" src="/pictures/${token}.png" width="220" height="220" alt="QR code"></body>`,
		);
	const uri = people.picture(token);
	if (uri === null) return { status: 410, body: 'gone' };
	return kind === 'png'
		? { type: 'image/png', body: await pages.png(uri) }
		: { type: 'image/svg+xml', body: await pages.svg(uri) };
}

async function setUp(asked: Asked, person: Person, people: People, cross: string): Promise<Answer> {
	const { url } = asked;
	const look = lookOf(url);
	let error: string | null = null;
	if (asked.method === 'POST') {
		if (people.confirm(person, asked.body.code ?? '')) return to('/security/recovery');
		error = REFUSED;
	}
	const qr = pages.QRS.find((known) => known === url.searchParams.get('qr')) ?? 'img';
	const key = people.pendingKey(person, asked.method === 'GET');
	const address = `/pictures/${people.pictureOf(person, key, qr === 'once')}`;
	const markup = await pages.qrMarkup(qr, keyUri(person, key), address, cross);
	return html(pages.setUpPage(person.name, markup, key.secret, look, key.digits, url.search, error));
}

function login(asked: Asked, session: Session | null, people: People): Answer {
	const look = lookOf(asked.url);
	if (asked.method !== 'POST') return session?.step === 'in' ? to('/') : html(pages.loginPage(look, null));
	const person = people.people.get(asked.body.name ?? '');
	if (!person || person.password !== asked.body.password)
		return html(pages.loginPage(look, 'Name or password is wrong.'), 401);
	return to(person.key ? `/login/code?look=${look}` : '/', people.signIn(person));
}

/** One password box for the password and, right after it, the code. */
function loginTogether({ method, body }: Asked, people: People): Answer {
	if (method !== 'POST') return html(pages.loginPage('plain', null, '/login/together'));
	const person = people.people.get(body.name ?? '');
	const digits = person?.key?.digits ?? 0;
	const typed = body.password ?? '';
	const session = person?.key && typed.slice(0, -digits) === person.password ? people.signIn(person) : undefined;
	const entered = people.session(session);
	if (!entered || !people.enter(entered, typed.slice(-digits)))
		return html(pages.loginPage('plain', 'Name, password or code is wrong.', '/login/together'), 401);
	return to('/', session);
}

function secondStep(asked: Asked, session: Session, people: People): Answer {
	const { url, method, body } = asked;
	const { person } = session;
	if (url.pathname === '/login/recovery') {
		const done = method === 'POST' && people.enterRecovery(session, body.recovery ?? '');
		return done ? to('/') : html(pages.recoveryPage(people.recoveryAsked(person), method === 'POST' ? REFUSED : null));
	}
	const done = method === 'POST' && people.enter(session, body.code ?? '');
	return done
		? to('/')
		: html(pages.codePage(lookOf(url), person.key?.digits ?? 6, method === 'POST' ? REFUSED : null));
}

function api(asked: Asked, session: Session | null, people: People): Answer {
	if (asked.url.pathname === '/api/login') {
		const person = people.people.get(asked.body.name ?? '');
		if (!person || person.password !== asked.body.password)
			return json({ ok: false, error: 'Name or password is wrong.' });
		return { ...json({ ok: true, step: person.key ? 'password' : 'in' }), cookie: people.signIn(person) };
	}
	const ok = session !== null && people.enter(session, asked.body.code ?? '');
	return json(ok ? { ok } : { ok, error: REFUSED });
}

function signedIn(asked: Asked, session: Session, people: People, cross: string): Answer | Promise<Answer> {
	const { person } = session;
	switch (asked.url.pathname) {
		case '/security':
			return html(pages.securityPage(person.name, person.key !== null, person.recovery.filter((r) => !r.used).length));
		case '/security/2fa':
			return setUp(asked, person, people, cross);
		case '/security/recovery':
			return html(
				pages.recoveryCodesPage(
					person.name,
					person.recovery.map((r) => r.code),
				),
			);
		default:
			return html(pages.page('Not found', '<h1>Not found</h1>', person.name), 404);
	}
}

/** What the site answers. `cross` = origin of its other host, for pictures and frames from elsewhere. */
export async function answer(asked: Asked, people: People, cross: string): Promise<Answer> {
	const path = asked.url.pathname;
	const still = await picturesAndFiles(path, people);
	if (still) return still;
	const session = people.session(asked.cookie);
	const user = session?.step === 'in' ? session.person.name : null;
	if (path.startsWith('/api/')) return api(asked, session, people);
	switch (path) {
		case '/':
			return html(pages.homePage(user));
		case '/join': {
			const name = asked.body.name ?? '';
			if (asked.method !== 'POST') return html(pages.joinPage(null));
			if (people.people.has(name) || name === '') return html(pages.joinPage('That name is taken.'), 409);
			return to('/security', people.signIn(people.add(name, { password: asked.body.password ?? '' })));
		}
		// A signed-in visitor in one step: where the demo begins.
		case '/demo': {
			const name = `guest${people.people.size + 1}`;
			return to('/security/2fa', people.signIn(people.add(name)));
		}
		case '/login':
			return login(asked, session, people);
		case '/login/together':
			return loginTogether(asked, people);
		case '/login/code':
		case '/login/recovery':
			return session ? secondStep(asked, session, people) : to('/login');
		case '/logout':
			people.signOut(asked.cookie);
			return to('/login', '');
		case '/app':
		case '/app/login':
		case '/app/code':
		case '/app/home':
			return html(pages.appPage());
		case '/order':
			return html(pages.pitfallsPage());
		default:
			return session?.step === 'in' ? signedIn(asked, session, people, cross) : to('/login');
	}
}
