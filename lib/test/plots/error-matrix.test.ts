import assert from 'node:assert/strict';
import {errorMatrix} from '../../src/plots';

const text = {title: 'Errors', rows: ['hold', 'sum'], columns: ['plain', 'LSTM', 'GRU']};
const errors = [
  [0.0049, 0.01, 0.256],
  [0, 1.7, 0.999],
];

describe('errorMatrix', () => {
  it('writes what is solved as below the limit, and draws what is worse than the mean as the mean', () => {
    const [{text: texts, z}] = errorMatrix(errors, text).data;
    assert.deepEqual(texts, [
      ['<0.01', '0.01', '0.26'],
      ['<0.01', '1.00', '1.00'],
    ]);
    assert.deepEqual((z as number[][])[1], [0, 1, 0.999]);
    assert.equal((errorMatrix(errors, {...text, solved: 0.3}).data[0].text as string[][])[0][2], '<0.3');
  });

  it('gives a colour the same meaning in every matrix', () => {
    const colours = [errors, errors.map((row) => row.map((error) => error / 10))].map((all) => {
      const [{zmin, zmax}] = errorMatrix(all, text).data;
      return [zmin, zmax];
    });
    assert.deepEqual(colours, [
      [0, 1],
      [0, 1],
    ]);
  });

  it('names the axes, and tells what it shows to those who do not see', () => {
    const {layout, alt} = errorMatrix(errors, {...text, across: 'cell'});
    const title = (axis: unknown) => (axis as {title: {text: string}}).title.text;
    assert.deepEqual([title(layout.xaxis), title(layout.yaxis)], ['cell', 'task']);
    assert.match(alt, /Errors.*2 × 3/);
  });

  it('refuses errors that are none, and names that do not fit', () => {
    assert.throws(() => errorMatrix([[0.1, -0.2, 0]], {...text, rows: ['hold']}), /from 0 upward, got -0.2/);
    assert.throws(() => errorMatrix([[0.1, Number.NaN, 0]], {...text, rows: ['hold']}), /got NaN/);
    assert.throws(() => errorMatrix(errors, {...text, rows: ['hold']}), /1 row names/);
  });
});
