// npm run doctor: what this machine has, what is missing, and what to do; needs nothing installed.
import {execFileSync} from 'node:child_process';
import {readFileSync, statfsSync} from 'node:fs';
import {createServer} from 'node:net';
import {totalmem} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {readManifest} from './engine/steps.mjs';
import {SetupError} from './process.mjs';
import {findPython, isVenvReady} from './python.mjs';
import {places, steps} from './steps.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const place = places(root);

/** @typedef {{name: string, state: 'ok' | 'missing' | 'optional', found: string, remedy?: string}} Row */

function versionOf(program, args = ['--version']) {
  try {
    return execFileSync(program, args, {stdio: ['ignore', 'pipe', 'ignore'], timeout: 15000})
      .toString()
      .trim()
      .split('\n')[0];
  } catch {
    return undefined;
  }
}

function pythonRow() {
  try {
    const {command, version} = findPython();
    return {name: 'Python', state: 'ok', found: `${version.join('.')} (${command.join(' ')})`};
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return {name: 'Python', state: 'missing', found: 'none that fits', remedy: error.message};
  }
}

function diskRow() {
  const {bavail, bsize} = statfsSync(root);
  const free = (bavail * bsize) / 1e9;
  const enough = free > 2 || isVenvReady(place.venv, place.lock);
  return {
    name: 'disk',
    state: enough ? 'ok' : 'missing',
    found: `${free.toFixed(1)} GB free`,
    remedy: 'set-up needs about 1.5 GB: free some space',
  };
}

function optionalRow(name, programs, why) {
  for (const program of programs) {
    const version = program && versionOf(program);
    if (version) return {name, state: 'ok', found: version};
  }
  return {name, state: 'optional', found: 'not found', remedy: why};
}

function tensorflowRow() {
  const built = readManifest(place);
  const remedy = 'a faster engine for what has no kernel of our own: npm run engine:tensorflow';
  return built
    ? {name: 'TensorFlow', state: 'ok', found: `${built.version} (${built.gpu ? 'GPU' : 'CPU'})`}
    : {name: 'TensorFlow', state: 'optional', found: 'not built', remedy};
}

function portRow() {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) =>
      resolve({
        name: 'loopback',
        state: 'missing',
        found: error.code,
        remedy: 'programs here may not listen on 127.0.0.1; the kernel and Lab need it',
      }),
    );
    server.listen(0, '127.0.0.1', () =>
      server.close(() => resolve({name: 'loopback', state: 'ok', found: '127.0.0.1 can be listened on'})),
    );
  });
}

/** @returns {Promise<Row[]>} */
async function examine() {
  const memory = totalmem() / 1e9;
  const least = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
  return [
    {name: 'Node', state: 'ok', found: `${process.versions.node} (needs ${least})`},
    {
      name: 'npm',
      state: versionOf('npm') || process.env.npm_execpath ? 'ok' : 'missing',
      found: versionOf('npm') ?? 'not on PATH',
      remedy: 'npm comes with Node: install Node from nodejs.org',
    },
    pythonRow(),
    diskRow(),
    {
      name: 'memory',
      state: memory > 3.5 ? 'ok' : 'optional',
      found: `${memory.toFixed(1)} GB`,
      remedy: 'lessons are made for 4 GB or more',
    },
    await portRow(),
    ...steps.map((step) => ({
      name: `set-up: ${step.name}`,
      state: step.isDone(place) ? 'ok' : 'missing',
      found: step.isDone(place) ? 'done' : 'not done, or out of date',
      remedy: `npm start -- --setup-only (${step.about})`,
    })),
    optionalRow(
      'Chromium',
      [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'],
      'only npm run test:browser needs it: apt install chromium, or set CHROMIUM',
    ),
    tensorflowRow(),
    optionalRow('bubblewrap', ['bwrap'], 'only grading on Linux needs it: apt install bubblewrap'),
  ];
}

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  process.stdout.write(
    'npm run doctor\n\nSays what this machine has, what is missing, and what to do. Exit code 1 where something needed is missing.\n',
  );
} else {
  const rows = await examine();
  const mark = {ok: '✓', missing: '✗', optional: '·'};
  for (const {name, state, found, remedy} of rows) {
    process.stdout.write(`${mark[state]} ${name.padEnd(17)} ${found}\n`);
    if (state !== 'ok' && remedy) process.stdout.write(`    → ${remedy}\n`);
  }
  const missing = rows.filter((row) => row.state === 'missing').length;
  process.stdout.write(
    missing ? `\n${missing} thing${missing > 1 ? 's' : ''} missing.\n` : '\nEverything needed is here.\n',
  );
  process.exitCode = missing ? 1 : 0;
}
