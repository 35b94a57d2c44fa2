/** The files that all pages share: style sheets, scripts, Plotly, the index of words. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {build, transform} from 'esbuild';
import MiniSearch from 'minisearch';
import {workerFile, workerText} from './live/frame/connection';
import {type Entry, indexFile, searchOptions} from './search-options';

const target = 'es2021';

/** The scripts of `client/`, each one file. */
async function writeScripts(folder: string): Promise<void> {
  await build({
    entryPoints: {
      book: join(__dirname, 'client/main.ts'),
      theme: join(__dirname, 'client/theme.ts'),
      live: join(__dirname, 'live/frame/main.ts'),
    },
    ...{outdir: folder, bundle: true, minify: true, format: 'iife', platform: 'browser', logLevel: 'silent', target},
  });
}

/**
 * The code of the live pages' worker, with the library from its sources (of which only what is used comes in), as a
 * script that sets a text: from a disk a page may start a worker from a Blob only. WebGL has no use in it.
 */
export async function writeWorker(folder: string): Promise<void> {
  const sources = join(__dirname, '../../lib/src');
  const webgl = require.resolve('@tensorflow/tfjs-backend-webgl');
  const {outputFiles} = await build({
    entryPoints: [join(__dirname, 'live/worker.ts')],
    ...{bundle: true, minify: true, write: false, format: 'iife', platform: 'browser', logLevel: 'silent', target},
    alias: {unroll: join(sources, 'index.ts')},
    plugins: [
      {
        name: 'no-webgl',
        setup: ({onLoad, onResolve}) => {
          onResolve({filter: /^@tensorflow\/tfjs-backend-webgl$/}, () => ({path: webgl, namespace: 'empty'}));
          onLoad({filter: /./, namespace: 'empty'}, () => ({contents: 'export const version_webgl = undefined'}));
        },
      },
    ],
  });
  const code = outputFiles[0]?.text ?? '';
  writeFileSync(join(folder, workerFile), `${workerText}=${JSON.stringify(code)};\n`);
}

/** Plotly ships in readable form: without blanks and long names it is less than half. */
async function writePlotly(folder: string): Promise<void> {
  const {code} = await transform(readFileSync(require.resolve('plotly.js-dist'), 'utf8'), {
    ...{minify: true, legalComments: 'inline', logLevel: 'silent', target},
  });
  writeFileSync(join(folder, 'plotly.js'), code);
}

async function writeStyle(folder: string): Promise<void> {
  const names = ['theme', 'frame', 'text', 'code', 'folds', 'contents', 'live', 'demos', 'print'];
  const sheets = names.map((name) => readFileSync(join(__dirname, 'style', `${name}.css`), 'utf8'));
  const {code} = await transform(sheets.join('\n'), {
    loader: 'css',
    minify: true,
    target: ['chrome100', 'firefox100', 'safari15'],
  });
  writeFileSync(join(folder, 'book.css'), code);
}

/** Style, scripts and, where charts are, Plotly. */
export async function writeAssets(folder: string, hasCharts: boolean): Promise<void> {
  await Promise.all([
    writeScripts(folder),
    writeStyle(folder),
    writeWorker(folder),
    ...(hasCharts ? [writePlotly(folder)] : []),
  ]);
}

/** The index as a script: it only sets a text, which the reader's browser parses when search is opened. */
export function writeSearchIndex(folder: string, entries: readonly Entry[]): void {
  const index = new MiniSearch(searchOptions);
  index.addAll(entries);
  writeFileSync(join(folder, indexFile), `bookSearch=${JSON.stringify(JSON.stringify(index))};\n`);
}
