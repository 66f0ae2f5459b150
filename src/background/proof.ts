/** The only place that asks again who is there before something grave. */
import { Refusal } from '../core/refusal.ts';
import type { Proof } from '../vault/vault.ts';
import { kept } from './kept.ts';

/** Passes where nothing protects the vault; else refuses proof-needed without a proof, and whatever the vault says of a wrong one. */
export async function prove(proof: Proof | null): Promise<void> {
	const { vault } = await kept();
	// While the device opens it by itself, a proof would prove nothing.
	if ((await vault.slots()).some((slot) => slot.kind === 'device')) return;
	if (proof === null) throw new Refusal('proof-needed');
	await vault.prove(proof);
}
