import assert from 'node:assert/strict';
import {findPart, PARTS, type Part, run, summary} from '../../src/checks';
import {agrees, compare} from '../../src/checks/frame/compare';

/** A part that asks for double(x). */
const part: Part = {
  id: '99.1',
  title: 'Twice',
  points: 1,
  answers: {double: '(x: number) => number'},
  hints: ['a', 'b', 'c'],
  async *check(learner) {
    for (const x of [2, 5]) {
      const actual = await learner.call('double', x);
      yield compare({path: `double(${x})`, actual, expected: 2 * x, slips: [{message: 'squared', value: x * x}]});
    }
  },
};

const wrongLine = async (answers: unknown) => {
  const verdict = await run(part, answers);
  assert.equal(verdict.passed, false);
  const line = summary(verdict);
  assert.ok(!line.includes('\n') && line.length <= 300);
  return line;
};

describe('run', () => {
  it('passes right answers, async ones too', async () => {
    assert.equal((await run(part, {double: (x: number) => 2 * x})).passed, true);
    assert.equal((await run(part, {double: async (x: number) => 2 * x})).passed, true);
  });
  it('tells wrong, missing and unknown names apart, and says what the call is', async () => {
    assert.match(await wrongLine({}), /the call is check\('99\.1', \{double\}\); double is missing/);
    assert.match(await wrongLine({dobule: () => 1}), /double is missing; it does not know dobule/);
    assert.match(await wrongLine({double: () => 1, more: 1}), /does not know more/);
    assert.match(await wrongLine({double: 4}), /double must be a function \(x: number\) => number, got number/);
    assert.match(await wrongLine(undefined), /got undefined as answers/);
  });
  it('names what a function threw, whatever it was, without a stack', async () => {
    const thrower = (thrown: unknown) => ({
      double: () => {
        throw thrown;
      },
    });
    assert.match(await wrongLine(thrower(new TypeError('x is\nodd'))), /double threw TypeError: x is odd/);
    assert.match(await wrongLine(thrower(new Error('not implemented'))), /not implemented/);
    assert.match(await wrongLine(thrower(undefined)), /double threw undefined/);
    assert.match(await wrongLine(thrower({toString: () => assert.fail()})), /cannot be described/);
    assert.match(await wrongLine({double: () => Promise.reject(new RangeError('late'))}), /RangeError: late/);
  });
  it('survives odd results: none, cyclic, proxies, functions', async () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    const trap = new Proxy([], {get: () => assert.fail('looked into')});
    for (const odd of [undefined, null, cyclic, trap, () => 1, 'a', Number.NaN, Symbol('s'), 10n]) {
      await wrongLine({double: () => odd});
    }
    assert.match(await wrongLine({double: () => undefined}), /undefined \(is a return missing\?\)/);
  });
  it('notices a changed argument', async () => {
    const sorting: Part = {
      ...part,
      answers: {sorted: ''},
      async *check(learner) {
        yield {passed: true, message: String(await learner.call('sorted', [3, 1, 2]))};
      },
    };
    assert.equal((await run(sorting, {sorted: (list: number[]) => [...list].sort()})).passed, true);
    assert.match(summary(await run(sorting, {sorted: (list: number[]) => list.sort()})), /changed its 1\. argument/);
  });
  it('stops at the first wrong finding and recognises a slip only where it differs from the right value', async () => {
    const line = await wrongLine({double: (x: number) => x * x});
    assert.match(line, /double\(5\): squared/);
  });
});

describe('compare', () => {
  const expected = {
    kernel: [
      [1, 2],
      [3, 4],
    ],
    bias: [5, 6],
  };
  const message = (actual: unknown) => compare({path: 'g', actual, expected, tolerance: 1e-9}).message;
  it('names the form that is wrong', () => {
    assert.match(message([1]), /g should be \{kernel, bias\}, got a list of 1/);
    assert.match(message({kernel: [[1, 2]]}), /g\.kernel has shape \[1, 2\], it should have shape \[2, 2\]/);
    assert.match(message({kernel: expected.kernel}), /g\.bias is missing/);
    assert.match(message({...expected, bias: [5, '6']}), /g\.bias\[1\] should be a number/);
    assert.match(message({...expected, bias: [5, Number.NaN]}), /g\.bias\[1\] is NaN/);
  });
  it('says how large the error is and where it is largest, never the right value', () => {
    const text = message({
      kernel: [
        [1, 2],
        [3, 4.4],
      ],
      bias: [5.1, 6],
    });
    assert.match(text, /relative error 0\.10, largest at g\.kernel\[1\]\[1\]/);
    assert.doesNotMatch(text, /4\.4|\b4\b/);
  });
  it('says that a result is rounded, not where zeros are right but for a digit', () => {
    const say = (actual: number[], expected: number[]) =>
      compare({path: 'f()', actual, expected, tolerance: 1e-9}).message;
    assert.equal(say([0.333, 0.667], [1 / 3, 2 / 3]), 'f() is rounded; return the numbers as they come');
    assert.match(say([0, 0], [1e-5, 2e-5]), /differs/);
    assert.match(say([0.333, 0.668], [1 / 3, 2 / 3]), /differs/);
  });
  it('accepts typed arrays and either zero, within the tolerance', () => {
    assert.ok(agrees(new Float64Array([0, 1]), [-0, 1 + 1e-10], 1e-9));
    assert.ok(!agrees([0, 1], [0, 1 + 1e-8], 1e-9));
  });
});

describe('the parts', () => {
  it('have three hints, names with signatures, and 10 to 20 points an exercise', () => {
    const points: Record<string, number> = {};
    for (const one of PARTS) {
      assert.equal(new Set(one.hints).size, 3);
      assert.ok(Object.values(one.answers).every((signature) => signature.includes('=>')));
      const exercise = one.id.slice(0, 2);
      points[exercise] = (points[exercise] ?? 0) + one.points;
    }
    for (const sum of Object.values(points)) assert.ok(sum >= 10 && sum <= 20);
    assert.equal(new Set(PARTS.map(({id}) => id)).size, PARTS.length);
  });
  it('fail an answer that is not written yet with its own words', async () => {
    for (const one of PARTS) {
      const answers = Object.fromEntries(
        Object.keys(one.answers).map((name) => [
          name,
          () => {
            throw new Error('not implemented');
          },
        ]),
      );
      assert.match(summary(await run(one, answers)), /^\d\d\.\d not passed: \w+ threw Error: not implemented$/);
    }
  });
  it('are listed when an unknown one is asked for: those of the exercise, or all', () => {
    assert.throws(() => findPart('20.9'), {message: /^no part '20\.9'; there are: 20\.1, 20\.2/});
    assert.throws(() => findPart('hello'), {message: /02\.1.*20\.5/});
  });
});
