import assert from 'node:assert/strict';
import {engine} from 'unroll';
import {type BeamSettings, type BeamStep, beamWork} from '../live/beam/work';
import type {Told} from '../live/contract';
import {foretell, readLetters} from '../live/weights/letters';

/** All steps until the work waits. */
async function search(settings: BeamSettings): Promise<(BeamStep & Told)[]> {
  const work = beamWork(settings);
  const steps: (BeamStep & Told)[] = [];
  for (let i = 0; i < 20 && !steps.at(-1)?.waits; i++) steps.push((await work.next()).value as BeamStep & Told);
  await work.return();
  return steps;
}

describe('demo: search with a beam', () => {
  before(() => engine.start({engine: 'cpu'}));
  after(() => engine.start({engine: 'wasm'})); // the work takes another one, which later tests would meet

  it('gives a word the product of the chances that the network says letter by letter', async () => {
    const {found} = (await search({start: 'O, what a ', width: 2})).at(-1) as BeamStep;
    assert.ok(found);
    const {model, encode, symbols} = readLetters();
    let product = 1;
    let text = 'O, what a ';
    for (const letter of found.word) {
      const chances = foretell(model, encode(text).ids);
      product *= chances[symbols.indexOf(letter)] as number;
      text += letter;
    }
    const end = foretell(model, encode(text).ids);
    product *= end.reduce((sum, chance, id) => sum + (/^[A-Za-z'-]?$/.test(symbols[id] as string) ? 0 : chance), 0);
    model.dispose();
    assert.ok(Math.abs(found.probability - product) < 0.01 * product, `${found.probability}, ${product}`);
  });
  it('finds more with two beginnings than with one, as the page says, and never more than with very many', async () => {
    const [greedy, two] = [
      await search({start: 'O, what a ', width: 1}),
      await search({start: 'O, what a ', width: 2}),
    ];
    const [one, other] = [greedy.at(-1), two.at(-1)] as [BeamStep & Told, BeamStep & Told];
    assert.deepEqual(one.found, one.greedy);
    assert.ok((other.found?.probability ?? 0) > 5 * (one.found?.probability ?? 1), 'many times as likely');
    for (const {found, wide} of [one, other]) assert.ok((found?.probability ?? 1) <= wide.probability * (1 + 1e-6));
    assert.match(other.says ?? '', /“man” has 3\.9 %; greedy takes “strange”, which has 0\.14 %/);
    const narrow = (await search({start: 'to the c', width: 2})).at(-1) as BeamStep;
    assert.notEqual(narrow.found?.word, narrow.wide.word, 'two do not suffice');
  });
  it('keeps at most as many beginnings as the beam is wide, and shows the way to the found word', async () => {
    const steps = await search({start: 'Where is the ', width: 3});
    steps.forEach(({depth, nodes}, i) => {
      assert.equal(depth, i);
      assert.ok(nodes.filter((node) => node.depth === depth && node.kept).length <= 3);
      nodes.forEach(({parent}, at) => {
        assert.ok(at === 0 ? parent === undefined : (parent as number) < at);
      });
    });
    const {nodes, best, found} = steps.at(-1) as BeamStep;
    let word = '';
    for (let at = best; at; at = nodes[at]?.parent) word = `${nodes[at]?.letter}${word}`;
    assert.equal(word.replace('␣', ''), found?.word);
  });
  it('begins anew where width or text change, with signs that it does not know left out', async () => {
    const work = beamWork({start: 'Good m', width: 2});
    await work.next();
    await work.next();
    const {value} = await work.next({start: 'Good☂ n', width: 1});
    assert.deepEqual([value?.depth, value?.width, value?.start], [0, 1, 'Good n']);
    await work.return();
  });
});
