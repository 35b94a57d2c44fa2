/**
 * Native TensorFlow's LSTM against the fused kernels, both on the engine 'tensorflow': a forward and a backward pass of a
 * layer on the tape, in turn, in one process. Prints medians of the ratios, with quartiles, for docs/engines.md.
 *
 *     UNROLL_ENGINE=tensorflow node --import tsx ci/bench/native-lstm.ts [SIZES...]     such as 64,64,50,8
 */
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../lib/src/engine';
import {LSTM_FORMS, lstmOp} from '../../lib/src/engine/internal';
import {availableLstm} from '../../lib/src/engine/native/choose-lstm';
import {runNativeLstm} from '../../lib/src/engine/native/native-lstm';
import {runRecurrent} from '../../lib/src/engine/tape/recurrent';
import {pairedRatios, spread} from './statistics';

/** [units, batch, time steps, features]. */
const SIZES = [
  [8, 32, 50, 1],
  [20, 32, 50, 1],
  [24, 64, 30, 8],
  [32, 32, 50, 1],
  [32, 64, 30, 4],
  [64, 16, 30, 8],
  [64, 64, 50, 8],
  [128, 32, 50, 32],
  [128, 64, 40, 32],
  [256, 64, 50, 64],
];
const ROUNDS = 15;
const WARM_UP = 2;
/** Time that one measurement takes at least. */
const LEAST_MS = 10;

/** What is differentiated by. */
interface Tensors {
  x: tf.Tensor3D;
  kernel: tf.Tensor2D;
  recurrentKernel: tf.Tensor2D;
  bias: tf.Tensor1D;
}
type Run = (tensors: Tensors) => tf.Tensor;

const noise = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.2, 'float32', seed);
const processorMs = () => {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1000;
};

function bothPasses(run: Run, tensors: Tensors, dy: tf.Tensor): void {
  tf.tidy(() => {
    const given = (...[x, kernel, recurrentKernel, bias]: tf.Tensor[]) =>
      run({x, kernel, recurrentKernel, bias} as Tensors);
    const {x, kernel, recurrentKernel, bias} = tensors;
    for (const gradient of tf.grads(given)([x, kernel, recurrentKernel, bias], dy)) gradient.dataSync();
  });
}

const options = {returnSequences: true, stateGradient: false};

const onKernels: Run = ({x, ...weights}) =>
  runRecurrent(lstmOp, {x, weights: Object.values(weights), forms: LSTM_FORMS, initialStates: []}, options).output;

/** @throws Error without native TensorFlow */
function nativeRun(): Run {
  const native = availableLstm(onKernels);
  if (!native) throw new Error('needs native TensorFlow: npm run engine:tensorflow, then UNROLL_ENGINE=tensorflow');
  return (tensors) => {
    const zeros = tf.zeros<tf.Rank.R2>([tensors.x.shape[0], tensors.recurrentKernel.shape[0]]);
    return runNativeLstm(native.backend, native.lstm, {...tensors, h0: zeros, c0: zeros}, options).output;
  };
}

/** Both in turn: times of the clock and of the processors, in milliseconds, the kernels' first. */
function takeTurns(runs: Run[], tensors: Tensors, dy: tf.Tensor): {wall: number[][]; processor: number[][]} {
  const times = {wall: runs.map((): number[] => []), processor: runs.map((): number[] => [])};
  let repeats = 1;
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    runs.forEach((run, which) => {
      const [begin, used] = [performance.now(), processorMs()];
      for (let i = 0; i < repeats; i++) bothPasses(run, tensors, dy);
      const took = performance.now() - begin;
      if (round >= 0) {
        times.wall[which].push(took / repeats);
        times.processor[which].push((processorMs() - used) / repeats);
      } else if (which === 0) {
        repeats = Math.max(1, Math.ceil((repeats * LEAST_MS) / took));
      }
    });
  }
  return times;
}

function ratio([kernels, native]: number[][]): string {
  const {median, lower, upper} = spread(pairedRatios(native, kernels));
  return `${median.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`;
}

/** A line of the table for one layer. */
function measure(run: Run, [units, batch, steps, features]: number[]): string {
  const tensors = {
    x: noise([batch, steps, features], 1),
    kernel: noise([features, 4 * units], 2),
    recurrentKernel: noise([units, 4 * units], 3),
    bias: noise([4 * units], 4),
  } as Tensors;
  const dy = noise([batch, steps, units], 5);
  const {wall, processor} = takeTurns([onKernels, run], tensors, dy);
  tf.dispose([tensors.x, tensors.kernel, tensors.recurrentKernel, tensors.bias, dy]);
  const work = Math.round((batch * 4 * units * (features + units)) / 1000);
  const name = `${units} units, batch ${batch}, ${steps} steps, ${features} feature(s)`;
  return `| ${name} | ${work} | ${spread(wall[0]).median.toFixed(1)} | ${ratio(wall)} | ${ratio(processor)} |`;
}

async function main(): Promise<void> {
  const {devices} = await engine.start({engine: 'tensorflow', seed: 1});
  console.log(`${devices.join(' beside ')}, Node ${process.versions.node}`);
  console.log('| layer | thousand products a step | kernels, ms | native, time | native, processor time |');
  console.log('| --- | --- | --- | --- | --- |');
  const given = process.argv.slice(2).map((sizes) => sizes.split(',').map(Number));
  const run = nativeRun();
  for (const sizes of given.length > 0 ? given : SIZES) console.log(measure(run, sizes));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
