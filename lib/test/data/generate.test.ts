import assert from 'node:assert/strict';
import {copyTask, generateDaily, generateTimeSeries, mulberry32, random, sine} from '../../src/data';

/** FNV-1a over the bytes, as in the definition of the generators. */
function hash(values: Float64Array): string {
  let h = 0xcbf29ce484222325n;
  for (const byte of new Uint8Array(values.buffer, values.byteOffset, values.byteLength)) {
    h = ((h ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return h.toString(16).padStart(16, '0');
}

// The hashes come from the definition and from its numpy twin, ci/peers/data-hashes.py.
describe('the seeded generators', () => {
  it('draw the first numbers of mulberry32 with seed 42', () => {
    const next = mulberry32(42);
    assert.deepEqual(
      Array.from({length: 5}, next),
      [0.6011037519201636, 0.44829055899754167, 0.8524657934904099, 0.6697340414393693, 0.17481389874592423],
    );
  });

  it('are bit-identical to their definition', () => {
    assert.equal(hash(generateTimeSeries(100, 51).values), 'ed7209aa274df9dd');
    assert.equal(hash(generateTimeSeries(7, 13, {seed: -3}).values), 'c4238cff64b1fecd');
    assert.equal(hash(generateDaily(20, 100).values), '4c2ee7a94cf0d18d');
    assert.equal(hash(generateDaily(3, 31, {seed: 7}).values), 'f905f22fa74c1acd');
    const {x, y} = copyTask(500, 25, {seed: 100});
    assert.equal(hash(Float64Array.from(x.flat())), 'e5973c0c4dde2c99');
    assert.equal(hash(Float64Array.from(y)), '66b5f0e5ce2ec669');
  });

  it('are bit-identical at full size', () => {
    const {values} = generateTimeSeries(10000, 51);
    assert.equal(hash(values.slice(0, 5100)), 'e40fb57375b8422b');
    assert.equal(
      values.reduce((sum, value) => sum + value, 0),
      -232.6048497238272,
    );
  });

  it('refuse sizes and seeds that are no whole numbers', () => {
    for (const bad of [0, -1, 1.5, Number.NaN, '3' as never])
      assert.throws(() => generateTimeSeries(bad, 51), RangeError);
    assert.throws(() => generateTimeSeries(3, 1), /steps must be a whole number >= 2, got 1/);
    assert.throws(() => generateDaily(1, 5, {seed: 0.5}), /seed must be a whole number, got 0.5/);
  });
});

describe('sine', () => {
  it('agrees with Math.sin to the last bits', () => {
    for (let x = -60; x < 60; x += 0.0137) assert.ok(Math.abs(sine(x) - Math.sin(x)) < 5e-16, `at ${x}`);
  });
  it('is odd, but for the places where the quadrants meet', () => {
    for (let x = 0.1; x < 20; x += 0.37) assert.ok(Math.abs(sine(x) + sine(-x)) < 1e-15);
  });
});

describe('random', () => {
  it('permutes without loss, leaves its argument alone, and repeats itself', () => {
    const items = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8]);
    const shuffled = random(3).shuffle(items);
    assert.notDeepEqual(shuffled, items);
    assert.deepEqual([...shuffled].sort(), items);
    assert.deepEqual(random(3).permutation(50), random(3).permutation(50));
    assert.notDeepEqual(random(3).permutation(50), random(4).permutation(50));
  });
  it('shuffles fairly: every order of three comes equally often', () => {
    const counts = new Map<string, number>();
    const {shuffle} = random(1);
    for (let i = 0; i < 12000; i++) {
      const order = shuffle([0, 1, 2]).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 6);
    for (const count of counts.values()) assert.ok(Math.abs(count - 2000) < 200, `${count}`);
  });
  it('draws normal numbers of mean 0 and deviation 1', () => {
    const {normal} = random(5);
    const draws = Array.from({length: 20000}, () => normal());
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.03);
  });
  it('draws whole numbers within their bounds and refuses others', () => {
    const {integer} = random(9);
    const draws = new Set(Array.from({length: 200}, () => integer(-2, 3)));
    assert.deepEqual(
      [...draws].sort((a, b) => a - b),
      [-2, -1, 0, 1, 2],
    );
    assert.throws(() => integer(3, 3), /low < high, got 3 and 3/);
  });
});
