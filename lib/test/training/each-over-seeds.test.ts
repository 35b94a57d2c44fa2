import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {dense, simpleRNN} from '../../src/layers';
import {compile, eachOverSeeds, getReporter, overSeeds, type Reporter, setReporter} from '../../src/training';

describe('eachOverSeeds', () => {
  const {x, y} = data.inputsAndTargets(data.generateTimeSeries(20, 6, {seed: 1}), {lookback: 5});
  const build = (units: number) => () =>
    compile(tf.sequential({layers: [simpleRNN({units, inputShape: [5, 1]}), dense({units: 1})]}));

  it('gives each model the runs that it would have alone', async () => {
    await engine.start({seed: 1});
    const options = {seeds: [3, 4], epochs: 2};
    const both = await eachOverSeeds({two: build(2), three: build(3)}, {x, y}, options);
    assert.deepEqual(Object.keys(both), ['two', 'three']);
    const alone = await overSeeds(build(3), {x, y}, options);
    assert.deepEqual(
      both.three.map(({seed, history}) => [seed, history.history.loss]),
      alone.map(({seed, history}) => [seed, history.history.loss]),
    );
    assert.equal(both.two[0].model.layers[0].outputShape[1], 2);
  });

  it('tells the reporter which model is trained, and leaves it registered', async () => {
    await engine.start({seed: 1});
    const before = getReporter();
    const names: (string | undefined)[] = [];
    const reporter: Reporter = {start: ({name}) => names.push(name), epoch: () => {}, end: () => {}};
    setReporter(reporter);
    try {
      await eachOverSeeds({two: build(2), three: build(3)}, {x, y}, {seeds: [3, 4], progress: true});
      assert.deepEqual(names, ['two', 'three']);
      assert.equal(getReporter(), reporter);
      await eachOverSeeds({two: build(2)}, {x, y}, {seeds: [3], progress: 'small'});
      assert.equal(names.at(-1), 'small, two');
      await assert.rejects(eachOverSeeds({two: build(2)}, {x, y}, {seeds: [], progress: true}));
      assert.equal(getReporter(), reporter);
    } finally {
      setReporter(before);
    }
  });

  it('names what is no builder before anything is trained', async () => {
    let built = 0;
    const counted = () => {
      built++;
      return build(1)();
    };
    await assert.rejects(
      eachOverSeeds({one: counted, two: 2 as never}, {x, y}, {seeds: [1]}),
      /'two' must be a function, got 2/,
    );
    assert.equal(built, 0);
  });
});
