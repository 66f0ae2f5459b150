/** The only place of the test site that knows people: passwords, 2FA keys, recovery codes, sessions. Codes are checked by otplib, which src never uses. */
import { randomBytes, randomInt } from 'node:crypto';
import { generateSecret, generateSync, generateURI } from 'otplib';

export interface Key {
	/** base32 */
	secret: string;
	algorithm: 'sha1' | 'sha256' | 'sha512';
	digits: 6 | 7 | 8;
	/** Seconds. */
	period: number;
}

export interface Person {
	name: string;
	password: string;
	/** Kind of the keys this person is given. */
	wants: Omit<Key, 'secret'>;
	/** Shown on the set-up page, not confirmed yet. */
	pending: Key | null;
	key: Key | null;
	/** Step of the last accepted code: one code per period. */
	lastStep: number;
	recovery: { code: string; used: boolean }[];
	/** How often sign-in ended on the welcome page, and how. */
	welcomes: ('password' | 'code' | 'recovery')[];
	/** Every code that was sent and refused, with the reason. */
	refused: { code: string; why: 'wrong' | 'replayed' | 'used' }[];
}

/** password: name known, code still owed; in: all done. */
export interface Session {
	person: Person;
	step: 'password' | 'in';
}

export const DEFAULT_KEY: Omit<Key, 'secret'> = { algorithm: 'sha1', digits: 6, period: 30 };
export const ISSUER = 'Harbour';
/** A code of the period before is good for so long, in ms. */
const GRACE = 10_000;

export function makePeople() {
	const people = new Map<string, Person>();
	const sessions = new Map<string, Session>();
	const pictures = new Map<string, { person: Person; key: Key; fetched: number; once: boolean }>();
	const state = {
		people,
		/** How far the site's clock runs ahead of the machine's, ms. */
		skew: 0,
		now: () => Date.now() + state.skew,

		/** Adds somebody; with `key` 2FA is on from the start. */
		add(
			name: string,
			options: { password?: string; wants?: Partial<Omit<Key, 'secret'>>; secret?: string } = {},
		): Person {
			const wants = { ...DEFAULT_KEY, ...options.wants };
			const person: Person = {
				name,
				password: options.password ?? 'correct horse',
				wants,
				pending: null,
				key: options.secret === undefined ? null : { ...wants, secret: options.secret },
				lastStep: -1,
				recovery: [],
				welcomes: [],
				refused: [],
			};
			people.set(name, person);
			return person;
		},

		/** Starts a session; gives its cookie value. */
		signIn(person: Person): string {
			const id = randomBytes(16).toString('hex');
			const step = person.key ? 'password' : 'in';
			sessions.set(id, { person, step });
			if (step === 'in') person.welcomes.push('password');
			return id;
		},
		session: (id: string | undefined): Session | null => (id === undefined ? null : (sessions.get(id) ?? null)),
		signOut: (id: string | undefined) => id !== undefined && sessions.delete(id),

		/** The key the set-up page shows: the same one until it's confirmed or `anew`. */
		pendingKey(person: Person, anew = false): Key {
			if (person.pending === null || anew) person.pending = { ...person.wants, secret: generateSecret() };
			return person.pending;
		},

		/** An unguessable address of a person's QR, good without cookies; `once`: the second fetch finds nothing. */
		pictureOf(person: Person, key: Key, once: boolean): string {
			const token = randomBytes(12).toString('hex');
			pictures.set(token, { person, key, fetched: 0, once });
			return token;
		},
		picture(token: string): string | null {
			const picture = pictures.get(token);
			if (!picture || (picture.once && picture.fetched > 0)) return null;
			picture.fetched++;
			return keyUri(picture.person, picture.key);
		},

		/** Whether the code is right now and not seen before; keeps what was refused. */
		accepts(person: Person, key: Key, typed: string): boolean {
			const code = typed.replace(/\s/g, '');
			const step = Math.floor(state.now() / 1000 / key.period);
			const young = state.now() - step * key.period * 1000 < GRACE;
			const match = (young ? [step, step - 1] : [step]).find((s) => codeOf(key, s * key.period) === code);
			if (match === undefined || match <= person.lastStep) {
				person.refused.push({ code, why: match === undefined ? 'wrong' : 'replayed' });
				return false;
			}
			person.lastStep = match;
			return true;
		},

		/** Ends set-up: the pending key holds from now on, ten recovery codes are given. */
		confirm(person: Person, typed: string): boolean {
			const key = person.pending;
			if (key === null || !state.accepts(person, key, typed)) return false;
			person.key = key;
			person.pending = null;
			person.recovery = Array.from({ length: 10 }, () => ({ code: recoveryCode(), used: false }));
			return true;
		},

		/** Ends sign-in with a code. */
		enter(session: Session, typed: string): boolean {
			const { person } = session;
			if (person.key === null || !state.accepts(person, person.key, typed)) return false;
			session.step = 'in';
			person.welcomes.push('code');
			return true;
		},

		/** The recovery code asked for: the first unused one, counted from 1; null when there is none. */
		recoveryAsked(person: Person): number | null {
			const index = person.recovery.findIndex((r) => !r.used);
			return index < 0 ? null : index + 1;
		},
		enterRecovery(session: Session, typed: string): boolean {
			const { person } = session;
			const code = typed.trim().toLowerCase();
			const asked = state.recoveryAsked(person);
			const kept = asked === null ? undefined : person.recovery[asked - 1];
			if (kept?.code !== code) {
				const known = person.recovery.find((r) => r.code === code);
				person.refused.push({ code, why: known?.used ? 'used' : 'wrong' });
				return false;
			}
			kept.used = true;
			session.step = 'in';
			person.welcomes.push('recovery');
			return true;
		},
	};
	return state;
}

export type People = ReturnType<typeof makePeople>;

/** The code at a moment in seconds since the epoch. */
export function codeOf(key: Key, epoch: number): string {
	const { secret, algorithm, digits, period } = key;
	return generateSync({ secret, algorithm, digits, period, epoch });
}

export function keyUri(person: Person, key: Key): string {
	return generateURI({ issuer: ISSUER, label: person.name, ...key });
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
function recoveryCode(): string {
	const four = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
	return `${four()}-${four()}`;
}
