import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import {join} from 'node:path';
import {engine} from 'unroll';
import {lettersDemo} from '../live/letters/demo';
import {type LettersSettings, lettersWork} from '../live/letters/work';
import {foretell, readLetters} from '../live/weights/letters';
import stored from '../live/weights/letters.json';
import {packWeight, unpackWeight} from '../live/weights/pack';

const start: LettersSettings = {start: 'The king', temperature: 0.7, topK: 65, seed: 1};

/** The text after some letters. */
async function written(settings: LettersSettings, letters: number): Promise<string> {
  const work = lettersWork(settings);
  for (let i = 1; i < letters; i++) await work.next();
  const {value} = await work.next();
  await work.return();
  return value?.text ?? '';
}

describe('demo: generate text by temperature', () => {
  before(() => engine.start({engine: 'cpu'}));
  after(() => engine.start({engine: 'wasm'})); // the work takes another one, which later tests would meet

  it('has weights that say what they said when they were stored, in under 300 kB', () => {
    const {model, encode} = readLetters();
    const said = foretell(model, encode(stored.check.text).ids);
    model.dispose();
    assert.equal(said.length, stored.size.vocabulary);
    said.forEach((probability, id) => {
      assert.ok(Math.abs(probability - (stored.check.probabilities[id] as number)) <= 2e-4, `${id}: ${probability}`);
    });
    assert.ok(statSync(join(__dirname, '../live/weights/letters.json')).size < 300_000);
    assert.ok(lettersDemo.text.some((line) => line.includes(`${stored.testBits.toFixed(2)} bits`)));
  });
  it('rounds weights by at most half a step of their column', () => {
    const values = Float32Array.from({length: 40}, (_, i) => Math.sin(i) * 10 ** (i % 4));
    const back = unpackWeight(packWeight(values, [10, 4]));
    for (let column = 0; column < 4; column++) {
      const rows = Array.from({length: 10}, (_, row) => row * 4 + column);
      const step = Math.max(...rows.map((i) => Math.abs(values[i] as number))) / 127;
      for (const i of rows) assert.ok(Math.abs((back[i] as number) - (values[i] as number)) <= step * 0.5001);
    }
    assert.throws(() => unpackWeight({...packWeight(values, [10, 4]), shape: [9, 4]}), /shape \[9, 4\]/);
  });
  it('gives chances that add up, and draws from what top-k leaves', async () => {
    const work = lettersWork({...start, temperature: 2, topK: 3});
    for (let i = 0; i < 12; i++) {
      const {value} = await work.next();
      assert.ok(value);
      const possible = value.next.filter(({probability}) => probability > 0);
      assert.equal(possible.length, 3);
      assert.ok(Math.abs(possible.reduce((sum, {probability}) => sum + probability, 0) - 1) < 1e-6);
      assert.ok(possible.some(({letter}) => letter === value.drawn));
      assert.equal(value.text.at(-1), value.drawn);
    }
    await work.return();
  });
  it('writes the same again for the same settings, another text for another draw', async () => {
    const [one, same, other] = [
      await written(start, 30),
      await written(start, 30),
      await written({...start, seed: 2}, 30),
    ];
    assert.equal(one, same);
    assert.notEqual(one, other);
    assert.ok(one.startsWith('The king'));
  });
  it('takes the likeliest letter where only one is left, whatever the temperature', async () => {
    assert.equal(
      await written({...start, topK: 1, temperature: 2}, 20),
      await written({...start, topK: 1, temperature: 0.1, seed: 9}, 20),
    );
  });
  it('goes on at another temperature, begins anew with another start, even with one of strange signs', async () => {
    const work = lettersWork(start);
    await work.next();
    assert.equal((await work.next({...start, temperature: 1})).value?.text.length, 'The king'.length + 2);
    assert.match((await work.next({...start, start: 'O, ☂!'})).value?.text ?? '', /^O, !.$/s);
    assert.equal((await work.next({...start, start: ''})).value?.text.length, 2, 'a line end, and a letter');
    await work.return();
  });
});
