// The only list of what is pictured: each window in each of its states, with made-up accounts.
import encodeQR from 'qr';

const id = (n) => n.toString(16).padStart(32, '0');
const account = (n, issuer, label, hosts, more = {}) => ({
	id: id(n),
	rev: 1,
	kind: 'totp',
	issuer,
	label,
	hosts,
	digits: 6,
	period: 30,
	recoveryLeft: 0,
	recoveryKept: 0,
	belongs: 'foreign',
	trashedAt: null,
	replacedBy: null,
	...more,
});
export const here = {
	tabId: 1,
	host: 'www.bank.test',
	site: 'bank.test',
	secure: true,
	granted: false,
	origins: ['https://*.bank.test/*'],
};
const granted = { ...here, granted: true };
const accounts = [
	account(1, 'Bank of Example', 'alex.morgan@example.com', ['www.bank.test'], {
		belongs: 'listed',
		recoveryLeft: 8,
		recoveryKept: 10,
	}),
	account(2, 'Bank of Example', 'Morgan Studio Ltd', ['business.bank.test'], { belongs: 'sibling' }),
	account(3, 'Cloud Nine', 'alex@morgan.studio', ['console.cloudnine.test']),
	account(4, 'Fernweh Travel', 'alex.morgan', ['fernweh.test']),
	account(5, 'Git Harbour', 'amorgan', ['githarbour.test'], { recoveryLeft: 16, recoveryKept: 16 }),
	account(6, 'Hausbank', 'Gemeinschaftskonto', ['hausbank.test'], { digits: 8, period: 60 }),
	account(7, 'Mail & Post', 'alex.morgan@example.com', ['mail.test']),
	account(8, 'Office VPN', 'amorgan', [], { kind: 'hotp' }),
	account(9, 'Playground', 'alex_m', ['play.test'], { kind: 'steam', digits: 5 }),
	account(10, 'Règistre Civil', 'a.morgan', ['registre.test']),
];
const slot = (kind, n, name = '') => ({
	id: `s${n}`,
	kind,
	name,
	createdAt: Date.UTC(2026, 8, 3 + n),
	passkey: kind === 'passkey' ? { credential: 'AAAA', salt: 'AAAA' } : null,
});
const open = { state: 'open', protected: false, slots: [slot('device', 1)], notices: [], damaged: 0, drift: 0 };
const safe = {
	...open,
	protected: true,
	slots: [slot('password', 1), slot('passkey', 2, 'MacBook'), slot('recovery', 3)],
};
const key = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const uri = (issuer, label) =>
	`otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(label)}?secret=${key}&issuer=${encodeURIComponent(issuer)}`;
const job = (more) => ({ here, pictures: [], texts: [], keys: [], drift: 0, ...more });

function twoCodes() {
	const one = (text, x) => {
		const rows = encodeQR(text, 'raw', { border: 1 });
		const size = 220 / rows.length;
		const cells = rows.flatMap((row, y) =>
			row.map((on, c) =>
				on ? `<rect x="${x + c * size}" y="${70 + y * size}" width="${size + 0.2}" height="${size + 0.2}"/>` : '',
			),
		);
		return cells.join('');
	};
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#fff"/>${one(uri('Bank of Example', 'alex.morgan@example.com'), 60)}${one(uri('Cloud Nine', 'alex@morgan.studio').replace('JBSW', 'MFRG'), 360)}</svg>`;
	return { from: 'screenshot', url: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, rect: null };
}

/** A migration of three accounts, written by hand from the published protobuf: part 1 of 2. */
function migrationOf(names) {
	const bytes = (tag, data) => [tag, data.length, ...data];
	const entry = ([issuer, label], at) =>
		bytes(0x0a, [
			...bytes(
				0x0a,
				Array.from({ length: 20 }, (_, i) => (i * 7 + at * 31) % 256),
			),
			...bytes(0x12, [...Buffer.from(label)]),
			...bytes(0x1a, [...Buffer.from(issuer)]),
			0x20,
			1,
			0x28,
			1,
			0x30,
			2,
		]);
	const data = [...names.flatMap(entry), 0x10, 1, 0x18, 2, 0x20, 0, 0x28, 7];
	return `otpauth-migration://offline?data=${encodeURIComponent(Buffer.from(data).toString('base64'))}`;
}
const migration = migrationOf([
	['Bank of Example', 'alex.morgan@example.com'],
	['Cloud Nine', 'alex@morgan.studio'],
	['Git Harbour', 'amorgan'],
]);

