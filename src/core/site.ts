/** The only place that says what site an address is and whether an account belongs there. */
import { parse } from 'tldts';
import { resembles } from './lookalike.ts';

/** Where something happens, told from an address the browser vouches for. */
export interface Place {
	/** Lower-case ASCII host, with `:port` where the port isn't the scheme's own. */
	host: string;
	/** Host without port and without a final dot. */
	hostname: string;
	/** The registrable domain by the public suffix list with private domains; the exact host for IPs, localhost, single labels, public suffixes themselves and unlisted suffixes. */
	site: string;
	/** https, or http on an address the browser itself calls secure (localhost, *.localhost, loopback). */
	secure: boolean;
	/** 'https:' or 'http:'. */
	scheme: string;
}

/** What browsers hold potentially trustworthy without TLS (w3c/webappsec-secure-contexts 3.1). */
const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/;
/** Reserved by RFC 6761 for tests and documents: nobody shares them, so the list's default rule holds (docs/adr/0003). */
const RESERVED = new Set(['test', 'example']);

/** The place of a page address or origin; null for anything but http(s) (opaque "null", about:, data:, blob:, file:, extension pages) and for hosts that aren't names or addresses. */
export function placeOf(address: string): Place | null {
	let url: URL;
	try {
		url = new URL(address);
	} catch {
		return null;
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
	const hostname = url.hostname.replace(/\.$/, '');
	if (!HOST.test(hostname)) return null;
	return {
		host: url.port === '' ? hostname : `${hostname}:${url.port}`,
		hostname,
		site: registrable(hostname) ?? hostname,
		secure: url.protocol === 'https:' || LOOPBACK.test(hostname),
		scheme: url.protocol,
	};
}

/** The registrable domain, or null where there is none: IPs, localhost, single labels, public suffixes, unlisted suffixes. */
function registrable(hostname: string): string | null {
	const known = parse(hostname, { allowPrivateDomains: true, validateHostname: false });
	const listed = known.isIcann === true || known.isPrivate === true || RESERVED.has(known.publicSuffix ?? '');
	return listed ? known.domain : null;
}

/** How an account with these hosts stands to a place: its own host; another host of the same site; one that looks like it; anything else. */
export type Belonging = 'listed' | 'sibling' | 'lookalike' | 'foreign';

/** Whole hosts are compared, never ends of them. Says nothing about the scheme: nothing fills by itself where `place.secure` is false. */
export function belonging(hosts: readonly string[], place: Place): Belonging {
	if (hosts.includes(place.host)) return 'listed';
	const names = hosts.map((host) => host.replace(/:\d+$/, ''));
	if (names.some((name) => (registrable(name) ?? name) === place.site)) return 'sibling';
	const theirs = registrable(place.hostname);
	const sites = names.map(registrable).filter((site) => site !== null);
	return theirs !== null && sites.some((site) => resembles(named(site), { ...named(theirs), hostname: place.hostname }))
		? 'lookalike'
		: 'foreign';
}

function named(site: string): { brand: string; suffix: string } {
	const suffix = parse(site, { allowPrivateDomains: true, validateHostname: false }).publicSuffix ?? '';
	return { brand: site.slice(0, -suffix.length - 1), suffix };
}

/**
 * The origin pattern to ask the browser for, so that the page script may run on a host's whole site: `https://*.example.com/*`; the exact host where there is no
 * registrable domain. Patterns know no ports. `http:` only for loopback addresses, where nothing leaves the machine; elsewhere the pattern is of the https site.
 */
export function grantPattern(place: Place): string {
	const scheme = place.scheme === 'http:' && place.secure ? 'http' : 'https';
	return `${scheme}://${registrable(place.hostname) === null ? place.hostname : `*.${place.site}`}/*`;
}
