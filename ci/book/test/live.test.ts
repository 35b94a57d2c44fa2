import assert from 'node:assert/strict';
import type {Told, Work} from '../live/contract';
import {demos} from '../live/demos';
import {drive} from '../live/frame/driver';
import type {Settings, Start, ToPage, ToWorker} from '../live/frame/protocol';
import {unrolled, unrollWork} from '../live/unroll/work';
import {works} from '../live/works';

const settings = {inputWeight: 0.5, stateWeight: -0.8, bias: 0.1, firstInput: 1, rest: 'alternating' as const};

describe('demo: unroll a recurrent neuron', () => {
  it('gives the states of h = tanh(w_xh x + w_hh h + b)', () => {
    let h = 0;
    const expected = [h];
    for (let t = 0; t < 8; t++) {
      h = Math.tanh(0.5 * (t % 2 ? -1 : 1) - 0.8 * h + 0.1);
      expected.push(h);
    }
    const {states, sum} = unrolled(settings, 8);
    assert.equal(states.length, 9);
    expected.forEach((value, t) => {
      assert.ok(Math.abs((states[t] as number) - value) < 1e-6, `h_${t}`);
    });
    assert.ok(Math.abs(Math.tanh(sum.total) - h) < 1e-6);
    assert.ok(Math.abs(sum.fromInput + sum.fromState + 0.1 - sum.total) < 1e-6);
  });
  it('goes a step further each time, stays where it is when a weight changes, and waits at the end', async () => {
    const work = unrollWork(settings);
    const lengths: number[] = [];
    for (let i = 0; i < 3; i++) lengths.push(((await work.next()).value as {states: number[]}).states.length);
    const {value} = await work.next({...settings, inputWeight: 0});
    assert.deepEqual(lengths, [2, 3, 4]);
    assert.equal((value as {states: number[]}).states.length, 4);
    let last = value as Told;
    for (let i = 0; i < 5; i++) last = (await work.next()).value as Told;
    assert.equal(last.waits, true);
  });
});

describe('driver of the live pages', () => {
  /** Counts up by the setting `by`, ends at 100, fails at 13. */
  const count: Work<Settings, {at: number}> = async function* (first) {
    let now = first;
    for (let at = 0; at < 100; ) {
      at += Number(now.by);
      if (at === 13) throw new Error('thirteen\nsecond line');
      now = (yield {at, waits: now.waits === true}) ?? now;
    }
  };
  function talk() {
    const heard: ToPage[] = [];
    let tell: (message: ToWorker) => void = () => {};
    tell = drive(
      (demo) => (demo === 'count' ? count : undefined),
      (message) => {
        heard.push(message);
        if (message.kind === 'step') setTimeout(() => tell({kind: 'drawn', run: message.run}), 0);
      },
    );
    const start = (more: Partial<Start> = {}) =>
      tell({
        ...{kind: 'start', run: 1, demo: 'count', settings: {by: 10}, isHeld: false, isStepwise: true, pace: 0},
        ...more,
      });
    const numbers = () => heard.flatMap((m) => (m.kind === 'step' ? [(m.step as Told & {at: number}).at] : []));
    const until = async (isSo: () => boolean) => {
      for (let i = 0; i < 500 && !isSo(); i++) await new Promise((done) => setTimeout(done, 2));
      assert.ok(isSo(), JSON.stringify(heard));
    };
    return {heard, start, numbers, until, tell: (message: ToWorker) => tell(message)};
  }

  it('runs a work to its end', async () => {
    const {heard, start, numbers, until} = talk();
    start();
    await until(() => heard.at(-1)?.kind === 'done');
    assert.deepEqual(
      numbers(),
      Array.from({length: 10}, (_, i) => 10 * (i + 1)),
    );
  });
  it('makes one step and holds, one more a step asked for, and hands changed settings in', async () => {
    const {heard, start, numbers, until, tell} = talk();
    start({isHeld: true});
    await until(() => heard.at(-1)?.kind === 'held');
    tell({kind: 'step', run: 1});
    await until(() => numbers().length === 2);
    tell({kind: 'settings', run: 1, settings: {by: 1}});
    await until(() => numbers().length === 3);
    assert.deepEqual(numbers(), [10, 20, 21]);
  });
  it('computes no further than two pictures ahead of the page', async () => {
    const heard: ToPage[] = [];
    const tell = drive(
      () => count,
      (message) => heard.push(message),
    );
    tell({kind: 'start', run: 1, demo: 'count', settings: {by: 1}, isHeld: false, isStepwise: false, pace: 0});
    await new Promise((done) => setTimeout(done, 60));
    assert.equal(heard.length, 2);
    tell({kind: 'leave', run: 1});
  });
  it('waits where nothing is left to compute until a setting changes', async () => {
    const {start, numbers, until, tell} = talk();
    start({settings: {by: 10, waits: true}});
    await until(() => numbers().length === 1);
    await new Promise((done) => setTimeout(done, 30));
    assert.deepEqual(numbers(), [10]);
    tell({kind: 'settings', run: 1, settings: {by: 5, waits: true}});
    await until(() => numbers().length === 2);
    assert.deepEqual(numbers(), [10, 15]);
  });
  it('drops what belongs to an earlier start', async () => {
    const {heard, start, until, tell} = talk();
    start({isHeld: true});
    await until(() => heard.length > 0);
    start({run: 2, isHeld: true});
    tell({kind: 'run', run: 1});
    await until(() => heard.some(({run}) => run === 2));
    await new Promise((done) => setTimeout(done, 30));
    assert.ok(heard.filter(({kind}) => kind === 'step').length <= 3);
    assert.ok(!heard.some(({kind}) => kind === 'done'));
  });
  it('says in one line what failed', async () => {
    const {heard, start, until} = talk();
    start({settings: {by: 13}});
    await until(() => heard.length > 0);
    assert.deepEqual(heard, [{kind: 'failed', run: 1, message: 'thirteen'}]);
    start({run: 2, demo: 'nothing'});
    await until(() => heard.length > 1);
    assert.deepEqual(heard[1], {kind: 'failed', run: 2, message: "there is no work 'nothing'"});
  });
});

describe('list of demos', () => {
  it('has a work for each, ids of their own, and a setting for each control', () => {
    assert.deepEqual(Object.keys(works).sort(), demos.map(({id}) => id).sort());
    for (const {id, controls, initial} of demos) {
      assert.match(id, /^[a-z-]+$/);
      for (const control of controls) assert.ok(control.name in initial, `${id}: ${control.name}`);
    }
  });
});
