// The library bundled for a browser: it trains there, and gives the bits that it gives in Node.
import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {dirname, join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {type BuildOptions, build} from 'esbuild';
import type {Browser, Page} from 'playwright-core';
import * as unroll from 'unroll';
import {root} from './lab';
import {type Trained, train} from './library/train';
import {launch} from './notebook-page';

type InPage = typeof globalThis & {unroll: typeof unroll; train(wasmPath: string): Promise<Trained>};

const plain: BuildOptions = {
  bundle: true,
  write: false,
  platform: 'browser',
  format: 'iife',
  minify: true,
  logLevel: 'silent',
};

/** TensorFlow.js' .wasm files, beside its own code. */
const wasmFolder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'));

/** Serves the bundle, the page around it, and the .wasm files, on the loopback. */
function serve(bundle: Uint8Array): Promise<Server> {
  const server = createServer(({url = '/'}, answer) => {
    const name = url.slice(1);
    if (name === '') return answer.setHeader('content-type', 'text/html').end('<script src="bundle.js"></script>');
    if (name === 'favicon.ico') return answer.writeHead(204).end();
    if (name === 'bundle.js') return answer.setHeader('content-type', 'text/javascript').end(bundle);
    if (!/^wasm\/[\w-]+\.wasm$/.test(name)) return answer.writeHead(404).end();
    return answer.setHeader('content-type', 'application/wasm').end(readFileSync(join(wasmFolder, name.slice(5))));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

describe('the library in a browser', () => {
  let [server, browser, page]: [Server?, Browser?, Page?] = [];
  let address = '';
  const problems: string[] = [];

  before(async () => {
    const {outputFiles} = await build({...plain, entryPoints: [join(__dirname, 'library/page.ts')]});
    const [{contents}] = outputFiles as {contents: Uint8Array}[];
    const sizes = [contents, gzipSync(contents)].map(({length}) => `${(length / 1e6).toFixed(2)} MB`);
    process.stdout.write(`  bundle: ${sizes[0]}, compressed ${sizes[1]}\n`);
    server = await serve(contents);
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    browser = await launch();
    page = await browser.newPage();
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(address);
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  it('bundles from its sources with nothing of Node left over', async () => {
    const {warnings, metafile} = await build({...plain, entryPoints: [join(root, 'lib/src/index.ts')], metafile: true});
    assert.deepEqual(warnings, []);
    const outside = Object.values(metafile?.outputs ?? {}).flatMap(({imports}) =>
      imports.filter(({external}) => external),
    );
    assert.deepEqual(outside, []);
  });

  it('trains on the kernels, to the same losses, weights and predictions as in Node, bit for bit', async () => {
    const inPage = await page?.evaluate((wasmPath) => (globalThis as InPage).train(wasmPath), `${address}wasm/`);
    const inNode = await train(unroll);
    assert.deepEqual(inPage, inNode);
    assert.deepEqual(inNode.trainedBy, ['plan', 'plan']);
    assert.ok(inNode.losses[2] < inNode.losses[0] && inNode.losses[5] < inNode.losses[3]);
    const numbers = [...inNode.weights.flat(), ...inNode.predictions];
    assert.ok(numbers.length > 500 && numbers.every(Number.isFinite));
  });

  it('says what computes, loads data, and names what only Node can do', async () => {
    const said = await page?.evaluate(async () => {
      const {engine, data, models, training, tf} = (globalThis as InPage).unroll;
      const births = await data.load('us-births');
      const model = training.compile(models.buildLstm({units: [2], lookback: 3}));
      const [x, y] = [tf.zeros([4, 3, 1]), tf.zeros([4, 1])];
      const failed = await training.fit(model, {x, y}, {checkpoint: {path: 'here.json'}}).then(
        () => 'no error',
        (error: Error) => error.message,
      );
      return {info: engine.info(), days: births.values.length, failed};
    });
    assert.equal(said?.info.engine, 'wasm');
    assert.equal(said?.info.simd, true);
    assert.ok(Number(said?.days) > 3000);
    assert.match(said?.failed ?? '', /checkpoint.path needs Node/);
  });

  it('writes no errors to the console', () => {
    assert.deepEqual(problems, []);
  });
});
