/** The only list of accounts in the popup: draws the rows in view, whether there are ten or ten thousand. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { AccountView } from '../protocol/panel.ts';
import { Ring } from '../ui/ring.tsx';
import { say } from '../ui/say.ts';
import { codes, want } from './codes.ts';
import { Row } from './row.tsx';
import { accounts, here, query, shown } from './state.ts';

const ROW = 64;
const HEAD = 34;
/** Rows drawn beyond the edge, so that the keyboard can step onto them. */
const SPARE = 3;
/** The period most codes share, ms. */
const USUAL = 30_000;

interface Placed {
	top: number;
	account: AccountView | null;
	text: string;
}

/** Where each head and row stands. */
function placed(own: AccountView[], rest: AccountView[], site: string, searching: boolean): Placed[] {
	const all: Placed[] = [];
	let top = 0;
	const head = (text: string) => {
		all.push({ top, account: null, text });
		top += HEAD;
	};
	const rows = (list: AccountView[]) => {
		for (const account of list) {
			all.push({ top, account, text: '' });
			top += ROW;
		}
	};
	if (own.length > 0) {
		head(site);
		rows(own);
	}
	if (rest.length > 0) {
		head(searching ? say('popup_found') : own.length > 0 ? say('popup_others') : say('popup_all'));
		rows(rest);
	}
	return all;
}

export function List() {
	const box = useRef<HTMLDivElement>(null);
	const from = useSignal(0);
	const height = useSignal(520);
	const searching = query.value.trim() !== '';
	const { here: own, rest } = shown.value;
	const items = placed(own, rest, here.value?.site ?? '', searching);
	const last = items.at(-1);
	const total = last ? last.top + ROW : 0;
	const view = items.filter(
		(i) => i.top + ROW * (1 + SPARE) > from.value && i.top < from.value + height.value + ROW * SPARE,
	);
	const rows = view.flatMap((i) => (i.account ? [i.account] : []));
	const ids = rows.map((r) => r.id).join();
	useEffect(() => want(ids === '' ? [] : ids.split(',')), [ids, accounts.value]);
	useEffect(() => () => want([]), []);
	useLayoutEffect(() => {
		const element = box.current as HTMLDivElement;
		const watch = new ResizeObserver(() => {
			height.value = element.clientHeight;
		});
		watch.observe(element);
		return () => watch.disconnect();
	}, []);
	useLayoutEffect(() => {
		box.current?.scrollTo(0, 0);
	}, [query.value]);

	const count = own.length + rest.length;
	const first = useComputed(() => [...codes.value.values()].find((c) => c.period === USUAL && c.validUntil !== null));
	if (count === 0) return <p class="nothing muted">{say('popup_nothing_found')}</p>;
	const usual = rows.some((r) => r.kind !== 'hotp' && r.period * 1000 === USUAL) ? first.value : undefined;
	return (
		<div
			class="list"
			ref={box}
			onScroll={(e) => {
				from.value = e.currentTarget.scrollTop;
			}}
		>
			<ul class="list-all" style={{ height: `${total}px` }}>
				{view.map((item) =>
					item.account === null ? (
						<li key={`head-${item.text}`} class="list-head" style={{ top: `${item.top}px` }} role="presentation">
							<h2 class="name clip">{item.text}</h2>
						</li>
					) : (
						<Row
							key={item.account.id}
							account={item.account}
							top={item.top}
							place={items.filter((i) => i.account !== null).indexOf(item) + 1}
							of={count}
							shared={USUAL}
						/>
					),
				)}
			</ul>
			{usual?.validUntil != null && (
				<span class="list-ring">
					<Ring large validUntil={usual.validUntil} period={USUAL} />
				</span>
			)}
		</div>
	);
}
