import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {experiments, resolveExperiments} from '../registry';
import {resultPath} from '../run';

const folder = join(__dirname, '..');

describe('the registered experiments', () => {
  it('are one file each, with a stored result, and no result is left without its experiment', () => {
    const names = experiments.map(({name}) => name);
    assert.deepEqual([...new Set(names)], names);
    for (const name of names) {
      assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(existsSync(join(folder, `${name}.ts`)), `ci/experiments/${name}.ts`);
    }
    const results = readdirSync(join(folder, 'results')).map((file) => file.replace(/\.json$/, ''));
    assert.deepEqual(results.sort(), [...names].sort());
  });

  for (const {name, lesson, seeds, question} of experiments) {
    it(`${name}: its stored result says how it came about, and holds no date`, () => {
      const text = readFileSync(resultPath(name), 'utf8');
      const stored = JSON.parse(text);
      assert.equal(Object.keys(stored)[0], 'command');
      assert.equal(stored.command, `npm run experiments -- ${name}`);
      assert.deepEqual([stored.lesson, stored.engine.engine], [lesson, 'wasm']);
      assert.deepEqual(stored.seeds, [...seeds]);
      assert.match(stored.library, /^unroll \d/);
      assert.ok(stored.seconds > 0 && question.endsWith('?'));
      assert.doesNotMatch(text, /\dT\d\d:\d\d|\/home\/|\/Users\//);
      // Days of a series may stand in a result, the day of the run may not.
      const {command, lesson: of, engine, library, seconds} = stored;
      assert.doesNotMatch(JSON.stringify({command, of, engine, library, seconds}), /\b20\d\d-[01]\d-[0-3]\d\b/);
    });
  }

  it('are named on the command line, each once; an unknown name is answered with the near ones', () => {
    assert.deepEqual(
      resolveExperiments(['one-step-ahead', 'one-step-ahead']).map(({name}) => name),
      ['one-step-ahead'],
    );
    assert.equal(resolveExperiments([]).length, experiments.length);
    assert.throws(
      () => resolveExperiments(['one-step-ahed']),
      /unknown experiment 'one-step-ahed'; near: one-step-ahead/,
    );
  });
});
