import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {PARTS} from '../../../lib/src/checks';
import type {BpttSlip, TruncationSlip} from '../../../lib/src/checks/20/bptt-reference';
import {exercises} from '../../exercises/bench/exercises';
import {HIDDEN, hiddenCheck} from '../hidden-check';
import {right02, right20, slipped} from './wrong-answers';

const RIGHT: Record<string, unknown> = {...right02, ...right20};

/** Where no answers were written for this test, the first right one of the test bench. */
function answersOf(part: string): Record<string, unknown> {
  const names = Object.keys(PARTS.find(({id}) => id === part)?.answers ?? {});
  if (names.every((name) => name in RIGHT)) return Object.fromEntries(names.map((name) => [name, RIGHT[name]]));
  const bench = exercises.flatMap((exercise) => exercise.bench).find(({id}) => id === part);
  return bench?.right[0].answers ?? {};
}

describe('hiddenCheck', () => {
  it('exists for every part', () => {
    assert.deepEqual(Object.keys(HIDDEN).sort(), PARTS.map(({id}) => id).sort());
  });

  for (const {id} of PARTS) {
    it(`passes right answers to ${id} in silence`, async () => {
      await hiddenCheck(id, answersOf(id));
    });
  }

  it('fails answers that only know the visible examples', async () => {
    const lastShape = (batch: number) => [batch, 64];
    await assert.rejects(hiddenCheck('02.1', {lastShape}), {
      name: 'CheckFailed',
      message: /^hidden check: 02\.1 not passed/,
    });
  });

  for (const slip of ['no-tanh', 'no-carry', 'zero-start', 'state-now', 'carry-untransposed'] as BpttSlip[]) {
    it(`fails bptt with the slip ${slip}`, async () => {
      await assert.rejects(hiddenCheck('20.3', {bptt: slipped.bptt(slip)}), {name: 'CheckFailed'});
    });
  }

  for (const slip of ['dropped', 'reset', 'uncut', 'restart'] as TruncationSlip[]) {
    it(`fails truncatedBptt with the slip ${slip}`, async () => {
      await assert.rejects(hiddenCheck('20.5', {truncatedBptt: slipped.truncatedBptt(slip)}), {name: 'CheckFailed'});
    });
  }

  it('tells wrong names and unknown parts in one line', async () => {
    await assert.rejects(hiddenCheck('20.1', {forward: 1}), {name: 'CheckFailed', message: /forwardThree is missing/});
    await assert.rejects(hiddenCheck('20.9', {}), {name: 'RangeError', message: /there are: 20\.1, 20\.2/});
  });

  it('is global once the prelude is loaded, or the prelude says how to build it', () => {
    const prelude = join(__dirname, '..', 'prelude.cjs');
    const program = `try { require(${JSON.stringify(prelude)}); console.log(typeof hiddenCheck); } catch (e) { console.log(e.message); }`;
    const output = execFileSync(process.execPath, ['-e', program], {encoding: 'utf8'});
    assert.match(output, /^function$|npx tsc -p ci\/grading/m);
  });
});
