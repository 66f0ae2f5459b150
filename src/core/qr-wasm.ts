/** The only place that names the slow QR reader's WebAssembly file, so that it is shipped as a file of ours. */
export { default as zxingWasmUrl } from 'zxing-wasm/reader/zxing_reader.wasm?url';
