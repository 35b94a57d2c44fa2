/** Compiles our contestant to plain JavaScript, so that what is measured runs without a TypeScript loader in its process. */
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import ts from 'typescript';

export const root = resolve(__dirname, '../..');
/** Git-ignored: compiled contestant, page, and the last results. */
export const cache = join(root, '.cache/bench');

/** @returns the program to run with `node` */
export function buildOurs(): string {
  const folder = join(cache, 'ours');
  mkdirSync(folder, {recursive: true});
  const files = readdirSync(join(__dirname, 'ours')).filter((name) => name.endsWith('.ts'));
  for (const name of files) {
    const {outputText} = ts.transpileModule(readFileSync(join(__dirname, 'ours', name), 'utf8'), {
      compilerOptions: {target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS},
    });
    writeFileSync(join(folder, `${basename(name, '.ts')}.js`), outputText);
  }
  return join(folder, 'main.js');
}
