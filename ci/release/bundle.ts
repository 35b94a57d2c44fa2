import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {InputError} from '../notebooks/notebook';
import {projectFolder} from '../notebooks/paths';

/** Files and folders that a learner's copy needs, and no others: what is new in the course is not handed out by mistake. */
const HANDED_OUT = [
  ...['LICENSE', '.npmrc', '.gitignore', 'package-lock.json', 'tsconfig.json', 'notebooks'],
  ...['lib/src', 'lib/browser', 'lib/build.mjs', 'lib/package.json', 'lib/tsconfig.json', 'lib/asconfig.json'],
  ...['ci/package.json', 'ci/setup', 'ci/kernel/src', 'ci/kernel/install.mjs', 'ci/kernel/tsconfig.json'],
  ...['ci/exercises/progress.ts', 'ci/notebooks/paths.ts', 'ci/experiments/results', 'ci/peers/results'],
];

/** Made by a build or by whoever works there. */
const LEFT_BEHIND = new Set([
  'node_modules',
  'dist',
  'generated',
  'test',
  '.ipynb_checkpoints',
  '.cache',
  '__pycache__',
]);

/** Commands that make sense in a learner's copy. */
const SCRIPTS = ['start', 'progress', 'doctor', 'engine:tensorflow'];

/** Text that must not be in any file: marks of solutions and of hidden tests, as their authors write them. */
const SECRETS = [/\/\/ BEGIN SOLUTION/, /BEGIN HIDDEN TESTS/, /BEGIN MARK SCHEME/, /\bhiddenCheck\(/];

function* filesBelow(path: string): Generator<string> {
  const full = join(projectFolder, path);
  if (!existsSync(full)) return;
  if (statSync(full).isFile()) return yield path;
  for (const name of readdirSync(full).sort()) {
    if (!LEFT_BEHIND.has(name)) yield* filesBelow(join(path, name));
  }
}

/** The exercises that are handed out, by their numbers. */
export function exerciseFiles(numbers: readonly string[]): string[] {
  const all = readdirSync(join(projectFolder, 'exercises')).filter((name) => name.endsWith('.ipynb'));
  return numbers.map((number) => {
    const file = all.find((name) => name.startsWith(`${number}-`));
    const known = all.map((name) => name.slice(0, 2)).join(', ');
    if (!file) throw new InputError(`there is no exercise ${number}; there are ${known}`);
    return file;
  });
}

function studentPackage(): string {
  const described = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  described.scripts = Object.fromEntries(SCRIPTS.map((name) => [name, described.scripts[name]]));
  return `${JSON.stringify(described, null, 2)}\n`;
}

function readme(exercises: string[]): string {
  const list = exercises.map((file) => `- \`exercises/${file}\``).join('\n');
  return `# Unroll: sequence models in TypeScript

\`\`\`bash
npm start    # sets up what is missing, opens JupyterLab on the welcome notebook
\`\`\`

You need [Node](https://nodejs.org) 20.19 or newer and Python 3.11 to 3.13, nothing else. \`npm run doctor\` says what is missing.

Your exercises:

${list}

Each part has a check that says what is right or wrong, and \`notebook.hint('02.1')\` helps one step at a time. \`npm run progress\` shows your points. Hand in the notebook itself: its code is graded, with inputs that it does not show; what it printed is not. When a part is graded, functions of the library that would answer it are not there.
`;
}

/** Files with what the teacher keeps, by their path. */
function leaks(path: string, text: string): boolean {
  // The library speaks of the marks where it takes them out of a solution.
  const isCode = /^(lib|ci)\//.test(path) && /\.(ts|mjs|py)$/.test(path);
  return !isCode && SECRETS.some((secret) => secret.test(text));
}

/**
 * Writes a copy of the course for learners: lessons, library, kernel and the exercises named, with their checks and hints;
 * no solutions, no hidden checks, no mark schemes, no tests.
 *
 * @param numbers exercises, two digits each
 * @param out a folder that does not exist yet; it is written whole or not at all
 * @throws InputError when the folder exists, an exercise does not, or a file would give away an answer
 */
export function writeRelease(numbers: readonly string[], out: string): {files: number; exercises: string[]} {
  if (existsSync(out)) throw new InputError(`${out} exists; name a folder that does not`);
  const exercises = exerciseFiles(numbers);
  const fresh = join(dirname(out), `.${basename(out)}.${process.pid}.new`);
  let files = 0;
  const put = (path: string, text?: string) => {
    const to = join(fresh, path);
    mkdirSync(dirname(to), {recursive: true});
    if (text !== undefined) writeFileSync(to, text);
    else copyFileSync(join(projectFolder, path), to);
    if (leaks(path, readFileSync(to, 'utf8')))
      throw new InputError(`${path} would give away an answer; nothing was written`);
    files++;
  };
  try {
    for (const path of HANDED_OUT.flatMap((one) => [...filesBelow(one)])) put(path);
    for (const file of exercises) put(join('exercises', file));
    put('package.json', studentPackage());
    put('README.md', readme(exercises));
    renameSync(fresh, out);
  } catch (error) {
    rmSync(fresh, {recursive: true, force: true});
    throw error;
  }
  return {files, exercises};
}
