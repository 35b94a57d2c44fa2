import assert from 'node:assert/strict';
import * as plots from '../../src/plots';

const text = {title: 'a title'};

/** Ways through the lattice from any node of the first step to any of the last, counted over the drawn edges. */
function waysDrawn({svg}: plots.Diagram): number {
  const edges = [...svg.matchAll(/<path d="M([\d.]+) ([\d.]+) L([\d.]+) ([\d.]+)"/g)].map(([, ...ends]) =>
    ends.map(Number),
  );
  const ways = new Map<string, number>();
  const columns = [...new Set(edges.flatMap(([a, , b]) => [a, b]))].sort((a, b) => a - b);
  for (const [x, y] of edges) if (x === columns[0]) ways.set(`${x},${y}`, 1);
  for (const column of columns.slice(1)) {
    for (const [x0, y0, x1, y1] of edges) {
      if (x1 === column) ways.set(`${x1},${y1}`, (ways.get(`${x1},${y1}`) ?? 0) + (ways.get(`${x0},${y0}`) ?? 0));
    }
  }
  return [...ways].filter(([at]) => at.startsWith(`${columns.at(-1)},`)).reduce((sum, [, count]) => sum + count, 0);
}

/** Sequences of labels and blanks that collapse to the labels, by trying all. */
function alignments(labels: string[], steps: number): number {
  const classes = ['', ...new Set(labels)];
  let count = 0;
  for (let code = 0; code < classes.length ** steps; code++) {
    const one = Array.from({length: steps}, (_, t) => classes[Math.floor(code / classes.length ** t) % classes.length]);
    if (one.filter((label, t) => label !== '' && label !== one[t - 1]).join() === labels.join()) count++;
  }
  return count;
}

describe('ctcLattice', () => {
  it('has as many ways through it as there are alignments, doubled labels included', () => {
    for (const [labels, steps] of [
      [['a', 'b'], 4],
      [['a', 'a'], 5],
      [['a', 'b', 'b'], 6],
      [['a'], 3],
    ] as const) {
      assert.equal(waysDrawn(plots.ctcLattice([...labels], {steps})), alignments([...labels], steps), labels.join());
    }
  });
  it('says what the fills mean where there are shares, and carries its title', () => {
    const passing = [[0.5], [0.5], [0]].map(([share]) => [share, share]);
    const {svg} = plots.ctcLattice(['a'], {steps: 2, passing, title: 'Two ways'});
    assert.match(svg, />Two ways</);
    assert.match(svg, />share of P at its step</);
    assert.doesNotMatch(plots.ctcLattice(['a'], {steps: 2}).svg, /share of P/);
  });
  it('refuses what has no alignment, and paths that are none', () => {
    assert.throws(() => plots.ctcLattice(['a', 'a'], {steps: 2}), /2 labels \(a a\) do not fit into 2 steps/);
    const draw = (path: number[]) => () => plots.ctcLattice(['a', 'a'], {steps: 4, path});
    assert.throws(draw([1, 3, 3, 4]), /the path is illegal at step 2: row 3/);
    assert.throws(draw([1, 1, 2, 2]), /ends in row 2, before the last label/);
    assert.throws(draw([1]), /the path has 1 steps, the lattice 4/);
    assert.throws(() => plots.ctcLattice(['a'], {steps: 2, passing: [[1]]}), /passing must be \[3, 2\], got \[1, 1\]/);
    assert.throws(() => plots.ctcLattice([], {steps: 2}), /number of labels must be .* got 0/);
  });
});

describe('beamTree', () => {
  it('reads the best sequence from the likeliest of the deepest nodes that were kept', () => {
    const {alt} = plots.beamTree([
      {token: 'start', logProbability: 0},
      {token: 'a', parent: 0, logProbability: -2},
      {token: 'b', parent: 0, logProbability: -1, kept: false},
    ]);
    assert.match(alt, /3 nodes, 1 of them dropped. The best sequence is start a, log-probability -2/);
  });
  it('refuses children that stand before their parents', () => {
    assert.throws(
      () => plots.beamTree([{token: 'a', parent: 0, logProbability: 0}]),
      /'a' at place 0 has the parent 0/,
    );
    assert.throws(() => plots.beamTree([]), /number of nodes must be .* got 0/);
  });
});

describe('attentionWeights', () => {
  it('keeps words apart that occur twice', () => {
    const {data, layout} = plots.attentionWeights([[0.2, 0.8]], {...text, queries: ['q'], keys: ['the', 'the']});
    assert.equal(data[0].x, undefined);
    assert.deepEqual((layout.xaxis as {ticktext: string[]}).ticktext, ['the', 'the']);
  });
  it('refuses rows that are no distribution; a row that is masked out is one', () => {
    const draw = (weights: number[][]) => () =>
      plots.attentionWeights(weights, {...text, queries: ['q'], keys: ['a', 'b']});
    assert.doesNotThrow(draw([[0, 0]]));
    assert.throws(draw([[0.5, 0.6]]), /weights of query 0 \('q'\) are no distribution: they sum to 1.1/);
    assert.throws(draw([[-0.5, 1.5]]), /no distribution/);
    assert.throws(draw([[1]]), /weights are \[1, 1\] for 1 queries and 2 keys/);
  });
});

