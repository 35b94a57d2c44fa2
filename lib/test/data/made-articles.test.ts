import assert from 'node:assert/strict';
import {splitGroups} from '../../src/data';
import {makeArticles} from '../../src/data/tasks/made-articles';
import {entities, entityF1, illegalTransitions} from '../../src/metrics';
import {capitalRuns, nameList} from '../../src/models';

describe('made-up articles', () => {
  const sentences = makeArticles(42);
  const {train, test} = splitGroups(sentences, (one) => one.document, {valid: 0.15, test: 0.25});
  const namesOf = (part: typeof sentences) =>
    part.flatMap(({tokens, tags}) =>
      entities(tags).map(({type, start, end}) => ({type, name: tokens.slice(start, end).join(' ')})),
    );

  it('are as many as the real ones, legally tagged, the same for a seed', () => {
    assert.ok(sentences.length > 1500 && sentences.length < 1900, `${sentences.length}`);
    assert.equal(new Set(sentences.map(({document}) => document)).size, 145);
    for (const {tokens, tags} of sentences) {
      assert.equal(tokens.length, tags.length);
      assert.ok(tokens.every((token) => /^\S+$/.test(token)));
      assert.equal(illegalTransitions(tags), 0);
    }
    assert.deepEqual(makeArticles(42)[7], sentences[7]);
    assert.notDeepEqual(makeArticles(43)[7], sentences[7]);
  });
  it('hold all four types, and most words in no name', () => {
    const names = namesOf(sentences);
    for (const type of ['PER', 'LOC', 'ORG', 'MISC']) {
      assert.ok(names.filter((one) => one.type === type).length > 0.12 * names.length, type);
    }
    const outside = sentences.flatMap(({tags}) => tags).filter((tag) => tag === 'O').length;
    const share = outside / sentences.flatMap(({tags}) => tags).length;
    assert.ok(share > 0.78 && share < 0.9, `${share}`);
  });
  it('have new names in documents that training has not', () => {
    const known = new Set(namesOf(train).map(({name}) => name));
    const asked = namesOf(test);
    const fresh = asked.filter(({name}) => !known.has(name)).length / asked.length;
    assert.ok(fresh > 0.5 && fresh < 0.9, `${fresh}`);
  });
  it('have words that name one thing here and another, or nothing, there', () => {
    const uses = new Map<string, Set<string>>();
    for (const {tokens, tags} of sentences) {
      tokens.forEach((token, t) => {
        if (t === 0 || !/^[A-Z]/.test(token)) return;
        uses.set(token, (uses.get(token) ?? new Set()).add(tags[t].slice(2)));
      });
    }
    const ambiguous = [...uses.values()].filter((types) => types.size > 1).length;
    assert.ok(ambiguous > 100, `${ambiguous}`);
    for (const word of ['March', 'King', 'Church']) {
      assert.ok(uses.get(word)?.has('') && (uses.get(word)?.size ?? 0) > 1, `${word}: ${[...(uses.get(word) ?? [])]}`);
    }
  });
  it('leave the types open to capitals and lists, and show most borders', () => {
    const truth = test.map(({tags}) => tags);
    const untyped = (rows: string[][]) => rows.map((tags) => tags.map((tag) => tag.replace(/-.*/, '-NAME')));
    const [list, capitals] = [nameList(train), capitalRuns(train)].map((rule) => test.map(({tokens}) => rule(tokens)));
    const [ofList, ofCapitals] = [list, capitals].map((found) => entityF1(truth, found).micro.f1);
    const borders = entityF1(untyped(truth), untyped(capitals)).micro.f1;
    assert.ok(ofList < 0.35 && ofCapitals > ofList + 0.05 && ofCapitals < 0.5, `${ofList} ${ofCapitals}`);
    assert.ok(borders > 0.65 && borders < 0.9, `${borders}`);
  });
});
