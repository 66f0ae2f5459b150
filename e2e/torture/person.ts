/** The only model of what a person has been told is saved, and of the one action whose answer never came. */
import { createHmac, randomBytes } from 'node:crypto';
import type { PanelAnswers, PanelAsk, PanelQuestion } from '../../src/protocol/panel.ts';
import { type Chromium, Dead, Refused } from './browser.ts';

type Draft = PanelAsk<'panel.add'>['draft'];

/** What is known of one account; label changes by edits. */
interface Known {
	accessKey: string;
	label: string;
	rev: number;
	trashed: boolean;
}

const hex = () => randomBytes(16).toString('hex');
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PRF = Buffer.alloc(32, 9).toString('base64url');

/** A seeded source of numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/** RFC 6238 with SHA-1, 6 digits, 30 s; independent of the product's own. */
function codeOf(accessKey: string, at: number): string {
	const bits = [...accessKey].map((c) => LETTERS.indexOf(c).toString(2).padStart(5, '0')).join('');
	const bytes = bits.match(/.{8}/g)?.map((b) => Number.parseInt(b, 2)) ?? [];
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
	const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
	const offset = (mac[19] as number) & 15;
	return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export interface Found {
	/** The background said that it restored or noticed something. */
	notices: string[];
	/** Accounts that came back from the other store. */
	recovered: number;
	/** The database had been emptied by the browser. */
	wiped: boolean;
	/** What is wrong: must stay empty. */
	wrong: string[];
}

export class Person {
	readonly accounts = new Map<string, Known>();
	/** What each account of the unanswered action may have become; null = gone or never there. */
	#maybe = new Map<string, (Known | null)[]>();
	/** Secrets an unanswered import may have left. */
	#maybeNew = new Set<string>();
	#mustBeNew = false;
	readonly #random: () => number;
	retries = false;
	acknowledged = 0;

	constructor(random: () => number) {
		this.#random = random;
	}

	#pick<T>(list: T[]): T | undefined {
		return list[Math.floor(this.#random() * list.length)];
	}

	draft(): Draft {
		const accessKey = Array.from({ length: 32 }, () => LETTERS[Math.floor(this.#random() * 32)]).join('');
		const label = `user-${accessKey.slice(0, 10).toLowerCase()}`;
		return { kind: 'totp', issuer: 'Torture', label, accessKey, algorithm: 'SHA1', digits: 6, period: 30, counter: 0 };
	}

	/** One action of the person, chosen by the seed. Throws Dead when the browser died under it: then nobody knows whether it was done. */
	async act(browser: Chromium, kinds: string[]): Promise<void> {
		const kind = this.#pick(kinds) as string;
		const id = this.#pick([...this.accounts].filter(([, a]) => !a.trashed).map(([key]) => key));
		if (kind === 'import') return this.#import(browser, 5 + Math.floor(this.#random() * 40));
		if (kind === 'rekey') return this.#rekey(browser);
		if (kind === 'add' || id === undefined) return this.add(browser);
		const known = this.accounts.get(id) as Known;
		if (kind === 'edit') return this.#edit(browser, id, known);
		return this.#delete(browser, id, known);
	}

	async add(browser: Chromium): Promise<void> {
		const draft = this.draft();
		const opId = hex();
		const known: Known = { accessKey: draft.accessKey, label: draft.label, rev: 1, trashed: false };
		this.#maybe.set(opId, [null, known]);
		await this.#asked(browser, 'panel.add', { opId, draft, job: null, replace: null });
		this.#settled(opId, known);
	}

	async #edit(browser: Chromium, id: string, known: Known): Promise<void> {
		const next = { ...known, label: `edit-${hex().slice(0, 8)}`, rev: known.rev + 1 };
		this.#maybe.set(id, [known, next]);
		await this.#asked(browser, 'panel.edit', {
			opId: hex(),
			id,
			rev: known.rev,
			issuer: 'Torture',
			label: next.label,
			hosts: [],
		});
		this.#settled(id, next);
	}

	async #delete(browser: Chromium, id: string, known: Known): Promise<void> {
		const next = { ...known, trashed: true, rev: known.rev + 1 };
		this.#maybe.set(id, [known, next]);
		await this.#asked(browser, 'panel.trash', { opId: hex(), id });
		this.#settled(id, next);
		if (this.accounts.size < 30) return;
		this.#maybe.set(id, [next, null]);
		await this.#asked(browser, 'panel.erase', { opId: hex(), id });
		this.#settled(id, null);
	}

	async #import(browser: Chromium, count: number): Promise<void> {
		const drafts = Array.from({ length: count }, () => this.draft());
		for (const { accessKey } of drafts) this.#maybeNew.add(accessKey);
		const entries = drafts.map((draft) => ({
			draft,
			hosts: ['id.bank.test'],
			recovery: [{ value: 'one-two', usedAt: null }],
			replace: null,
		}));
		await this.#asked(browser, 'panel.import', { opId: hex(), entries });
		this.#mustBeNew = true;
		const { accounts } = await this.#answered(browser, 'panel.accounts', { tabId: null });
		this.#adopt(
			drafts.map((d) => d.accessKey),
			drafts,
			accounts,
		);
		this.#mustBeNew = false;
		this.acknowledged += count - 1;
	}

	/** All of an import is there, or none: takes over its ids. */
	#adopt(
		keys: string[],
		drafts: { label: string; accessKey: string }[],
		accounts: { id: string; label: string; rev: number }[],
	): void {
		for (const key of keys) {
			const label = drafts.find((d) => d.accessKey === key)?.label;
			const found = accounts.find((a) => a.label === label);
			if (found) this.accounts.set(found.id, { accessKey: key, label: found.label, rev: found.rev, trashed: false });
			this.#maybeNew.delete(key);
		}
	}

	/** To and fro between the device's own way in and a passkey with a recovery key: each turn is a re-key. */
	async #rekey(browser: Chromium): Promise<void> {
		const { slots } = await browser.ask('panel.slots', {});
		if (slots.some((slot) => slot.kind !== 'device') && slots.every((slot) => slot.kind !== 'device')) {
			await this.#asked(browser, 'panel.unprotect', { proof: proofFor(slots) });
			return;
		}
		if (!slots.some((slot) => slot.kind === 'passkey')) {
			const slot = { kind: 'passkey', name: 'Torture', credential: 'AAAA', salt: 'BBBB', output: PRF } as const;
			await this.#asked(browser, 'panel.addSlot', { proof: null, slot });
		}
		await this.#asked(browser, 'panel.addSlot', { proof: null, slot: { kind: 'recovery' } });
	}

	/** Asks; with `retries` asks again when the worker went away under it, as a panel does. */
	async #answered<Q extends PanelQuestion>(
		browser: Chromium,
		question: Q,
		what: PanelAsk<Q>,
	): Promise<PanelAnswers[Q]> {
		for (let tries = 0; ; tries++) {
			try {
				return await browser.ask(question, what);
			} catch (error) {
				if (error instanceof Refused || error instanceof Dead || !this.retries || tries > 20) throw error;
			}
		}
	}

	async #asked<Q extends PanelQuestion>(browser: Chromium, question: Q, what: PanelAsk<Q>): Promise<void> {
		await this.#answered(browser, question, what);
		this.acknowledged++;
	}

	#settled(id: string, known: Known | null): void {
		this.#maybe.delete(id);
		if (known) this.accounts.set(id, known);
		else this.accounts.delete(id);
	}

	/** Opens what a restart locked and compares everything with what the person was told. */
	async check(browser: Chromium): Promise<Found> {
		let status = await browser.ask('panel.status', {});
		if (status.state === 'locked') {
			await browser.ask('panel.unlock', { proof: proofFor(status.slots) });
			status = await browser.ask('panel.status', {});
		}
		const found: Found = {
			notices: status.notices.map((n) => JSON.stringify(n)),
			recovered: 0,
			wiped: false,
			wrong: [],
		};
		for (const notice of status.notices) {
			if (notice.what !== 'restored') continue;
			const count = Number(notice.count);
			found.recovered += count;
			found.wiped ||= notice.from === 'mirror' && count >= this.accounts.size;
		}
		if (status.state !== 'open') found.wrong.push(`state ${status.state}`);
		if (status.damaged > 0) found.wrong.push(`${status.damaged} damaged`);
		if (found.wrong.length > 0) return found;
		for (const notice of status.notices) await browser.ask('panel.noticed', { notice });
		await this.#compare(browser, status.protected ? proofFor(status.slots) : null, found);
		return found;
	}

	async #compare(browser: Chromium, proof: PanelAsk<'panel.backup'>['proof'], found: Found): Promise<void> {
		const { accounts } = await browser.ask('panel.accounts', { tabId: null });
		const { entries } = await browser.ask('panel.backup', { proof });
		const secrets = new Map(entries.map((e) => [e.draft.label, e.draft.accessKey]));
		const kept = new Map(accounts.map((a) => [a.id, a]));
		// An unanswered import: all of it or none.
		const arrived = [...this.#maybeNew].filter((key) => [...secrets.values()].includes(key));
		if (arrived.length !== this.#maybeNew.size && (arrived.length > 0 || this.#mustBeNew))
			found.wrong.push(`torn import: ${arrived.length} of ${this.#maybeNew.size}`);
		this.#adopt(
			arrived,
			entries.map((e) => e.draft),
			accounts,
		);
		this.#maybeNew.clear();
		this.#mustBeNew = false;
		for (const id of new Set([...this.accounts.keys(), ...this.#maybe.keys(), ...kept.keys()])) {
			const may = this.#maybe.get(id) ?? [this.accounts.get(id) ?? null];
			const is = kept.get(id);
			const fits = may.find((known) =>
				known === null
					? is === undefined
					: is?.label === known.label && (is.trashedAt !== null) === known.trashed && is.rev === known.rev,
			);
			if (fits === undefined)
				found.wrong.push(`${id}: ${JSON.stringify(is ?? null)} instead of ${JSON.stringify(may)}`);
			else this.#settled(id, fits);
			if (fits && !fits.trashed && secrets.get(fits.label) !== fits.accessKey)
				found.wrong.push(`${id}: another secret`);
		}
		this.#maybe.clear();
		await this.#codes(browser, found);
	}

	async #codes(browser: Chromium, found: Found): Promise<void> {
		const ids = [...this.accounts].filter(([, a]) => !a.trashed).map(([id]) => id);
		for (let i = 0; i < ids.length; i += 100) {
			const from = Date.now();
			const { codes } = await browser.ask('panel.codes', { ids: ids.slice(i, i + 100) });
			const known = (id: string) => (this.accounts.get(id) as Known).accessKey;
			for (const view of codes) {
				const right = [from, Date.now()].map((at) => codeOf(known(view.id), at));
				if (!right.includes(view.code)) found.wrong.push(`${view.id}: wrong code`);
			}
			if (codes.length !== Math.min(100, ids.length - i)) found.wrong.push('codes missing');
		}
	}
}

export function proofFor(slots: { id: string; kind: string }[]) {
	const slot = slots.find((s) => s.kind === 'passkey');
	return { kind: 'passkey' as const, slot: slot?.id ?? '', output: PRF };
}
