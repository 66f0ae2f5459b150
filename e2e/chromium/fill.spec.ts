/** Filling in the page: the right field, once, only when it is plain to see; and the list where there is something to choose. */
import type { Page } from '@playwright/test';
import { list, passes, readable } from '../fixtures/list.ts';
import { HOST } from '../fixtures/steps.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Verifill } from '../fixtures/verifill.ts';
import type { Site } from '../site/site.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const OTHER = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const FIELD = '<label>Code from your authenticator app <input name="code" inputmode="numeric"></label>';
const form = (
	inside: string,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Two-step verification</title></head>
<body style="margin:40px"><h1>Two-step verification</h1><form action="/login/code" method="post">${inside}<button>Verify</button></form></body></html>`;

/** What a page of ours keeps of its own closed root. */
declare const inner: () => ShadowRoot;

let pages = 0;
/** Opens a page with this inside its form; it is answered on every host. */
async function open(verifill: Verifill, site: Site, inside: string, host = HOST): Promise<Page> {
	const path = `/page${pages++}`;
	site.extra.set(path, form(inside));
	const page = await verifill.context.newPage();
	await page.goto(`https://${host}${path}`);
	return page;
}

const code = (page: Page) => page.locator('input[name=code]');
const ada = { label: 'ada', secret: SECRET, hosts: [HOST] };
const two = async (verifill: Verifill) => {
	await verifill.keep(ada);
	await verifill.keep({ label: 'grace', secret: OTHER, hosts: [HOST] });
};

async function clickLastRow(page: Page): Promise<void> {
	const box = await list(page).boundingBox();
	if (box === null) throw new Error('no list');
	await page.mouse.click(box.x + box.width / 2, box.y + box.height - 26);
}

/** Nothing happens for a while: asked of a second, harmless field that is filled later than the first would have been. */
async function staysEmpty(page: Page, ms = 1_500): Promise<void> {
	await passes(page, ms);
	await expect(code(page).first()).toHaveValue('');
}

test('one account fills by itself, once, and sends nothing (B01, B10)', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const page = await open(verifill, site, FIELD);
	await expect(code(page)).toHaveValue(/^\d{6}$/);
	const sent = site.log.filter((r) => r.method === 'POST' && r.path.startsWith('/login')).length;
	const value = await code(page).inputValue();
	await passes(page, 1_000);
	expect(await code(page).inputValue()).toBe(value);
	expect(site.log.filter((r) => r.method === 'POST' && r.path.startsWith('/login')).length).toBe(sent);
});

test('what writes a code could not be had: the list is there, and a choice fetches it again', async ({
	verifill,
	site,
}) => {
	await verifill.keep(ada);
	await verifill.worker().evaluate(() => {
		const { scripting } = browser;
		const inject = scripting.executeScript.bind(scripting);
		Object.assign(scripting, {
			executeScript: (what: { files?: string[] }) =>
				what.files?.[0] === 'filler.js' && !('fillerMayCome' in globalThis)
					? Promise.reject(new Error('refused'))
					: inject(what as never),
		});
	});
	const page = await open(verifill, site, FIELD);
	await expect(list(page)).toBeVisible();
	await staysEmpty(page);
	await verifill.worker().evaluate(() => Object.assign(globalThis, { fillerMayCome: true }));
	await clickLastRow(page);
	await expect(code(page)).toHaveValue(/^\d{6}$/);
});

test('no code, nothing that could write one', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const page = await open(verifill, site, '<input name="name" placeholder="Your name">');
	const there = (script: string) => verifill.inPageScript(page, `typeof globalThis.${script}`);
	await expect.poll(() => there('verifillField')).toBe('object');
	await passes(page, 1_000);
	expect(await there('verifillFiller')).toBe('undefined');
	await page.evaluate((field) => document.querySelector('form')?.insertAdjacentHTML('beforeend', field), FIELD);
	await expect(code(page)).toHaveValue(/^\d{6}$/);
	expect(await there('verifillFiller')).toBe('object');
});

test('two accounts: a list, by mouse', async ({ verifill, site }) => {
	await two(verifill);
	const page = await open(verifill, site, FIELD);
	await expect(list(page)).toBeVisible();
	await expect(code(page)).toHaveValue('');
	await readable(page);
	await clickLastRow(page);
	await expect(code(page)).toHaveValue(/^\d{6}$/);
	await expect(list(page)).toHaveCount(0);
});

