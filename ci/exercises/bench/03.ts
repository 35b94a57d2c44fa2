/** Right answers to exercise 03 in several styles, beside the slips of 03-slips.ts. */
import * as tf from '@tensorflow/tfjs';
import {layers} from '../../../lib/src';
import {slips} from './03-slips';
import {type PartBench, type RightAnswer, styles} from './bench';

type Shapes = (batch: number, timeSteps: number, features: number, units: number[], all: boolean[]) => unknown;
type Build = (timeSteps: number, features: number, units: number[], outputs: number) => unknown;
type Attempt = (timeSteps: number, features: number, units: number[], returnSequences: boolean[]) => unknown;
type Mend = (returnSequences: boolean[], head: string) => unknown;
type Symbolic = tf.SymbolicTensor;

const stackShapes = styles<Shapes>('stackShapes', {
  'map with a choice': (batch, timeSteps, _f, units, all) =>
    units.map((own, i) => (all[i] ? [batch, timeSteps, own] : [batch, own])),
  'a loop that pushes': (n, T, _d, widths, flags) => {
    const result: number[][] = [];
    for (let i = 0; i < widths.length; i++) {
      const shape = [n];
      if (flags[i]) shape.push(T);
      shape.push(widths[i]);
      result.push(shape);
    }
    return result;
  },
  recursion: function walk(batch, timeSteps, features, [own, ...units], [flag, ...flags]): number[][] {
    if (own === undefined) return [];
    const shape = flag ? [batch, timeSteps, own] : [batch, own];
    return [shape, ...(walk(batch, timeSteps, features, units, flags) as number[][])];
  },
  'asks the layers': (batch, timeSteps, features, units, all) => {
    let shape: tf.Shape = [batch, timeSteps, features];
    return units.map((own, i) => {
      shape = layers.simpleRNN({units: own, returnSequences: all[i]}).computeOutputShape(shape) as tf.Shape;
      return shape;
    });
  },
});

/** Recurrent layers as a chain of symbolic tensors. */
function chain(timeSteps: number, features: number, units: number[], top: boolean): [Symbolic, Symbolic] {
  const input = tf.input({shape: [timeSteps, features]});
  const H = units.reduce<Symbolic>(
    (below, own, i) =>
      layers.simpleRNN({units: own, returnSequences: top || i < units.length - 1}).apply(below) as Symbolic,
    input,
  );
  return [input, H];
}

const buildPerStep = styles<Build>('buildPerStep', {
  'an input layer, then add': perStepByAdd,
  'adds layer by layer, TimeDistributed': (timeSteps, features, units, outputs) => {
    const model = tf.sequential();
    units.forEach((own, i) => {
      const start = i === 0 ? {inputShape: [timeSteps, features]} : {};
      model.add(tf.layers.simpleRNN({units: own, returnSequences: true, ...start}));
    });
    model.add(tf.layers.timeDistributed({layer: tf.layers.dense({units: outputs})}));
    return model;
  },
  'the functional way': (timeSteps, features, units, outputs) => {
    const [input, H] = chain(timeSteps, features, units, true);
    return tf.model({inputs: input, outputs: layers.dense({units: outputs}).apply(H) as Symbolic});
  },
  'a convolution of width 1 for the head': (timeSteps, features, units, outputs) => {
    const [input, H] = chain(timeSteps, features, units, true);
    const head = tf.layers.conv1d({filters: outputs, kernelSize: 1});
    return tf.model({inputs: input, outputs: head.apply(H) as Symbolic});
  },
  'an open number of steps, asynchronously': async (_timeSteps, features, units, outputs) => {
    const input = tf.layers.inputLayer({inputShape: [null, features]});
    const stack = units.map((own) => layers.simpleRNN({units: own, returnSequences: true}));
    return tf.sequential({layers: [input, ...stack, tf.layers.dense({units: outputs})]});
  },
});

function perStepByAdd(timeSteps: number, features: number, units: number[], outputs: number) {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({inputShape: [timeSteps, features]}));
  for (const own of units) model.add(layers.simpleRNN({units: own, returnSequences: true}));
  model.add(layers.dense({units: outputs}));
  return model;
}

const buildLast = styles<Build>('buildLast', {
  'only the top layer without sequences': (timeSteps, features, units, classes) => {
    const [input, H] = chain(timeSteps, features, units, false);
    const head = layers.dense({units: classes, activation: 'softmax'});
    return tf.model({inputs: input, outputs: head.apply(H) as Symbolic});
  },
  'all states, then the last one': (timeSteps, features, units, classes) => {
    const model = tf.sequential({layers: [tf.layers.inputLayer({inputShape: [timeSteps, features]})]});
    for (const own of units) model.add(layers.simpleRNN({units: own, returnSequences: true}));
    model.add(layers.lastStep());
    model.add(layers.dense({units: classes, activation: 'softmax'}));
    return model;
  },
  'a softmax layer of its own': (timeSteps, features, units, classes) => {
    const model = tf.sequential();
    units.forEach((own, i) => {
      const start = i === 0 ? {inputShape: [timeSteps, features]} : {};
      const isTop = i === units.length - 1;
      model.add(tf.layers.simpleRNN({units: own, returnSequences: !isTop, ...start}));
    });
    model.add(tf.layers.dense({units: classes}));
    model.add(tf.layers.softmax());
    return model;
  },
  'one layer of stacked cells': (timeSteps, features, units, classes) => {
    const cell = units.map((own) => tf.layers.simpleRNNCell({units: own}));
    return tf.sequential({
      layers: [
        tf.layers.rnn({cell, inputShape: [timeSteps, features]}) as tf.layers.Layer,
        tf.layers.dense({units: classes, activation: 'softmax'}),
      ],
    });
  },
});

