/** The only view for a picture with several codes: each outlined on it and listed under it. */
import { useSignal } from '@preact/signals';
import { Icon } from '../ui/icon.tsx';
import { Monogram } from '../ui/monogram.tsx';
import { say } from '../ui/say.ts';
import { collect, type Reading, type Shown, stage } from './stage.ts';

export function Choose({ readings, shown }: { readings: Reading[]; shown: Shown | null }) {
	const pointed = useSignal<string | null>(null);
	const take = (reading: Reading) => {
		if (reading.setUp?.kind === 'draft') stage.value = { at: 'confirm', draft: reading.setUp.draft };
		else if (reading.setUp) collect([reading.setUp]);
	};
	return (
		<main class="choose">
			<h1>{say('choose_title')}</h1>
			{shown && (
				<div class="card choose-picture">
					<img src={shown.url} alt="" />
					{readings.map((reading) => (
						<button
							key={reading.key}
							type="button"
							class={`choose-code${pointed.value === reading.key ? ' pointed' : ''}`}
							style={boxOf(reading, shown)}
							aria-label={nameOf(reading)}
							onClick={() => take(reading)}
							onFocus={() => {
								pointed.value = reading.key;
							}}
							onMouseEnter={() => {
								pointed.value = reading.key;
							}}
						/>
					))}
				</div>
			)}
			<ul class="card rows choose-list">
				{readings.map((reading) => (
					<li key={reading.key}>
						<button
							type="button"
							class="choose-one"
							onClick={() => take(reading)}
							onFocus={() => {
								pointed.value = reading.key;
							}}
							onMouseEnter={() => {
								pointed.value = reading.key;
							}}
						>
							<One reading={reading} />
							<Icon name="next" />
						</button>
					</li>
				))}
			</ul>
			{readings.length > 1 && (
				<button type="button" class="button" onClick={() => collect(readings.flatMap((r) => r.setUp ?? []))}>
					{say('choose_all')}
				</button>
			)}
		</main>
	);
}

/** Where a code lies on the shown picture, in shares of it. */
function boxOf({ corners }: Reading, { width, height }: Shown) {
	const xs = corners.map((c) => c.x / width);
	const ys = corners.map((c) => c.y / height);
	const share = (part: number) => `${(part * 100).toFixed(2)}%`;
	const [left, top] = [Math.min(...xs), Math.min(...ys)];
	return {
		left: share(left),
		top: share(top),
		width: share(Math.max(...xs) - left),
		height: share(Math.max(...ys) - top),
	};
}

function nameOf(reading: Reading): string {
	const draft = reading.setUp?.kind === 'draft' ? reading.setUp.draft : null;
	return [draft?.issuer, draft?.label].filter(Boolean).join(', ') || say('account_unnamed');
}

function One({ reading }: { reading: Reading }) {
	const draft = reading.setUp?.kind === 'draft' ? reading.setUp.draft : null;
	const issuer = draft?.issuer ?? '';
	const label = draft?.label ?? '';
	return (
		<>
			<Monogram issuer={issuer} label={label} />
			<span class="account-names">
				<strong class="name">{issuer || label || say('account_unnamed')}</strong>
				{issuer !== '' && <span class="muted small name">{label}</span>}
			</span>
		</>
	);
}
