/** The entry point of the setup window. */
export {};
