/** The only editor of the websites on which an account's code fills by itself. */
import { type Signal, useSignal } from '@preact/signals';
import { placeOf } from '../core/site.ts';
import { Icon } from '../ui/icon.tsx';
import { say } from '../ui/say.ts';

/** The host a person means by what they typed: a name or a whole address; null when it's neither. */
export function hostOf(typed: string): string | null {
	const text = typed.trim();
	if (text === '' || /\s/.test(text)) return null;
	const place = placeOf(/^https?:\/\//i.test(text) ? text : `https://${text}`);
	return place === null || !/[.:]|^localhost$/.test(place.host) ? null : place.host;
}

/** Websites changed in two places: `theirs`, without those of `seen` that are not in `mine`, and with those that are new there. */
export function mergedHosts(seen: string[], mine: string[], theirs: string[]): string[] {
	const all = new Set([...theirs, ...mine.filter((host) => !seen.includes(host))]);
	return [...all].filter((host) => mine.includes(host) || !seen.includes(host));
}

export function Hosts({ hosts }: { hosts: Signal<string[]> }) {
	const typed = useSignal('');
	const wrong = useSignal(false);
	const take = () => {
		const host = hostOf(typed.value);
		wrong.value = host === null;
		if (host === null) return;
		if (!hosts.value.includes(host)) hosts.value = [...hosts.value, host];
		typed.value = '';
	};
	return (
		<>
			{hosts.value.map((host, at) => (
				<div key={host}>
					<span class="row-name">{at === 0 ? say('account_site') : ''}</span>
					<span class="row-text name">{host}</span>
					<button
						type="button"
						class="button button-icon button-small"
						aria-label={say('hosts_remove', host)}
						onClick={() => {
							hosts.value = hosts.value.filter((h) => h !== host);
						}}
					>
						<Icon name="close" />
					</button>
				</div>
			))}
			<div>
				<label class="row-name" for="host">
					{say(hosts.value.length === 0 ? 'account_site' : 'hosts_also')}
				</label>
				<input
					id="host"
					class="row-input"
					placeholder="www.example.com"
					autocomplete="off"
					spellcheck={false}
					value={typed.value}
					aria-invalid={wrong.value}
					aria-describedby="host-wrong"
					onInput={(e) => {
						typed.value = e.currentTarget.value;
						wrong.value = false;
					}}
					onKeyDown={(e) => {
						if (e.key !== 'Enter' || typed.value === '') return;
						e.preventDefault();
						take();
					}}
				/>
				{typed.value !== '' && (
					<button type="button" class="button button-small" onClick={take}>
						{say('hosts_take')}
					</button>
				)}
			</div>
			{wrong.value && (
				<p id="host-wrong" class="field-error" role="alert">
					{say('hosts_wrong')}
				</p>
			)}
		</>
	);
}
