// The Vue components.
import { createApp, h, ref } from 'vue';

const six = [0, 1, 2, 3, 4, 5];
/** A parent that keeps the value by v-model. */
const kept = (draw) => (on) => ({
	setup() {
		const value = ref('');
		const change = (next) => {
			value.value = next;
			on.change(Array.isArray(next) ? next.join('') : next);
		};
		return () => draw({ value: value.value, change, complete: on.complete });
	},
});

const makers = {
	async otpInput() {
		const { default: OtpInput } = await import('vue3-otp-input');
		return [
			kept((p) =>
				h(OtpInput, { numInputs: 6, inputType: 'tel', value: p.value, onOnChange: p.change, onOnComplete: p.complete }),
			),
		];
	},
	async vuetify() {
		const { createVuetify } = await import('vuetify');
		const { VOtpInput } = await import('vuetify/components/VOtpInput');
		await import('vuetify/styles');
		return [
			kept((p) => h(VOtpInput, { length: 6, modelValue: p.value, 'onUpdate:modelValue': p.change, onFinish: p.complete })),
			createVuetify(),
		];
	},
	async prime() {
		const { default: config } = await import('primevue/config');
		const { default: InputOtp } = await import('primevue/inputotp');
		return [
			kept((p) => h(InputOtp, { length: 6, integerOnly: true, modelValue: p.value, 'onUpdate:modelValue': p.change })),
			config,
		];
	},
	async naive() {
		const { NInputOtp } = await import('naive-ui');
		return [
			(on) => ({
				setup() {
					const value = ref([]);
					const change = (next) => {
						value.value = next;
						on.change(next.join(''));
					};
					return () => h(NInputOtp, { length: 6, value: value.value, onUpdateValue: change, onFinish: (v) => on.complete(v.join('')) });
				},
			}),
		];
	},
	async reka() {
		const { PinInputInput, PinInputRoot } = await import('reka-ui');
		return [
			(on) => ({
				setup() {
					const value = ref([]);
					const change = (next) => {
						value.value = next;
						on.change(next.join(''));
					};
					return () =>
						h(
							PinInputRoot,
							{ otp: true, modelValue: value.value, 'onUpdate:modelValue': change, onComplete: (v) => on.complete(v.join('')) },
							() => six.map((i) => h(PinInputInput, { key: i, index: i })),
						);
				},
			}),
		];
	},
	async ark() {
		const { PinInput } = await import('@ark-ui/vue/pin-input');
		return [
			(on) => ({
				setup: () => () =>
					h(
						PinInput.Root,
						{ onValueChange: (e) => on.change(e.value.join('')), onValueComplete: (e) => on.complete(e.valueAsString) },
						() => h(PinInput.Control, null, () => six.map((i) => h(PinInput.Input, { key: i, index: i }))),
					),
			}),
		];
	},
	async inputOtp() {
		const { OTPInput } = await import('vue-input-otp');
		return [
			kept((p) =>
				h(
					OTPInput,
					{ maxlength: 6, modelValue: p.value, 'onUpdate:modelValue': p.change, onComplete: p.complete },
					{
						default: ({ slots }) =>
							h('div', { style: 'display:flex' }, slots.map((s, i) => h('div', { key: i, style: 'width:32px;height:40px;border:1px solid' }, s.char ?? ''))),
					},
				),
			),
		];
	},
	async element() {
		const { ElInputOtp } = await import('element-plus');
		return [kept((p) => h(ElInputOtp, { length: 6, modelValue: p.value, 'onUpdate:modelValue': p.change, onFinish: p.complete }))];
	},
	async quasar() {
		const { QInput, Quasar } = await import('quasar');
		return [
			kept((p) =>
				h(QInput, {
					label: 'Verification code',
					mask: '### ###',
					unmaskedValue: true,
					modelValue: p.value,
					'onUpdate:modelValue': (value) => {
						p.change(value);
						if (value?.length === 6) p.complete(value);
					},
				}),
			),
			Quasar,
		];
	},
};

export async function mount(name, root, on) {
	const [component, ...plugins] = await makers[name]();
	const app = createApp(component(on));
	for (const plugin of plugins) app.use(plugin);
	app.mount(root);
}
