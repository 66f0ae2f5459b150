/** The only choice of when Verifill locks itself. */
import { ask, newId } from '../protocol/ask.ts';
import type { PanelAsk } from '../protocol/panel.ts';
import { Icon } from '../ui/icon.tsx';
import { say, sayDuration } from '../ui/say.ts';
import { settings, status, tried } from './state.ts';

const MINUTES = [1, 5, 15, 60] as const;

/** Changes a setting; what the background keeps is what is then shown. */
export async function choose(patch: PanelAsk<'panel.changeSettings'>['patch']): Promise<void> {
	await tried(async () => {
		settings.value = await ask('panel.changeSettings', { opId: newId(), patch });
	});
}

export function LockSettings() {
	const now = settings.value;
	if (now === null) return null;
	if (!status.value?.protected) return null;
	const lock = () =>
		void tried(async () => {
			await ask('panel.lock', {});
			location.reload();
		});
	return (
		<section class="part">
			<h2>{say('lock_title')}</h2>
			<div class="card rows">
				<div>
					<label class="row-text" for="lock-after">
						{say('lock_after')}
					</label>
					<select
						id="lock-after"
						class="input short"
						value={now.lockAfter ?? ''}
						onChange={(e) => {
							const value = MINUTES.find((m) => String(m) === e.currentTarget.value) ?? null;
							void choose({ lockAfter: value });
						}}
					>
						{MINUTES.map((m) => (
							<option key={m} value={m}>
								{sayDuration(m * 60_000)}
							</option>
						))}
						<option value="">{say('lock_never')}</option>
					</select>
				</div>
				<div>
					<label class="row-text" for="lock-system">
						{say('lock_with_system')}
					</label>
					<input
						id="lock-system"
						type="checkbox"
						class="switch"
						checked={now.lockWithSystem}
						onChange={(e) => void choose({ lockWithSystem: e.currentTarget.checked })}
					/>
				</div>
			</div>
			<p class="muted small after">{say('lock_note')}</p>
			<button type="button" class="button" onClick={lock}>
				<Icon name="lock" />
				{say('lock_now')}
			</button>
		</section>
	);
}
