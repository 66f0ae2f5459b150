/** Types of browsers.mjs. */
export function inPath(name: string): string | undefined;
export function findBrowser(which: 'chromium' | 'firefox'): string | undefined;
export function howToGet(which: 'chromium' | 'firefox'): string;
