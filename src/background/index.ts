/** The entry point of the background: wires the browser's events to the rooms, synchronously at start. */
export {};
