/** Memory of a WebAssembly module. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** As much of the global WebAssembly as the engine needs (TypeScript declares it for browsers only). */
interface WasmApi {
  validate(bytes: Uint8Array): boolean;
  compile(bytes: Uint8Array): Promise<object>;
  Memory: new (size: {initial: number; maximum: number; shared?: boolean}) => WasmMemory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => {exports: unknown};
}

/** The global WebAssembly; undefined where there is none. */
export const wasm = (globalThis as {WebAssembly?: WasmApi}).WebAssembly;