test('two accounts: a list, by keyboard; Esc puts it away and a click on the field brings it back', async ({
	verifill,
	site,
}) => {
	await two(verifill);
	const page = await open(verifill, site, FIELD);
	await expect(list(page)).toBeVisible();
	await code(page).focus();
	await page.keyboard.press('Escape');
	await expect(list(page)).toHaveCount(0);
	await code(page).click();
	await readable(page);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(code(page)).toHaveValue(/^\d{6}$/);
	expect(page.url()).toContain('/page');
});

test('typing the code by hand puts the list away', async ({ verifill, site }) => {
	await two(verifill);
	const page = await open(verifill, site, FIELD);
	await expect(list(page)).toBeVisible();
	await code(page).focus();
	await page.keyboard.type('1');
	await expect(list(page)).toHaveCount(0);
	await expect(code(page)).toHaveValue('1');
});

test('another host of the site: named, one click, then by itself', async ({ verifill, site }) => {
	await verifill.keep({ ...ada, hosts: ['login.bank.test'] });
	const page = await open(verifill, site, FIELD, 'www.bank.test');
	await expect(list(page)).toBeVisible();
	await staysEmpty(page);
	await clickLastRow(page);
	await expect(code(page)).toHaveValue(/^\d{6}$/);
	const { accounts } = await verifill.ask('panel.accounts', { tabId: null });
	expect(accounts[0]?.hosts).toEqual(['login.bank.test', 'www.bank.test']);
});

test('clicks and keys made by the page do nothing (B02)', async ({ verifill, site }) => {
	await two(verifill);
	const page = await open(verifill, site, FIELD);
	await readable(page);
	await page.evaluate(() => {
		const host = document.querySelector('[popover]') as HTMLElement;
		const field = document.querySelector('input') as HTMLInputElement;
		const box = host.getBoundingClientRect();
		field.focus();
		for (const target of [host, field]) {
			for (const key of ['ArrowDown', 'Enter'])
				target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
			const at = { clientX: box.x + 50, clientY: box.bottom - 26, bubbles: true, composed: true };
			for (const type of ['pointerdown', 'mousedown', 'click']) target.dispatchEvent(new MouseEvent(type, at));
		}
		host.click();
	});
	await staysEmpty(page, 500);
});

const TRICKS: Record<string, string> = {
	'opacity of the list (B03)': 'host.style.setProperty("opacity", "0.01", "important")',
	'scaled (B05)': 'host.style.setProperty("scale", "0.9", "important")',
	'clipped (B05)': 'host.style.setProperty("clip-path", "inset(49%)", "important")',
	'filtered (B05)': 'host.style.setProperty("filter", "opacity(0.01)", "important")',
	'blended (B05)': 'host.style.setProperty("mix-blend-mode", "difference", "important")',
	'turned (B05)': 'host.style.setProperty("transform", "rotateX(80deg)", "important")',
	'covered by a layer that lets the pointer through (B03)':
		'const d = document.createElement("div"); d.popover = "manual"; d.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:white;pointer-events:none"; document.body.append(d); d.showPopover()',
};

test("a list that isn't plain to see takes no click (B03, B05)", async ({ verifill, site }) => {
	await two(verifill);
	for (const [name, trick] of Object.entries(TRICKS)) {
		const page = await open(verifill, site, FIELD);
		await expect(list(page).first()).toBeVisible();
		const box = await list(page).first().boundingBox();
		await page.evaluate(`{ const host = document.querySelector('[popover]'); ${trick} }`);
		await passes(page, 800);
		if (box !== null) await page.mouse.click(box.x + box.width / 2, box.y + box.height - 26);
		await passes(page, 400);
		expect(await code(page).inputValue(), name).toBe('');
		await page.close();
	}
});

test('whatever is done to the elements around it, the list is as visible as it was or takes no click (B04)', async ({
	verifill,
	site,
}) => {
	await two(verifill);
	for (const trick of [
		'document.documentElement.style.opacity = "0.01"',
		'document.body.style.opacity = "0.01"',
		'document.documentElement.style.filter = "opacity(0.01)"',
		'document.documentElement.style.clipPath = "inset(0 0 99% 0)"',
		'document.documentElement.style.visibility = "hidden"',
	]) {
		const page = await open(verifill, site, FIELD);
		await readable(page);
		const box = await list(page).boundingBox();
		if (box === null) throw new Error('no list');
		const clip = { x: box.x + 10, y: box.y + 10, width: box.width - 20, height: box.height - 20 };
		const before = await page.screenshot({ clip });
		await page.evaluate(trick);
		await passes(page, 800);
		const after = await page.screenshot({ clip });
		await page.mouse.click(box.x + box.width / 2, box.y + box.height - 26);
		await passes(page, 400);
		if (!after.equals(before)) expect(await code(page).inputValue(), trick).toBe('');
		await page.close();
	}
});

