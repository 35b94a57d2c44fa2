// What a bundle for the browser gets in place of Node.js' own modules (`browser` in package.json): nothing can be read, as
// if no file were there, and nothing can be written, as on a disk that is read-only.

const failure = (code, what) => Object.assign(new Error(`${code}: a browser has no files: ${what}`), {code});

const cannotRead = async (path) => {
  throw failure('ENOENT', `cannot read ${path}`);
};
const cannotWrite = async (path) => {
  throw failure('EROFS', `cannot write ${path}`);
};

// node:fs/promises
export const readFile = cannotRead;
export const mkdir = cannotWrite;
export const open = cannotWrite;
export const rename = cannotWrite;
/** Removing what is not there is done at once. */
export const rm = async () => {};

// node:fs
export const existsSync = () => false;
export const readFileSync = (path) => {
  throw failure('ENOENT', `cannot read ${path}`);
};
export const readdirSync = readFileSync;
export const mkdirSync = (path) => {
  throw failure('EROFS', `cannot write ${path}`);
};
export const writeFileSync = mkdirSync;
export const renameSync = mkdirSync;
export const rmSync = () => {};

// node:path
export const join = (...parts) => parts.filter(Boolean).join('/').replace(/\/+/g, '/');
export const resolve = join;
export const dirname = (path) => path.replace(/\/?[^/]*$/, '') || '.';

// node:crypto
export const randomUUID = () => globalThis.crypto.randomUUID();
