import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {naiveBayes} from '../../src/models';

const texts = ['good film', 'good good plot', 'bad film'].map((text) => text.split(' '));

describe('naiveBayes', () => {
  it('weighs a word by the shares of the classes, each text counting once', () => {
    const bayes = naiveBayes(texts, [1, 1, 0]);
    // Class 1 holds good twice, film and plot once, class 0 bad and film; one is added to each of four words.
    assert.ok(Math.abs(bayes.weight('good') - Math.log(3 / 8 / (1 / 6))) < 1e-12);
    assert.ok(Math.abs(bayes.weight('film') - Math.log(2 / 8 / (2 / 6))) < 1e-12);
    assert.equal(bayes.weight('never seen'), 0);
    assert.equal(bayes.parameters, 4);
  });
  it('adds the weights of different words to the log of the class balance', () => {
    const bayes = naiveBayes(texts, [1, 1, 0]);
    const [odds] = bayes.logOdds([['good', 'good', 'bad', 'new']]);
    assert.ok(Math.abs(odds - (Math.log(2) + bayes.weight('good') + bayes.weight('bad'))) < 1e-12);
  });
  it('counts a word as often as it comes where repeats count', () => {
    const bayes = naiveBayes(texts, [1, 1, 0], {repeats: true});
    // Class 1 holds good three times, film and plot once; one is added to each of four words.
    assert.ok(Math.abs(bayes.weight('good') - Math.log(4 / 9 / (1 / 6))) < 1e-12);
    const [twice] = bayes.logOdds([['good', 'good']]);
    assert.ok(Math.abs(twice - (Math.log(2) + 2 * bayes.weight('good'))) < 1e-12);
  });
  it('does not see the order of words, but that of pairs', () => {
    const sentences = [...texts, ['film', 'good']];
    const labels = [1, 1, 0, 0];
    const odds = (longest: number, text: string) => naiveBayes(sentences, labels, {longest}).logOdds([text.split(' ')]);
    assert.deepEqual(odds(1, 'good film'), odds(1, 'film good'));
    assert.notDeepEqual(odds(2, 'good film'), odds(2, 'film good'));
  });
  it('is the right posterior where words come independently and the prior is small', () => {
    const {uniform} = random(5);
    const share = {a: [0.2, 0.6], b: [0.5, 0.5]};
    const draws = Array.from({length: 40_000}, (_, i) => ({
      label: i % 2,
      words: Object.entries(share).flatMap(([word, p]) => (uniform() < p[i % 2] ? [word] : [])),
    }));
    const bayes = naiveBayes(
      draws.map(({words}) => words),
      draws.map(({label}) => label),
      {prior: 1e-6},
    );
    // Shares of all terms of a class: a 0.2 of 0.7 and 0.6 of 1.1, b 0.5 of both.
    assert.ok(Math.abs(bayes.weight('a') - Math.log(0.6 / 1.1 / (0.2 / 0.7))) < 0.05);
    assert.ok(Math.abs(bayes.weight('b') - Math.log(0.5 / 1.1 / (0.5 / 0.7))) < 0.05);
  });
  it('refuses labels that do not fit', () => {
    assert.throws(() => naiveBayes(texts, [1, 0]), /there are 3 sequences, but 2 labels/);
    assert.throws(() => naiveBayes(texts, [1, 2, 0]), /labels are 0 or 1, got 2 at place 1/);
    assert.throws(() => naiveBayes(texts, [1, 1, 1]), /no sequence is of class 0/);
  });
});
