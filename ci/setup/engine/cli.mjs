// npm run engine:tensorflow: builds the engine on native TensorFlow, or brings it up to date, or removes it.
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {withLock} from '../lock.mjs';
import {SetupError} from '../process.mjs';
import {createProgress} from '../progress.mjs';
import {places, setUp} from '../steps.mjs';
import {engineSteps, readManifest, removeEngine} from './steps.mjs';
import {chooseVariant} from './variant.mjs';

const help = `npm run engine:tensorflow [-- --remove]

Builds the engine on native TensorFlow: fetches TensorFlow from PyPI and the addon's sources from npm, and compiles them.
CPU: 0.3 GB to fetch, 1.3 GB on disk. With CUDA, where nvidia-smi finds a GPU: 3 GB to fetch, 6 GB on disk. Needs a C++
compiler (CXX names one) and Python (PYTHON names one). Does only what is missing or out of date. Afterwards
engine.start() picks TensorFlow; UNROLL_ENGINE=wasm, or engine.start({engine: 'wasm'}), stays on WebAssembly.

  --remove   removes all of it: engine.start() is back on WebAssembly
  --help     this text
`;

async function build(place) {
  const steps = engineSteps(chooseVariant(place.root));
  const ran = await withLock(place, () => setUp(place, {progress: createProgress(), among: steps}));
  const {version, gpu, cuda} = readManifest(place);
  const where = gpu
    ? 'GPU'
    : cuda
      ? 'CPU, since TensorFlow finds no GPU it can use (is the driver up to date?)'
      : 'CPU';
  process.stdout.write(
    `TensorFlow ${version} (${where}) is ${ran.length ? 'built' : 'up to date'}: engine.start() picks it. UNROLL_ENGINE=wasm stays on WebAssembly.\n`,
  );
}

async function remove(place) {
  const removed = await withLock(place, async () => removeEngine(place));
  process.stdout.write(
    removed ? 'TensorFlow is removed: engine.start() is back on WebAssembly.\n' : 'There is no TensorFlow to remove.\n',
  );
}

async function main(args) {
  const unknown = args.find((argument) => !['--remove', '--help', '-h'].includes(argument));
  if (unknown || args.includes('--help') || args.includes('-h')) {
    if (unknown) process.stderr.write(`There is no option '${unknown}'.\n\n`);
    process[unknown ? 'stderr' : 'stdout'].write(help);
    return unknown ? 2 : 0;
  }
  const place = places(join(dirname(fileURLToPath(import.meta.url)), '../../..'));
  await (args.includes('--remove') ? remove(place) : build(place));
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`\n${error instanceof SetupError ? error.message : (error.stack ?? error)}\n`);
    process.exitCode = 1;
  },
);
