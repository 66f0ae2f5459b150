/** The few globals core may use that every JavaScript runtime has (no DOM, no browser). */
declare class URL {
	constructor(url: string, base?: string);
	protocol: string;
	hostname: string;
	host: string;
	port: string;
	pathname: string;
	search: string;
	hash: string;
	href: string;
	readonly origin: string;
}
declare class TextDecoder {
	constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
	decode(bytes?: Uint8Array | ArrayBuffer): string;
}
declare class TextEncoder {
	encode(text: string): Uint8Array<ArrayBuffer>;
}
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare module '*?url' {
	const url: string;
	export default url;
}
