/** The only place that slows down guessing: five free tries, then 1 s doubling to 30 s, remembered across a restarted worker. */
import { Refusal } from '../core/refusal.ts';
import type { Ports } from './ports.ts';

const FREE = 5;
const LONGEST = 30;

interface Tries {
	wrong: number;
	/** ms */
	until: number;
}

async function tries(ports: Ports): Promise<Tries> {
	return ((await ports.session.get(['tries'])).tries as Tries | undefined) ?? { wrong: 0, until: 0 };
}

/** Refuses try-later (about = seconds) while the wait lasts. */
export async function mayTry(ports: Ports): Promise<void> {
	const wait = (await tries(ports)).until - ports.now();
	if (wait > 0) throw new Refusal('try-later', String(Math.ceil(wait / 1000)));
}

export async function wrongTry(ports: Ports): Promise<void> {
	const wrong = (await tries(ports)).wrong + 1;
	const wait = wrong < FREE ? 0 : Math.min(LONGEST, 2 ** (wrong - FREE));
	await ports.session.set({ tries: { wrong, until: ports.now() + wait * 1000 } satisfies Tries });
}

export async function rightTry(ports: Ports): Promise<void> {
	await ports.session.remove(['tries']);
}
