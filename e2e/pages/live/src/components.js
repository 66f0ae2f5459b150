// Every component by name: mount(root, { change, complete }).
const react = (name) => async (root, on) => (await import('./react.js')).mount(name, root, on);
const vue = (name) => async (root, on) => (await import('./vue.js')).mount(name, root, on);
const other = (name) => async (root, on) => (await import('./other.js'))[name](root, on);

export const components = {
	'react-otp-input': react('otpInput'),
	'input-otp': react('inputOtp'),
	'ark-ui-react': react('ark'),
	mantine: react('mantine'),
	'mui-one-time-password-input': react('muiOtp'),
	'mui-text-field': react('muiText'),
	antd: react('antd'),
	primereact: react('prime'),
	'react-verification-input': react('verification'),
	'react-pin-field': react('pinField'),
	'radix-one-time-password-field': react('radix'),
	'react-auth-code-input': react('authCode'),
	'base-ui': react('baseUi'),
	rsuite: react('rsuite'),
	'react-controlled': react('controlled'),
	'vue3-otp-input': vue('otpInput'),
	vuetify: vue('vuetify'),
	primevue: vue('prime'),
	'naive-ui': vue('naive'),
	'reka-ui': vue('reka'),
	'ark-ui-vue': vue('ark'),
	'vue-input-otp': vue('inputOtp'),
	'element-plus': vue('element'),
	'bits-ui': other('bits'),
	melt: other('melt'),
	'ng-otp-input': other('ngOtp'),
	'angular-forms': other('ngForms'),
	'ark-ui-solid': other('arkSolid'),
	corvu: other('corvu'),
	ionic: other('ionic'),
	inputmask: other('inputmask'),
	imask: other('imask'),
};
