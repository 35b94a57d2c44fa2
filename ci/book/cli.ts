/** Command `npm run book`: the course as a static web book that needs no network, from stored outputs. */
import {SingleBar} from 'cli-progress';
import {Command} from 'commander';
import {InputError} from '../notebooks/notebook';
import {makeBook} from './build';
import {needChromium} from './pdf';

interface Given {
  out: string;
  pdf?: boolean;
  solutions?: boolean;
}

async function run({out, pdf, solutions}: Given): Promise<void> {
  if (pdf) needChromium();
  const begin = Date.now();
  const bar = process.stderr.isTTY
    ? new SingleBar({format: '{bar} {value} of {total} pages', hideCursor: true, clearOnComplete: true})
    : undefined;
  try {
    const {pages, charts, bytes} = await makeBook({
      ...{out, pdf, solutions},
      onProgress: (done, of) => {
        if (!bar) return;
        if (done === 1) bar.start(of, 0);
        bar.update(done);
        if (done === of) bar.stop();
      },
    });
    const seconds = ((Date.now() - begin) / 1000).toFixed(0);
    console.log(
      `${pages} pages, ${charts} charts, ${(bytes / 1e6).toFixed(1)} MB in ${out} (${seconds} s); open ${out}/index.html`,
    );
  } finally {
    bar?.stop();
  }
}

// ending by itself, the command takes the half-made folder away
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));

new Command('npm run book --')
  .description('Makes a static web book of all lessons and exercises from their stored outputs. It works from a disk.')
  .option('--out <folder>', 'where the book goes; an older book there is replaced', 'book')
  .option('--pdf', 'the whole book as one PDF beside it, by a headless Chromium', false)
  .option('--solutions', 'with the solutions, folded, below each exercise', false)
  .allowExcessArguments(false)
  .showHelpAfterError('(--help shows how)')
  .action((given: Given) =>
    run(given).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      console.error(error.message);
      process.exitCode = 2;
    }),
  )
  .parse();
