import assert from 'node:assert/strict';
import {data, metrics, type notebook} from '../../../lib/src';
import {recorded} from '../../../lib/src/notebook/recorded';
import {fnv1a} from '../../../lib/test/data/fnv1a';

const ours = recorded('experiments', 'preparing-sequences');
const keras = recorded('peers', 'preparing-sequences');
const errors = ({runs}: notebook.PreparedRuns) => runs.map(({testMse}) => testMse);
const middle = (network: notebook.PreparedRuns) => metrics.median(errors(network));
const isClose = (a: number, b: number, message: string) =>
  assert.ok(Math.abs(a / b - 1) < 1e-4, `${message}: ${a}, ${b}`);

describe('the preparations of lesson 1.2 in this library and in Keras', () => {
  it('begin with the same numbers, bit for bit', () => {
    assert.equal(fnv1a(data.generateRisingWave(1000, {seed: 7})), keras.fnv1a64OfRisingWave);
    assert.equal(fnv1a(data.generateGappy(6000, {seed: 1}).values), keras.fnv1a64OfMeasurements);
  });
  it('agree on what needs no seed: naive, least squares, and the best possible', () => {
    isClose(ours.scaling.naive, keras.scaling.naive, 'naive');
    isClose(ours.scaling.leastSquares, keras.scaling.leastSquares, 'least squares of the wave');
    isClose(ours.gaps.best, keras.gaps.best, 'best possible');
    for (const [way, {leastSquares}] of Object.entries(keras.gaps.ways)) {
      isClose(ours.gaps.ways[way].leastSquares, leastSquares, `least squares, ${way}`);
    }
  });
  const pairs = [
    ...Object.entries(keras.scaling.networks).map(
      ([name, theirs]) => [name, ours.scaling.networks[name], theirs] as const,
    ),
    ...Object.entries(keras.gaps.ways).map(([name, theirs]) => [name, ours.gaps.ways[name], theirs] as const),
  ];
  for (const [name, own, theirs] of pairs) {
    it(`gives '${name}' as many weights, and medians within the spread of the other's seeds`, () => {
      assert.equal(own.parameters, theirs.parameters);
      for (const [a, b] of [
        [own, theirs],
        [theirs, own],
      ]) {
        const spread = errors(b);
        const [low, high] = [Math.min(...spread), Math.max(...spread)];
        // five seeds of Keras lie closer together than twenty would: a twentieth of the error beyond them
        assert.ok(middle(a) > 0.95 * low && middle(a) < 1.05 * high, `${middle(a)} against ${low} to ${high}`);
      }
    });
  }
  it('rank the scalers alike, the leak far before the honest one', () => {
    const [own, theirs] = [ours.scaling, keras.scaling].map(({networks}) => {
      const honest = middle(networks['standard, training part']);
      const leak = middle(networks['standard, all (leak)']);
      assert.ok(honest > 3 * leak, `${honest}, ${leak}`);
      return Object.keys(networks).sort((a, b) => middle(networks[a]) - middle(networks[b]));
    });
    assert.deepEqual(own, theirs);
  });
  it('rank the five ways to tell gaps alike', () => {
    const [own, theirs] = [ours.gaps, keras.gaps].map(({ways}) =>
      Object.keys(ways).sort((a, b) => middle(ways[a]) - middle(ways[b])),
    );
    assert.deepEqual(own, theirs);
  });
  it('move fresh states alike by padding: medians within the other readers, with a mask not at all', () => {
    assert.deepEqual(ours.padding.pads, keras.padding.pads);
    assert.ok(Math.max(...keras.padding.drifts.masked.flat(), ...ours.padding.drifts.masked.flat()) < 1e-5);
    for (const where of ['after', 'before'] as const) {
      for (const place of ours.padding.pads.keys()) {
        const [own, theirs] = [ours, keras].map(({padding}) => padding.drifts[where].map((row) => row[place]));
        const median = metrics.median(own);
        const [low, high] = [Math.min(...theirs), Math.max(...theirs)];
        assert.ok(
          median >= low && median <= high,
          `${where}, ${ours.padding.pads[place]}: ${median}, ${low} to ${high}`,
        );
      }
    }
  });
});
