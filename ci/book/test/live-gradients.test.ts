import assert from 'node:assert/strict';
import {gradientsBack, gradientsWork, STEPS} from '../live/gradients/work';

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

describe('demo: watch gradients vanish', () => {
  for (const stateWeight of [0, 0.5, -0.9, 1, 1.5]) {
    it(`gives |w|^k where the inputs are silent, w = ${stateWeight}`, () => {
      const {gradients, powers} = gradientsBack({stateWeight, loudness: 0}, STEPS);
      assert.equal(gradients.length, STEPS + 1);
      gradients.forEach((value, k) => {
        assert.ok(near(value, Math.abs(stateWeight) ** k), `${k}: ${value}`);
        assert.ok(near(powers[k] as number, Math.abs(stateWeight) ** k));
      });
    });
  }
  it('gives the product of weight and slopes where they are loud', () => {
    const {gradients, states} = gradientsBack({stateWeight: 1.2, loudness: 1}, STEPS);
    let product = 1;
    for (let k = 1; k <= STEPS; k++) {
      product *= 1.2 * (1 - (states[STEPS - k + 1] as number) ** 2);
      assert.ok(Math.abs((gradients[k] as number) - Math.abs(product)) <= 1e-9 * Math.abs(product), `${k}`);
    }
    assert.ok(product < 1e-6, 'loud inputs make even a weight above 1 vanish');
  });
  it('goes a step further back each time, and says whether anything arrives', async () => {
    const work = gradientsWork({stateWeight: 0.5, loudness: 0});
    let said = '';
    for (let k = 1; k <= STEPS; k++) {
      const {value} = await work.next();
      assert.equal(value?.gradients.length, k + 1);
      assert.equal(value?.waits, k === STEPS);
      said = value?.says ?? '';
    }
    assert.match(said, /50 steps back the gradient is 8\.9e−16 of what it was at the end: it vanishes/);
    const {value} = await work.next({stateWeight: 1.5, loudness: 0});
    assert.match(value?.says ?? '', /it explodes/);
  });
});
