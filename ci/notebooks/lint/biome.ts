/** Biome over cells: lint of the joined files, format of each cell on its own. */
import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {inProject} from '../paths';

const program = inProject('node_modules', '@biomejs', 'biome', 'bin', 'biome');

function biome(folder: string, args: string[]): string {
  const options = {cwd: folder, encoding: 'utf8', maxBuffer: 64e6} as const;
  const {stdout, stderr, error} = spawnSync(process.execPath, [program, ...args], options);
  if (error || (stdout === '' && stderr === '')) throw new Error(`Biome did not run: ${error?.message ?? 'no output'}`);
  return stdout;
}

/** Makes a folder with the project's rules of Biome; the project's own configuration leaves `.cache` out. */
export function prepareFolder(folder: string): void {
  mkdirSync(folder, {recursive: true});
  const config = {
    root: true,
    extends: [inProject('biome.json')],
    vcs: {enabled: false},
    files: {includes: ['**']},
    // A function of an exercise may be given more than it needs: to know what counts is part of the task.
    linter: {rules: {suspicious: {noRedeclare: 'off'}, correctness: {noUnusedFunctionParameters: 'off'}}},
  };
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(config));
}

export interface LintRemark {
  file: string;
  /** From 0. */
  line: number;
  message: string;
}

interface BiomeReport {
  diagnostics: {category: string; message: string; location: {path: string; start: {line: number}}}[];
}

/** Lints the `.ts` files of a folder. */
export function lintRemarks(folder: string): LintRemark[] {
  const text = biome(folder, ['lint', '--reporter=json', '--max-diagnostics=none', '.']);
  const {diagnostics} = JSON.parse(text.slice(text.indexOf('{'))) as BiomeReport;
  return diagnostics
    .filter(({category}) => category.startsWith('lint/'))
    .map(({category, message, location}) => ({
      file: join(folder, location.path),
      line: location.start.line - 1,
      message: `${message.replace(/\.$/, '')} (${category.replace('lint/', '')})`,
    }));
}

/** Formats sources, each as a file of its own; what Biome cannot read stays as it is (the type check says why). */
export function formatted(folder: string, sources: string[]): string[] {
  const paths = sources.map((_, index) => join(folder, `${String(index).padStart(5, '0')}.ts`));
  for (const [index, path] of paths.entries()) writeFileSync(path, `${sources[index]}\n`);
  if (paths.length > 0) biome(folder, ['format', '--write', '.']);
  return paths.map((path) => readFileSync(path, 'utf8').replace(/\s+$/, ''));
}
