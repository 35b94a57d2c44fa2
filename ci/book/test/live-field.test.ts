import assert from 'node:assert/strict';
import {engine} from 'unroll';
import type {Told} from '../live/contract';
import {type FieldSettings, type FieldStep, fieldWork} from '../live/field/work';

/** All steps until the work waits. */
async function ask(settings: FieldSettings): Promise<(FieldStep & Told)[]> {
  const steps: (FieldStep & Told)[] = [];
  const work = fieldWork(settings);
  for (let i = 0; i < 20; i++) {
    const {value} = await work.next();
    if (!value) break;
    steps.push(value);
    if (value.waits) break;
  }
  await work.return();
  return steps;
}

/** Sums of one tap a layer: every path from the output to an input. */
function pathsOf({layers, kernelSize, growth}: FieldSettings): Set<number> {
  let reached = new Set([0]);
  for (let layer = layers - 1; layer >= 0; layer--) {
    const next = [...reached].flatMap((back) =>
      Array.from({length: kernelSize}, (_, tap) => back + tap * growth ** layer),
    );
    reached = new Set(next);
  }
  return reached;
}

describe('demo: grow a receptive field', () => {
  after(() => engine.start({seed: 1})); // other tests have the usual engine
  for (const settings of [
    {layers: 1, kernelSize: 2, growth: 1},
    {layers: 3, kernelSize: 2, growth: 2},
    {layers: 3, kernelSize: 2, growth: 3},
    {layers: 4, kernelSize: 3, growth: 3},
  ]) {
    const {layers, kernelSize, growth} = settings;
    it(`finds by gradients the inputs to which a path leads: ${layers} layers, kernel ${kernelSize}, growth ${growth}`, async () => {
      const steps = await ask(settings);
      const last = steps.at(-1) as FieldStep;
      const found = (last.levels.at(-1) as number[]).flatMap((slope, back) => (slope !== 0 ? [back] : []));
      const expected = [...pathsOf(settings)].sort((a, b) => a - b);
      assert.deepEqual(found, expected);
      assert.equal(last.found, expected.length);
      assert.equal(last.formula, Math.max(...expected) + 1);
      assert.equal(steps.length, layers + 1);
    });
  }
  it('says how many inputs the gaps leave out', async () => {
    const says = (await ask({layers: 3, kernelSize: 2, growth: 3})).at(-1)?.says ?? '';
    assert.match(says, /8 inputs reach the output, the farthest one 13 steps back; 6 between them are never read/);
  });
  it('begins anew when a setting changes', async () => {
    const work = fieldWork({layers: 2, kernelSize: 2, growth: 2});
    await work.next();
    await work.next();
    const {value} = await work.next({layers: 4, kernelSize: 2, growth: 2});
    assert.equal((value as FieldStep).dilations.length, 4);
    assert.equal((value as FieldStep).levels.length, 1);
    await work.return();
  });
});
