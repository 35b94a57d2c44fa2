import assert from 'node:assert/strict';
import {findPart, run, summary} from '../../src/checks';
import {SQUASHED_AGAIN, STEP_FORWARD} from '../../src/checks/06/cell-terms';
import {circular, GRU, LSTM, levels, RNN, randomGraph, ways} from '../../src/checks/06/graphs';
import {checkCell} from '../../src/checks/06/lstm-cell-checks';
import {localLearner} from '../../src/checks/frame/local-learner';
import {random} from '../../src/data/random';
import * as scratch from '../../src/scratch';

const graphs = [RNN, LSTM, GRU, ...[4, 6, 8, 8].map((size, k) => randomGraph(random(k), size))];

describe('the reference of exercise 06', () => {
  it('finds as many paths as the powers of the adjacency matrix count', () => {
    for (const nodes of graphs) {
      const names = nodes.map(({name}) => name);
      const edges = scratch.matrix(names.map((a) => nodes.map(({from}) => (from.includes(a) ? 1 : 0))));
      let power = scratch.matrix(names.map((_, i) => names.map((_, j) => (i === j ? 1 : 0))));
      let total = power;
      for (let k = 0; k < names.length; k++) {
        power = scratch.matmul(power, edges);
        total = scratch.add(total, power);
      }
      const counts = names.map((a) => names.map((b) => ways(nodes, a, b).length));
      assert.deepEqual(counts, scratch.toRows(total));
    }
  });

  it('gives each node the number of edges of the longest path from an input', () => {
    for (const nodes of graphs) {
      const inputs = nodes.filter(({operation}) => operation === 'input').map(({name}) => name);
      for (const [name, level] of levels(nodes)) {
        const lengths = inputs.flatMap((input) => ways(nodes, input, name).map((path) => path.length - 1));
        assert.equal(level, Math.max(...lengths), name);
      }
    }
  });

  it('makes random graphs without circles, and sees a circle', () => {
    for (const nodes of graphs) assert.equal(circular(nodes), undefined);
    const turned = LSTM.map((node) => (node.name === 'f' ? {...node, from: ['x', 'h']} : node));
    assert.equal(typeof circular(turned), 'string');
  });

  it('accepts its own graph of an LSTM', async () => {
    assert.equal(summary(await run(findPart('06.2'), {lstmGraph: () => LSTM})), '06.2 passed');
  });

  it('has the states of the cell of scratch', async () => {
    const lstmCell = (X: number[][], {H, C}: Record<'H' | 'C', number[][]>, w: Record<string, never>) => {
      const bias = scratch.matrix([w.bias]);
      const weights = {kernel: scratch.matrix(w.kernel), recurrentKernel: scratch.matrix(w.recurrentKernel), bias};
      const next = scratch.lstmStep(scratch.matrix(X), {H: scratch.matrix(H), C: scratch.matrix(C)}, weights);
      return {H: scratch.toRows(next.H), C: scratch.toRows(next.C)};
    };
    const sizes = [{batch: 3, features: 2, units: 4}];
    for await (const {passed, message} of checkCell(localLearner({lstmCell}), random(3), sizes)) {
      assert.ok(passed, message);
    }
  });

  it('tells slips of the states from the right ones, and those of different messages from one another', () => {
    const {uniform} = random(6);
    const units = Array.from({length: 4}, () => {
      const [i, f, o] = [uniform(0.2, 0.8), uniform(0.2, 0.8), uniform(0.2, 0.8)];
      const [candidate, cBefore] = [uniform(-0.9, 0.9), uniform(0.5, 1.5)];
      return {i, f, o, candidate, cBefore, c: f * cBefore + i * candidate};
    });
    const right = {cell: units.map(({c}) => c), hidden: units.map(({o, c}) => o * Math.tanh(c))};
    for (const kind of ['cell', 'hidden'] as const) {
      const made = [...STEP_FORWARD, ...SQUASHED_AGAIN].flatMap(({message, variant}) => {
        const one = variant[kind];
        return one ? [{message, values: units.map((unit) => one(unit))}] : [];
      });
      const all = [{message: 'right', values: right[kind]}, ...made];
      for (const [k, a] of all.entries())
        for (const b of all.slice(k + 1)) {
          const apart = Math.max(...a.values.map((value, j) => Math.abs(value - b.values[j])));
          assert.ok(apart > 1e-3, `'${a.message}' and '${b.message}' lie ${apart} apart`);
        }
      assert.ok(all.length > 5);
    }
  });
});