const base = {
	'panel.status': open,
	'panel.accounts': { accounts, here: granted, drift: 0 },
	'panel.conflict': null,
	'panel.add': accounts[0],
	'panel.fill': null,
	'panel.slots': { slots: open.slots },
	'panel.settings': { drift: 0, askFirst: [], lockAfter: 15, lockWithSystem: true, taught: {} },
	'panel.recovery': { rev: 1, codes: [] },
};
const text = (words) => (page) => page.getByText(words).first().waitFor();
const setup = (name, answers, ready, more = {}) => ({
	name: `setup-${name}`,
	path: `/src/setup/index.html?job=${id(99)}`,
	width: 420,
	height: 640,
	answers: { ...base, ...answers },
	ready,
	...more,
});

const hasCodes = (page) =>
	page.waitForFunction(() => /\d/.test(document.querySelector('.row .code')?.dataset.code ?? ''));
const popup = (name, answers, ready) => ({
	name: `popup-${name}`,
	path: '/src/popup/index.html?tab=1',
	width: 380,
	height: 560,
	answers: { ...base, ...answers },
	ready,
});

const recovery = [
	'4821-9930',
	'7702-1184',
	'1190-4477',
	'6638-2051',
	'9054-7713',
	'2287-6640',
	'5513-0098',
	'8846-3321',
	'3079-5562',
	'6120-8874',
].map((value, at) => ({ value, usedAt: at < 2 ? Date.UTC(2026, 9, 4) : null }));
const manage = (name, hash, answers, ready) => ({
	name: `manage-${name}`,
	path: `/src/manage/index.html${hash}`,
	width: 1000,
	height: 700,
	narrow: true,
	answers: { ...base, ...answers },
	ready,
});

