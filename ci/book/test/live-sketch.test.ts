import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import {join} from 'node:path';
import {engine} from 'unroll';
import type {Told} from '../live/contract';
import {sketchDemo} from '../live/sketch/demo';
import {firstPoints, type SketchSettings, type SketchStep, sketchWork} from '../live/sketch/work';
import {asDrawing, sketchReader} from '../live/weights/sketches';
import stored from '../live/weights/sketches.json';

const start: SketchSettings = {example: 'fish', drawing: [], seen: 100};

describe('demo: draw, and have it named', () => {
  before(() => engine.start({engine: 'cpu'}));
  after(() => engine.start({engine: 'wasm'})); // the work takes another one, which later tests would meet

  it('has weights that say what they said when they were stored, in under 300 kB; the page tells how good they are', () => {
    const reader = sketchReader();
    const [said = []] = reader.read([asDrawing(stored.check.drawing)]);
    reader.dispose();
    assert.equal(said.length, stored.words.length);
    said.forEach((probability, i) => {
      assert.ok(Math.abs(probability - (stored.check.probabilities[i] as number)) <= 1e-3, `${stored.words[i]}`);
    });
    assert.ok(statSync(join(__dirname, '../live/weights/sketches.json')).size < 300_000);
    const text = sketchDemo.text.join(' ');
    assert.ok(text.includes(`${stored.words.join(', ')}.`), 'the ten words');
    assert.ok(text.includes(`names ${Math.round(100 * stored.heldOut)} % rightly`), 'its share of right names');
    assert.ok(text.includes(stored.trainedOn.slice(0, 12)), 'what it has seen');
  });
  it('names the examples, surer of all of a drawing than of its beginning', async () => {
    for (const word of ['fish', 'house', 'star']) {
      const work = sketchWork({...start, example: word});
      const whole = (await work.next()).value as SketchStep & Told;
      assert.equal(whole.words[0]?.word, word);
      assert.ok(Math.abs(whole.words.reduce((sum, {probability}) => sum + probability, 0) - 1) < 1e-5);
      const begun = (await work.next({...start, example: word, seen: 30})).value as SketchStep & Told;
      assert.ok(begun.points < whole.points);
      const of = ({words}: SketchStep) => words.find((one) => one.word === word)?.probability ?? 0;
      assert.ok(of(begun) < of(whole), `${word}: ${of(begun)} of the beginning, ${of(whole)} of all`);
      await work.return();
    }
  });
  it('says nothing of next to nothing, and takes what a hand may leave: a point, a line back and forth', async () => {
    const work = sketchWork({...start, example: 'own'});
    for (const drawing of [
      [],
      [[[5], [5]]],
      [
        [
          [1, 2],
          [1, 2],
        ],
      ],
    ]) {
      const {value} = await work.next({...start, example: 'own', drawing});
      assert.deepEqual(value?.words, []);
      assert.match(value?.says ?? '', /Draw something/);
    }
    const back = [[Array.from({length: 400}, (_, i) => (i % 2) * 200), Array.from({length: 400}, () => 7)]];
    const {value} = await work.next({...start, example: 'own', drawing: back});
    assert.equal(value?.words.length, stored.words.length);
    assert.ok(value?.words.every(({probability}) => Number.isFinite(probability)));
    await work.return();
  });
  it('cuts a drawing after some points', () => {
    const drawing = [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [
        [7, 8],
        [9, 10],
      ],
    ];
    assert.deepEqual(firstPoints(drawing, 5), drawing);
    assert.deepEqual(firstPoints(drawing, 4), [drawing[0]]);
    assert.deepEqual(firstPoints(drawing, 2), [
      [
        [1, 2],
        [4, 5],
      ],
    ]);
    assert.deepEqual(firstPoints(drawing, 0), []);
  });
});
