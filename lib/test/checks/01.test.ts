import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {findPart, localLearner} from '../../src/checks';
import {
  CHANGED_TASKS,
  checkBoxes,
  checkFirstAnswer,
  checkKindOf,
  FIRST_TEN,
  KINDS,
  type Kind,
  kindFrom,
  SECOND_TEN,
  shapesFor,
  whyNotKind,
} from '../../src/checks/01';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';

const [features, units, written] = [2, 3, 4];

/** A network of each kind, untrained. */
function network(kind: Kind, stepsIn: number): tf.LayersModel {
  const recurrent = (returnSequences: boolean) => layers.simpleRNN({units, returnSequences});
  const start = tf.layers.inputLayer({inputShape: kind === 'vec2seq' ? [features] : [stepsIn, features]});
  const write = [tf.layers.repeatVector({n: written}), recurrent(true)];
  const stack = {
    seq2seq: [recurrent(true)],
    seq2vec: [recurrent(false)],
    vec2seq: write,
    'encoder-decoder': [recurrent(false), ...write],
  }[kind];
  return tf.sequential({layers: [start, ...stack]});
}

/** How many input steps each output step depends on, measured by moving one input step after the other. */
function needsOf(model: tf.LayersModel, stepsIn: number): number[] {
  const isVector = model.inputs[0].shape.length === 2;
  const predict = (moved: number): number[][] => {
    const rows = Array.from({length: stepsIn}, (_, t) =>
      Array.from({length: features}, () => (t === moved ? 0.9 : 0.2)),
    );
    const y = model.predict(isVector ? tf.tensor2d(rows) : tf.tensor3d([rows])) as tf.Tensor;
    return y.reshape<tf.Tensor2D>([-1, units]).arraySync();
  };
  const still = predict(-1);
  const changed = rows(stepsIn).map((t) => predict(t).map((row, s) => row.some((value, j) => value !== still[s][j])));
  return still.map((_, s) => changed.map((all) => all[s]).lastIndexOf(true) + 1);
}

const rows = (count: number): number[] => Array.from({length: count}, (_, i) => i);

async function firstFailure(findings: AsyncGenerator<{passed: boolean; message: string}>): Promise<string> {
  for await (const {passed, message} of findings) if (!passed) return message;
  return '';
}

describe('the check of exercise 01', () => {
  before(() => engine.start({seed: 5}));

  for (const kind of KINDS) {
    const stepsIn = kind === 'vec2seq' ? 1 : 5;

    it(`finds ${kind} from what the outputs of such a network depend on`, () => {
      assert.equal(kindFrom({stepsIn, needs: needsOf(network(kind, stepsIn), stepsIn)}), kind);
    });

    it(`wants for ${kind} the wait that is measured`, async () => {
      const [measured] = needsOf(network(kind, stepsIn), stepsIn);
      const learner = localLearner({firstAnswer: () => measured});
      assert.equal(await firstFailure(checkFirstAnswer(learner, [[kind, stepsIn]])), '');
    });

    it(`wants for ${kind} the shapes of such a network`, () => {
      const {input, output} = shapesFor({
        ...{kind, batch: 7, stepsIn, featuresIn: features, featuresOut: units},
        stepsOut: kind === 'seq2seq' ? stepsIn : written,
      });
      const model = network(kind, stepsIn);
      assert.deepEqual([null, ...input.slice(1)], model.inputs[0].shape);
      assert.deepEqual([null, ...output.slice(1)], model.outputs[0].shape);
    });
  }

  it('numbers the tasks from 1 to 25, each kind in all tables', () => {
    const all = [...FIRST_TEN, ...SECOND_TEN, ...CHANGED_TASKS];
    assert.deepEqual(
      all.map(({number}) => number),
      rows(25).map((i) => i + 1),
    );
    for (const table of [FIRST_TEN, SECOND_TEN, CHANGED_TASKS]) {
      assert.equal(new Set(table.map(({kind}) => kind)).size, KINDS.length);
    }
  });

  it('gives a reason to every wrong box, and never names the right one', () => {
    for (const task of [...FIRST_TEN, ...SECOND_TEN, ...CHANGED_TASKS]) {
      for (const named of KINDS.filter((kind) => kind !== task.kind)) {
        const reason = whyNotKind(named, task);
        assert.ok(!reason.includes(task.kind), reason);
        assert.doesNotMatch(reason, /but $|undefined/);
      }
    }
  });

  it('never names the right kind for facts either', async () => {
    for (const [stepsIn, needs] of [
      [4, [1, 2, 3, 4]],
      [4, [4, 4, 4, 4]],
      [1, [1, 1]],
      [3, [3]],
    ] as const) {
      const facts = {stepsIn, needs: [...needs]};
      for (const named of [...KINDS, 'none'].filter((kind) => kind !== kindFrom(facts))) {
        const message = await firstFailure(checkKindOf(localLearner({kindOf: () => named}), [facts]));
        assert.match(message, new RegExp(`cannot be ${named}: `));
        assert.ok(!message.includes(kindFrom(facts)), message);
      }
    }
  });

  it('does not tell the kind of the changed tasks before grading', async () => {
    const boxes: Record<string, number[]> = {seq2seq: [], seq2vec: [], vec2seq: [], 'encoder-decoder': []};
    for (const {kind, number} of SECOND_TEN) boxes[kind].push(number);
    for (const {number} of CHANGED_TASKS) boxes.vec2seq.push(number);
    const learner = localLearner({sortSecondTen: () => boxes});
    assert.equal(await firstFailure(checkBoxes(learner, 'sortSecondTen', SECOND_TEN, CHANGED_TASKS)), '');
    const graded = checkBoxes(learner, 'sortSecondTen', [...SECOND_TEN, ...CHANGED_TASKS]);
    assert.match(await firstFailure(graded), /task 21 cannot be vec2seq/);
  });

  it('has 14 points', () => {
    const points = ['01.1', '01.2', '01.3', '01.4', '01.5'].map((id) => findPart(id).points);
    assert.equal(
      points.reduce((sum, own) => sum + own, 0),
      14,
    );
  });
});
