/** The only place that reads the user name off a page. */

const NAMED = 'input:is([autocomplete~=username],[type=email],[name*=user i],[name*=login i],[name*=mail i])';

/** The user name the page shows or asks for beside a code field, at most 128 characters; or null. */
export function usernameShown(document: Document): string | null {
	for (const { type, value } of document.querySelectorAll<HTMLInputElement>(NAMED))
		if (type !== 'password' && type !== 'checkbox' && value.trim() && value.length <= 128) return value.trim();
	return null;
}
