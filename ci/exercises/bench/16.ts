/** Right answers to exercise 16 in several styles, beside the slips of 16-slips.ts. */
import {layers, scratch, tf} from '../../../lib/src';
import {slips} from './16-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import type {Matrix} from './lists';
import {
  type Back,
  backWith,
  type Count,
  type Gates,
  libraryBack,
  type Sequence,
  type Step,
  sigma,
  statesOf,
  step,
  type Walk,
  type Weights,
  walkWith,
} from './peephole-lists';

const peepholeParameters = styles<Count>('peepholeParameters', {
  'terms of each weight': (f, u) => f * 4 * u + u * 4 * u + 4 * u + 3 * u,
  'by unit': (features, units) => units * (4 * (features + units + 1) + 3),
  'sizes of the arrays': (d, n) =>
    [new Array(d * 4 * n), new Array(4 * n * n), new Array(3 * n), new Array(4 * n)].reduce(
      (k, {length}) => k + length,
      0,
    ),
  'builds the layer and asks it': (features, units) => {
    const layer = layers.peepholeLstm({units});
    layer.build([null, null, features]);
    return layer.countParams();
  },
});

const onMatrices = ({kernel, recurrentKernel, peepholes, bias}: Weights): scratch.PeepholeLstmWeights => ({
  kernel: scratch.matrix(kernel),
  recurrentKernel: scratch.matrix(recurrentKernel),
  peepholes: scratch.matrix(peepholes),
  bias: scratch.matrix([bias]),
});
const row = (list: number[]): scratch.Matrix => scratch.matrix([list]);
const first = (matrix: scratch.Matrix): number[] => scratch.toRows(matrix)[0];

/** Typed arrays and two loops. */
const loops: Step = (x, h, c, {kernel, recurrentKernel, peepholes, bias}) => {
  const n = h.length;
  const [H, C] = [new Float64Array(n), new Float64Array(n)];
  for (let j = 0; j < n; j++) {
    const sum = [0, 0, 0, 0];
    for (let gate = 0; gate < 4; gate++) {
      sum[gate] = bias[gate * n + j];
      for (let k = 0; k < x.length; k++) sum[gate] += x[k] * kernel[k][gate * n + j];
      for (let k = 0; k < n; k++) sum[gate] += h[k] * recurrentKernel[k][gate * n + j];
    }
    const keep = sigma(sum[1] + peepholes[1][j] * c[j]);
    const write = sigma(sum[0] + peepholes[0][j] * c[j]);
    C[j] = keep * c[j] + write * Math.tanh(sum[2]);
    H[j] = sigma(sum[3] + peepholes[2][j] * C[j]) * Math.tanh(C[j]);
  }
  return {h: H, c: C};
};

/** Tensors in float32. */
const onTensors = (x: number[], h: number[], c: number[], w: Weights) =>
  tf.tidy(() => {
    const A = tf
      .tensor2d([x])
      .matMul(tf.tensor2d(w.kernel))
      .add(tf.tensor2d([h]).matMul(tf.tensor2d(w.recurrentKernel)));
    const [ai, af, ac, ao] = tf.split(A.add(tf.tensor1d(w.bias)).flatten(), 4);
    const [pi, pf, po] = tf.unstack(tf.tensor2d(w.peepholes));
    const C = tf
      .sigmoid(af.add(pf.mul(c)))
      .mul(c)
      .add(tf.sigmoid(ai.add(pi.mul(c))).mul(tf.tanh(ac)));
    return {
      h: tf
        .sigmoid(ao.add(po.mul(C)))
        .mul(tf.tanh(C))
        .arraySync() as number[],
      c: C.arraySync() as number[],
    };
  });

const peepholeStep = styles<Step>('peepholeStep', {
  'loops over typed arrays': loops,
  'lines of maps': step,
  tensors: onTensors,
  'the library': (x, h, c, weights) => {
    const {H, C} = scratch.peepholeLstmStep(row(x), {H: row(h), C: row(c)}, onMatrices(weights));
    return {h: first(H), c: first(C)};
  },
});

