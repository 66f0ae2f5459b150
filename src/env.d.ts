/** Build-time constants. */
declare const __E2E__: boolean;
