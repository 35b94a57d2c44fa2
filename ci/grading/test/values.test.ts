import assert from 'node:assert/strict';
import {random} from '../../../lib/src/data/random';
import {decode, encode, MOST, WireError} from '../wire/values';

/** A nested value of every kind that passes the pipe. */
function draw(source: ReturnType<typeof random>, depth: number): unknown {
  const kind = source.integer(0, depth > 0 ? 12 : 9);
  const list = () => Array.from({length: source.integer(0, 5)}, () => draw(source, depth - 1));
  switch (kind) {
    case 0:
      return [NaN, Infinity, -Infinity, -0, 0][source.integer(0, 5)];
    case 1:
      return source.normal(0, 1e6);
    case 2:
      return undefined;
    case 3:
      return null;
    case 4:
      return source.uniform() < 0.5;
    case 5:
      return ['', 'é\u2028"\\\u0000', '__proto__', '{"$":"undefined"}'][source.integer(0, 4)];
    case 6:
      return Float32Array.from({length: 3}, () => source.normal());
    case 7:
      return Int32Array.from([1, -2]);
    case 8:
      return 12345678901234567890n;
    case 9:
      return Object.fromEntries(list().map((value, i) => [['$', 'v', 'a', 'toJSON', 'length'][i], value]));
    default:
      return list();
  }
}

const overTheWire = (value: unknown) => decode(JSON.parse(JSON.stringify(encode(value))));

describe('values on the wire', () => {
  it('come back as they were, whatever they hold', () => {
    const source = random(1);
    for (let i = 0; i < 500; i++) {
      const value = draw(source, 5);
      assert.deepStrictEqual(overTheWire(value), value);
    }
  });

  it('make a key __proto__ a key like any other', () => {
    const value = JSON.parse('{"__proto__": {"passed": true}, "constructor": {"prototype": {"x": 1}}}');
    const back = overTheWire(value) as Record<string, unknown>;
    assert.deepEqual(Object.keys(back), ['__proto__', 'constructor']);
    assert.equal(Object.getPrototypeOf(back), Object.prototype);
    assert.equal(({} as {passed?: boolean}).passed, undefined);
  });

  it('read holes of a list as undefined', () => {
    // biome-ignore lint/suspicious/noSparseArray: the hole is what is tested
    assert.deepEqual(overTheWire([1, , 3]), [1, undefined, 3]);
  });

  it('tell functions and symbols by their kind alone', () => {
    const [back, symbol] = overTheWire([() => 7, Symbol('x')]) as [() => unknown, symbol];
    assert.equal(back(), undefined);
    assert.equal(typeof symbol, 'symbol');
  });

  it('refuse what is too deep, too large or holds itself', () => {
    const ring: unknown[] = [];
    ring.push(ring);
    assert.throws(() => encode(ring), WireError);
    let deep: unknown = 0;
    for (let i = 0; i <= MOST.depth; i++) deep = [deep];
    assert.throws(() => encode(deep), WireError);
    assert.throws(() => decode(deep), WireError);
    assert.throws(() => encode('x'.repeat(MOST.text + 1)), WireError);
  });

  it('refuse everything that is not of their form', () => {
    const odd = [
      {},
      {$: 'record', v: {}},
      {$: 'record', v: [[1, 2]]},
      {$: 'record', v: ['ab']},
      {$: 'typed', c: 'Buffer', v: []},
      {$: 'typed', c: 'constructor', v: []},
      {$: 'number', v: 'toString'},
      {$: 'number', v: 3},
      {$: 'bigint', v: '1e9'},
      {$: 'bigint', v: '9'.repeat(2000)},
      {$: 'model', id: 1.5, v: 0},
      {$: '__proto__'},
      {v: 1},
    ];
    for (const one of odd) assert.throws(() => decode([one]), WireError, JSON.stringify(one));
  });

  it('give plain data or a WireError for any JSON, and touch no prototype', () => {
    const source = random(2);
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    for (let i = 0; i < 300; i++) {
      const letters = JSON.stringify(encode(draw(source, 4)));
      // one letter of the JSON replaced: where it is JSON still, it must be read or refused
      const at = source.integer(0, letters.length);
      const changed = letters.slice(0, at) + '[]{}"$,:0v'[source.integer(0, 10)] + letters.slice(at + 1);
      let value: unknown;
      try {
        value = JSON.parse(changed);
      } catch {
        continue;
      }
      try {
        decode(value);
      } catch (error) {
        assert.ok(error instanceof WireError, String(error));
      }
    }
    assert.equal(Object.getOwnPropertyNames(Object.prototype).length, before);
  });
});
