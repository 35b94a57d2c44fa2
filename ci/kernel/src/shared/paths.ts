import {dirname, join, resolve} from 'node:path';

/** The project's folder; this file lies in `ci/kernel/dist/shared`. */
export const PROJECT_ROOT = resolve(__dirname, '../../../..');

/** Folder of the installed tslab package, whose compiler we use. */
export function tslabFolder(): string {
  return dirname(require.resolve('tslab/package.json', {paths: [PROJECT_ROOT]}));
}

/** Path of the TypeScript compiler that tslab brings along. */
export function tslabTypeScript(): string {
  return require.resolve('@tslab/typescript-for-tslab', {paths: [tslabFolder()]});
}

/** Version of that compiler, read without loading its 9 MB. */
export function tslabTypeScriptVersion(): string {
  const manifest = require(join(dirname(tslabTypeScript()), '../package.json')) as {version: string};
  return manifest.version;
}
