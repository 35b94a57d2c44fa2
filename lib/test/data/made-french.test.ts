import assert from 'node:assert/strict';
import {countTokens, random, shortPairs, tokenisePairs} from '../../src/data';
import {makeFrench} from '../../src/data/tasks/made-french';
import {bleu} from '../../src/metrics';
import {translationRules} from '../../src/models';

describe('made-up French', () => {
  const pairs = makeFrench(1000, 42);
  const mixed = random(1).shuffle(shortPairs(tokenisePairs(pairs), {source: 10, target: 12}));
  const [asked, taught] = [mixed.slice(0, 150), mixed.slice(250)];

  it('is as many different pairs as asked for, the same for a seed', () => {
    assert.equal(new Set(pairs.map(({source}) => source)).size, 1000);
    for (const {source, target} of pairs) {
      assert.match(source, /^[A-Z]\S*( \S+)*[.?!]$/);
      assert.match(target, /^\p{Lu}\S*( \S+)*(\.| [?!])$/u);
    }
    assert.deepEqual(makeFrench(20, 42), pairs.slice(0, 20));
    assert.notDeepEqual(makeFrench(20, 43), pairs.slice(0, 20));
  });
  it('joins words before a vowel', () => {
    const all = pairs.map(({target}) => target.toLowerCase()).join('\n');
    assert.doesNotMatch(all, /\b(je|ne|de|que) [aeiouêé]|\bsi ils?\b|\bde le\b/);
    assert.match(all, /\bj'ai\b/);
    assert.match(all, /\bqu'(il|elle|un|une)\b/);
  });
  it('has words of which most come once, and sources enough of a few words', () => {
    assert.ok(taught.length > 450, `${taught.length}`);
    const words = countTokens(taught.map(({target}) => target));
    const once = words.filter(({count}) => count === 1).length;
    assert.ok(words.length > 800 && once > 0.55 * words.length, `${once} of ${words.length}`);
  });
  it('has several translations for one word', () => {
    const you = new Set(
      pairs.filter(({source}) => source.startsWith('You ')).map(({target}) => target.split(' ')[0].toLowerCase()),
    );
    assert.deepEqual([...you].sort(), ['tu', 'vous']);
  });
  it('is hard for rules, the nearest sentence above a dictionary above a copy', () => {
    const references = asked.map(({target}) => target);
    const rules = translationRules(taught);
    const [copy, nearest, words] = [rules.copy, rules.nearest, rules['word by word']].map(
      (rule) =>
        bleu(
          references,
          asked.map(({source}) => rule(source)),
        ).score,
    );
    assert.ok(copy < 2 && words > copy + 3 && nearest > words && nearest < 20, `${copy} ${words} ${nearest}`);
  });
});
