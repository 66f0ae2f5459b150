/** The only place that starts a Chromium that may be killed at any moment: its own process group, spoken to through a pipe. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findBrowser } from '../../scripts/browsers.mjs';
import type { Reason } from '../../src/core/refusal.ts';
import type { PanelAnswers, PanelAsk, PanelQuestion, Reply } from '../../src/protocol/panel.ts';

export type Backend = 'leveldb' | 'sqlite';

/** The extension's id: first 32 hex digits of the SHA-256 of the manifest's key, as letters a to p. */
export function extensionId(build: string): string {
	const { key } = JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8')) as { key: string };
	const hex = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
	return [...hex].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

export class Refused extends Error {
	readonly reason: Reason;
	constructor(reason: Reason) {
		super(`refused: ${reason}`);
		this.reason = reason;
	}
}
/** The browser is gone. */
export class Dead extends Error {}

type Waiting = { resolve(value: Record<string, unknown>): void; reject(error: Error): void };

export class Chromium {
	readonly id: string;
	readonly #child: ChildProcess;
	readonly #waiting = new Map<number, Waiting>();
	readonly #ended: Promise<void>;
	#last = 0;
	#heap = '';
	#session = '';

	private constructor(child: ChildProcess, id: string) {
		this.id = id;
		this.#child = child;
		this.#ended = new Promise((done) => child.once('exit', () => done()));
		void this.#ended.then(() => this.#bury());
		const pipe = child.stdio[4] as Readable;
		let text = '';
		pipe.on('data', (chunk: Buffer) => {
			text += chunk.toString();
			const messages = text.split('\0');
			text = messages.pop() ?? '';
			for (const message of messages) this.#heard(JSON.parse(message));
		});
		pipe.on('error', () => this.#bury());
		(child.stdio[3] as Writable).on('error', () => this.#bury());
	}

	/** A Chromium on this profile with a page of ours open, ready to be asked. */
	static async start(profile: string, build: string, backend: Backend, args: string[] = []): Promise<Chromium> {
		const program = findBrowser('chromium');
		if (program === undefined) throw new Error('no Chromium');
		const path = resolve(build);
		const child = spawn(
			program,
			[
				'--headless',
				'--no-sandbox',
				'--remote-debugging-pipe',
				'--no-first-run',
				'--disable-gpu',
				'--disable-component-update',
				'--disable-background-networking',
				'--disable-sync',
				'--password-store=basic',
				'--use-mock-keychain',
				`--user-data-dir=${profile}`,
				`--disable-extensions-except=${path}`,
				`--load-extension=${path}`,
				// Playwright switches this off as well: it keeps --load-extension working.
				`--disable-features=DisableLoadExtensionCommandLineSwitch${backend === 'sqlite' ? '' : ',IdbSqliteBackingStore'}`,
				...(backend === 'sqlite' ? ['--enable-features=IdbSqliteBackingStore'] : []),
				...args,
				'about:blank',
			],
			{ detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
		);
		const browser = new Chromium(child, extensionId(path));
		await browser.#openPage();
		return browser;
	}

	async #openPage(): Promise<void> {
		// One that shows nothing and never begins anew.
		const url = `chrome-extension://${this.id}/manifest.json`;
		const until = Date.now() + 30_000;
		for (;;) {
			const { targetId } = await this.#send('Target.createTarget', { url });
			const { sessionId } = await this.#send('Target.attachToTarget', { targetId, flatten: true });
			this.#session = String(sessionId);
			const ready = await this.evaluate('typeof globalThis.browser?.runtime?.sendMessage === "function"').catch(
				() => false,
			);
			if (ready === true) return;
			if (Date.now() > until) throw new Error('the extension did not load');
			await this.#send('Target.closeTarget', { targetId });
		}
	}

	#bury(): void {
		for (const { reject } of this.#waiting.values()) reject(new Dead());
		this.#waiting.clear();
	}

	#heard(message: {
		id?: number;
		method?: string;
		params?: { chunk?: string };
		result?: Record<string, unknown>;
		error?: { message: string };
	}): void {
		if (message.method === 'HeapProfiler.addHeapSnapshotChunk') this.#heap += message.params?.chunk ?? '';
		const waiting = message.id === undefined ? undefined : this.#waiting.get(message.id);
		if (!waiting) return;
		this.#waiting.delete(message.id as number);
		if (message.error) waiting.reject(new Error(message.error.message));
		else waiting.resolve(message.result ?? {});
	}

	#send(method: string, params: object, sessionId?: string): Promise<Record<string, unknown>> {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return Promise.reject(new Dead());
		const id = ++this.#last;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			(this.#child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
		});
	}

	/** Evaluates in the page of ours; promises are awaited. */
	async evaluate(expression: string): Promise<unknown> {
		const { result, exceptionDetails } = (await this.#send(
			'Runtime.evaluate',
			{ expression, awaitPromise: true, returnByValue: true },
			this.#session,
		)) as { result?: { value?: unknown }; exceptionDetails?: { exception?: { description?: string }; text: string } };
		if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
		return result?.value;
	}

	/** Asks the background as a panel does. Throws Refused, Dead, or an error when the worker went away. */
	async ask<Q extends PanelQuestion>(question: Q, what: PanelAsk<Q>): Promise<PanelAnswers[Q]> {
		const message = JSON.stringify({ ask: question, what });
		const reply = (await this.evaluate(`browser.runtime.sendMessage(${message})`)) as
			| Reply<PanelAnswers[Q]>
			| undefined;
		if (!reply) throw new Error('no answer');
		if (!reply.ok) throw new Refused(reply.reason);
		return reply.answer;
	}

	/** Ends the background's worker as the browser may at any time. */
	async stopWorker(): Promise<void> {
		await this.#send('ServiceWorker.enable', {}, this.#session);
		await this.#send('ServiceWorker.stopAllWorkers', {}, this.#session);
	}

	/** Bytes of live heap of the background's worker. */
	async workerHeap(): Promise<number> {
		return this.#onWorker(async (session) => Number((await this.#send('Runtime.getHeapUsage', {}, session)).usedSize));
	}

	/** Everything the background's worker holds in its heap, and the page of ours in its: a snapshot's text, strings of up to 1,024 characters whole. */
	async heaps(): Promise<{ worker: string; page: string }> {
		const snapshot = async (session: string) => {
			this.#heap = '';
			await this.#send('HeapProfiler.takeHeapSnapshot', { reportProgress: false }, session);
			return this.#heap;
		};
		return { worker: await this.#onWorker(snapshot), page: await snapshot(this.#session) };
	}

	async #onWorker<T>(act: (session: string) => Promise<T>): Promise<T> {
		const { targetInfos } = (await this.#send('Target.getTargets', {})) as {
			targetInfos: { type: string; url: string; targetId: string }[];
		};
		const worker = targetInfos.find((t) => t.type === 'service_worker' && t.url.includes(this.id));
		if (!worker) throw new Error('no worker');
		const { sessionId } = await this.#send('Target.attachToTarget', { targetId: worker.targetId, flatten: true });
		const given = await act(String(sessionId));
		await this.#send('Target.detachFromTarget', { sessionId });
		return given;
	}

	/** kill -9 of the whole process group; resolves when it is gone. */
	async kill(): Promise<void> {
		const { pid } = this.#child;
		try {
			if (pid !== undefined) process.kill(-pid, 'SIGKILL');
		} catch {}
		await this.#ended;
		this.#bury();
	}

	/** Ends it in good order. */
	async close(): Promise<void> {
		await this.#send('Browser.close', {}).catch(() => undefined);
		await this.#ended;
	}
}