test('a list moved under the pointer takes no click; after five it is gone (B06)', async ({ verifill, site }) => {
	await two(verifill);
	const page = await open(verifill, site, FIELD);
	await readable(page);
	for (let i = 0; i < 5; i++) {
		await page.evaluate(
			(left) => {
				const host = document.querySelector('[popover]') as HTMLElement;
				host.style.setProperty('left', `${left}px`, 'important');
			},
			200 + i * 10,
		);
		await passes(page, 100);
		await clickLastRow(page);
	}
	await expect(list(page)).toHaveCount(0);
	await expect(code(page)).toHaveValue('');
	await code(page).click();
	await passes(page, 500);
	await expect(list(page)).toHaveCount(0);
});

const HIDDEN: Record<string, string> = {
	'display:none': 'display:none',
	'visibility:hidden': 'visibility:hidden',
	'opacity:0': 'opacity:0',
	'off-screen': 'position:absolute;left:-9999px',
	'one pixel': 'width:1px;height:1px;border:0;padding:0',
	clipped: 'position:absolute;clip-path:inset(50%)',
};
test('a hidden field is never filled; shown, it is (B07)', async ({ verifill, site }) => {
	await verifill.keep(ada);
	for (const [name, style] of Object.entries(HIDDEN)) {
		const page = await open(verifill, site, FIELD.replace('<input', `<input style="${style}"`));
		await passes(page, 1_000);
		expect(await code(page).inputValue(), name).toBe('');
		await page.close();
	}
	const page = await open(verifill, site, FIELD.replace('<input', '<input style="display:none"'));
	await passes(page, 500);
	await code(page).evaluate((input) => input.removeAttribute('style'));
	await expect(code(page)).toHaveValue(/^\d{6}$/);
});

test('a field under something else waits until it is free (B07)', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const cover = '<div id="cover" style="position:fixed;inset:0;background:white">Loading</div>';
	const page = await open(verifill, site, FIELD + cover);
	await staysEmpty(page);
	await page.evaluate(() => document.getElementById('cover')?.remove());
	await expect(code(page)).toHaveValue(/^\d{6}$/);
});

test('a form faded out around the field gets nothing (B07)', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const page = await open(verifill, site, `<div style="opacity:.05">${FIELD}</div>`);
	await staysEmpty(page);
});

test('of many fields only the one in sight is filled (B08)', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const bait = FIELD.replace('name="code"', 'name="otp" style="opacity:0;position:absolute"').repeat(11);
	const page = await open(verifill, site, bait + FIELD);
	await expect(code(page)).toHaveValue(/^\d{6}$/);
	const others = await page
		.locator('input[name=otp]')
		.evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value));
	expect(others.join('')).toBe('');
});

test('six boxes and a hidden seventh: exactly six (B09)', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const boxes = '<input class="box" maxlength="1" inputmode="numeric" style="width:30px">'.repeat(6);
	const page = await open(
		verifill,
		site,
		`<p>Enter the code from your authenticator app</p><div>${boxes}<input id="seventh" maxlength="1" style="display:none"></div>`,
	);
	const values = () =>
		page.locator('.box').evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value).join(''));
	await expect.poll(values).toMatch(/^\d{6}$/);
	await expect(page.locator('#seventh')).toHaveValue('');
});

test('an editable element; and boxes that appear one by one', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const box =
		'<div contenteditable role="textbox" aria-label="Authenticator code" style="width:140px;height:30px;border:1px solid"></div>';
	let page = await open(verifill, site, box);
	await expect(page.locator('[contenteditable]')).toHaveText(/^\d{6}$/);
	const used = await page.locator('[contenteditable]').innerText();

	page = await open(
		verifill,
		site,
		`<p>Code from your authenticator app</p><div id="row"></div><script>
			const add = () => {
				const box = Object.assign(document.createElement('input'), { maxLength: 1, inputMode: 'numeric', autocomplete: 'one-time-code' });
				box.addEventListener('input', () => { if (box.value !== '' && row.children.length < 6) add().focus(); });
				row.append(box);
				return box;
			};
			add();
		</script>`,
	);
	const values = () =>
		page.locator('#row input').evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value).join(''));
	await expect.poll(values, { timeout: 40_000 }).toMatch(/^\d{6}$/);
	expect(await values()).not.toBe(used);
});

