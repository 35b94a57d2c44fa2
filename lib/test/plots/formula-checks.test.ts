import assert from 'node:assert/strict';
import {formulaChecks} from '../../src/plots';

const check = {
  formula: 'BPTT without the carry',
  lazyCheck: 'one time step',
  lazy: {right: 1e-10, wrong: 1.234e-10},
  random: {right: 2e-10, wrong: 0.55},
};

describe('formulaChecks', () => {
  it('draws the right formula, the wrong one in its lazy check and at random numbers, a row each', () => {
    const exact = {...check, formula: 'Z of a CRF', lazy: {right: 0, wrong: 0}};
    const {data, layout} = formulaChecks([check, exact], {title: 'Lazy checks pass'});
    assert.deepEqual(
      data.slice(1).map(({x}) => x),
      [
        [2e-10, 2e-10],
        [1.2e-10, 1e-17],
        [0.55, 0.55],
      ],
    );
    const {ticktext} = layout.yaxis as {ticktext: string[]};
    assert.match(ticktext[0], /BPTT without the carry.*lazy: one time step/);
  });

  it('tells those who do not see how far apart the two checks lie', () => {
    assert.match(
      formulaChecks([check], {title: 'Lazy checks pass'}).alt,
      /at most 1.2e-10 from the measurement, at random numbers at least 0.55; the right ones at most 2e-10/,
    );
  });

  it('adds a tick for every other seed, and counts it in what it tells and in the room', () => {
    const others = [0.04, 60].map((wrong) => ({...check, random: {right: 0, wrong}}));
    const {data, layout, alt} = formulaChecks([check, {...check, others}], {title: 'x'});
    assert.deepEqual(
      [data[4].x, data[4].y],
      [
        [0.04, 60],
        [1, 1],
      ],
    );
    assert.ok((layout.xaxis as {range: number[]}).range[1] > Math.log10(60));
    assert.match(alt, /at random numbers at least 0.04/);
    assert.equal(formulaChecks([check], {title: 'x'}).data.length, 4);
  });

  it('leaves room for a formula that is many times too large', () => {
    const upTo = (wrong: number) => {
      const {layout} = formulaChecks([{...check, random: {right: 0, wrong}}], {title: 'x'});
      return (layout.xaxis as {range: number[]}).range[1]; // powers of ten
    };
    assert.equal(upTo(0.5), 1);
    assert.ok(upTo(17) > Math.log10(17) + 0.3);
  });

  it('refuses no rows and distances that are none', () => {
    assert.throws(() => formulaChecks([], {title: 'x'}), /at least one row/);
    const bad = {...check, random: {right: Number.NaN, wrong: 1}};
    assert.throws(() => formulaChecks([bad], {title: 'x'}), /BPTT without the carry/);
  });
});
