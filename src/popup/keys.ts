/** The only place for the popup's keyboard: arrows walk the rows, letters go to the search, Enter takes the first. */

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-row]')];

/** Handles a key anywhere in the popup. `search` is the search box, null while there is none. */
export function onKey(event: KeyboardEvent, search: HTMLInputElement | null): void {
	if (search === null) return;
	const at = document.activeElement;
	if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
		const list = rows();
		const now = list.findIndex((row) => row === at || row.parentElement?.contains(at));
		const next = event.key === 'ArrowDown' ? now + 1 : now - 1;
		event.preventDefault();
		if (next < 0) search.focus();
		else {
			list[next]?.focus();
			list[next]?.scrollIntoView({ block: 'nearest' });
		}
	} else if (event.key === 'Enter' && at === search) {
		event.preventDefault();
		rows()[0]?.click();
	} else if (
		at !== search &&
		event.key.length === 1 &&
		event.key !== ' ' &&
		!event.ctrlKey &&
		!event.metaKey &&
		!event.altKey
	) {
		search.focus();
	}
}
