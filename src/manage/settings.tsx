/** The only place for choices about filling: allowed websites, all websites, ask first, what was taught, the clock. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { say, sayDuration } from '../ui/say.ts';
import { hostOf } from './hosts.tsx';
import { choose } from './lock-settings.tsx';
import { settings, tell } from './state.ts';
import { TaughtFields } from './taught.tsx';

const EVERYWHERE = ['https://*/*'];

export function Settings() {
	const now = settings.value;
	if (now === null) return null;
	return (
		<section>
			<header class="head">
				<h1>{say('manage_settings')}</h1>
			</header>
			<Allowed />
			<AskFirst />
			<TaughtFields />
			{now.drift !== 0 && (
				<section class="part">
					<h2>{say('clock_title')}</h2>
					<p>{say(now.drift > 0 ? 'clock_ahead_corrected' : 'clock_behind_corrected', sayDuration(now.drift))}</p>
					<button type="button" class="button" onClick={() => void choose({ drift: 0 })}>
						{say('clock_trust')}
					</button>
				</section>
			)}
		</section>
	);
}

/** What the browser lets Verifill touch: the browser's own list, and taking each back. */
function Allowed() {
	const origins = useSignal<string[]>([]);
	const read = async () => {
		origins.value = ((await browser.permissions.getAll()).origins ?? []).sort();
	};
	useEffect(() => void read(), []);
	const everywhere = origins.value.includes('https://*/*');
	const turn = (on: boolean) => {
		const change = on
			? browser.permissions.request({ origins: EVERYWHERE })
			: browser.permissions.remove({ origins: EVERYWHERE });
		void change.then(read, () => tell('bad', say('refusal_unknown')));
	};
	return (
		<section class="part first">
			<h2>{say('allowed_title')}</h2>
			<ul class="card rows">
				<li>
					<label class="row-text" for="everywhere">
						{say('allowed_everywhere')}
						<span class="muted small block">{say('allowed_everywhere_note')}</span>
					</label>
					<input
						id="everywhere"
						type="checkbox"
						class="switch"
						checked={everywhere}
						onChange={(e) => turn(e.currentTarget.checked)}
					/>
				</li>
				{origins.value
					.filter((o) => o !== 'https://*/*')
					.map((origin) => (
						<li key={origin}>
							<span class="row-text name">{origin.replace(/^https:\/\/|\/\*$/g, '').replace(/^\*\./, '')}</span>
							<button
								type="button"
								class="button button-small"
								aria-label={say('allowed_remove_named', origin)}
								onClick={() =>
									void browser.permissions
										.remove({ origins: [origin] })
										.then(read, () => tell('bad', say('allowed_fixed')))
								}
							>
								{say('slot_remove')}
							</button>
						</li>
					))}
			</ul>
			{origins.value.length === 0 && <p class="muted small after">{say('allowed_none')}</p>}
		</section>
	);
}

function AskFirst() {
	const typed = useSignal('');
	const hosts = settings.value?.askFirst ?? [];
	const take = (event: Event) => {
		event.preventDefault();
		const host = hostOf(typed.value);
		if (host === null) return tell('bad', say('hosts_wrong'));
		typed.value = '';
		void choose({ askFirst: [...new Set([...hosts, host])].sort() });
	};
	return (
		<section class="part">
			<h2>{say('ask_first_title')}</h2>
			<p class="muted small">{say('ask_first_note')}</p>
			<div class="card rows">
				{hosts.map((host) => (
					<div key={host}>
						<span class="row-text name">{host}</span>
						<button
							type="button"
							class="button button-icon button-small"
							aria-label={say('hosts_remove', host)}
							onClick={() => void choose({ askFirst: hosts.filter((h) => h !== host) })}
						>
							<Icon name="close" />
						</button>
					</div>
				))}
				<form onSubmit={take}>
					<input
						class="row-input"
						aria-label={say('ask_first_new')}
						placeholder="www.example.com"
						value={typed.value}
						onInput={(e) => {
							typed.value = e.currentTarget.value;
						}}
					/>
					{typed.value !== '' && (
						<button type="submit" class="button button-small">
							{say('hosts_take')}
						</button>
					)}
				</form>
			</div>
		</section>
	);
}
