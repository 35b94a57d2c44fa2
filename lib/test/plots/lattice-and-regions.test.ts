import assert from 'node:assert/strict';
import {viterbi} from '../../src/decoding';
import * as plots from '../../src/plots';

const text = {title: 'a title'};

describe('crfLattice', () => {
  const tags = ['O', 'B', 'I'];
  const emissions = [
    [1, 0.5, 2],
    [0.1, 0.2, 3],
  ];
  const transitions = [
    [0.5, 0.25, -Infinity],
    [0, -1, 1.5],
    [0.1, 0.2, 0.3],
  ];
  it('draws every transition, dashes the illegal ones, thickens the path', () => {
    const {svg, alt} = plots.crfLattice(emissions, transitions, {tags, path: [1, 2]});
    assert.equal(svg.match(/<path /g)?.length, 9);
    assert.equal(svg.match(/<path [^>]*stroke-dasharray/g)?.length, 1);
    assert.equal(svg.match(/<path [^>]*stroke-width="4.5"/g)?.length, 1);
    assert.match(alt, /Illegal transitions are dashed: O to I\. The path B I is drawn thick; its score is 5\./);
  });
  it('says the score that Viterbi gives to its best path', () => {
    const best = viterbi(emissions, transitions);
    const {alt} = plots.crfLattice(emissions, transitions, {tags, path: best.tags});
    assert.ok(alt.endsWith(`its score is ${best.score}.`), alt);
  });
  it('takes what is illegal from a mask, too, and writes scores where it is asked to', () => {
    const legal = tags.map((_, i) => tags.map((_tag, j) => i >= j));
    const drawn = (scores: 'all' | 'path' | 'none') => {
      const {svg} = plots.crfLattice(emissions, transitions, {tags, legal, scores, path: [2, 0]});
      return svg.match(/height="14" fill="#FFFFFF"/g)?.length ?? 0;
    };
    assert.deepEqual([drawn('all'), drawn('path'), drawn('none')], [6, 1, 0]);
  });
  it('keeps numbers on edges apart', () => {
    for (const count of [2, 3, 4, 5, 6]) {
      const names = Array.from({length: count}, (_, i) => `T${i}`);
      const zeros = names.map(() => names.map(() => 0));
      const {svg} = plots.crfLattice([names.map(() => 0), names.map(() => 0)], zeros, {tags: names, scores: 'all'});
      const tops = [...svg.matchAll(/y="(\d+)" width="\d+" height="14" fill="#FFFFFF"/g)].map(([, y]) => Number(y));
      tops.sort((a, b) => a - b);
      assert.equal(tops.length, count ** 2);
      for (let i = 1; i < tops.length; i++) assert.ok(tops[i] - tops[i - 1] >= 14, `${count} tags: ${tops.join(' ')}`);
    }
  });
  it('refuses what does not fit, and a path that is illegal', () => {
    const draw = (options: Partial<plots.CrfLatticeOptions>) => () =>
      plots.crfLattice(emissions, transitions, {tags, ...options});
    assert.throws(draw({path: [0, 2]}), /the path is illegal at step 2: O to I/);
    assert.throws(draw({path: [0]}), /path has 1 steps, not 2/);
    assert.throws(draw({path: [0, 3]}), /tag of the path must be .* got 3/);
    assert.throws(draw({words: ['a']}), /1 words for 2 time steps/);
    assert.throws(draw({tags: ['a', 'b']}), /emissions must be \[time steps, 2 tags\], got \[2, 3\]/);
    assert.throws(draw({scores: 'some' as never}), /got 'some'/);
    assert.throws(draw({legal: [[true]]}), /legal must be \[3, 3\], got \[1, 1\]/);
    assert.throws(() => plots.crfLattice([[1, 2, Number.NaN]], transitions, {tags}), /emissions hold NaN/);
    assert.throws(() => plots.crfLattice(emissions, [[1]], {tags}), /transitions must be \[3, 3\], got \[1, 1\]/);
  });
});

describe('regionAttention', () => {
  const image = [
    [0, 0.5, 1, 1],
    [0, 0.5, 1, 1],
  ];
  const weights = [
    [0.7, 0.3],
    [0.2, 0.8],
  ];
  const options = {...text, words: ['the', 'the'], grid: [1, 2] as const};
  it('has one position a word and frames the region that weighs most', () => {
    const {frames = [], alt} = plots.regionAttention(image, weights, options);
    const framed = frames.map(({data}) => (data as plots.PlotlyObject[])[3].x);
    assert.deepEqual(framed, [
      [-0.5, 1.5, 1.5, -0.5, -0.5],
      [1.5, 3.5, 3.5, 1.5, 1.5],
    ]);
    assert.match(alt, /'the' row 1, column 1 \(0.7\); 'the' row 1, column 2 \(0.8\)/);
  });
  it('shows the word first that is surest, and draws weights as they are', () => {
    const {data, layout} = plots.regionAttention(image, weights, options);
    assert.deepEqual(data[4].z, [[0.2, 0.8]]);
    assert.equal((layout.sliders as {active: number}[])[0].active, 1);
  });
  it('shows each colour of the picture', () => {
    const colours = [
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    ];
    const [{z, colorscale}] = plots.regionAttention(colours, weights, options).data;
    assert.deepEqual(z, [[0, 1]]);
    assert.deepEqual(
      (colorscale as [number, string][]).map(([, colour]) => colour),
      ['rgb(255,0,0)', 'rgb(255,0,0)', 'rgb(0,0,255)', 'rgb(0,0,255)'],
    );
  });
  it('refuses what is no picture, and weights that are no distribution', () => {
    const draw =
      (own: Partial<plots.RegionAttentionText>, w: number[][] = weights) =>
      () =>
        plots.regionAttention(image, w, {...options, ...own});
    assert.throws(
      draw({}, [
        [0.5, 0.4],
        [0, 1],
      ]),
      /weights of word 0 \('the'\) are no distribution: they sum to 0.9/,
    );
    assert.throws(draw({grid: [2, 2]}), /got \[2, 2\] for 2 words and a grid of \[2, 2\]/);
    assert.throws(draw({words: ['a']}, [[1, 0]]), /at least two words, got 1/);
    assert.throws(() => plots.regionAttention([[2]], weights, options), /values from 0 to 1, got 2/);
    assert.throws(() => plots.regionAttention([1], weights, options), /image must be \[height, width\] .* got \[1\]/);
    assert.throws(() => plots.regionAttention([[1]], weights, options), /1 by 2 regions does not fit on 1 by 1 pixels/);
  });
});
