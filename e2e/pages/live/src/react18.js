// Components that never came to React 19, on React 18 (see vite.config.js).
import { createElement as h } from 'react18';
import { createRoot } from 'react-dom18/client';

/** What a CommonJS package really exports. */
const inner = (module) => module.default?.default ?? module.default;

const makers = {
	async pinInput() {
		const PinInput = inner(await import('react-pin-input'));
		return ({ on }) => h(PinInput, { length: 6, type: 'numeric', inputMode: 'numeric', onChange: on.change, onComplete: on.complete });
	},
	async codeInput() {
		const CodeInput = inner(await import('react-code-input'));
		return ({ on }) => h(CodeInput, { type: 'text', fields: 6, inputMode: 'numeric', onChange: on.change });
	},
};

export async function mount(name, root, on) {
	const component = await makers[name]();
	createRoot(root).render(h(component, { on }));
}
