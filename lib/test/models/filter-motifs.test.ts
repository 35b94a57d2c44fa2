import assert from 'node:assert/strict';
import {filterMotifs} from '../../src/models';

describe('filterMotifs', () => {
  const sequences = ['AGTA', 'CGTC', 'TTGT'];
  const found = [
    {
      filter: 4,
      largest: 1,
      hits: [
        {example: 0, step: 1},
        {example: 1, step: 1},
        {example: 2, step: 2},
        {example: 2, step: 0},
      ],
    },
    {filter: 5, largest: 0, hits: []},
  ];
  it('aligns what a filter answers to, and counts where, by class', () => {
    const motifs = filterMotifs(found, sequences, [0, 0, 1], {width: 2, least: 1});
    assert.equal(motifs.length, 1);
    const [{filter, motif, answers, lift}] = motifs;
    assert.equal(filter, 4);
    // GT, GT, GT and TT
    assert.deepEqual(Array.from(motif.values), [0, 0, 0.75, 0.25, 0, 0, 0, 1]);
    assert.deepEqual(answers, [
      [0, 1, 0],
      [1, 0, 1],
    ]);
    assert.deepEqual(lift, [1 - 4 / 9, 1 - 4 / 9]);
  });
  it('leaves out filters with few answers, and refuses counts that differ', () => {
    assert.deepEqual(filterMotifs(found, sequences, [0, 0, 1], {width: 2, least: 5}), []);
    assert.throws(() => filterMotifs(found, sequences, [0, 0], {width: 2}), /3 sequences but 2 labels/);
  });
});
