// A layer behind an embedding multiplies the table, not its rows: the same numbers as without that.
import assert from 'node:assert/strict';
import * as engine from '../../src/engine';
import * as internal from '../../src/engine/internal';
import {
  EMBEDDING_FORM,
  embeddingOp,
  type Op,
  type RecurrentOptions,
  type Room,
  type Value,
  type Weight,
} from '../../src/engine/internal';
import {readWeight, writeValue, writeWeight} from '../../src/engine/ops/value';
import {draw} from './convolution-golden';
import {openRoom, splitting} from './open-room';

const [BATCH, STEPS, FEATURES, UNITS] = [3, 5, 3, 6];

interface Case {
  forms: internal.WeightForm[];
  gates: number;
  biasRows?: number;
  make(room: Room, values: {x: Value; mask?: Value; weights: Weight[]}, options: RecurrentOptions): Op;
}

const CASES: Record<string, Case> = {
  LSTM: {forms: internal.LSTM_FORMS, gates: 4, make: internal.lstmOp},
  'GRU, reset after': {
    ...{forms: internal.GRU_FORMS, gates: 3, biasRows: 2},
    make: (room, values, options) => internal.gruOp(room, values, {...options, resetAfter: true}),
  },
  'simple RNN': {
    ...{forms: internal.SIMPLE_RNN_FORMS, gates: 1},
    make: (room, values, options) => internal.simpleRnnOp(room, values, {...options, activation: 'tanh'}),
  },
};

interface Found {
  output: number[];
  gradients: number[][];
  /** Rows of the gathers, of as many floats each. */
  gathers: string[];
}

/** Embedding and layer, forward and back; `direct` hides from the layer that its inputs are rows of a table. */
function run(
  {forms, gates, biasRows, make}: Case,
  options: RecurrentOptions & {vocabulary: number; masked?: boolean},
  how: {direct?: boolean; split?: boolean} = {},
): Found {
  const {vocabulary, masked, ...rest} = options;
  const opened = openRoom();
  const {kernels, put} = opened;
  const gathers: string[] = [];
  const share = kernels.share.bind(kernels);
  const counted = Object.assign(Object.create(kernels), {
    share: (...call: Parameters<typeof share>) => {
      if (call[0] === 'gatherRows') gathers.push(call[2](0, call[1]).slice(0, 2).join(' x '));
      share(...call);
    },
  });
  const room: Room = how.split ? splitting(opened.room) : {...opened.room, kernels: counted};
  let seed = 0;
  const weight = (shape: number[], form: internal.WeightForm): Weight => {
    const values = draw(shape, 30 + seed++, 0.6).dataSync() as Float32Array;
    const floats = internal.weightFloats(shape, form);
    const made = {shape, form, at: kernels.zeros(floats), gradient: kernels.zeros(floats)};
    writeWeight(kernels, made.at, shape, form, values);
    return made;
  };
  const table = weight([vocabulary, FEATURES], EMBEDDING_FORM);
  const biasShape = biasRows ? [biasRows, gates * UNITS] : [gates * UNITS];
  const weights = [[FEATURES, gates * UNITS], [UNITS, gates * UNITS], biasShape].map((shape, i) =>
    weight(shape, forms[i]),
  );
  const tokens = Array.from({length: BATCH * STEPS}, (_, i) => (i * 7 + (i % 3)) % vocabulary);
  const embedding = embeddingOp(room, put({shape: [BATCH, STEPS], values: tokens}), table, {maskZero: masked});
  const [rows, mask] = embedding.outputs;
  const x: Value = how.direct ? {...rows, tokens: undefined} : rows;
  const layer = make(room, {x, mask, weights}, {...rest, returnSequences: true});
  embedding.forward();
  layer.forward();
  const shape = [BATCH, STEPS, UNITS];
  const [y] = layer.outputs;
  const output = opened.read(y.at, shape);
  writeValue(kernels, y.gradient, shape, draw(shape, 50).dataSync(), kernels.take(200));
  layer.backward();
  embedding.backward();
  const gradients = [table, ...weights].map((one) => [...readWeight(kernels, one.gradient, one.shape, one.form)]);
  return {output, gradients, gathers};
}

const nearly = (actual: number[], expected: number[], what: string) =>
  actual.forEach((value, i) => {
    const limit = 1e-5 * Math.max(1, Math.abs(expected[i]));
    assert.ok(Math.abs(value - expected[i]) <= limit, `${what}[${i}] should be ${expected[i]}, is ${value}`);
  });

describe('a layer behind an embedding', () => {
  before(() => engine.start({seed: 1}));

  for (const [name, one] of Object.entries(CASES)) {
    for (const options of [{}, {goBackwards: true}, {masked: true}]) {
      const how = Object.keys(options)[0] ?? 'plain';
      it(`computes with the table what it computes with the rows: ${name}, ${how}`, () => {
        const sizes = {...options, vocabulary: 4};
        const [found, wanted] = [run(one, sizes), run(one, sizes, {direct: true})];
        assert.equal(found.gathers.length, wanted.gathers.length + 1, 'the table is used');
        assert.deepEqual(found.output, wanted.output);
        found.gradients.forEach((gradient, i) => {
          nearly(gradient, wanted.gradients[i], `gradient ${i}`);
          assert.ok(gradient.some((value) => value !== 0));
        });
      });
    }
  }

  it('gives the same bits however threads share rows and columns', () => {
    for (const one of Object.values(CASES)) {
      const [found, split] = [run(one, {vocabulary: 4}), run(one, {vocabulary: 4}, {split: true})];
      assert.deepEqual([split.output, split.gradients], [found.output, found.gradients]);
    }
  });

  it('takes the rows where there are no fewer in the table', () => {
    for (const vocabulary of [BATCH * STEPS, 40]) {
      const {gathers} = run(CASES.LSTM, {vocabulary});
      assert.deepEqual(gathers, [`${BATCH * STEPS} x 4`], 'only the embedding gathers');
    }
  });

  it('takes the rows where dropout changes them', () => {
    const dropout = {inputs: 0.5, nextSeed: () => 3};
    const [found, wanted] = [{}, {direct: true}].map((how) => run(CASES.LSTM, {vocabulary: 4, dropout}, how));
    assert.equal(found.gathers.length, 1);
    assert.deepEqual([found.output, found.gradients], [wanted.output, wanted.gradients]);
  });
});
