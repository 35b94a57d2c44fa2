import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {PARTS} from '../../../lib/src/checks';
import {gradientsOf, randomProblem, variantOf} from '../../../lib/src/checks/20/bptt-reference';
import {random} from '../../../lib/src/data';
import {type Result, report, runBench} from '../bench/bench';
import {exercises} from '../bench/exercises';
import {doubleSum} from '../bench/lists';

describe('the test bench of the checks', function () {
  // A hundred and fifty answers to one exercise, on a machine that does other things.
  this.timeout(180_000);
  for (const {id, checks, bench} of exercises) {
    describe(`exercise ${id}`, () => {
      let results: Result[];
      before(async () => {
        results = await runBench(checks, bench);
      });

      it('has at least three right and five wrong answers to every part', () => {
        const parts = PARTS.filter((part) => part.id.startsWith(`${id}.`)).map((part) => part.id);
        assert.deepEqual(
          bench.map((part) => part.id),
          parts,
        );
        for (const {right, wrong} of bench) {
          assert.ok(right.length >= 3 && wrong.length >= 5);
          const names = [...right.map(({style}) => style), ...wrong.map(({slip}) => slip)];
          assert.equal(new Set(names).size, names.length);
        }
      });

      for (const part of bench) {
        it(`gives no point for the blank of ${part.id}`, () => {
          const [blank] = results.filter((one) => one.part === part.id && one.kind === 'blank');
          assert.equal(blank.points, 0);
          assert.match(blank.message, /not implemented/);
        });
        for (const {style} of part.right) {
          it(`gives full points to a right answer to ${part.id}: ${style}`, () => {
            const found = results.find((one) => one.part === part.id && one.name === style);
            assert.equal(found?.message, '');
            assert.equal(found?.points, PARTS.find((one) => one.id === part.id)?.points);
          });
        }
        for (const {slip, says} of part.wrong) {
          it(`names the slip of a wrong answer to ${part.id}: ${slip}`, () => {
            const found = results.find((one) => one.part === part.id && one.name === slip);
            assert.equal(found?.points, 0);
            assert.match(found?.message ?? '', says);
          });
        }
      }

      it('says something of its own to almost every slip', () => {
        // Two slips may come to the same numbers (a factor 2); a check that says one sentence to all names nothing.
        for (const part of bench) {
          const own = results.filter((one) => one.part === part.id && one.kind === 'wrong');
          const said = new Set(own.map(({message}) => message.replace(/^[^:]*: (?:\w+\([^)]*\)[^:]*: )?/, '')));
          assert.ok(said.size >= 0.75 * own.length, `${part.id}: ${said.size} messages for ${own.length} slips`);
        }
      });
    });
  }

  it('would notice a check that passes everything, and one that names nothing', async () => {
    const {checks, bench} = exercises.find(({id}) => id === '02') as (typeof exercises)[number];
    const blind = checks.visible.map((part) => ({
      ...part,
      check: async function* () {
        yield {passed: true, message: ''};
      },
    }));
    const passing = await runBench({visible: blind, hidden: blind}, bench.slice(0, 1));
    assert.ok(passing.filter(({kind}) => kind !== 'right').every(({isExpected}) => !isExpected));
    assert.match(report(passing), /exercise 02: 4 of 4 right answers score full; 0 of \d+ slips named/);
    const mute = checks.visible.map((part) => ({
      ...part,
      check: async function* () {
        yield {passed: false, message: 'wrong values'};
      },
    }));
    const silent = await runBench({visible: mute, hidden: mute}, bench.slice(0, 1));
    assert.ok(silent.every(({isExpected}) => !isExpected));
  });

  it('prints its report and ends with 0 when all is as expected', () => {
    const runner = join(__dirname, '..', 'bench', 'run.ts');
    const output = execFileSync(process.execPath, ['--import', 'tsx', runner, '02'], {encoding: 'utf8'});
    assert.match(output, /^exercise 02: (\d+) of \1 right answers score full; (\d+) of \2 slips named\n$/);
  });

  it('names an unknown exercise in one line', () => {
    const runner = join(__dirname, '..', 'bench', 'run.ts');
    const run = () =>
      execFileSync(process.execPath, ['--import', 'tsx', runner, '99'], {encoding: 'utf8', stdio: 'pipe'});
    assert.throws(run, new RegExp(`no bench for exercise '99'; there are: ${exercises.map(({id}) => id).join(', ')}`));
  });
});

describe('the reference of exercise 20', () => {
  it('agrees with the double sum of the definition', () => {
    const source = random(11);
    for (const size of [
      {timeSteps: 1, features: 1, units: 2},
      {timeSteps: 9, features: 3, units: 4},
    ]) {
      const {x, y, weights, h0} = randomProblem(source, size);
      const [own, other] = [gradientsOf({x, y, weights, h0}), doubleSum(x, y, weights, h0)];
      for (const name of ['kernel', 'recurrentKernel', 'bias', 'h0'] as const) {
        own[name].flat().forEach((value, i) => {
          assert.ok(Math.abs(value - (other[name].flat()[i] as number)) < 1e-12, name);
        });
      }
    }
  });

  it('departs from the right way only where a slip is named', () => {
    assert.deepEqual(variantOf(undefined), {});
    assert.equal(typeof variantOf('no-tanh').derivative, 'function');
  });
});
