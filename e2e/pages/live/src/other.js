// Svelte, Angular, Solid, custom elements and masks.
const six = [0, 1, 2, 3, 4, 5];

async function svelte(root, on, module) {
	const { mount } = await import('svelte');
	mount((await module).default, { target: root, props: { on } });
}
export const bits = (root, on) => svelte(root, on, import('./Bits.svelte'));
export const melt = (root, on) => svelte(root, on, import('./Melt.svelte'));
export const arkSvelte = (root, on) => svelte(root, on, import('./Ark.svelte'));
export const inputOtpSvelte = (root, on) => svelte(root, on, import('./InputOtp.svelte'));

async function angular(root, make) {
	await import('@angular/compiler');
	const core = await import('@angular/core');
	const { bootstrapApplication } = await import('@angular/platform-browser');
	root.append(document.createElement('app-root'));
	await bootstrapApplication(await make(core), { providers: [core.provideZonelessChangeDetection()] });
}
export const ngOtp = (root, on) =>
	angular(root, async ({ Component }) => {
		const { NgOtpInputComponent } = await import('ng-otp-input');
		class App {
			config = { length: 6, allowNumbersOnly: true };
			change = (value) => {
				on.change(value);
				if (value?.length === 6) on.complete(value);
			};
		}
		return Component({
			selector: 'app-root',
			imports: [NgOtpInputComponent],
			template: '<ng-otp-input (onInputChange)="change($event)" [config]="config"></ng-otp-input>',
		})(App) ?? App;
	});
export const primeNg = (root, on) =>
	angular(root, async ({ Component }) => {
		const { InputOtp } = await import('primeng/inputotp');
		const { FormsModule } = await import('@angular/forms');
		class App {
			code = '';
			change = (value) => {
				this.code = value;
				on.change(value);
			};
		}
		return Component({
			selector: 'app-root',
			imports: [InputOtp, FormsModule],
			template: '<p-inputotp [ngModel]="code" (ngModelChange)="change($event)" [length]="6" [integerOnly]="true"></p-inputotp>',
		})(App) ?? App;
	});
export const ngCode = (root, on) =>
	angular(root, async ({ Component }) => {
		const { CodeInputModule } = await import('angular-code-input');
		class App {
			change = on.change;
			complete = on.complete;
		}
		return Component({
			selector: 'app-root',
			imports: [CodeInputModule],
			template:
				'<code-input [codeLength]="6" [isCodeHidden]="false" (codeChanged)="change($event)" (codeCompleted)="complete($event)"></code-input>',
		})(App) ?? App;
	});
export const ngForms = (root, on) =>
	angular(root, async ({ Component }) => {
		const { FormControl, ReactiveFormsModule, Validators } = await import('@angular/forms');
		class App {
			code = new FormControl('', [Validators.pattern(/^\d{6}$/)]);
			constructor() {
				this.code.valueChanges.subscribe((value) => {
					on.change(value);
					if (this.code.valid && value !== '') on.complete(value);
				});
			}
		}
		return Component({
			selector: 'app-root',
			imports: [ReactiveFormsModule],
			template: '<label>Authenticator code <input [formControl]="code" inputmode="numeric"></label>',
		})(App) ?? App;
	});

export async function arkSolid(root, on) {
	const { createComponent, render } = await import('solid-js/web');
	const { PinInput } = await import('@ark-ui/solid/pin-input');
	const inputs = () => six.map((index) => createComponent(PinInput.Input, { index }));
	render(
		() =>
			createComponent(PinInput.Root, {
				onValueChange: (e) => on.change(e.value.join('')),
				onValueComplete: (e) => on.complete(e.valueAsString),
				get children() {
					return createComponent(PinInput.Control, {
						get children() {
							return inputs();
						},
					});
				},
			}),
		root,
	);
}
export async function corvu(root, on) {
	const { createComponent, render } = await import('solid-js/web');
	const { createSignal } = await import('solid-js');
	const { default: OtpField } = await import('@corvu/otp-field');
	const [value, setValue] = createSignal('');
	render(
		() =>
			createComponent(OtpField, {
				maxLength: 6,
				get value() {
					return value();
				},
				onValueChange(next) {
					setValue(next);
					on.change(next);
				},
				onComplete: on.complete,
				style: { display: 'flex', width: '200px', height: '40px' },
				get children() {
					return createComponent(OtpField.Input, { 'aria-label': 'Verification code' });
				},
			}),
		root,
	);
}

