import assert from 'node:assert/strict';
import {PARTS} from '../../../../lib/src/checks';
import {type Answer, runBench} from '../../../exercises/bench/bench';
import {exercises} from '../../../exercises/bench/exercises';
import {type AnswerText, answersOf} from '../answers';
import {onlyTyped} from '../typed';

describe('answers as text', function () {
  this.timeout(20_000);

  for (const exercise of ['02', '20']) {
    it(`of exercise ${exercise} score as the bench of the exercise says, each by itself`, async () => {
      const answers = await answersOf(exercise);
      const checks = exercises.find(({id}) => id === exercise)?.checks;
      assert.ok(checks);
      const bench = [...answers].map(([id, {right, wrong}]) => {
        const [name] = Object.keys(PARTS.find((part) => part.id === id)?.answers ?? {});
        // What stands in a cell is all that there is: no name from anywhere else.
        const made = ({source}: AnswerText) => ({[name]: new Function(`${source}\nreturn ${name};`)() as Answer});
        return {
          id,
          right: right.map((one) => ({style: one.name, answers: made(one)})),
          wrong: wrong.map((one) => ({slip: one.name, answers: made(one), says: /./})),
        };
      });
      const results = await runBench(checks, bench);
      assert.deepEqual(
        results.filter(({isExpected}) => !isExpected).map(({part, kind, name, message}) => [part, kind, name, message]),
        [],
      );
      for (const {id, right, wrong} of bench) assert.ok(right.length >= 2 && wrong.length >= 5, `${id} has too few`);
    });
  }

  it('can be told from those that the kernel would not compile', async () => {
    const typed = onlyTyped(await answersOf('02'));
    const names = (part: string) => typed.get(part)?.right.map(({name}) => name) ?? [];
    assert.ok(names('02.5').includes('reduce'));
    assert.ok(!names('02.5').includes('recursion'), 'its list of arguments may be empty');
  });

  it('need nothing of the library', async () => {
    for (const {right, wrong} of (await answersOf('03')).values()) {
      for (const {source} of [...right, ...wrong]) assert.doesNotMatch(source, /\bimport\b|\brequire\(/);
    }
  });
});
