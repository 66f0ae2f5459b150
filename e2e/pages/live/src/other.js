// Svelte, Angular, Solid, custom elements and masks.
const six = [0, 1, 2, 3, 4, 5];

async function svelte(root, on, module) {
	const { mount } = await import('svelte');
	mount((await module).default, { target: root, props: { on } });
}
export const bits = (root, on) => svelte(root, on, import('./Bits.svelte'));
export const melt = (root, on) => svelte(root, on, import('./Melt.svelte'));

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
