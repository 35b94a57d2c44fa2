import assert from 'node:assert/strict';
import {random} from '../../src/data/random';
import type {Op, Room} from '../../src/engine/internal';
import {batchNormOp} from '../../src/engine/ops/plain/batch-norm';
import {dropoutOp} from '../../src/engine/ops/plain/dropout';
import {activationOp, leakyReluOp} from '../../src/engine/ops/plain/elementwise';
import {embeddingOp} from '../../src/engine/ops/plain/embedding';
import {layerNormOp} from '../../src/engine/ops/plain/layer-norm';
import {maskingOp} from '../../src/engine/ops/plain/masking';
import {combineOp, concatOp, concatTimeOp, sumOp} from '../../src/engine/ops/plain/merge';
import {repeatOp, reshapeOp, swapAxesOp} from '../../src/engine/ops/plain/reshape';
import {softmaxOp} from '../../src/engine/ops/plain/softmax';
import type {Value, Weight} from '../../src/engine/ops/value';
import {openRoom, splitting} from './open-room';

const sizeOf = (shape: number[]) => shape.reduce((all, size) => all * size, 1);
const SHAPE = [3, 2, 5]; // odd sizes, all different

/** Values of an op that are drawn. */
type Make = (room: Room, draw: (shape: number[]) => Value, whole: (shape: number[], below: number) => Value) => Op;

const weight = (value: Value, padRows = true): Weight => ({...value, form: {padRows}});

/** All ops that are no layers of a golden file of their own. */
const OPS: Record<string, Make> = {
  embeddingOp: (room, draw, whole) => embeddingOp(room, whole([3, 2], 4), weight(draw([4, 5]), false)),
  layerNormOp: (room, draw) =>
    layerNormOp(room, draw(SHAPE), {gamma: weight(draw([5])), beta: weight(draw([5]))}, 0.01),
  batchNormOp: (room, draw) => {
    const values = {x: draw(SHAPE), gamma: weight(draw([5])), movingMean: draw([5]), movingVariance: draw([5])};
    return batchNormOp(room, values, {epsilon: 0.01, momentum: 0.9});
  },
  softmaxOp: (room, draw) => softmaxOp(room, draw(SHAPE)),
  'activationOp, σ': (room, draw) => activationOp(room, draw(SHAPE), 'sigmoid'),
  leakyReluOp: (room, draw) => leakyReluOp(room, draw(SHAPE), 0.3),
  maskingOp: (room, draw) => maskingOp(room, draw(SHAPE), 0),
  sumOp: (room, draw) => sumOp(room, [draw(SHAPE), draw(SHAPE), draw(SHAPE)], 0.5),
  'combineOp, product': (room, draw) => combineOp(room, 'multiply', draw(SHAPE), draw(SHAPE)),
  'combineOp, maximum': (room, draw) => combineOp(room, 'maximum', draw(SHAPE), draw(SHAPE)),
  concatOp: (room, draw) => concatOp(room, [draw([3, 2, 1]), draw([3, 2, 3]), draw([3, 2, 6])]),
  concatTimeOp: (room, draw) => concatTimeOp(room, [draw([3, 1, 5]), draw([3, 4, 5])]),
  'reshapeOp to a row': (room, draw) => reshapeOp(room, draw(SHAPE), [3, 10]),
  'reshapeOp to steps': (room, draw) => reshapeOp(room, draw([3, 12]), [3, 2, 6]),
  'reshapeOp of a view': (room, draw) => reshapeOp(room, draw([2, 3, 2, 4]), [2, 24]),
  repeatOp: (room, draw) => repeatOp(room, draw([3, 5]), 4),
  swapAxesOp: (room, draw) => swapAxesOp(room, draw(SHAPE)),
  dropoutOp: (room, draw) => dropoutOp(room, draw(SHAPE), {rate: 0.5, nextSeed: () => 77}),
};

