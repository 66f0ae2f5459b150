/** The only place for fields people pointed at: what each is said to be, taking it back, and its description for a bug report. */
import { useSignal } from '@preact/signals';
import type { Taught, TaughtVerdict } from '../core/taught.ts';
import { Icon } from '../ui/icon.tsx';
import { say } from '../ui/say.ts';
import { choose } from './lock-settings.tsx';
import { settings, tell } from './state.ts';

const VERDICTS = ['code', 'appended', 'never'] as const;
const WORDS = { code: 'taught_code', appended: 'taught_appended', never: 'taught_never' } as const;
const sayVerdict = (verdict: TaughtVerdict) => say(WORDS[verdict]);

/** Keeps these fields for a host; without any, the host is forgotten, and Verifill's own judgement is back. */
const keep = (host: string, fields: Taught[]) => void choose({ taught: { [host]: fields } });

export function TaughtFields() {
	const taught = settings.value?.taught ?? {};
	const hosts = Object.keys(taught).sort((a, b) => a.localeCompare(b));
	if (hosts.length === 0) return null;
	return (
		<section class="part">
			<h2>{say('taught_title')}</h2>
			<div class="card rows">
				{hosts.flatMap((host) =>
					(taught[host] ?? []).map((field) => <Field key={host + field.selector} host={host} field={field} />),
				)}
			</div>
		</section>
	);
}

function Field({ host, field }: { host: string; field: Taught }) {
	const described = useSignal(false);
	const all = settings.value?.taught[host] ?? [];
	return (
		<>
			<div class="taught-row">
				<span class="row-text name">{host}</span>
				<select
					class="input short"
					aria-label={say('taught_said', host)}
					value={field.verdict}
					onChange={(e) => {
						const verdict = VERDICTS.find((v) => v === e.currentTarget.value) ?? field.verdict;
						keep(
							host,
							all.map((f) => (f === field ? { ...f, verdict } : f)),
						);
					}}
				>
					{VERDICTS.map((v) => (
						<option key={v} value={v}>
							{sayVerdict(v)}
						</option>
					))}
				</select>
				<button
					type="button"
					class="button button-small"
					aria-label={say('taught_describe', host)}
					aria-expanded={described.value}
					onClick={() => {
						described.value = !described.value;
					}}
				>
					{say('taught_describe_short')}
				</button>
				<button
					type="button"
					class="button button-icon button-small"
					aria-label={say('taught_forget_named', host)}
					onClick={() =>
						keep(
							host,
							all.filter((f) => f !== field),
						)
					}
				>
					<Icon name="close" />
				</button>
			</div>
			{described.value && <Description host={host} field={field} />}
		</>
	);
}

/** What would be copied stands there to be read first; the host goes with it only when it is left in. */
function Description({ host, field }: { host: string; field: Taught }) {
	const withHost = useSignal(true);
	const text = [
		say('taught_report', browser.runtime.getManifest().version),
		...(withHost.value ? [say('taught_site', host)] : []),
		say('taught_said_line', sayVerdict(field.verdict)),
		say('taught_found', field.selector),
		...(field.about === undefined ? [] : [field.about]),
	].join('\n');
	const copy = () =>
		void navigator.clipboard.writeText(text).then(
			() => tell('good', say('taught_copied')),
			() => tell('bad', say('refusal_unknown')),
		);
	return (
		<div class="taught">
			<p class="muted small">{say('taught_describe_note')}</p>
			<pre class="taught-text">{text}</pre>
			<div class="taught-foot">
				<label>
					<input
						type="checkbox"
						checked={withHost.value}
						onChange={(e) => {
							withHost.value = e.currentTarget.checked;
						}}
					/>{' '}
					{say('taught_with_host')}
				</label>
				<button type="button" class="button button-small" onClick={copy}>
					<Icon name="copy" /> {say('taught_copy')}
				</button>
			</div>
		</div>
	);
}
