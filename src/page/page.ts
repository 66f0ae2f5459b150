/** The entry point of the content script: one classic script, inert until a candidate field appears. */
export {};