export async function ionic(root, on) {
	const { defineCustomElement } = await import('@ionic/core/components/ion-input-otp.js');
	defineCustomElement();
	const element = document.createElement('ion-input-otp');
	element.length = 6;
	element.addEventListener('ionInput', (e) => on.change(e.detail.value));
	element.addEventListener('ionComplete', (e) => on.complete(e.detail.value));
	root.append(element);
	await customElements.whenDefined('ion-input-otp');
}
export async function jb(root, on) {
	await import('jb-pin-input');
	const element = document.createElement('jb-pin-input');
	root.append(element);
	element.charLength = 6;
	element.addEventListener('input', () => on.change(element.value));
	element.addEventListener('complete', () => on.complete(element.value));
	await customElements.whenDefined('jb-pin-input');
}

function plain(root) {
	const label = document.createElement('label');
	label.textContent = 'Authenticator code ';
	const input = document.createElement('input');
	label.append(input);
	root.append(label);
	return input;
}
export async function inputmask(root, on) {
	const { default: Inputmask } = await import('inputmask');
	const input = plain(root);
	new Inputmask('999 999', {
		oncomplete: () => on.complete(input.inputmask.unmaskedvalue()),
	}).mask(input);
	input.addEventListener('input', () => on.change(input.inputmask.unmaskedvalue()));
}
export async function imask(root, on) {
	const { default: IMask } = await import('imask');
	const mask = IMask(plain(root), { mask: '000-000' });
	mask.on('accept', () => on.change(mask.unmaskedValue));
	mask.on('complete', () => on.complete(mask.unmaskedValue));
}
export async function alpine(root, on) {
	const { default: Alpine } = await import('alpinejs');
	const { default: mask } = await import('@alpinejs/mask');
	Alpine.plugin(mask);
	globalThis.announce = on.change;
	root.innerHTML =
		'<div x-data="{ code: \'\' }" x-effect="announce(code)"><label>Authenticator code <input x-mask="999 999" x-model="code"></label></div>';
	Alpine.start();
}
export async function cleave(root, on) {
	const { formatGeneral, registerCursorTracker } = await import('cleave-zen');
	const input = plain(root);
	registerCursorTracker({ input, delimiter: ' ' });
	input.addEventListener('input', () => {
		input.value = formatGeneral(input.value, { blocks: [3, 3], delimiter: ' ', numericOnly: true });
		on.change(input.value);
		if (input.value.length === 7) on.complete(input.value);
	});
}

/** Hand-made, as sites have them: an editable element instead of an input. */
export async function editable(root, on) {
	const box = document.createElement('div');
	box.contentEditable = 'plaintext-only';
	box.role = 'textbox';
	box.ariaLabel = 'Authenticator code';
	box.style.cssText = 'border:1px solid;width:140px;height:32px';
	box.addEventListener('input', () => {
		on.change(box.textContent);
		if (/^\d{6}$/.test(box.textContent)) on.complete(box.textContent);
	});
	root.append(box);
}
/** The next box is made when the one before holds its digit. */
export async function oneByOne(root, on) {
	const label = document.createElement('p');
	label.textContent = 'Authenticator code';
	const row = document.createElement('div');
	root.append(label, row);
	const all = () => [...row.children].map((box) => box.value).join('');
	const add = () => {
		const box = document.createElement('input');
		box.maxLength = 1;
		box.inputMode = 'numeric';
		box.autocomplete = 'one-time-code';
		box.style.width = '32px';
		box.addEventListener('input', () => {
			on.change(all());
			if (box.value !== '' && box === row.lastElementChild && row.children.length < 6) add().focus();
			else if (all().length === 6) on.complete(all());
		});
		row.append(box);
		return box;
	};
	add();
}
/** Six boxes that nobody outside can reach by the page's own means. */
export async function closedRoot(root, on) {
	class CodeBoxes extends HTMLElement {
		connectedCallback() {
			const shadow = this.attachShadow({ mode: 'closed' });
			const boxes = six.map((i) => {
				const box = document.createElement('input');
				box.maxLength = 1;
				box.ariaLabel = `Digit ${i + 1}`;
				box.style.width = '32px';
				box.addEventListener('input', () => {
					if (box.value !== '') boxes[i + 1]?.focus();
					const value = boxes.map((b) => b.value).join('');
					on.change(value);
					if (value.length === 6) on.complete(value);
				});
				box.addEventListener('keydown', (event) => {
					if (event.key === 'Backspace' && box.value === '') boxes[i - 1]?.focus();
				});
				return box;
			});
			shadow.append(...boxes);
		}
	}
	customElements.define('code-boxes', CodeBoxes);
	root.append(document.createElement('code-boxes'));
}