test('a field swapped or sent elsewhere between choice and code gets nothing (B12)', async ({ verifill, site }) => {
	await two(verifill);
	for (const trick of [
		'const form = document.querySelector("form"); Element.prototype.setAttribute.call(form, "action", "https://evil.test/")',
		'const old = document.querySelector("input"); old.replaceWith(old.cloneNode())',
	]) {
		const page = await open(verifill, site, FIELD);
		await readable(page);
		// The moment our list goes is the moment after the choice: the page strikes then.
		await page.evaluate(`new MutationObserver((_, o) => {
			if (document.querySelector('[popover]')) return; o.disconnect(); ${trick} }).observe(document.documentElement, { childList: true })`);
		await clickLastRow(page);
		await passes(page, 800);
		await expect(code(page)).toHaveValue('');
		await page.close();
	}
});

test('what is no code field gets nothing (B13)', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const page = await verifill.context.newPage();
	await page.goto(`https://${HOST}/order`);
	await passes(page, 1_500);
	const values = await page
		.locator('input')
		.evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value).join(''));
	expect(values).toBe('');
	expect(site.log.length).toBeGreaterThan(0);
});

test('what the person wrote stays', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const page = await open(verifill, site, FIELD.replace('<input', '<input value="12" '));
	await passes(page, 1_500);
	await expect(code(page)).toHaveValue('12');
});

test('a field that comes with a route change is filled (A13)', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const page = await open(verifill, site, '<label>Name <input name="user"></label>');
	await page.evaluate((field) => {
		history.pushState({}, '', '/second-step');
		const step = document.createElement('div');
		step.innerHTML = field;
		document.querySelector('form')?.prepend(step);
	}, FIELD);
	await expect(code(page)).toHaveValue(/^\d{6}$/);
});

test('a closed shadow root and a modal dialog', async ({ verifill, site }) => {
	await two(verifill);
	const page = await open(verifill, site, '');
	await page.evaluate((field) => {
		const dialog = document.createElement('dialog');
		dialog.innerHTML = field;
		document.body.append(dialog);
		dialog.showModal();
	}, FIELD);
	await readable(page);
	await clickLastRow(page);
	await expect(code(page)).toHaveValue(/^\d{6}$/);

	await page.evaluate((field) => {
		document.querySelector('dialog')?.remove();
		class Step extends HTMLElement {
			connectedCallback() {
				const root = this.attachShadow({ mode: 'closed' });
				root.innerHTML = field;
				Object.assign(globalThis, { inner: () => root });
			}
		}
		customElements.define('second-step', Step);
		document.body.append(document.createElement('second-step'));
	}, FIELD);
	await expect(list(page)).toBeVisible();
	// Of a closed root the keys show no more than the host.
	await page.evaluate(() => (inner().querySelector('input') as HTMLInputElement).focus());
	await readable(page);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect
		.poll(() => page.evaluate(() => inner().querySelector('input')?.value), { timeout: 40_000 })
		.toMatch(/^\d{6}$/);
});

test('prototypes the page replaced change nothing (C06)', async ({ verifill, site }) => {
	await verifill.keep(ada);
	const page = await verifill.context.newPage();
	await page.addInitScript(() => {
		const never = () => {
			throw new Error('poisoned');
		};
		Object.assign(Array.prototype, { map: never, filter: never, some: never });
		Object.assign(EventTarget.prototype, { dispatchEvent: never });
		Object.assign(Element.prototype, { getAttribute: never, querySelectorAll: never });
	});
	site.extra.set(
		'/poisoned',
		form(
			`${FIELD}<input type="hidden" name="action"><input type="hidden" name="parentNode"><input type="hidden" name="getAttribute">`,
		),
	);
	await page.goto(`https://${HOST}/poisoned`);
	// Polled: Playwright's own waiting describes the page when it has to wait, and stumbles over such a form.
	await expect.poll(() => code(page).inputValue()).toMatch(/^\d{6}$/);
});

test('a code the page threw out is followed by the next one, once', async ({ verifill, site }) => {
	test.setTimeout(90_000);
	await verifill.keep({ ...ada, period: 10 });
	const page = await open(verifill, site, FIELD);
	const seen: string[] = [];
	for (let i = 0; i < 2; i++) {
		await expect(code(page)).toHaveValue(/^\d{6}$/, { timeout: 25_000 });
		seen.push(await code(page).inputValue());
		// Sooner it would be a page that redraws its field: it gets the same code again.
		await passes(page, 2_100);
		await page.evaluate(() => {
			const input = document.querySelector('input[name=code]') as HTMLInputElement;
			input.value = '';
			document.querySelector('form')?.append(Object.assign(document.createElement('p'), { textContent: 'Wrong code' }));
		});
	}
	expect(seen[1]).not.toBe(seen[0]);
	await staysEmpty(page, 12_000);
});
