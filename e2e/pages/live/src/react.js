// The React components.
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** What a CommonJS package really exports. */
const inner = (module) => module.default?.default ?? module.default;

const six = [0, 1, 2, 3, 4, 5];
/** A parent that keeps the value, as applications do. */
const kept = (draw) =>
	function Parent({ on }) {
		const [value, setValue] = useState('');
		const change = (next) => {
			setValue(next);
			on.change(next);
		};
		return draw({ value, change, complete: on.complete });
	};

const makers = {
	async otpInput() {
		const { default: OtpInput } = await import('react-otp-input');
		return kept((p) =>
			h(OtpInput, { value: p.value, onChange: p.change, numInputs: 6, inputType: 'tel', renderInput: (props) => h('input', props) }),
		);
	},
	async inputOtp() {
		const { OTPInput } = await import('input-otp');
		const slot = (s, i) => h('div', { key: i, style: { width: 32, height: 40, border: '1px solid', display: 'inline-block' } }, s.char);
		return kept((p) =>
			h(OTPInput, {
				maxLength: 6,
				value: p.value,
				onChange: p.change,
				onComplete: p.complete,
				render: ({ slots }) => h('div', { style: { display: 'flex' } }, slots.map(slot)),
			}),
		);
	},
	async ark() {
		const { PinInput } = await import('@ark-ui/react/pin-input');
		return function Ark({ on }) {
			const [value, setValue] = useState([]);
			return h(
				PinInput.Root,
				{
					count: 6,
					value,
					onValueChange: (e) => {
						setValue(e.value);
						on.change(e.value.join(''));
					},
					onValueComplete: (e) => on.complete(e.valueAsString),
				},
				h(PinInput.Control, null, six.map((i) => h(PinInput.Input, { key: i, index: i }))),
			);
		};
	},
	async mantine() {
		const { MantineProvider, PinInput } = await import('@mantine/core');
		const Inner = kept((p) => h(PinInput, { length: 6, value: p.value, onChange: p.change, onComplete: p.complete, oneTimeCode: true, type: 'number' }));
		return (props) => h(MantineProvider, null, h(Inner, props));
	},
	async muiOtp() {
		const { MuiOtpInput } = await import('mui-one-time-password-input');
		return kept((p) => h(MuiOtpInput, { length: 6, value: p.value, onChange: p.change, onComplete: p.complete }));
	},
	async muiText() {
		const { default: TextField } = await import('@mui/material/TextField');
		return kept((p) => h(TextField, { label: 'Verification code', value: p.value, onChange: (e) => p.change(e.target.value) }));
	},
	async antd() {
		const { default: Input } = await import('antd/es/input');
		return kept((p) => h(Input.OTP, { length: 6, onInput: (cells) => p.change(cells.join('')), onChange: p.complete }));
	},
	async prime() {
		const { InputOtp } = await import('primereact/inputotp');
		return kept((p) => h(InputOtp, { length: 6, integerOnly: true, value: p.value, onChange: (e) => p.change(e.value ?? '') }));
	},
	async verification() {
		const VerificationInput = inner(await import('react-verification-input'));
		return kept((p) => h(VerificationInput, { length: 6, validChars: '0-9', value: p.value, onChange: p.change, onComplete: p.complete }));
	},
	async pinField() {
		const { default: PinField } = await import('react-pin-field');
		return ({ on }) => h(PinField, { length: 6, onChange: on.change, onComplete: on.complete });
	},
	async radix() {
		const Otp = await import('@radix-ui/react-one-time-password-field');
		return kept((p) =>
			h(
				Otp.Root,
				{ value: p.value, onValueChange: p.change, onAutoSubmit: p.complete, autoSubmit: true },
				six.map((i) => h(Otp.Input, { key: i })),
				h(Otp.HiddenInput, { name: 'otp' }),
			),
		);
	},
	async authCode() {
		const { default: AuthCode } = await import('react-auth-code-input');
		return ({ on }) => h(AuthCode, { length: 6, allowedCharacters: 'numeric', onChange: on.change });
	},
	async baseUi() {
		const { OTPField } = await import('@base-ui/react/otp-field');
		return kept((p) =>
			h(
				OTPField.Root,
				{ length: 6, value: p.value, onValueChange: p.change, onValueComplete: p.complete },
				six.map((i) => h(OTPField.Input, { key: i })),
			),
		);
	},
	async rsuite() {
		const { default: PinInput } = await import('rsuite/PinInput');
		return kept((p) => h(PinInput, { length: 6, otp: true, value: p.value, onChange: p.change, onComplete: p.complete }));
	},
	async verificationCode() {
		const ReactCodeInput = inner(await import('react-verification-code-input'));
		return ({ on }) => h(ReactCodeInput, { fields: 6, onChange: on.change, onComplete: on.complete });
	},
	async chakra() {
		const { ChakraProvider, PinInput, defaultSystem } = await import('@chakra-ui/react');
		return function Chakra({ on }) {
			const [value, setValue] = useState([]);
			const change = (e) => {
				setValue(e.value);
				on.change(e.value.join(''));
			};
			const boxes = h(PinInput.Control, null, six.map((i) => h(PinInput.Input, { key: i, index: i })));
			return h(
				ChakraProvider,
				{ value: defaultSystem },
				h(
					PinInput.Root,
					{ otp: true, value, onValueChange: change, onValueComplete: (e) => on.complete(e.valueAsString) },
					h(PinInput.HiddenInput),
					boxes,
				),
			);
		};
	},
	async controlled() {
		return kept((p) =>
			h('input', {
				'aria-label': 'Authenticator code',
				value: p.value,
				onChange: (e) => {
					const digits = e.target.value.replace(/\D/g, '').slice(0, 6);
					p.change(digits);
					if (digits.length === 6) p.complete(digits);
				},
			}),
		);
	},
};

export async function mount(name, root, on) {
	const component = await makers[name]();
	createRoot(root).render(h(component, { on }));
}
