/** The only place for the order of account lists: this page's first, then by name, and what a search finds, best first. */

/** What ordering needs of an account. */
export interface Listed {
	issuer: string;
	label: string;
	hosts: readonly string[];
	belongs: 'listed' | 'sibling' | 'lookalike' | 'foreign';
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
const NEAR = { listed: 0, sibling: 1, lookalike: 2, foreign: 2 };

/** Lower case, without accents, so that "regi" finds "Règistre". */
export function folded(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** By issuer, then label; nameless ones by their host. Does not change what it is given. */
export function byName<A extends Listed>(accounts: readonly A[]): A[] {
	const name = (a: A) => a.issuer || a.label || (a.hosts[0] ?? '');
	return accounts
		.map((account) => ({ account, name: name(account) }))
		.sort((a, b) => collator.compare(a.name, b.name) || collator.compare(a.account.label, b.account.label))
		.map(({ account }) => account);
}

/** Those that belong to the page (its own host before other hosts of its site), and the rest; each by name. */
export function grouped<A extends Listed>(accounts: readonly A[]): { here: A[]; rest: A[] } {
	const sorted = byName(accounts);
	const here = sorted.filter((a) => NEAR[a.belongs] < 2).sort((a, b) => NEAR[a.belongs] - NEAR[b.belongs]);
	return { here, rest: sorted.filter((a) => NEAR[a.belongs] === 2) };
}

/** How well one word matches: 0 begins the issuer, 1 begins a word of it, 2 begins the label, 3 begins a host or its parts, 4 anywhere, null not at all. */
function rankOf(word: string, issuer: string, label: string, hosts: string): number | null {
	if (issuer.startsWith(word)) return 0;
	if (issuer.includes(` ${word}`)) return 1;
	if (label.startsWith(word)) return 2;
	if (hosts.startsWith(word) || hosts.includes(`.${word}`) || hosts.includes(` ${word}`)) return 3;
	return issuer.includes(word) || label.includes(word) || hosts.includes(word) ? 4 : null;
}

/** What a search finds: every word must be in issuer, label or host. Best first; the page's own before others as good. A blank query finds all, by name. */
export function found<A extends Listed>(accounts: readonly A[], query: string): A[] {
	const words = folded(query).split(/\s+/).filter(Boolean);
	return byName(accounts)
		.map((account) => {
			const [issuer, label, hosts] = [folded(account.issuer), folded(account.label), account.hosts.join(' ')];
			const ranks = words.map((word) => rankOf(word, issuer, label, hosts));
			const rank = ranks.some((r) => r === null) ? null : ranks.reduce<number>((sum, r) => sum + (r ?? 0), 0);
			return { account, rank };
		})
		.filter((f): f is { account: A; rank: number } => f.rank !== null)
		.sort((a, b) => a.rank - b.rank || NEAR[a.account.belongs] - NEAR[b.account.belongs])
		.map((f) => f.account);
}
