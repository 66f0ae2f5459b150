/** The only page of one account: its names and websites, recovery codes, access key, and deleting it. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ask, newId } from '../protocol/ask.ts';
import type { AccountView } from '../protocol/panel.ts';
import { Icon } from '../ui/icon.tsx';
import { Monogram } from '../ui/monogram.tsx';
import { RowInput } from '../ui/row-input.tsx';
import { say, sayRefusal } from '../ui/say.ts';
import { Delete } from './delete.tsx';
import { Hosts, mergedHosts } from './hosts.tsx';
import { Recovery } from './recovery.tsx';
import { Resync } from './resync.tsx';
import { Reveal } from './reveal.tsx';
import { accounts, renew, tell } from './state.ts';

export function Account({ id }: { id: string }) {
	const account = accounts.value?.find((a) => a.id === id);
	return (
		<section class="account-page">
			<a class="link back" href={account?.trashedAt == null ? '#accounts' : '#trash'}>
				<Icon name="back" />
				{say(account?.trashedAt == null ? 'manage_accounts' : 'manage_trash')}
			</a>
			{account === undefined ? <p class="muted">{say('refusal_not_found')}</p> : <Known account={account} />}
		</section>
	);
}

function Known({ account }: { account: AccountView }) {
	const name = account.issuer || account.label || say('account_unnamed');
	return (
		<>
			<header class="account-head">
				<Monogram issuer={account.issuer} label={account.label} />
				<div class="names">
					<h1 class="name">{name}</h1>
					<p class="muted name">{account.issuer === '' ? '' : account.label}</p>
				</div>
			</header>
			<Edit account={account} />
			<Recovery account={account} />
			{account.kind === 'hotp' && <Resync account={account} />}
			<Reveal account={account} />
			<Delete account={account} />
		</>
	);
}

/** Names and websites; saved together, and kept as typed when that is refused, or when the account changes meanwhile. */
function Edit({ account }: { account: AccountView }) {
	const issuer = useSignal(account.issuer);
	const label = useSignal(account.label);
	const hosts = useSignal(account.hosts);
	const refused = useSignal<string | null>(null);
	const take = (now: AccountView) => {
		issuer.value = now.issuer;
		label.value = now.label;
		hosts.value = now.hosts;
	};
	const seen = useRef(account);
	useLayoutEffect(() => {
		const was = seen.current;
		seen.current = account;
		if (issuer.value === was.issuer) issuer.value = account.issuer;
		if (label.value === was.label) label.value = account.label;
		hosts.value = mergedHosts(was.hosts, hosts.value, account.hosts);
	}, [account.rev]);
	const changed =
		issuer.value !== account.issuer || label.value !== account.label || hosts.value.join() !== account.hosts.join();
	const save = async (event: Event) => {
		event.preventDefault();
		refused.value = null;
		try {
			const what = { issuer: issuer.value, label: label.value, hosts: hosts.value };
			const kept = await ask('panel.edit', { opId: newId(), id: account.id, rev: account.rev, ...what });
			take(kept);
			renew(kept);
			tell('good', say('saved'));
		} catch (error) {
			refused.value = sayRefusal(error);
		}
	};
	return (
		<form onSubmit={(e) => void save(e)}>
			<div class="card rows">
				<RowInput id="issuer" words={say('account_issuer')} value={issuer} kind="name" />
				<RowInput id="label" words={say('account_label')} value={label} kind="name" />
				<Hosts hosts={hosts} />
			</div>
			<p class="field-error" role="alert">
				{refused.value}
			</p>
			{changed && (
				<div class="buttons">
					<button type="submit" class="button button-primary">
						{say('save')}
					</button>
					<button type="button" class="button" onClick={() => take(account)}>
						{say('cancel')}
					</button>
				</div>
			)}
		</form>
	);
}