const buildMaximum = styles<Build>('buildMaximum', {
  'one chain, two ends': (timeSteps, features, units) => {
    const [input, H] = chain(timeSteps, features, units, true);
    const most = layers.globalMaxPooling1d().apply(H) as Symbolic;
    return {states: tf.model({inputs: input, outputs: H}), pooled: tf.model({inputs: input, outputs: most})};
  },
  'a sequential model within another': (timeSteps, features, units) => {
    const states = tf.sequential({layers: [tf.layers.inputLayer({inputShape: [timeSteps, features]})]});
    for (const own of units) states.add(layers.simpleRNN({units: own, returnSequences: true}));
    return {states, pooled: tf.sequential({layers: [states, tf.layers.globalMaxPooling1d({})]})};
  },
  'a pool as long as the series, flattened': (timeSteps, features, units) => {
    const [input, states] = chain(timeSteps, features, units, true);
    const pool = tf.layers.maxPooling1d({poolSize: timeSteps, strides: timeSteps}).apply(states);
    const pooled = tf.layers.flatten().apply(pool) as Symbolic;
    return {states: tf.model({inputs: input, outputs: states}), pooled: tf.model({inputs: input, outputs: pooled})};
  },
  'two stacks with the same weights': (timeSteps, features, units) => {
    const [[first, H], [second, G]] = [
      chain(timeSteps, features, units, true),
      chain(timeSteps, features, units, true),
    ];
    const states = tf.model({inputs: first, outputs: H});
    const pooled = tf.model({inputs: second, outputs: tf.layers.globalMaxPooling1d({}).apply(G) as Symbolic});
    pooled.setWeights(states.getWeights());
    return {states, pooled};
  },
});

const tryStack = styles<Attempt>('tryStack', {
  'a try around each add': (timeSteps, features, units, returnSequences) => {
    const model = tf.sequential({layers: [tf.layers.inputLayer({inputShape: [timeSteps, features]})]});
    for (const [i, own] of units.entries()) {
      try {
        model.add(layers.simpleRNN({units: own, returnSequences: returnSequences[i]}));
      } catch (error) {
        return {refusing: i, cause: i - 1, message: (error as Error).message};
      }
    }
    return {refusing: -1, cause: -1, message: ''};
  },
  'one try around the loop': (timeSteps, features, units, flags) => {
    let i = 0;
    try {
      let H = tf.input({shape: [timeSteps, features]});
      for (; i < units.length; i++) {
        H = layers.simpleRNN({units: units[i], returnSequences: flags[i]}).apply(H) as Symbolic;
      }
    } catch (error) {
      return {refusing: i, cause: i - 1, message: `${error}`};
    }
    return {message: '', cause: -1, refusing: -1};
  },
  'numbers computed, the text caught': (timeSteps, features, units, flags) => {
    const first = flags.slice(0, -1).indexOf(false);
    const stack = units.map((own, i) => layers.simpleRNN({units: own, returnSequences: flags[i]}));
    const told = {refusing: first < 0 ? -1 : first + 1, cause: first, message: ''};
    try {
      tf.sequential({layers: [tf.layers.inputLayer({inputShape: [timeSteps, features]}), ...stack]});
    } catch (error) {
      told.message = String((error as Error).message);
    }
    return told;
  },
  'tensors through layers': async (timeSteps, features, units, flags) => {
    let X: tf.Tensor = tf.zeros([1, timeSteps, features]);
    const layer = (i: number) => layers.simpleRNN({units: units[i], returnSequences: flags[i]});
    for (let i = 0; i < units.length; i++) {
      try {
        X = layer(i).apply(X) as tf.Tensor;
      } catch (error) {
        if (error instanceof Error) return {refusing: i, cause: i - 1, message: error.message};
      }
    }
    return {refusing: -1, cause: -1, message: ''};
  },
});

const repair = styles<Mend>('repair', {
  'one condition': (flags, head) => flags.map((_, i) => i < flags.length - 1 || head !== 'last state'),
  'fill, then the top': (flags, head) => {
    const mended = new Array(flags.length).fill(true);
    if (head === 'last state') mended[flags.length - 1] = false;
    return mended;
  },
  recursion: function mend([_, ...above], head): boolean[] {
    if (above.length === 0) return [head !== 'last state'];
    return [true, ...(mend(above, head) as boolean[])];
  },
  'a table of heads': (flags, head) => {
    const top = {'every step': true, 'last state': false, maximum: true}[head] as boolean;
    return [...flags.slice(1).map(() => true), top];
  },
});

const right: Record<string, RightAnswer[]> = {
  '03.1': stackShapes,
  '03.2': buildPerStep,
  '03.3': buildLast,
  '03.4': buildMaximum,
  '03.5': tryStack,
  '03.6': repair,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
