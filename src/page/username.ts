/** The only place that reads the user name off a page. */

/** The user name the page shows or asks for beside a code field, or null. */
export function usernameShown(document: Document): string | null {
	for (const input of document.querySelectorAll<HTMLInputElement>(
		'input:is([autocomplete~=username],[type=email],[name*=user i],[name*=login i],[name*=email i])',
	)) {
		const value = input.value.trim();
		if (value && value.length <= 128 && input.type !== 'password' && input.type !== 'checkbox') return value;
	}
	return null;
}