const peepholeSequence = styles<Sequence>('peepholeSequence', {
  'a loop': (x, w, h0, c0) => {
    const [hs, cs]: Matrix[] = [[], []];
    let [h, c] = [h0, c0];
    for (const input of x) {
      ({h, c} = step(input, h, c, w));
      hs.push(h);
      cs.push(c);
    }
    return {h: hs, c: cs};
  },
  recursion: function run(x, w, h0, c0): {h: Matrix; c: Matrix} {
    if (x.length === 0) return {h: [], c: []};
    const {h, c} = step(x[0], h0, c0, w);
    const rest = run(x.slice(1), w, h, c) as {h: Matrix; c: Matrix};
    return {h: [h, ...rest.h], c: [c, ...rest.c]};
  },
  tensors: (x, w, h0, c0) => {
    const states = statesOf(x, w, h0, c0, onTensors).slice(1);
    return {h: tf.tensor2d(states.map(({h}) => h)), c: tf.tensor2d(states.map(({c}) => c))};
  },
  'the library, asynchronously': async (x, w, h0, c0) => {
    const {states} = scratch.peepholeLstmForward(x.map(row), onMatrices(w), {H: row(h0), C: row(c0)});
    return {h: states.slice(1).map(({H}) => first(H)), c: states.slice(1).map(({C}) => first(C))};
  },
});

/** Differences of what the step makes: no calculus at all. */
const byDifferences: Back = (gates, c, before, dh, dc, eyes) => {
  // Rebuild the sums without peepholes from the gates, then nudge each.
  const logit = (s: number) => Math.log(s / (1 - s));
  const sums = c.map((_, j) => [
    logit(gates.i[j]) - eyes[0][j] * before[j],
    logit(gates.f[j]) - eyes[1][j] * before[j],
    Math.atanh(gates.candidate[j]),
    logit(gates.o[j]) - eyes[2][j] * c[j],
  ]);
  const value = (j: number, a: number[], old: number) => {
    const next = sigma(a[1] + eyes[1][j] * old) * old + sigma(a[0] + eyes[0][j] * old) * Math.tanh(a[2]);
    return dh[j] * sigma(a[3] + eyes[2][j] * next) * Math.tanh(next) + dc[j] * next;
  };
  const e = 1e-5;
  const slope = (j: number, k: number) => {
    const moved = (by: number) => sums[j].map((a, n) => (n === k ? a + by : a));
    return (value(j, moved(e), before[j]) - value(j, moved(-e), before[j])) / (2 * e);
  };
  const of = (k: number) => c.map((_, j) => slope(j, k));
  const old = c.map((_, j) => (value(j, sums[j], before[j] + e) - value(j, sums[j], before[j] - e)) / (2 * e));
  return {i: of(0), f: of(1), candidate: of(2), o: of(3), c: old};
};

const stepBack = styles<Back>('stepBack', {
  'lines by unit': backWith(),
  'lists, line by line': ({i, f, candidate: g, o}: Gates, c, before, dh, dc, [pi, pf, po]) => {
    const ao = dh.map((d, j) => d * Math.tanh(c[j]) * o[j] * (1 - o[j]));
    const dC = dc.map((d, j) => d + dh[j] * o[j] * (1 - Math.tanh(c[j]) ** 2) + ao[j] * po[j]);
    const ai = dC.map((d, j) => d * g[j] * i[j] * (1 - i[j]));
    const af = dC.map((d, j) => d * before[j] * f[j] * (1 - f[j]));
    const ag = dC.map((d, j) => d * i[j] * (1 - g[j] ** 2));
    return {i: ai, f: af, candidate: ag, o: ao, c: dC.map((d, j) => d * f[j] + ai[j] * pi[j] + af[j] * pf[j])};
  },
  'differences, no calculus': byDifferences,
  tensors: (gates, c, before, dh, dc, eyes) =>
    tf.tidy(() => {
      const [i, f, g, o] = [gates.i, gates.f, gates.candidate, gates.o].map((list) => tf.tensor1d(list));
      const [pi, pf, po] = tf.unstack(tf.tensor2d(eyes));
      const shown = tf.tanh(tf.tensor1d(c));
      const ao = shown.mul(dh).mul(o).mul(tf.sub(1, o));
      const all = tf.sub(1, shown.square()).mul(o).mul(dh).add(dc).add(ao.mul(po));
      const ai = all.mul(g).mul(i).mul(tf.sub(1, i));
      const af = all.mul(before).mul(f).mul(tf.sub(1, f));
      const ag = all.mul(i).mul(tf.sub(1, g.square()));
      const old = all.mul(f).add(ai.mul(pi)).add(af.mul(pf));
      const list = (one: tf.Tensor) => one.arraySync() as number[];
      return {i: list(ai), f: list(af), candidate: list(ag), o: list(ao), c: list(old)};
    }),
});

