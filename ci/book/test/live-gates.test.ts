import assert from 'node:assert/strict';
import {type GateSettings, gatesWork, type Moment, next, SHOWN} from '../live/gates/work';

const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));
const start: GateSettings = {forget: 1.5, input: 0.5, output: -1, feed: 'wave'};

/** The first moments of a cell. */
function run(settings: GateSettings, steps: number): Moment[] {
  const moments: Moment[] = [];
  for (let t = 0; t < steps; t++) moments.push(next(settings, moments.at(-1)));
  return moments;
}

describe('demo: open and close LSTM gates', () => {
  it('holds the sum of all that came in, each faded by the forget gate', () => {
    const moments = run(start, 40);
    const [F, I, O] = [start.forget, start.input, start.output].map(sigmoid) as [number, number, number];
    moments.forEach(({cell, hidden, gates}, t) => {
      const wanted = moments.slice(0, t + 1).reduce((sum, {x}, i) => sum + F ** (t - i) * I * Math.tanh(2 * x), 0);
      assert.ok(Math.abs(cell - wanted) < 1e-12, `C at ${t}: ${cell}, ${wanted}`);
      assert.ok(Math.abs(hidden - O * Math.tanh(wanted)) < 1e-12);
      assert.deepEqual(gates, {forget: F, input: I, output: O});
    });
  });
  it('keeps a pulse behind a closed input gate, through the pulses that follow', () => {
    const open: GateSettings = {forget: 6, input: 6, output: 6, feed: 'pulses'};
    const caught = run(open, 5).at(-1) as Moment;
    assert.ok(caught.cell > 0.9, `caught ${caught.cell}`);
    let held = caught;
    for (let t = 0; t < 60; t++) held = next({...open, input: -6}, held);
    assert.ok(held.cell > 0.8 * caught.cell, `held ${held.cell}`);
    let lost = caught;
    for (let t = 0; t < 10; t++) lost = next({...open, input: -6, forget: -6}, lost);
    assert.ok(Math.abs(lost.cell) < 0.01, `lost ${lost.cell}`);
  });
  it('shows nothing where the output gate is closed, and keeps C as it was', () => {
    const [shut, open] = [-6, 6].map((output) => run({...start, output}, 20).at(-1) as Moment) as [Moment, Moment];
    assert.ok(Math.abs(shut.hidden) < 0.003);
    assert.equal(shut.cell, open.cell);
  });
  it('goes on with the gates that the reader has set, and shows the latest steps', async () => {
    const work = gatesWork(start);
    await work.next();
    const {value} = await work.next({...start, forget: -6});
    assert.deepEqual(
      value?.moments.map(({t, gates}) => [t, gates.forget]),
      [
        [1, sigmoid(1.5)],
        [2, sigmoid(-6)],
      ],
    );
    assert.match(value?.says ?? '', /forgotten in less than one step/);
    for (let t = 3; t < SHOWN + 5; t++) await work.next();
    const last = (await work.next()).value;
    assert.equal(last?.moments.length, SHOWN);
    assert.equal(last?.moments.at(-1)?.t, SHOWN + 5);
  });
});
