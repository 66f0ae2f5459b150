/** The only place for the closed list of ways Verifill says no; panels have words for each reason. */

export const REASONS = [
	// key URI and access key
	'not-a-key-uri',
	'bad-uri',
	'secret-missing',
	'secret-not-base32',
	'secret-too-short',
	'secret-too-long',
	'unknown-type',
	'unknown-algorithm',
	'digits-out-of-range',
	'period-out-of-range',
	'counter-missing',
	'counter-out-of-range',
	'codes-not-in-a-row',
	'text-too-long',
	// other codes a picture may hold
	'push-enrolment',
	'web-address',
	'other-qr',
	'migration-broken',
	'migration-too-large',
	// pictures
	'no-qr',
	'picture-unreadable',
	'picture-too-large',
	'reading-timed-out',
	// vault
	'locked',
	'vault-lost',
	'vault-newer',
	'stale',
	'not-found',
	'storage-full',
	'storage-failed',
	'device-key-missing',
	'wrong-password',
	'wrong-recovery-key',
	'recovery-key-typo',
	'passkey-failed',
	'try-later',
	'password-too-weak',
	'kdf-out-of-bounds',
	'last-way-in',
	'proof-needed',
	// backup files
	'not-a-backup',
	'backup-newer',
	'backup-too-large',
	'backup-damaged',
	// asking
	'forbidden',
	'bad-request',
	'too-many-requests',
	// filling and the clock
	'no-code-field',
	'wrong-site',
	'not-secure',
	'page-unreachable',
	'clock-unknown',
] as const;

export type Reason = (typeof REASONS)[number];

/** A no with its reason. Carries a reason and, at most, a name to show (a product, a site); never text that could hold a secret. */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly reason: Reason;
	/** A short public word for the sentence (an app's name), or null. */
	readonly about: string | null;
	constructor(reason: Reason, about: string | null = null) {
		super(reason);
		this.reason = reason;
		this.about = about;
	}
}