describe('confusionMatrix', () => {
  it('colours shares of the true class and writes counts; a class that never occurred stays white', () => {
    const matrix = {
      labels: ['a', 'b'],
      counts: [
        [3, 1],
        [0, 0],
      ],
    };
    const {data, alt} = plots.confusionMatrix(matrix, text);
    assert.deepEqual(
      [data[0].z, data[0].text],
      [
        [
          [0.75, 0.25],
          [0, 0],
        ],
        matrix.counts,
      ],
    );
    assert.match(alt, /3 of 4 right; by true class a 3 of 4, b 0 of 0/);
  });
  it('refuses counts that are none', () => {
    assert.throws(
      () => plots.confusionMatrix({labels: ['a'], counts: [[1, 2]]}, text),
      /must be \[1, 1\].* got \[1, 2\]/,
    );
    assert.throws(() => plots.confusionMatrix({labels: ['a'], counts: [[-1]]}, text), /at least 0/);
  });
});

describe('textSurprise', () => {
  it('lays the characters out in rows, names the darkest, and leaves the rest of the last row empty', () => {
    const {data, alt} = plots.textSurprise('ab\nc', [1, 2, 0.5, 4], {title: 'T', perRow: 3});
    assert.deepEqual(data[0].z, [
      [1, 2, 0.5],
      [4, null, null],
    ]);
    assert.deepEqual(data[0].text, [
      ['a', 'b', '↵'],
      ['c', '', ''],
    ]);
    assert.match(alt, /Darkest: the last of 'ab↵c' \(4 bits\)/);
  });
  it('refuses bits that do not fit the text', () => {
    assert.throws(() => plots.textSurprise('ab', [1], {title: 'T'}), /2 characters have 1 numbers/);
    assert.throws(() => plots.textSurprise('a', [-1], {title: 'T'}), /finite and >= 0/);
  });
});

describe('waveform and spectrogram', () => {
  it('keep the peaks of a long wave', () => {
    const samples = Array.from({length: 50000}, (_, t) => (t === 31111 ? 5 : t === 7 ? -3 : 0));
    const y = plots.waveform(samples, {...text, sampleRate: 8000}).data[0].y as number[];
    assert.ok(y.length < 2000 && Math.max(...y) === 5 && Math.min(...y) === -3);
  });
  it('draw time to the right and bins upwards', () => {
    const frames = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const [{z, x, y}] = plots.spectrogram(frames, {...text, frameStep: 0.5, bins: [0, 100]}).data;
    assert.deepEqual(
      [z, x, y],
      [
        [
          [1, 3, 5],
          [2, 4, 6],
        ],
        [0, 0.5, 1],
        [0, 100],
      ],
    );
  });
  it('refuse what is no sound', () => {
    assert.throws(() => plots.waveform([], {...text, sampleRate: 8000}), /at least one sample/);
    assert.throws(() => plots.waveform([1], {...text, sampleRate: 0}), /sampleRate must be above 0, got 0/);
    assert.throws(() => plots.spectrogram([[-Infinity]], {...text, frameStep: 1}), /frames hold -Infinity at place 0/);
    assert.throws(() => plots.spectrogram([[1]], {...text, frameStep: 0}), /frameStep must be above 0 seconds, got 0/);
    assert.throws(() => plots.spectrogram([[1, 2]], {...text, frameStep: 1, bins: [1]}), /1 bins for frames of 2/);
    assert.throws(() => plots.spectrogram([1], {...text, frameStep: 1}), /needs \[frames, bins\], got shape \[1\]/);
  });
});

describe('pianoRoll', () => {
  it('names middle C and gives each voice a look of its own', () => {
    const notes = ['a', 'b'].map((voice, i) => ({pitch: 60 + i, start: i, duration: 2, voice}));
    const {data, layout} = plots.pianoRoll(notes, text);
    assert.deepEqual((layout.yaxis as {ticktext: string[]}).ticktext, ['C4', 'C♯4']);
    assert.deepEqual(
      data.map(({base, x}) => [base, x]),
      [
        [[0], [2]],
        [[1], [2]],
      ],
    );
    assert.notDeepEqual(data[0].marker, data[1].marker);
  });
  it('refuses notes that cannot sound', () => {
    assert.throws(() => plots.pianoRoll([], text), /at least one note/);
    assert.throws(() => plots.pianoRoll([{pitch: 128, start: 0, duration: 1}], text), /note 0 has the pitch 128/);
    assert.throws(() => plots.pianoRoll([{pitch: 60, start: 0, duration: 0}], text), /note 0 starts at 0 and lasts 0/);
  });
});

