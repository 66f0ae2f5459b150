/** The entry point of the manage window. */
export {};
