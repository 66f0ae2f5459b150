/** The only place where people choose who can open their codes: device, password, passkey, recovery key. */
import { useSignal } from '@preact/signals';
import { ask } from '../protocol/ask.ts';
import type { PanelAsk, StatusView } from '../protocol/panel.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { makePasskey } from '../ui/passkey.ts';
import { type Key, say, sayDate } from '../ui/say.ts';
import { withProof } from './gate.tsx';
import { LockSettings } from './lock-settings.tsx';
import { NewPassword } from './new-password.tsx';
import { RecoveryKey } from './recovery-key.tsx';
import { load, status, tell, tried } from './state.ts';

type Slot = StatusView['slots'][number];
type NewSlot = PanelAsk<'panel.addSlot'>['slot'];
const ICONS: Record<Slot['kind'], IconName> = {
	device: 'screen',
	password: 'key',
	passkey: 'finger',
	recovery: 'print',
};
const WORDS: Record<Slot['kind'], Key> = {
	device: 'slot_device',
	password: 'slot_password',
	passkey: 'slot_passkey',
	recovery: 'slot_recovery',
};

export function Protection() {
	const form = useSignal<'password' | 'change' | null>(null);
	const printed = useSignal<string | null>(null);
	const state = status.value;
	if (state === null) return null;
	const has = (kind: Slot['kind']) => state.slots.some((s) => s.kind === kind);
	const close = () => {
		form.value = null;
	};
	const put = (slot: NewSlot) =>
		withProof(say('gate_add'), async (proof) => {
			const { recoveryKey } = await ask('panel.addSlot', { proof, slot });
			printed.value = recoveryKey;
			form.value = null;
			await load();
			// Only what the vault says is said: a passkey or a printed key alone does not end the device's way in.
			if (status.value?.protected) tell('good', say('protected_now'));
		});
	const passkey = () =>
		void tried(async () => {
			const made = await makePasskey(say('passkey_name', sayDate(Date.now())));
			await put({ kind: 'passkey', name: '', ...made });
		});
	const off = () =>
		void tried(() =>
			withProof(say('gate_off'), async (proof) => {
				if (proof === null) return;
				await ask('panel.unprotect', { proof });
				await load();
				tell('warn', say('unprotected'));
			}),
		);
	return (
		<section>
			<header class="head">
				<h1>{say('manage_protection')}</h1>
			</header>
			<div class={`card shield ${state.protected ? 'shield-on' : 'shield-off'}`}>
				<Icon name="shield" />
				<div>
					<h2>{say(state.protected ? 'shield_on' : 'shield_off')}</h2>
					<p class="muted">
						{say(!state.protected ? 'unprotected' : has('password') ? 'shield_on_guess' : 'shield_on_text')}
					</p>
				</div>
			</div>
			{printed.value !== null && (
				<RecoveryKey
					text={printed.value}
					onKept={() => {
						printed.value = null;
					}}
				/>
			)}
			<h2 class="over">{say('slots_title')}</h2>
			<ul class="card rows">
				{state.slots.map((slot) => (
					<Way key={slot.id} slot={slot} alone={state.slots.length === 1} />
				))}
			</ul>
			{!state.protected && state.slots.length > 1 && (
				<Note tone="warn">{say(has('passkey') ? 'slots_need_key' : 'slots_need_more')}</Note>
			)}
			{state.protected && state.slots.length === 1 && <p class="muted small after">{say('slots_alone')}</p>}
			{form.value === null ? (
				<div class="buttons after">
					{has('password') ? (
						<Choice icon="key" words="password_change" onPress={() => (form.value = 'change')} />
					) : (
						<Choice icon="key" words="slot_new_password" onPress={() => (form.value = 'password')} />
					)}
					<Choice icon="finger" words="slot_new_passkey" onPress={passkey} />
					<Choice
						icon="print"
						words={has('recovery') ? 'slot_renew_recovery' : 'slot_new_recovery'}
						onPress={() => void tried(() => put({ kind: 'recovery' }))}
					/>
				</div>
			) : (
				<NewPassword
					action={say(form.value === 'change' ? 'password_change' : 'slot_new_password')}
					onCancel={close}
					onPassword={(password) =>
						form.value === 'change' ? change(password, close) : put({ kind: 'password', password })
					}
				/>
			)}
			<LockSettings />
			{state.protected && (
				<div class="part">
					<button type="button" class="button button-danger" onClick={off}>
						{say('protection_off')}
					</button>
				</div>
			)}
		</section>
	);
}

function change(password: string, done: () => void): Promise<void> {
	return withProof(say('gate_change'), async (proof) => {
		if (proof === null) return;
		await ask('panel.changePassword', { proof, password });
		done();
		tell('good', say('password_changed'));
	});
}

function Choice({ icon, words, onPress }: { icon: IconName; words: Key; onPress: () => void }) {
	return (
		<button type="button" class="button" onClick={onPress}>
			<Icon name={icon} />
			{say(words)}
		</button>
	);
}

function Way({ slot, alone }: { slot: Slot; alone: boolean }) {
	const remove = () =>
		void tried(() =>
			withProof(say('gate_remove'), async (proof) => {
				await ask('panel.removeSlot', { proof, id: slot.id });
				await load();
				tell('info', say('slot_removed'));
			}),
		);
	return (
		<li>
			<Icon name={ICONS[slot.kind]} />
			<span class="names">
				<strong>{say(WORDS[slot.kind])}</strong>
				<span class="muted small name">
					{[slot.name, say('slot_since', sayDate(slot.createdAt))].filter(Boolean).join(' · ')}
				</span>
			</span>
			{!alone && slot.kind !== 'device' && (
				<button
					type="button"
					class="button button-small"
					aria-label={say('slot_remove_named', say(WORDS[slot.kind]))}
					onClick={remove}
				>
					{say('slot_remove')}
				</button>
			)}
		</li>
	);
}
