/** The only bound on waiting for a page of other people's: one that loads for ever or shows an alert() answers nothing. */

/** What the page gives; rejects as the page does, or when it took longer than this (ms). */
export async function inTime<T>(page: Promise<T>, most: number): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('the page took too long')), most);
	});
	return Promise.race([page, late]).finally(() => clearTimeout(timer));
}