/** The first step here, the later ones by the call: what comes back is the return. */
const recursive: Walk = (x, dh, w, h0, c0) => {
  const walk = (t: number, h: number[], c: number[]): Weights & {h0: number[]; c0: number[]} => {
    const none = (rows: Matrix) => rows.map((one) => one.map(() => 0));
    if (t === x.length) {
      const [kernel, recurrentKernel, peepholes] = [w.kernel, w.recurrentKernel, w.peepholes].map(none);
      return {kernel, recurrentKernel, peepholes, bias: none([w.bias])[0], h0: none([h])[0], c0: none([c])[0]};
    }
    const now = step(x[t], h, c, w);
    const later = walk(t + 1, now.h, now.c);
    const reaching = dh[t].map((d, j) => d + later.h0[j]);
    const {da, h: dh0, c: dc0} = libraryBack(x[t], {h, c}, reaching, later.c0, w);
    const sees = [c, c, now.c];
    return {
      kernel: later.kernel.map((r, n) => r.map((sum, k) => sum + x[t][n] * da[k])),
      recurrentKernel: later.recurrentKernel.map((r, n) => r.map((sum, k) => sum + h[n] * da[k])),
      peepholes: later.peepholes.map((r, n) => r.map((sum, j) => sum + da[[0, 1, 3][n] * h.length + j] * sees[n][j])),
      bias: later.bias.map((sum, k) => sum + da[k]),
      h0: dh0,
      c0: dc0,
    };
  };
  return walk(0, h0, c0);
};

const NAMES = ['kernel', 'recurrentKernel', 'peepholes', 'bias'] as const;

/** Central differences of the sum of dh times h: slow and right. */
const differences: Walk = (x, dh, w, h0, c0) => {
  const copy = structuredClone({...w, h0, c0});
  const loss = () =>
    statesOf(x, copy, copy.h0, copy.c0)
      .slice(1)
      .reduce((sum, {h}, t) => sum + h.reduce((part, value, j) => part + value * dh[t][j], 0), 0);
  const slopes = (list: number[]): number[] =>
    list.map((old, k) => {
      const at = (value: number) => {
        list[k] = value;
        return loss();
      };
      const slope = (at(old + 1e-5) - at(old - 1e-5)) / 2e-5;
      list[k] = old;
      return slope;
    });
  const {kernel, recurrentKernel, peepholes, bias} = copy;
  const [K, R, P] = [kernel, recurrentKernel, peepholes].map((m) => m.map(slopes));
  return {kernel: K, recurrentKernel: R, peepholes: P, bias: slopes(bias), h0: slopes(copy.h0), c0: slopes(copy.c0)};
};

const peepholeGradients = styles<Walk>('peepholeGradients', {
  'a loop back': walkWith(),
  recursion: recursive,
  'differences, no calculus': differences,
  'the library on the whole sequence': (x, dh, w, h0, c0) => {
    const W = onMatrices(w);
    const forward = scratch.peepholeLstmForward(x.map(row), W, {H: row(h0), C: row(c0)});
    const back = scratch.peepholeLstmBackward(x.map(row), forward, dh.map(row), W);
    const [kernel, recurrentKernel, peepholes, bias] = NAMES.map((name) => scratch.toRows(back[name]));
    return {
      kernel,
      recurrentKernel,
      peepholes,
      bias: bias[0],
      h0: first(back.states[0]),
      c0: first(back.cellStates[0]),
    };
  },
});

const right: Record<string, RightAnswer[]> = {
  '16.1': peepholeParameters,
  '16.2': peepholeStep,
  '16.3': peepholeSequence,
  '16.4': stepBack,
  '16.5': peepholeGradients,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
