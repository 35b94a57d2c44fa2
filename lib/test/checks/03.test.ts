import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {type Finding, localLearner} from '../../src/checks';
import {
  checkMaximum,
  checkPerStep,
  checkRepair,
  checkStackShapes,
  checkTryStack,
  dense,
  type Head,
  SMALL,
  stackSlips,
} from '../../src/checks/03';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';

/** All lists of true and false of a length. */
const allFlags = (length: number): boolean[][] =>
  length === 0 ? [[]] : allFlags(length - 1).flatMap((flags) => [true, false].map((flag) => [...flags, flag]));

const DEPTHS = [1, 2, 3, 4];
const [batch, timeSteps, features] = [3, 4, 2];
const unitsOf = (depth: number): number[] => Array.from({length: depth}, (_, i) => 3 + i);

/** Layers on symbolic tensors, as far as they fit. */
function grow(units: number[], flags: boolean[]) {
  const input = tf.input({shape: [timeSteps, features]});
  let H = input;
  for (const [i, own] of units.entries()) {
    try {
      H = layers.simpleRNN({units: own, returnSequences: flags[i]}).apply(H) as tf.SymbolicTensor;
    } catch (error) {
      return {input, H, refusing: i, message: (error as Error).message};
    }
  }
  return {input, H, refusing: -1, message: ''};
}

async function failures(findings: AsyncGenerator<Finding>): Promise<string[]> {
  const messages: string[] = [];
  for await (const {passed, message} of findings) if (!passed) messages.push(message);
  return messages;
}

describe('the check of exercise 03', () => {
  before(() => engine.start({seed: 3}));

  it('agrees with the layers about the shapes of every stack that fits', async () => {
    const stackShapes = (n: number, T: number, d: number, units: number[], flags: boolean[]) => {
      let shape: tf.Shape = [n, T, d];
      return units.map((own, i) => {
        shape = layers.simpleRNN({units: own, returnSequences: flags[i]}).computeOutputShape(shape) as tf.Shape;
        return shape;
      });
    };
    const cases = DEPTHS.flatMap((depth) =>
      [true, false].map((top) => {
        const returnSequences = Array.from({length: depth}, (_, i) => i < depth - 1 || top);
        return {batch, timeSteps, features, units: unitsOf(depth), returnSequences};
      }),
    );
    assert.deepEqual(await failures(checkStackShapes(localLearner({stackShapes}), cases)), []);
  });

  it('agrees with the layers about who refuses, in every stack of up to four', async () => {
    const tryStack = (_T: number, _d: number, units: number[], flags: boolean[]) => {
      const {refusing, message} = grow(units, flags);
      return {refusing, cause: refusing < 0 ? -1 : refusing - 1, message};
    };
    const attempts = DEPTHS.flatMap((depth) =>
      allFlags(depth).map((returnSequences) => ({timeSteps, features, units: unitsOf(depth), returnSequences})),
    );
    assert.equal(attempts.length, 2 + 4 + 8 + 16);
    assert.deepEqual(await failures(checkTryStack(localLearner({tryStack}), attempts)), []);
  });

  it('holds for the only options with which stack and head fit and give the shape', async () => {
    const fits = (flags: boolean[], head: string): boolean => {
      const {H, refusing} = grow(unitsOf(flags.length), flags);
      if (refusing >= 0) return false;
      try {
        const top = head === 'maximum' ? layers.globalMaxPooling1d() : layers.dense({units: 9});
        const {shape} = top.apply(H) as tf.SymbolicTensor;
        return shape.length === (head === 'every step' ? 3 : 2);
      } catch {
        return false;
      }
    };
    const repair = (flags: boolean[], head: string) => {
      const found = allFlags(flags.length).filter((one) => fits(one, head));
      assert.equal(found.length, 1);
      return found[0];
    };
    const heads: Head[] = ['every step', 'last state', 'maximum'];
    const repairs = [1, 2, 3].flatMap((depth) =>
      allFlags(depth).flatMap((returnSequences) => heads.map((head) => ({returnSequences, head}))),
    );
    assert.deepEqual(await failures(checkRepair(localLearner({repair}), repairs)), []);
  });

  it('takes the largest state of each unit for the maximum, and no other', async () => {
    const one = {timeSteps, features, units: [5, 3], outputs: 3};
    const buildWith = (take: (H: tf.SymbolicTensor) => tf.SymbolicTensor) => () => {
      const {input, H} = grow(one.units, [true, true]);
      return {states: tf.model({inputs: input, outputs: H}), pooled: tf.model({inputs: input, outputs: take(H)})};
    };
    const check = (buildMaximum: () => unknown) => failures(checkMaximum(localLearner({buildMaximum}), [one]));
    const maximum = (H: tf.SymbolicTensor) => {
      const steps = tf.layers.permute({dims: [2, 1]}).apply(H);
      const pool = tf.layers.maxPooling1d({poolSize: 1, strides: 1}).apply(steps) as tf.SymbolicTensor;
      const back = tf.layers.permute({dims: [2, 1]}).apply(pool);
      return tf.layers.globalMaxPooling1d({}).apply(back) as tf.SymbolicTensor;
    };
    assert.deepEqual(await check(buildWith(maximum)), []);
    const squashed = (H: tf.SymbolicTensor) =>
      tf.layers.activation({activation: 'sigmoid'}).apply(maximum(H)) as tf.SymbolicTensor;
    const [message] = await check(buildWith(squashed));
    assert.match(message, /not the maximum of what states predicts/);
  });

  it('counts parameters as the layers do, whatever the head', async () => {
    const one = {timeSteps, features, units: [5, 3], outputs: 2};
    const withUnits = (units: number[]) => () => {
      const {input, H} = grow(units, [true, true]);
      return tf.model({inputs: input, outputs: layers.dense({units: 2}).apply(H) as tf.SymbolicTensor});
    };
    const check = async (buildPerStep: () => unknown) => {
      const learner = localLearner({buildPerStep});
      return failures(checkPerStep(learner, [one])).catch((error: Error) => [error.message]);
    };
    assert.deepEqual(await check(withUnits([5, 3])), []);
    assert.match((await check(withUnits([6, 3])))[0], /has \d+ parameters, more than these layers have/);
  });

  it('tells the slips of a network apart by their numbers of parameters', () => {
    // Of two layers, one is missing and one is left: these two mean the same, and so do messages that begin alike.
    const meaning = (message: string) => (message.startsWith('a recurrent') ? 'one recurrent' : message).slice(0, 13);
    const slips = stackSlips(SMALL, dense(4, SMALL.outputs));
    const clashes = slips.filter(([message, count]) =>
      slips.some(([other, same]) => same === count && meaning(other) !== meaning(message)),
    );
    assert.deepEqual(clashes, []);
  });
});
