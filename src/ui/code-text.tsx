/** The only way a code is drawn: grouped, tabular, and without a jump when it changes. */
import { grouped } from '../core/grouped.ts';

/** `code` as digits; '' draws placeholders of the same width. `digits` sets how many. */
export function CodeText({ code, digits, late = false }: { code: string; digits: number; late?: boolean }) {
	const text = code === '' ? grouped('0'.repeat(digits)) : grouped(code);
	const [first = '', second = ''] = text.split(' ');
	return (
		<span class={`code${code === '' ? ' code-waiting' : ''}${late ? ' code-late' : ''}`} data-code={code}>
			<span>{first}</span>
			{second !== '' && <span class="code-gap"> {second}</span>}
		</span>
	);
}