describe('videoFrames and strokes', () => {
  it('put frames side by side, from the first to the last', () => {
    const {data, alt} = plots.videoFrames([[[1, 2]], [[3, 4]], [[5, 6]]], {...text, count: 2});
    const row = (data[0].z as number[][]).at(-1);
    assert.deepEqual(
      row?.map((value) => (value < 0 ? 'gap' : value)),
      [1, 2, 'gap', 5, 6],
    );
    assert.match(alt, /2 of 3 frames .* at steps 0, 2/);
  });
  it('lift the pen between strokes, and move it while it is lifted', () => {
    const {data} = plots.strokes(
      [
        [1, 1, 0],
        [2, 0, 1],
        [0, 5, 0],
      ],
      text,
    );
    assert.deepEqual(
      data.map(({x, y}) => [x, y]),
      [
        [
          [1, 3],
          [1, 1],
        ],
        [[3], [6]],
      ],
    );
  });
  it('refuse other shapes', () => {
    assert.throws(() => plots.videoFrames([[1]], text), /clip must be \[frames, height, width\], got \[1, 1\]/);
    assert.throws(() => plots.videoFrames([[[1]]], {...text, count: 0}), /count must be .* got 0/);
    assert.throws(() => plots.strokes([[1, 2]], text), /must be \[points, 3\] .* got \[1, 2\]/);
    assert.throws(() => plots.strokes([[1, 2, 3]], text), /point 0: pen lifted must be 0 or 1, got 3/);
  });
});

describe('wordWeights', () => {
  it('names the strongest words, whatever their sign', () => {
    assert.match(plots.wordWeights(['a', 'b', 'c', 'd'], [0, 0.5, -2, 1]).alt, /strongest are 'c' -2, 'd' 1, 'b' 0.5/);
  });
  it('draws no bar for a weight of 0 and dashes what speaks against', () => {
    const {svg} = plots.wordWeights(['a', 'b', 'c'], [0, 1, -1]);
    assert.deepEqual([svg.match(/rx="5"/g)?.length, svg.match(/stroke-dasharray/g)?.length], [2, 1]);
  });
  it('refuses weights that do not fit', () => {
    assert.throws(() => plots.wordWeights(['a'], [1, 2]), /2 weights for 1 words/);
    assert.throws(() => plots.wordWeights(['a'], [Number.NaN]), /the weight of 'a' is NaN/);
    assert.throws(() => plots.wordWeights([], []), /number of words must be .* got 0/);
  });
});

describe('sequenceLogos', () => {
  const sure = [
    [0, 0, 1, 0],
    [0.25, 0.25, 0.25, 0.25],
    [0, 0, 0, 1],
  ];
  it('says what stands out in each logo, and draws only letters that tell something', () => {
    const {alt, svg} = plots.sequenceLogos([{name: 'donor', probabilities: sure}], {title: 'G and T'});
    assert.equal(alt, 'G and T. donor reads G.T where it tells half a bit or more.');
    assert.equal(svg.match(/font-weight="bold" text-anchor="middle" transform/g)?.length, 2);
  });
  it('stretches a sure letter over all two bits, half of them where two letters are equally likely', () => {
    const probabilities = [
      [1, 0, 0, 0],
      [0.5, 0.5, 0, 0],
    ];
    const {svg} = plots.sequenceLogos([{name: 'a', probabilities}], {title: 'b'});
    const heights = Array.from(svg.matchAll(/scale\(\S+ ([\d.]+)\)/g), ([, size]) => Number(size));
    // one bit shared by two letters: a quarter of the height each
    assert.equal(heights.length, 3);
    for (const part of heights.slice(1)) assert.ok(Math.abs(part - heights[0] / 4) < 1e-9, `${heights}`);
  });
  it('refuses no logo, other lengths and rows that are no distribution', () => {
    assert.throws(() => plots.sequenceLogos([], {title: 'a'}), /draws 1 to 16 logos, got 0/);
    const other = {name: 'b', probabilities: sure.slice(1)};
    assert.throws(() => plots.sequenceLogos([{name: 'a', probabilities: sure}, other], {title: 'a'}), /must be 3/);
    const wrong = {name: 'c', probabilities: [[0.5, 0.2, 0.1, 0.1]]};
    assert.throws(() => plots.sequenceLogos([wrong], {title: 'a'}), /logo 'c', position 0: probabilities sum to 0.9/);
  });
});

describe('sequenceLogo', () => {
  it('is as tall as the information: 2 bits for a sure letter of four, none for a guess', () => {
    const {alt, svg} = plots.sequenceLogo([
      [1, 0, 0, 0],
      [0.25, 0.25, 0.25, 0.25],
      [0.5, 0.5, 0, 0],
    ]);
    assert.match(alt, /read AA?.*bits: 2, 0, 1/);
    assert.equal(svg.match(/font-weight="bold" text-anchor="middle" transform/g)?.length, 3);
  });
  it('refuses rows that are no distribution', () => {
    assert.throws(() => plots.sequenceLogo([[0.5, 0.2, 0.1, 0.1]]), /position 0: probabilities sum to 0.9/);
    assert.throws(() => plots.sequenceLogo([[1, 0]]), /must be \[1 to 40 positions, 4\], got \[1, 2\]/);
  });
});