/** Outputs and gradients of an op, for gradients that are drawn. */
function run(make: Make, split = false, change?: {value: number; index: number; by: number}) {
  const {normal, integer} = random(4);
  const open = openRoom();
  const values: Value[] = [];
  const put = (shape: number[], draw: () => number) => {
    const numbers = Float32Array.from({length: sizeOf(shape)}, draw);
    if (change?.value === values.length) numbers[change.index] += change.by;
    const value = open.put({shape, values: numbers});
    values.push(value);
    return value;
  };
  const op = make(
    split ? splitting(open.room) : open.room,
    (shape) => put(shape, () => normal()),
    (shape, below) => ({...put(shape, () => integer(0, below)), gradient: 0}),
  );
  op.forward();
  const [output] = op.outputs;
  const numbers = op.outputs.map(({at, shape}) => open.read(at, shape));
  const d = Float32Array.from(numbers[0], () => normal());
  const padding = open.paddingOf(output.at, output.shape);
  const laid = open.put({shape: output.shape, values: d});
  open.kernels.run.addTo(open.floatsOf(output.shape), laid.at, output.gradient);
  op.backward();
  const gradients = values.map(({gradient, shape}) => open.read(gradient, shape));
  const paddings = [padding, ...values.map(({gradient, shape}) => open.paddingOf(gradient, shape))];
  /** What the gradients are those of. */
  const objective = numbers[0].reduce((sum, value, i) => sum + value * d[i], 0);
  return {values, numbers, gradients, paddings, objective};
}

describe('everyday ops', () => {
  for (const [name, make] of Object.entries(OPS)) {
    it(`${name} has the gradient that differences show, and leaves padding zero`, () => {
      const {values, gradients, paddings} = run(make);
      for (const sum of paddings) assert.ok(Math.abs(sum) < 1e-5, `padding sums to ${sum}`);
      const step = 2 ** -7;
      values.forEach(({gradient, shape}, value) => {
        if (!gradient || (name === 'batchNormOp' && value > 1)) return; // moving statistics are no inputs
        if (name === 'embeddingOp' && value === 0) return;
        for (let index = 0; index < sizeOf(shape); index++) {
          const [above, below] = [step, -step].map((by) => run(make, false, {value, index, by}).objective);
          const expected = (above - below) / (2 * step);
          const error = Math.abs(gradients[value][index] - expected);
          assert.ok(error < 5e-3 * Math.max(1, Math.abs(expected)), `${value}[${index}]: ${expected}, off by ${error}`);
        }
      });
    });
  }

  it('give the same bits however threads share the rows', () => {
    for (const [name, make] of Object.entries(OPS)) {
      const [whole, split] = [run(make), run(make, true)];
      assert.deepEqual(split.numbers, whole.numbers, name);
      assert.deepEqual(split.gradients, whole.gradients, name);
    }
  });

  it('dropout may choose once for all steps of a sequence', () => {
    const make: Make = (room) => {
      const x = {...openOnes(room, [2, 6, 8])};
      return dropoutOp(room, x, {rate: 0.5, nextSeed: () => 5, sameForAllSteps: true});
    };
    const {numbers} = run(make);
    const [rows] = numbers;
    const step = (example: number, t: number) => rows.slice((example * 6 + t) * 8, (example * 6 + t + 1) * 8);
    for (let t = 1; t < 6; t++) {
      assert.deepEqual(step(0, t), step(0, 0));
      assert.deepEqual(step(1, t), step(1, 0));
    }
    assert.notDeepEqual(step(0, 0), step(1, 0));
    assert.deepEqual([...new Set(rows)].sort(), [0, 2]);
  });

  it('masking marks the steps whose numbers all have the value', () => {
    const {room, put, read} = openRoom();
    const x = put({shape: [2, 3, 2], values: [9, 9, 1, 9, 9, 9, 9, 2, 9, 9, 0, 0]});
    const op = maskingOp(room, x, 9);
    op.forward();
    const [output, mask] = op.outputs;
    assert.deepEqual(read(mask.at, mask.shape), [0, 1, 0, 1, 0, 1]);
    assert.deepEqual(read(output.at, output.shape), [0, 0, 1, 9, 0, 0, 9, 2, 0, 0, 0, 0]);
  });
});

function openOnes(room: Room, shape: number[]): Value {
  const value = room.value(shape);
  room.kernels.view(value.at, sizeOf(shape)).fill(1);
  return value;
}
