import assert from 'node:assert/strict';
import {forgetsFar, KEPT} from '../../src/checks/frame/far-memory';
import {random} from '../../src/data';

describe('forgetsFar', () => {
  const {integer} = random(5);
  const texts = [1, 2].map(() => Array.from({length: 60}, () => integer(1, 9))) as [number[], number[]];
  /** A state that fades, [3]: what is left of each token after t steps is fade^t. */
  const fading = (fade: number) => async (tokens: number[]) =>
    [1, 2, 3].map((k) => tokens.reduce((state, token) => fade * state + (1 - fade) * Math.sin(k * token), 0));

  it('finds that a table of the last tokens forgets, however many it looks at', async () => {
    for (const context of [0, 1, 5, KEPT]) {
      const table = async (tokens: number[]) => tokens.slice(tokens.length - context).concat(7);
      assert.equal(await forgetsFar(table, texts), true);
    }
  });

  it('sees the trace in a state, even in one that halves at each step or looks one token further', async () => {
    for (const foretell of [fading(0.9), fading(0.5), async (tokens: number[]) => tokens.slice(-KEPT - 1)]) {
      assert.equal(await forgetsFar(foretell, texts), false);
    }
  });
});
