/** The only place that says what site an address is and whether an account belongs there. */
import { parse } from 'tldts';

/** Where something happens, told from an address the browser vouches for. */
export interface Place {
	/** Lower-case ASCII host, with `:port` where the port isn't the scheme's own. */
	host: string;
	/** Host without port. */
	hostname: string;
	/** The registrable domain by the public suffix list with private domains; the exact host for IPs, localhost, single labels and unlisted suffixes. */
	site: string;
	/** https, or http on an address the browser itself calls secure (localhost, *.localhost, loopback). */
	secure: boolean;
	/** 'https:' or 'http:'. */
	scheme: string;
}

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The place of a page address or origin; null for anything but http(s) (opaque "null", about:, data:, blob:, file:, extension pages). */
export function placeOf(address: string): Place | null {
	let url: URL;
	try {
		url = new URL(address);
	} catch {
		return null;
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
	const hostname = url.hostname.replace(/\.$/, '');
	if (hostname === '') return null;
	const known = parse(hostname, { allowPrivateDomains: true, validateHostname: false });
	const listed = known.isIcann === true || known.isPrivate === true;
	return {
		host: url.port === '' ? hostname : `${hostname}:${url.port}`,
		hostname,
		site: !known.isIp && listed && known.domain ? known.domain : hostname,
		secure: url.protocol === 'https:' || LOOPBACK.test(hostname),
		scheme: url.protocol,
	};
}

/** How an account with these hosts stands to a place: its own host; another host of the same site; one that looks like it; anything else. */
export type Belonging = 'listed' | 'sibling' | 'lookalike' | 'foreign';

export function belonging(hosts: readonly string[], place: Place): Belonging {
	if (hosts.includes(place.host)) return 'listed';
	const sites = hosts.map((host) => placeOf(`https://${host}/`)?.site).filter((s) => s !== undefined);
	if (sites.includes(place.site)) return 'sibling';
	return sites.some((site) => resembles(site, place.hostname)) ? 'lookalike' : 'foreign';
}

/** The origin pattern to ask the browser for, so that the page script may run on a host's whole site: `https://*.example.com/*`. */
export function grantPattern(place: Place): string {
	const scheme = place.scheme === 'http:' ? 'http' : 'https';
	const wide =
		place.site !== place.hostname || parse(place.hostname, { allowPrivateDomains: true }).domain === place.hostname;
	return wide ? `${scheme}://*.${place.site}/*` : `${scheme}://${place.hostname}/*`;
}

/** Whether a foreign host imitates a site: confusable letters, one typo, or the site's name inside another domain. */
export function resembles(site: string, hostname: string): boolean {
	const own = skeleton(site);
	const other = placeOf(`https://${hostname}/`);
	if (other === null || other.site === site) return false;
	const brand = own.split('.')[0] ?? '';
	if (skeleton(other.site) === own) return true;
	if (distanceAtMostOne(skeleton(other.site), own)) return true;
	const words = skeleton(hostname).split(/[.-]/);
	return brand.length >= 4 && (words.includes(brand) || skeleton(hostname).includes(brand));
}

const LIKE: Record<string, string> = {
	'0': 'o',
	'1': 'l',
	'3': 'e',
	'5': 's',
	'8': 'b',
	і: 'i',
	а: 'a',
	е: 'e',
	о: 'o',
	р: 'p',
	с: 'c',
	у: 'y',
	х: 'x',
	ı: 'i',
};

/** A host with letters that look alike made the same (UTS 39 in small: the ones seen in attacks). */
function skeleton(host: string): string {
	return [...host.toLowerCase().replaceAll('rn', 'm').replaceAll('vv', 'w')]
		.map((c) => LIKE[c] ?? c)
		.join('')
		.replaceAll('i', 'l');
}

function distanceAtMostOne(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1 || a.length < 5) return false;
	let i = 0;
	while (i < a.length && a[i] === b[i]) i++;
	const rest = (s: string, from: number) => s.slice(from);
	return rest(a, i + 1) === rest(b, i + 1) || rest(a, i) === rest(b, i + 1) || rest(a, i + 1) === rest(b, i);
}
