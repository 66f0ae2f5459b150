/** The entry point of the popup window. */
export {};
