// npm run test:unit: mocha over lib/test and ci/*/test, or over the folders, files and mocha options given.
import {spawnSync} from 'node:child_process';
import {existsSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {root, unitTests} from './stages';

const given = process.argv.slice(2);

if (given.includes('--help') || given.includes('-h')) {
  process.stdout.write(
    'npm run test:unit -- [FILE or FOLDER ...] [mocha options]\n\n' +
      'Runs the unit tests (all, or those of the files and folders given).\n' +
      'Examples: npm run test:unit -- lib/test/engine\n          npm run test:unit -- -g "agrees with Keras"\n',
  );
  process.exit(0);
}

// a word that is no file would be left to mocha, which then runs everything; the word behind an option is its value
const missing = given.find(
  (argument, index) => !argument.startsWith('-') && !given[index - 1]?.startsWith('-') && !existsSync(argument),
);
if (missing) {
  process.stderr.write(
    `There is no test file or folder '${missing}'; tests lie in lib/test/<room> and ci/<room>/test.\n`,
  );
  process.exit(2);
}

const targets = given.map((argument) =>
  existsSync(argument) && statSync(argument).isDirectory() ? join(argument, '**/*.test.ts') : argument,
);
const files = targets.filter((target) => target.endsWith('.ts'));
const options = targets.filter((target) => !target.endsWith('.ts'));
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
const result = spawnSync(process.execPath, [mocha, ...options, ...(files.length ? files : unitTests)], {
  cwd: root,
  stdio: 'inherit',
  env: {...process.env, UNROLL_ENGINE: process.env.UNROLL_ENGINE || 'wasm'},
});
process.exit(result.status ?? 1);
