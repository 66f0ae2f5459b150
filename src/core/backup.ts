/** The only place that writes and reads backup files: lines of key URIs that any tool reads, sealed with a password in the age format (age-encryption.org/v1). */
import { armor, Decrypter, Encrypter } from 'age-encryption';
import { type Draft, HOSTS_MOST, type RecoveryCode } from './account.ts';
import { keyUriOf } from './key-uri.ts';
import { type Reason, Refusal } from './refusal.ts';
import { readSetUpText } from './set-up-text.ts';

export interface BackupEntry {
	draft: Draft;
	hosts: string[];
	recovery: RecoveryCode[];
}

export interface Backup {
	entries: BackupEntry[];
	/** Lines that can't be kept (counted from 1) and why. */
	refused: { line: number; reason: Reason }[];
}

const VERSION = 1;
const MOST = { characters: 20_000_000, accounts: 20_000, hosts: HOSTS_MOST, codes: 100 };
/** scrypt with N = 2^17, r = 8, p = 1 (OWASP); up to 2^18 is opened, what the age tools write: 256 MiB. */
const WORK = { write: 17, most: 18 };
const PASSWORD_LEAST = 8;

/**
 * All accounts as plain text: a head, then for each its key URI and what Verifill knows beside it in `#` lines, which other tools skip.
 * Lines have no depth, no keys to say twice and nothing to fill in, and the count in the head shows whether any are missing.
 */
export function writeBackup(entries: readonly BackupEntry[]): string {
	const lines = [`# Verifill backup ${VERSION}`, `# accounts ${entries.length}`];
	for (const { draft, hosts, recovery } of entries) {
		lines.push(keyUriOf(draft), ...hosts.map((host) => `# host ${host}`));
		lines.push(
			...recovery.map((c) =>
				c.usedAt === null ? `# recovery ${escaped(c.value)}` : `# used ${c.usedAt} ${escaped(c.value)}`,
			),
		);
	}
	return `${lines.join('\n')}\n`;
}

/** Whether a file has to be opened with its password. */
export function isSealed(text: string): boolean {
	return text.trimStart().startsWith('-----BEGIN AGE ENCRYPTED FILE-----');
}

/** writeBackup sealed with a password (NFKC), as ASCII armour; `age -d` opens it. Refuses password-too-weak under 8 characters. */
export async function sealBackup(entries: readonly BackupEntry[], password: string): Promise<string> {
	const phrase = password.normalize('NFKC');
	if ([...phrase].length < PASSWORD_LEAST) throw new Refusal('password-too-weak');
	const encrypter = new Encrypter();
	encrypter.setScryptWorkFactor(WORK.write);
	encrypter.setPassphrase(phrase);
	return armor.encode(await encrypter.encrypt(writeBackup(entries)));
}

/** Opens what sealBackup or `age -p -a` wrote. Refuses wrong-password, kdf-out-of-bounds (before deriving), backup-newer, backup-damaged (changed or cut), not-a-backup, backup-too-large. */
export async function openBackup(text: string, password: string): Promise<Backup> {
	if (text.length > MOST.characters) throw new Refusal('backup-too-large');
	if (!isSealed(text)) throw new Refusal('not-a-backup');
	const file = unarmoured(text);
	checkHead(file);
	const decrypter = new Decrypter();
	decrypter.addPassphrase(password.normalize('NFKC'));
	let plain: Uint8Array;
	try {
		plain = await decrypter.decrypt(file);
	} catch (no) {
		throw new Refusal(
			no instanceof Error && /no identity matched/.test(no.message) ? 'wrong-password' : 'backup-damaged',
		);
	}
	try {
		return readBackup(new TextDecoder('utf-8', { fatal: true }).decode(plain));
	} catch (no) {
		throw no instanceof Refusal ? no : new Refusal('not-a-backup');
	}
}

function unarmoured(text: string): Uint8Array {
	try {
		return armor.decode(text);
	} catch {
		throw new Refusal('backup-damaged');
	}
}

/** The first lines of an age file: version, then one scrypt stanza with a work factor that this machine can bear. */
function checkHead(file: Uint8Array): void {
	const head = String.fromCharCode(...file.subarray(0, 200));
	const [, version, work] = /^age-encryption\.org\/(v\d+)\n(?:-> scrypt \S+ ([1-9]\d*)\n)?/.exec(head) ?? [];
	if (version === undefined) throw new Refusal('backup-damaged');
	if (version !== 'v1') throw new Refusal('backup-newer');
	if (work === undefined) throw new Refusal(head.includes('-> scrypt ') ? 'backup-damaged' : 'not-a-backup');
	if (Number(work) > WORK.most) throw new Refusal('kdf-out-of-bounds');
}

