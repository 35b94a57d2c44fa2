/**
 * The speed of the matrix product in GFLOP/s: `npx tsx ci/bench/matmul.ts [--against REVISION] [--only PATTERN]`.
 *
 * Compiles the product of the working tree, and of a Git revision beside it, and times both in turn at the course's shapes.
 * Says 'other bits' where the two do not agree in every bit.
 */
import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {describeMachine, machineLine} from './machine';
import {median, pairedRatios} from './statistics';

const ROOT = resolve(__dirname, '../..');
const KERNELS = 'lib/src/engine/kernels';
const ROUNDS = 15;
/** Numbers begin here, above what the module keeps for itself. */
const FIRST_BYTE = 4 * 2 ** 20;
/** Multiplications and additions that one timing takes at least. */
const LEAST_FLOP = 5e7;

/** What is multiplied; A is stored transposed for gradients of weights. */
interface Shape {
  what: string;
  rows: number;
  columns: number;
  inner: number;
  transposed?: boolean;
}

const SHAPES: Shape[] = [
  {what: 'LSTM 20: a step', rows: 32, columns: 80, inner: 20},
  {what: 'LSTM 20: a step back', rows: 32, columns: 20, inner: 80},
  {what: 'LSTM 20: inputs of layer 1', rows: 1600, columns: 80, inner: 1},
  {what: 'LSTM 20: inputs of layer 2', rows: 1600, columns: 80, inner: 20},
  {what: 'LSTM 20: dW', rows: 20, columns: 80, inner: 1600, transposed: true},
  {what: 'inner axis of 4', rows: 32, columns: 80, inner: 4},
  {what: '1 row', rows: 1, columns: 80, inner: 20},
  {what: '2 rows', rows: 2, columns: 80, inner: 20},
  {what: '3 rows', rows: 3, columns: 80, inner: 20},
  {what: '5 rows', rows: 5, columns: 80, inner: 20},
  {what: '8 rows', rows: 8, columns: 80, inner: 20},
  {what: 'LSTM 64, batch 500: a step', rows: 500, columns: 256, inner: 64},
  {what: 'LSTM 64, batch 500: a step back', rows: 500, columns: 64, inner: 256},
  {what: 'LSTM 64, batch 500: dW', rows: 64, columns: 256, inner: 50000, transposed: true},
  {what: 'LSTM 256: inputs', rows: 1600, columns: 1024, inner: 128},
  {what: 'LSTM 256: a step', rows: 32, columns: 1024, inner: 256},
  {what: 'LSTM 256: a step, one sequence', rows: 1, columns: 1024, inner: 256},
  {what: 'LSTM 256: a step back', rows: 32, columns: 256, inner: 1024},
  {what: 'LSTM 256: dX', rows: 1600, columns: 128, inner: 1024},
  {what: 'LSTM 256: dW', rows: 256, columns: 1024, inner: 1600, transposed: true},
  {what: 'convolution of 16 filters: dW', rows: 432, columns: 16, inner: 6912, transposed: true},
];

interface Product {
  memory: WebAssembly.Memory;
  addMatmul(...sizesAndPointers: number[]): void;
}

/** The folder's `matmul.ts` as a module of its own. */
function compileProduct(folder: string): Product {
  const entry = join(folder, 'bench-entry.ts');
  const wasm = join(folder, 'bench.wasm');
  writeFileSync(entry, "export {addMatmul} from './matmul';\n");
  const asc = join(dirname(require.resolve('assemblyscript/package.json')), 'bin/asc.js');
  const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
  execFileSync(process.execPath, [asc, entry, '--baseDir', '/', '--outFile', wasm, ...flags], {stdio: 'pipe'});
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)), {env: {abort() {}}});
  return instance.exports as unknown as Product;
}

/** The kernels of a revision, in a folder. */
function checkOut(revision: string, folder: string): void {
  const git = (...args: string[]): string => execFileSync('git', args, {cwd: ROOT, encoding: 'utf8'});
  mkdirSync(folder);
  for (const path of git('ls-tree', '-r', '--name-only', revision, KERNELS).trim().split('\n')) {
    writeFileSync(join(folder, basename(path)), git('show', `${revision}:${path}`));
  }
}

/** Puts the same numbers into the product's memory each time; gives its arguments and where C is. */
function prepare(product: Product, shape: Shape): {args: number[]; c: Float32Array} {
  const {rows, columns, inner, transposed} = shape;
  const a = FIRST_BYTE;
  const b = a + Math.ceil((rows * inner) / 16) * 64;
  const c = b + Math.ceil((inner * columns) / 16) * 64;
  const missing = c + rows * columns * 4 - product.memory.buffer.byteLength;
  if (missing > 0) product.memory.grow(Math.ceil(missing / 65536));
  let state = 7;
  const numbers = new Float32Array(product.memory.buffer, a, (c - a) / 4 + rows * columns);
  for (let i = 0; i < numbers.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    numbers[i] = state / 2 ** 32;
  }
  const strides = transposed ? [4, 4 * rows] : [4 * inner, 4];
  return {
    args: [rows, columns, inner, a, ...strides, b, 4 * columns, c, 4 * columns],
    c: new Float32Array(product.memory.buffer, c, rows * columns),
  };
}

/** One line of the table: GFLOP/s of each product, and the median ratio of the last to the first. */
function measure(products: Product[], shape: Shape): {speeds: number[]; ratio: number; same: boolean} {
  const flop = 2 * shape.rows * shape.columns * shape.inner;
  const calls = Math.ceil(LEAST_FLOP / flop);
  const prepared = products.map((product) => prepare(product, shape));
  prepared.forEach(({args}, i) => {
    products[i].addMatmul(...args);
  });
  const bits = prepared.map(({c}) => Buffer.from(c.slice().buffer));
  const speeds: number[][] = products.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    products.forEach((product, i) => {
      const {args} = prepared[i];
      const begin = performance.now();
      for (let call = 0; call < calls; call++) product.addMatmul(...args);
      speeds[i].push((flop * calls) / (performance.now() - begin) / 1e6);
    });
  }
  return {
    speeds: speeds.map(median),
    ratio: median(pairedRatios(speeds[speeds.length - 1], speeds[0])),
    same: bits.every((other) => other.equals(bits[0])),
  };
}

function main(): void {
  const {values} = parseArgs({options: {against: {type: 'string'}, only: {type: 'string'}}});
  const folder = mkdtempSync(join(tmpdir(), 'matmul-'));
  try {
    cpSync(join(ROOT, KERNELS), join(folder, 'now'), {recursive: true});
    if (values.against) checkOut(values.against, join(folder, 'then'));
    const products = (values.against ? ['then', 'now'] : ['now']).map((name) => compileProduct(join(folder, name)));
    console.log(machineLine(describeMachine()));
    console.log(
      `${'GFLOP/s'.padEnd(33)} ${values.against ? `${values.against.slice(0, 9).padStart(9)} ` : ''}     now`,
    );
    const wanted = new RegExp(values.only ?? '');
    for (const shape of SHAPES.filter(({what}) => wanted.test(what))) {
      const {speeds, ratio, same} = measure(products, shape);
      const end = speeds.length > 1 ? ` ${ratio.toFixed(2)} times${same ? '' : ', other bits'}` : '';
      console.log(`${shape.what.padEnd(33)} ${speeds.map((speed) => speed.toFixed(1).padStart(9)).join('')}${end}`);
    }
  } finally {
    rmSync(folder, {recursive: true});
  }
}

main();
