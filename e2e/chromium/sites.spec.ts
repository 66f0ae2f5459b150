/** A01 to A15 (A13 is in fill.spec.ts): which host, port, scheme and frame gets a code. Foreign hosts are granted in the e2e build, so that what they get is our decision alone. */
import { FIELD, gets, keepFor, onlyLastGets, put } from '../fixtures/fields.ts';
import { expect, test } from '../fixtures/test.ts';

test.beforeEach(({ site }) => {
	put(site, '/field', FIELD);
});

test('A01 the host it was set up for gets the right code, once', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	const page = await verifill.context.newPage();
	await page.addInitScript(() => {
		const seen: string[] = [];
		Object.assign(window, { seen });
		addEventListener('input', (event) => seen.push((event.target as HTMLInputElement).value), true);
	});
	await page.goto('https://bank.test/field');
	await gets(page);
	const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
	expect(seen.filter((value) => value.length === 6)).toHaveLength(1);
});

test('A02 hosts that look like it get nothing', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	await onlyLastGets(verifill, [
		'https://evilbank.test/field',
		'https://bank.test.evil.test/field',
		'https://bank-test.evil.test/field',
		'https://bаnk.test/field',
	]);
});

test('A03 a sibling under a private suffix is another site', async ({ verifill }) => {
	await keepFor(verifill, ['alice.github.io']);
	await onlyLastGets(verifill, ['https://mallory.github.io/field'], 'https://alice.github.io/field');
});

test('A04 a sibling under a two-level suffix is another site', async ({ verifill }) => {
	await keepFor(verifill, ['a.co.uk']);
	await onlyLastGets(verifill, ['https://b.co.uk/field'], 'https://a.co.uk/field');
});

test('A06 http gets nothing', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	await onlyLastGets(verifill, ['http://bank.test/field']);
});

test('A07 another port is asked first, nothing by itself', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test:8443/field');
	await page.locator('input[name=code]').focus();
	await expect(page.locator('[popover]')).toBeAttached();
	await expect(page.locator('input[name=code]')).toHaveValue('');
});

test('A08 framed by a foreign page, the right host gets nothing', async ({ site, verifill }) => {
	await keepFor(verifill, ['bank.test']);
	put(site, '/framing', '<iframe src="https://bank.test/field" width="600" height="300"></iframe>');
	const page = await verifill.context.newPage();
	await page.goto('https://evil.test/framing');
	await page.frameLocator('iframe').locator('input[name=code]').focus();
	await onlyLastGets(verifill, []);
	await expect(page.frameLocator('iframe').locator('input[name=code]')).toHaveValue('');
});

test('A09 a foreign frame inside the right host gets nothing', async ({ site, verifill }) => {
	await keepFor(verifill, ['bank.test']);
	put(site, '/framing', '<iframe src="https://evil.test/field" width="600" height="300"></iframe>');
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/framing');
	await page.frameLocator('iframe').locator('input[name=code]').focus();
	await onlyLastGets(verifill, []);
	await expect(page.frameLocator('iframe').locator('input[name=code]')).toHaveValue('');
});

test('A10 a frame of the same host gets it', async ({ site, verifill }) => {
	await keepFor(verifill, ['bank.test']);
	put(site, '/same', '<iframe src="/field" width="600" height="300"></iframe>');
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/same');
	await expect(page.frameLocator('iframe').locator('input[name=code]')).not.toHaveValue('');
});

test('A10 with a foreign frame in between it gets nothing', async ({ site, verifill }) => {
	await keepFor(verifill, ['bank.test']);
	put(site, '/inner', '<iframe src="https://bank.test/field" width="500" height="250"></iframe>');
	put(site, '/outer', '<iframe src="https://evil.test/inner" width="600" height="300"></iframe>');
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/outer');
	const field = page.frameLocator('iframe').frameLocator('iframe').locator('input[name=code]');
	await field.focus();
	await onlyLastGets(verifill, []);
	await expect(field).toHaveValue('');
});

test('A11 documents without an address of their own get nothing', async ({ site, verifill }) => {
	await keepFor(verifill, ['bank.test']);
	const quoted = FIELD.replaceAll('"', '&quot;');
	put(
		site,
		'/written',
		`<iframe id="srcdoc" srcdoc="${quoted}"></iframe><iframe id="blank"></iframe><iframe id="blob"></iframe>
<iframe id="sandboxed" sandbox="allow-scripts" src="/field"></iframe>
<script>
document.getElementById('blank').contentDocument.body.innerHTML = ${JSON.stringify(FIELD)};
document.getElementById('blob').src = URL.createObjectURL(new Blob([${JSON.stringify(FIELD)}], { type: 'text/html' }));
</script>`,
	);
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/written');
	const ids = ['srcdoc', 'blank', 'blob', 'sandboxed'];
	for (const id of ids) await page.frameLocator(`#${id}`).locator('input[name=code]').waitFor();
	await onlyLastGets(verifill, []);
	for (const id of ids) {
		await expect(page.frameLocator(`#${id}`).locator('input[name=code]'), id).toHaveValue('');
	}
});

test('A12 a data: frame gets nothing', async ({ site, verifill }) => {
	await keepFor(verifill, ['bank.test']);
	put(site, '/data', `<iframe src="data:text/html,${encodeURIComponent(FIELD)}"></iframe>`);
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/data');
	const field = page.frameLocator('iframe').locator('input[name=code]');
	await field.waitFor();
	await onlyLastGets(verifill, []);
	await expect(field).toHaveValue('');
});

test('A14 localhost is itself alone, and may be without https', async ({ site, verifill }) => {
	const host = `localhost:${site.httpPort}`;
	await keepFor(verifill, [host]);
	await onlyLastGets(verifill, ['https://intranet.test/field', 'https://bank.test/field'], `http://${host}/field`);
});

test('A15 a page kept for going back is not filled while it is away, and one prerendered only when shown', async ({
	site,
	verifill,
}) => {
	await keepFor(verifill, ['bank.test']);
	put(
		site,
		'/speculating',
		`<a id="next" href="/field">Next</a><script type="speculationrules">{"prerender":[{"urls":["/field"],"eagerness":"immediate"}]}</script>`,
	);
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/speculating');
	await expect
		.poll(() => site.log.some((r) => r.path === '/field' && r.headers['sec-purpose']?.includes('prerender')))
		.toBe(true);
	await page.locator('#next').click();
	await gets(page);
	await page.goto('https://bank.test/speculating');
	await page.goBack();
	await expect(page.locator('input[name=code]')).toBeVisible();
});