/**
 * Reads plain lines: a backup of ours, or key URIs and migrations of any other tool, one a line. Refuses not-a-backup (nothing to keep in it), backup-newer,
 * backup-damaged (fewer or more accounts than its head says), backup-too-large (20 million characters, 20,000 accounts).
 */
export function readBackup(text: string): Backup {
	if (text.length > MOST.characters) throw new Refusal('backup-too-large');
	const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
	const reader = new Reader();
	for (const [at, line] of lines.entries()) reader.read(line, at + 1);
	return reader.backup();
}

class Reader {
	#entries: BackupEntry[] = [];
	#refused: Backup['refused'] = [];
	/** What the head says; null without one. */
	#ours: { accounts: number | null } | null = null;
	/** Account lines seen. */
	#seen = 0;
	/** The account that `#` lines belong to; null after one that was refused. */
	#current: BackupEntry | null = null;

	read(written: string, line: number): void {
		if (written.trim() === '') return;
		try {
			if (written.startsWith('#')) this.#note(written);
			else this.#account(written);
		} catch (no) {
			if (!(no instanceof Refusal) || no.reason.startsWith('backup-')) throw no;
			this.#refused.push({ line, reason: no.reason });
		}
		if (this.#entries.length + this.#refused.length > MOST.accounts) throw new Refusal('backup-too-large');
	}

	backup(): Backup {
		if (this.#ours === null && this.#entries.length === 0) throw new Refusal('not-a-backup');
		if (this.#ours !== null && this.#ours.accounts !== this.#seen) throw new Refusal('backup-damaged');
		return { entries: this.#entries, refused: this.#refused };
	}

	#account(written: string): void {
		this.#seen++;
		this.#current = null;
		const setUp = readSetUpText(written);
		const drafts = setUp.kind === 'draft' ? [setUp.draft] : setUp.part.drafts;
		const entries = drafts.map((draft) => ({ draft, hosts: [], recovery: [] }));
		this.#entries.push(...entries);
		if (setUp.kind === 'migration') for (const { reason } of setUp.part.refused) throw new Refusal(reason);
		this.#current = entries[0] ?? null;
	}

	#note(written: string): void {
		const version = /^# Verifill backup (\d+)$/.exec(written)?.[1];
		if (version !== undefined) {
			if (Number(version) > VERSION) throw new Refusal('backup-newer');
			this.#ours = { accounts: null };
		}
		if (this.#ours === null) return;
		const [, word, rest = ''] = /^# (\w+) (.+)$/u.exec(written) ?? [];
		if (word === 'accounts') this.#ours.accounts = /^\d{1,6}$/.test(rest) ? Number(rest) : null;
		else if (word === 'host') this.#beside((entry) => entry.hosts.push(hostIn(rest)) <= MOST.hosts);
		else if (word === 'recovery') this.#beside((entry) => entry.recovery.push(codeIn(rest, null)) <= MOST.codes);
		else if (word === 'used') {
			const [, at = '', value = ''] = /^(\d{1,15}) (.+)$/u.exec(rest) ?? [];
			this.#beside((entry) => entry.recovery.push(codeIn(value, Number(at))) <= MOST.codes);
		}
	}

	#beside(add: (entry: BackupEntry) => boolean): void {
		if (this.#current !== null && !add(this.#current)) throw new Refusal('backup-too-large');
	}
}

function hostIn(text: string): string {
	if (!/^[a-z0-9._:[\]-]{1,260}$/.test(text)) throw new Refusal('backup-damaged');
	return text;
}

function codeIn(text: string, usedAt: number | null): RecoveryCode {
	let value = '';
	try {
		value = decodeURIComponent(text);
	} catch {}
	if (value === '' || value.length > 200 || !value.isWellFormed()) throw new Refusal('backup-damaged');
	return { value, usedAt };
}

/** A recovery code on one line: what would break it, percent-escaped. */
function escaped(code: string): string {
	return code.toWellFormed().replace(/[%\p{Cc}\p{Zl}\p{Zp}]/gu, encodeURIComponent);
}
