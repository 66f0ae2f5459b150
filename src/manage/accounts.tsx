/** The only list of all accounts in the manage page. */
import { useSignal } from '@preact/signals';
import { ask } from '../protocol/ask.ts';
import { Icon } from '../ui/icon.tsx';
import { Monogram } from '../ui/monogram.tsx';
import { say, sayCount } from '../ui/say.ts';
import { found } from '../ui/search.ts';
import { accounts, tried } from './state.ts';

/** Rows drawn at first and with each press: a list of thousands stays quick. */
const PAGE = 100;

export function Accounts() {
	const query = useSignal('');
	const most = useSignal(PAGE);
	const kept = (accounts.value ?? []).filter((a) => a.trashedAt === null);
	const all = found(kept, query.value);
	return (
		<section>
			<header class="head">
				<h1>{say('manage_accounts')}</h1>
				<button
					type="button"
					class="button button-primary"
					onClick={() => void tried(() => ask('panel.setup', { tabId: null, scan: false }).then(() => {}))}
				>
					<Icon name="plus" />
					{say('accounts_new')}
				</button>
			</header>
			{kept.length === 0 ? (
				<p class="card empty-card muted">{say('empty_text')}</p>
			) : (
				<>
					<input
						type="search"
						class="input"
						aria-label={say('popup_search')}
						placeholder={say('popup_search')}
						value={query.value}
						onInput={(e) => {
							query.value = e.currentTarget.value;
							most.value = PAGE;
						}}
					/>
					<p class="muted small count" role="status">
						{sayCount('accounts', all.length)}
					</p>
					<ul class="card rows">
						{all.slice(0, most.value).map((a) => (
							<li key={a.id} class="row-link">
								<a href={`#account-${a.id}`}>
									<Monogram issuer={a.issuer} label={a.label} />
									<span class="names">
										<strong class="name clip">{a.issuer || a.label || say('account_unnamed')}</strong>
										<span class="muted small name clip">
											{[a.issuer === '' ? '' : a.label, a.hosts[0] ?? ''].filter(Boolean).join(' · ')}
										</span>
									</span>
									{a.recoveryKept > 0 && (
										<span class="muted small keep">{sayCount('accounts_recovery', a.recoveryLeft)}</span>
									)}
									<Icon name="next" />
								</a>
							</li>
						))}
					</ul>
					{all.length > most.value && (
						<button
							type="button"
							class="button more"
							onClick={() => {
								most.value += PAGE;
							}}
						>
							{say('show_more')}
						</button>
					)}
				</>
			)}
		</section>
	);
}
