import {strict as assert} from 'node:assert';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Contestant, type ContestantProgram} from '../contestant';
import {type Entry, measure} from '../rounds';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'unroll-bench-'));
});
after(() => rmSync(folder, {recursive: true, force: true}));

const program = (name: string, behaviour?: string, ms?: number, diary = 'none'): ContestantProgram => ({
  ...{name, title: `the ${name}`, program: process.execPath, env: {DIARY: join(folder, diary)}},
  args: [join(__dirname, 'fake-contestant.cjs'), name, ...(behaviour ? [behaviour] : []), ...(ms ? [String(ms)] : [])],
});
const entry = (one: ContestantProgram, batches = 2): Entry => ({
  program: one,
  task: {workload: 'lstm', sizes: {batch: 1}, batches},
});

describe('rounds of a workload', () => {
  it('are interleaved, and another contestant begins each time', async () => {
    const one = (name: string) => entry(program(name, 'well', 10, 'turns'));
    await measure({ours: [one('a')], others: [one('b'), one('c')]}, 4);
    assert.equal(readFileSync(join(folder, 'turns'), 'utf8'), 'a b c b c a c a b a b c ');
  });

  it('give milliseconds a batch, parameters, peak memory and versions', async () => {
    const ours = [entry(program('a', 'well', 10), 5)];
    const seen: number[] = [];
    const {measured, versions, failed} = await measure({ours, others: []}, 3, (round) => seen.push(round));
    assert.deepEqual(measured, {a: {ms: [2, 4, 6], parameters: 5, peakMb: 100}});
    assert.deepEqual(versions, {a: {a: '1.0'}});
    assert.deepEqual(failed, {});
    assert.deepEqual(seen, [1, 2, 3]);
  });

  it('go on without a contestant that dies, which is named in one line', async () => {
    const others = [entry(program('b', 'dies-in-round-2'))];
    const {measured, failed} = await measure({ours: [entry(program('a'))], others}, 3);
    assert.equal(measured.a.ms.length, 3);
    assert.equal(measured.b, undefined);
    assert.equal(failed.b, "the b ended with code 9 during 'round': out of memory");
  });

  it('go on without the number of threads that is far slower than the other', async () => {
    const others = [entry(program('torch-1', 'well', 10)), entry(program('torch-2', 'well', 25))];
    const {measured, retired} = await measure({ours: [entry(program('a', 'well', 1))], others}, 3);
    assert.deepEqual(retired, ['torch-2']);
    assert.deepEqual(Object.keys(measured), ['a', 'torch-1']);
    assert.equal(measured['torch-1'].ms.length, 3);
  });

  it('start no peer for what our library cannot do yet', async () => {
    const ours = [entry(program('a', 'not-built'))];
    const result = await measure({ours, others: [entry(program('b', 'well', 1, 'idle'))]}, 3);
    assert.deepEqual(result.notBuilt, {a: 'layers.none'});
    assert.deepEqual(Object.keys(result.versions), ['a']);
    assert.throws(() => readFileSync(join(folder, 'idle')), /ENOENT/);
  });
});

describe('a contestant', () => {
  const failure = async (one: ContestantProgram): Promise<string> => {
    const {failed} = await measure({ours: [entry(one)], others: []}, 1);
    return failed[one.name];
  };

  for (const [behaviour, line] of [
    ['rubbish', "the x printed 'Epoch 1/1 [=====>]', which is no answer to 'round'"],
    ['no-versions', "the x printed 'Welcome!', which is no answer to 'start'"],
    ['nan', `the x printed '{"ms":1,"loss":null}', which is no answer to 'round'`],
    ['error', 'the x: the loss became NaN'],
    ['dies-at-start', "the x ended with code 3 during 'start': no such library"],
    ['throws-at-start', "the x ended with code 1 during 'start': TypeError: no such layer"],
  ]) {
    it(`that shows the fault '${behaviour}' is reported in one line`, async () => {
      assert.equal(await failure(program('x', behaviour)), line);
    });
  }

  it('whose program does not exist is reported in one line', async () => {
    const line = await failure({...program('x'), program: join(folder, 'no-such-program')});
    assert.match(line, /^the x cannot be started: .*ENOENT/);
  });

  it('has ended when it is stopped', async () => {
    const contestant = await Contestant.start(program('x'));
    await contestant.stop();
    assert.throws(() => process.kill(contestant.pid, 0), /ESRCH/);
    await assert.rejects(contestant.ask({do: 'round'}), /the x ended with code 0/);
  });
});
