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
					<svg viewBox={`0 0 ${shown.width} ${shown.height}`} aria-hidden="true">
						{readings.map((reading) => (
							<polygon
								key={reading.key}
								class={pointed.value === reading.key ? 'pointed' : ''}
								points={reading.corners.map((c) => `${c.x},${c.y}`).join(' ')}
								onClick={() => take(reading)}
								onMouseEnter={() => (pointed.value = reading.key)}
								onMouseLeave={() => (pointed.value = null)}
							/>
						))}
					</svg>
				</div>
			)}
			<ul class="card rows choose-list">
				{readings.map((reading) => (
					<li key={reading.key}>
						<button
							type="button"
							class="choose-one"
							onClick={() => take(reading)}
							onFocus={() => (pointed.value = reading.key)}
							onMouseEnter={() => (pointed.value = reading.key)}
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
