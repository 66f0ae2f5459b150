/** The only row of the popup's list: whose code, the code, how long it holds, and what can be done with it. */

import { grouped } from '../core/grouped.ts';
import type { AccountView } from '../protocol/panel.ts';
import { CodeText } from '../ui/code-text.tsx';
import { Icon } from '../ui/icon.tsx';
import { Monogram } from '../ui/monogram.tsx';
import { Ring } from '../ui/ring.tsx';
import { say } from '../ui/say.ts';
import { secondsLeft } from '../ui/time.ts';
import { copyCode, fill, nameOf, nextCode } from './actions.ts';
import { codes } from './codes.ts';
import { here, query } from './state.ts';

/** Codes of the usual period share one ring, at the head of the list; only another period gets its own. */
interface Props {
	account: AccountView;
	/** Distance from the top of the list, px. */
	top: number;
	/** 1-based place among all rows, for screen readers. */
	place: number;
	of: number;
	shared: number;
}

export function Row({ account, top, place, of, shared }: Props) {
	const near = account.belongs === 'listed' || account.belongs === 'sibling';
	const canFill = here.value?.secure === true && (near || (query.value.trim() !== '' && account.belongs === 'foreign'));
	const name = nameOf(account);
	const detail = account.issuer === '' ? (account.hosts[0] ?? '') : account.label;
	return (
		<li class="row" style={{ top: `${top}px` }} aria-posinset={place} aria-setsize={of} data-id={account.id}>
			<button type="button" class="row-main" data-row onClick={() => void copyCode(account)}>
				<Monogram issuer={account.issuer} label={account.label} />
				<span class="row-words">
					<span class="row-names">
						<strong class="name clip">{name}</strong>
						{detail !== '' && <span class="muted small name clip">{detail}</span>}
					</span>
					<Live account={account} />
				</span>
				<span class="unseen">{say('popup_copy')}</span>
			</button>
			<Own account={account} shared={shared} />
			{account.kind === 'hotp' && (
				<button
					type="button"
					class="button button-small"
					aria-label={say('popup_next_for', name)}
					onClick={() => void nextCode(account)}
				>
					<Icon name="refresh" />
				</button>
			)}
			{canFill && (
				<button
					type="button"
					class={`button button-small${near ? ' button-primary' : ''}`}
					aria-label={say('popup_fill_named', name)}
					onClick={() => void fill(account)}
				>
					{say('popup_fill')}
				</button>
			)}
		</li>
	);
}

/** The code, and the next one while the current is about to end. */
function Live({ account }: { account: AccountView }) {
	const code = codes.value.get(account.id);
	if (account.kind === 'hotp' && (code === undefined || code.code === ''))
		return <span class="row-code muted small">{say('popup_hotp')}</span>;
	const late = code?.validUntil != null && code.next !== '' && secondsLeft(code.validUntil) < 5;
	return (
		<span class="row-code">
			<CodeText code={code?.code ?? ''} digits={account.digits} late={late} />
			{late && (
				<span class="row-next small">
					<span class="muted">{say('popup_next')}</span> <span class="code">{grouped(code.next)}</span>
				</span>
			)}
		</span>
	);
}

function Own({ account, shared }: { account: AccountView; shared: number }) {
	const code = codes.value.get(account.id);
	if (code?.validUntil == null || code.period === shared) return null;
	return <Ring validUntil={code.validUntil} period={code.period} />;
}
