/** The only place for the test site's pages: HTML as a small product would serve it, no script inline. */
import QRCode from 'qrcode';

/** How the code field is built: one box of each input type, split boxes, or one that comes late. */
export const LOOKS = ['plain', 'bare', 'number', 'tel', 'password', 'split', 'late', 'dialog', 'slow'] as const;
export type Look = (typeof LOOKS)[number];
/** How the QR is shown. */
export const QRS = [
	'img',
	'svg',
	'canvas',
	'css',
	'data',
	'link',
	'cross',
	'once',
	'frame',
	'cross-frame',
	'shadow',
	'closed',
] as const;
export type Qr = (typeof QRS)[number];

export const text = (raw: string) => raw.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A whole page. `user` = who is signed in. */
export function page(title: string, body: string, user: string | null = null): string {
	const account =
		user === null
			? '<a href="/login">Sign in</a> <a class="button small" href="/join">Open an account</a>'
			: `<span class="who">${text(user)}</span> <a href="/security">Security</a> <form method="post" action="/logout"><button class="plain">Sign out</button></form>`;
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${text(title)} · Harbour</title><link rel="stylesheet" href="/files/site.css"><link rel="icon" href="/files/icon.svg"></head>
<body><header><a class="brand" href="/"><img src="/files/icon.svg" alt="" width="28" height="28">Harbour</a><nav>${account}</nav></header>
<main>${body}</main><footer>Harbour is a demo. Nothing here leaves this machine.</footer></body></html>`;
}

export function homePage(user: string | null): string {
	return user === null
		? page(
				'A calm place for money',
				`<section class="hero"><h1>A calm place for money</h1><p>Open an account in a minute, then protect it with a second step.</p>
<p><a class="button" href="/join">Open an account</a> <a href="/login">I have one</a></p></section>`,
			)
		: page(
				'Welcome',
				`<section class="card"><h1 id="welcome">Welcome, ${text(user)}</h1><p>You are signed in.</p><dl class="money"><dt>Everyday</dt><dd>1,204.50</dd><dt>Savings</dt><dd>8,930.00</dd></dl></section>`,
				user,
			);
}

const wrong = (problem: string | null) =>
	problem === null ? '' : `<p class="wrong" role="alert">${text(problem)}</p>`;

export function joinPage(error: string | null): string {
	return page(
		'Open an account',
		`<form class="card" method="post" action="/join"><h1>Open an account</h1>${wrong(error)}
<label>Your name <input name="name" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="new-password" minlength="8" required></label>
<button class="button">Open account</button></form>`,
	);
}

export function loginPage(look: Look, error: string | null, action = `/login?look=${look}`): string {
	return page(
		'Sign in',
		`<form class="card" method="post" action="${action}"><h1>Sign in</h1>${wrong(error)}
<label>Name <input name="name" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button class="button">Sign in</button></form>`,
	);
}

/** The code field alone. */
export function codeField(look: Look, digits: number): string {
	const name = 'name="code"';
	switch (look) {
		case 'bare':
			return `<label>Authentication code <input ${name} maxlength="${digits}"></label>`;
		case 'number':
			return `<label>6-digit code <input ${name} type="number" autocomplete="off"></label>`;
		case 'tel':
			return `<label>Verification code <input ${name} type="tel" maxlength="${digits}"></label>`;
		case 'password':
			return `<label>One-time code from your authenticator app <input ${name} type="password" inputmode="numeric" maxlength="${digits}" autocomplete="off"></label>`;
		case 'split':
			return `<fieldset class="split" data-split><legend>Enter the code from your authenticator app</legend>${Array.from(
				{ length: digits },
				(_, i) => `<input inputmode="numeric" maxlength="1" aria-label="Digit ${i + 1}" pattern="[0-9]">`,
			).join('')}<input type="hidden" ${name}></fieldset>`;
		case 'late':
		case 'slow':
			return `<div data-late="${look === 'late' ? 700 : 1500}" data-digits="${digits}"><p>One moment ...</p></div>`;
		default:
			return `<label>Code from your authenticator app <input ${name} inputmode="numeric" autocomplete="one-time-code" maxlength="${digits}" required></label>`;
	}
}

export function codePage(look: Look, digits: number, error: string | null): string {
	const form = `<form class="card" method="post" action="/login/code?look=${look}"><h1>Two-step verification</h1>${wrong(error)}
<p>Open your authenticator app and enter the code for Harbour.</p>${codeField(look, digits)}
<button class="button">Verify</button><p><a href="/login/recovery">Use a recovery code</a></p></form>`;
	return page(
		'Two-step verification',
		look === 'dialog'
			? `<p>Checking who you are.</p><dialog data-open>${form}</dialog><script src="/files/site.js"></script>`
			: `${form}<script src="/files/site.js"></script>`,
	);
}

export function recoveryPage(asked: number | null, error: string | null): string {
	return page(
		'Recovery code',
		`<form class="card" method="post" action="/login/recovery"><h1>Use a recovery code</h1>${wrong(error)}
${asked === null ? '<p>No recovery code is left.</p>' : `<p>Enter one of the codes you kept when you set up two-step verification.</p><label>Recovery code #${asked} <input name="recovery" autocomplete="off" spellcheck="false"></label><button class="button">Verify</button>`}
<p><a href="/login/code">Use your authenticator app</a></p></form>`,
	);
}

export function securityPage(user: string, on: boolean, left: number): string {
	return page(
		'Security',
		`<section class="card"><h1>Security</h1><h2>Two-step verification</h2>
<p>${on ? `On. ${left} recovery codes are left.` : 'Off. Add a second step, so that a password alone is not enough.'}</p>
<p><a class="button" href="/security/2fa">${on ? 'Set it up anew' : 'Set up two-step verification'}</a></p></section>`,
		user,
	);
}

/** The QR alone, as it is put into a page. `address` = of the picture on this host, `cross` = on the other one. */
export async function qrMarkup(qr: Qr, uri: string, address: string, cross: string): Promise<string> {
	const own = `src="${address}.png" width="220" height="220" alt="QR code for your authenticator app"`;
	switch (qr) {
		case 'svg':
			return (await svg(uri)).replace(
				'<svg ',
				'<svg id="qr" role="img" aria-label="QR code" width="220" height="220" ',
			);
		case 'canvas': {
			const { modules } = QRCode.create(uri);
			return `<canvas id="qr" width="220" height="220" data-size="${modules.size}" data-modules="${Array.from(modules.data, (m) => (m ? '1' : '0')).join('')}"></canvas>`;
		}
		case 'css':
			return `<div id="qr" class="picture" style="background-image:url('${address}.png')"></div>`;
		case 'data':
			return `<img id="qr" src="${await QRCode.toDataURL(uri)}" width="220" height="220" alt="QR code">`;
		case 'link':
			return `<a href="${text(uri)}"><img id="qr" ${own}></a>`;
		case 'cross':
			return `<img id="qr" src="${cross}/pictures/${address.split('/').pop()}.png" width="220" height="220" alt="QR code">`;
		case 'frame':
			return `<iframe id="frame" src="${address}.html" width="240" height="240" title="QR code"></iframe>`;
		case 'cross-frame':
			return `<iframe id="frame" src="${cross}/pictures/${address.split('/').pop()}.html" width="240" height="240" title="QR code"></iframe>`;
		case 'shadow':
		case 'closed':
			return `<qr-code data-mode="${qr === 'closed' ? 'closed' : 'open'}" data-src="${address}.png"></qr-code>`;
		default:
			return `<img id="qr" ${own}>`;
	}
}

export const svg = (uri: string) => QRCode.toString(uri, { type: 'svg', margin: 2 });
export const png = (uri: string) => QRCode.toBuffer(uri, { width: 440, margin: 2 });

export function setUpPage(
	user: string,
	markup: string,
	secret: string,
	look: Look,
	digits: number,
	query: string,
	error: string | null,
): string {
	return page(
		'Set up two-step verification',
		`<section class="card wide"><h1>Set up two-step verification</h1>
<ol class="steps"><li><h2>Scan this code</h2><p>Use your authenticator app.</p><div class="qr">${markup}</div>
<details><summary>Can't scan it?</summary><p>Enter this access key: <code id="key">${(secret.match(/.{1,4}/g) ?? []).join(' ')}</code></p></details></li>
<li><h2>Confirm</h2><p>Enter the code your app shows, to see that it works.</p>
<form method="post" action="/security/2fa${query}">${wrong(error)}${codeField(look, digits)}<button class="button">Turn on</button></form></li></ol></section>
<script src="/files/site.js"></script>`,
		user,
	);
}

export function recoveryCodesPage(user: string, codes: string[]): string {
	return page(
		'Recovery codes',
		`<section class="card"><h1>Two-step verification is on</h1><p>Keep these ten recovery codes somewhere safe. Each one works once, if you lose your authenticator app.</p>
<ol class="codes" id="recovery">${codes.map((code) => `<li><code>${code}</code></li>`).join('')}</ol>
<p><a class="button" href="/">Done</a></p></section>`,
		user,
	);
}

/** Sign-in without a page load between its steps. */
export const appPage = () => page('Sign in', '<div id="app" class="card"></div><script src="/files/app.js"></script>');

/** Things that look a little like a code field and are none, and 12 hidden ones around a real one. */
export function pitfallsPage(): string {
	return page(
		'Order',
		`<form class="card"><h1>Your order</h1>
<label>Coupon code <input name="coupon_code" maxlength="6"></label>
<label>ZIP code <input name="zip" inputmode="numeric" maxlength="5" autocomplete="postal-code"></label>
<label>Security code (CVC) <input name="cvc" inputmode="numeric" maxlength="4" autocomplete="cc-csc"></label>
<label>Phone <input name="phone" type="tel" autocomplete="tel"></label>
<label>Search <input name="q" type="search"></label>
<label>Gift card PIN <input name="gift_pin" inputmode="numeric" maxlength="6"></label></form>`,
	);
}
