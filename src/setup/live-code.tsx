/** The only view of the code of a draft that isn't kept yet: computed here, running down, with the clock's drift taken out. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Draft } from '../core/account.ts';
import type { Code } from '../core/code.ts';
import { CodeText } from '../ui/code-text.tsx';
import { Ring } from '../ui/ring.tsx';
import { say } from '../ui/say.ts';
import { drift } from './stage.ts';

export function LiveCode({ draft }: { draft: Draft }) {
	const code = useSignal<Code | null>(null);
	const off = drift.value;
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let over = false;
		void import('../core/code.ts').then(({ codeAt }) => {
			const renew = () => {
				if (over) return;
				const now = codeAt(draft, Date.now(), off);
				code.value = now;
				if (Number.isFinite(now.validUntil)) timer = setTimeout(renew, Math.max(20, now.validUntil - Date.now()));
			};
			renew();
		});
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [draft.accessKey, draft.algorithm, draft.digits, draft.period, draft.kind, draft.counter, off]);
	const until = code.value?.validUntil ?? null;
	const timed = draft.kind !== 'hotp';
	return (
		<div class="live">
			<output class="live-code" aria-label={say('setup_live_code')} aria-live="off">
				<CodeText code={code.value?.code ?? ''} digits={draft.digits} />
			</output>
			{timed && until !== null && <Ring large validUntil={until} period={draft.period * 1000} />}
			{timed && until === null && <span class="ring ring-large" />}
		</div>
	);
}
