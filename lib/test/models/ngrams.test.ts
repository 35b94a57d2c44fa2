import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {countNgrams, type SymbolSequence} from '../../src/models';

/** The definition, word for word, on texts: count by looking at every place. */
function byDefinition(sequences: string[], alphabet: string, next: string, before: string, prior: number): number {
  const count = (context: string, symbol: string | undefined) => {
    let found = 0;
    for (const sequence of sequences) {
      for (let t = context.length; t < sequence.length; t++) {
        const isContext = sequence.slice(t - context.length, t) === context;
        if (isContext && (symbol === undefined || sequence[t] === symbol)) found++;
      }
    }
    return found;
  };
  const shorter = before === '' ? 1 / alphabet.length : byDefinition(sequences, alphabet, next, before.slice(1), prior);
  return (count(before, next) + prior * shorter) / (count(before, undefined) + prior);
}

/** All texts of one length over an alphabet. */
function every(alphabet: readonly string[], length: number): string[] {
  if (length === 0) return [''];
  return every(alphabet, length - 1).flatMap((start) => alphabet.map((symbol) => start + symbol));
}

describe('countNgrams', () => {
  const {integer} = random(7);
  const draw = (length: number) => Array.from({length}, () => 'abc'[integer(0, 3)]).join('');
  const texts = [draw(40), draw(25), 'abcabcabc'];

  for (const [context, prior] of [
    [0, 1],
    [1, 1],
    [2, 0.3],
    [3, 2],
  ]) {
    it(`counts as the definition says, context ${context}, prior ${prior}`, () => {
      const model = countNgrams(texts, {context, prior});
      for (const before of every(['a', 'b', 'c'], context)) {
        const shares = model.distribution(before);
        shares.forEach((share, i) => {
          assert.ok(Math.abs(share - byDefinition(texts, 'abc', 'abc'[i], before, prior)) < 1e-12);
        });
        assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
      }
    });
  }
  it('gives all sequences of one length together the probability 1', () => {
    const model = countNgrams(texts, {context: 2});
    const total = every(model.alphabet, 6).reduce((sum, text) => sum + 2 ** (-6 * model.bits([text])), 0);
    assert.ok(Math.abs(total - 1) < 1e-9, String(total));
  });
  it('is as surprised by each symbol of a sequence as its distribution says', () => {
    const model = countNgrams(texts, {context: 2});
    const came = texts[1];
    const found = model.surprises(came, 1);
    found.forEach((nats, t) => {
      assert.ok(Math.abs(Math.exp(-nats) - model.probability(came[t], came.slice(0, t), 1)) < 1e-12);
    });
    const bits = found.reduce((sum, nats) => sum + nats, 0) / came.length / Math.LN2;
    assert.ok(Math.abs(bits - model.bits([came], 1)) < 1e-12);
    assert.throws(() => model.surprises('abd'), RangeError);
  });
  it('needs no bits for what always follows, and one bit for a coin', () => {
    assert.ok(countNgrams(['ab'.repeat(2000)], {context: 1}).bits(['ab'.repeat(500)]) < 0.02);
    const coin = Array.from({length: 20_000}, () => 'ht'[integer(0, 2)]).join('');
    const bits = countNgrams([coin.slice(0, 15_000)], {context: 3}).bits([coin.slice(15_000)]);
    assert.ok(Math.abs(bits - 1) < 0.01, String(bits));
  });
  it('holds the models of all shorter contexts, too', () => {
    const long = countNgrams(texts, {context: 3});
    for (const context of [0, 1, 2]) {
      assert.equal(long.bits(texts, context), countNgrams(texts, {context}).bits(texts));
    }
  });
  it('does not let a context reach from one sequence into the next', () => {
    const model = countNgrams(['aa', 'bb'], {context: 1});
    assert.ok(Math.abs(model.probability('b', 'a') - byDefinition(['aa', 'bb'], 'ab', 'b', 'a', 1)) < 1e-12);
    assert.ok(model.probability('b', 'a') < 0.3);
  });
  it('draws symbols as often as their probability says', () => {
    const model = countNgrams(['aaab'.repeat(50)], {context: 0});
    const drawn = model.generate(4000, {seed: 3});
    const share = drawn.filter((symbol) => symbol === 'a').length / 4000;
    assert.ok(Math.abs(share - model.distribution('')[0]) < 0.03, String(share));
    assert.equal(
      countNgrams(['ab'.repeat(5000)], {context: 1})
        .generate(6, {start: 'b', seed: 1})
        .join(''),
      'ababab',
    );
  });
  it('reads lists of symbols as it reads texts', () => {
    const lists: SymbolSequence[] = texts.map((text) => Array.from(text));
    assert.equal(countNgrams(lists, {context: 2}).bits(lists), countNgrams(texts, {context: 2}).bits(texts));
  });
  it('names what is wrong', () => {
    assert.throws(() => countNgrams([], {context: 1}), /there are no symbols/);
    assert.throws(() => countNgrams(texts, {context: -1}), /context must be a whole number >= 0/);
    assert.throws(() => countNgrams(texts, {context: 1, prior: 0}), /prior must be a number above 0/);
    assert.throws(() => countNgrams(['abcdefghij'], {context: 20}), /too long for 10 symbols/);
    assert.throws(() => countNgrams(['abd'], {context: 1, alphabet: 'abc'}), /'d' at place 2 is none of the 3/);
    const model = countNgrams(texts, {context: 1});
    assert.throws(() => model.bits(['abx']), /'x' at place 2 is none of the 3 symbols/);
    assert.throws(() => model.bits(texts, 2), /context must be a whole number >= 0 and <= 1/);
    assert.throws(() => model.bits([]), /no symbols/);
  });
});
