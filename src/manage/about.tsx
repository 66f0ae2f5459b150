/** The only page that says what Verifill is, and what it doesn't protect against. */
import { type Key, say } from '../ui/say.ts';

const LIMITS: Key[] = [
	'limit_profile',
	'limit_earlier',
	'limit_malware',
	'limit_page',
	'limit_extensions',
	'limit_rollback',
	'limit_loss',
];

export function About() {
	return (
		<section>
			<header class="head">
				<h1>{say('manage_about')}</h1>
			</header>
			<div class="card about">
				<img src="/icons/128.png" alt="" width="56" height="56" />
				<div>
					<strong>{say('name')}</strong>
					<p class="muted">{say('about_version', browser.runtime.getManifest().version)}</p>
					<p class="muted">{say('about_promise')}</p>
				</div>
			</div>
			<section class="part">
				<h2>{say('limits_title')}</h2>
				<ul class="limits">
					{LIMITS.map((key) => (
						<li key={key}>{say(key)}</li>
					))}
				</ul>
			</section>
		</section>
	);
}
