/** The only place that makes the page's one trusted-types policy, `verifill`: script addresses of our own files and nothing else. */

interface Policy {
	createScriptURL(address: string): unknown;
}
interface Factory {
	createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;

const rules = {
	createScriptURL(address: string): string {
		if (new URL(address, location.href).origin !== location.origin) throw new TypeError('not a file of ours');
		return address;
	},
};

const policy: Policy = factory ? factory.createPolicy('verifill', rules) : rules;

/** Starts a worker from a file of ours (module script). Throws for any other address. */
export function startWorker(address: string): Worker {
	return new Worker(policy.createScriptURL(address) as string, { type: 'module' });
}