export const scenes = [
	setup('confirm', { 'panel.job': job({ texts: [uri('Bank of Example', 'alex.morgan@example.com')] }) }, (page) =>
		page.waitForFunction(() => /\d{6}/.test(document.querySelector('.live-code .code')?.dataset.code ?? '')),
	),
	setup('ways', { 'panel.job': job({ texts: ['https://www.example.com/app'], keys: [key] }) }, text('Access key')),
	setup('choose', { 'panel.job': job({ pictures: [twoCodes()] }) }, text('Which code?')),
	setup(
		'many',
		{
			'panel.job': job({ texts: [migration] }),
			'panel.conflicts': { conflicts: [null, { with: accounts[2], why: 'same-secret' }, null] },
		},
		text('Choose what to add'),
	),
	setup(
		'conflict',
		{
			'panel.job': job({ texts: [uri('Bank of Example', 'alex.morgan@example.com')] }),
			'panel.conflict': { with: accounts[0], why: 'same-name' },
		},
		async (page) => {
			await page.getByRole('button', { name: /^Add/ }).click();
			await page.getByText('Keep both').waitFor();
		},
	),
	setup('done', { 'panel.job': job({ texts: [uri('Bank of Example', 'alex.morgan@example.com')] }) }, async (page) => {
		await page.getByRole('button', { name: /^Add/ }).click();
		await page.getByText('Anyone who can copy').waitFor();
	}),
	setup('locked', { 'panel.status': { ...safe, state: 'locked' }, 'panel.job': job({}) }, text('Verifill is locked')),
	popup('list', {}, hasCodes),
	popup('late', {}, async (page) => {
		await hasCodes(page);
		await page.clock.runFor(15_500);
		await page.getByText('Next').first().waitFor();
	}),
	popup('search', {}, async (page) => {
		await page.getByRole('searchbox').fill('git');
		await hasCodes(page);
	}),
	popup('copied', {}, async (page) => {
		await hasCodes(page);
		await page
			.getByRole('button', { name: /Cloud Nine/ })
			.first()
			.click();
		await page.locator('.toast').waitFor();
	}),
	popup('not-granted', { 'panel.accounts': { accounts, here, drift: 0 } }, hasCodes),
	popup('empty', { 'panel.accounts': { accounts: [], here: null, drift: 0 } }, text('Right-click')),
	popup(
		'locked',
		{ 'panel.status': { ...safe, state: 'locked' }, 'panel.accounts': { refuse: 'locked' } },
		text('Verifill is locked'),
	),
	popup(
		'lost',
		{ 'panel.status': { ...open, state: 'lost' }, 'panel.accounts': { refuse: 'vault-lost' } },
		text('can’t be found'),
	),
	popup('unanswered', { 'panel.status': { ...open, state: 'unanswered' } }, text('Try again')),
	manage(
		'lost',
		'#accounts',
		{ 'panel.status': { ...open, state: 'lost' }, 'panel.accounts': { refuse: 'vault-lost' } },
		async (page) => {
			await page.getByRole('button', { name: 'Restore from a backup' }).click();
			await page.getByRole('button', { name: 'Go on to the backup' }).waitFor();
		},
	),
	manage('accounts', '#accounts', {}, text('10 accounts')),
	manage(
		'account',
		`#account-${id(1)}`,
		{
			'panel.recovery': { rev: 1, codes: recovery },
			'panel.reveal': { accessKey: key, keyUri: uri('Bank of Example', 'alex.morgan@example.com') },
		},
		async (page) => {
			await page.getByRole('button', { name: 'Show access key' }).click();
			await page.getByRole('img', { name: 'QR code' }).waitFor();
		},
	),
	manage('delete', `#account-${id(1)}`, { 'panel.recovery': { rev: 1, codes: recovery } }, async (page) => {
		await page.getByRole('button', { name: 'Delete account' }).click();
		await page.getByText('Turn off two-factor').waitFor();
	}),
	manage(
		'trash',
		'#trash',
		{
			'panel.accounts': {
				accounts: accounts.map((a, at) =>
					at % 4 ? a : { ...a, trashedAt: Date.UTC(2026, 10, 3 + at), replacedBy: at === 4 ? id(1) : null },
				),
				here: null,
				drift: 0,
			},
		},
		text('Put back'),
	),
	manage('bare', '#protection', {}, text('Ways to open')),
	manage(
		'protection',
		'#protection',
		{ 'panel.status': safe, 'panel.addSlot': { id: 's9', recoveryKey: null } },
		text('Ways to open'),
	),
	manage('password', '#protection', {}, async (page) => {
		await page.getByRole('button', { name: 'Set a password' }).click();
		await page.getByLabel('New password').fill('copper lantern 7');
	}),
	manage(
		'recovery-key',
		'#protection',
		{ 'panel.addSlot': { id: 's9', recoveryKey: 'K7QF-2MXD-9TLA-C4WZ-HB6N-YR3E-PV' } },
		async (page) => {
			await page.getByRole('button', { name: 'Print a recovery key' }).click();
			await page.getByText('I’ve kept it').waitFor();
		},
	),
	manage('gate', '#backup', { 'panel.status': safe }, async (page) => {
		await page.getByRole('button', { name: 'Make a backup' }).click();
		await page.getByText('Is it you?').waitFor();
	}),
	manage(
		'settings',
		'#settings',
		{
			'panel.settings': {
				...base['panel.settings'],
				drift: 187_000,
				askFirst: ['www.bank.test'],
				taught: { 'mail.test': [{ selector: '#x', verdict: 'code' }] },
			},
		},
		text('Ask first'),
	),
	manage('backup', '#backup', {}, text('Bring accounts in')),
	manage('about', '#about', {}, text('What it doesn’t')),
];
