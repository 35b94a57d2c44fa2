import assert from 'node:assert/strict';
import * as plots from '../../src/plots';

const text = {title: 'a title'};
const inputsSeen = ({data}: plots.Figure) => data[2].x as number[];

describe('receptiveField', () => {
  it('sees what the formula says, and nothing after the output, when it is causal', () => {
    const layers = [1, 2, 4].map((dilationRate) => ({kernelSize: 2, dilationRate}));
    const figure = plots.receptiveField(layers, {...text, steps: 12});
    assert.deepEqual(inputsSeen(figure), [4, 5, 6, 7, 8, 9, 10, 11]);
    assert.match(figure.alt, /the output at step 11 sees 8 input steps/);
  });
  it('multiplies what later layers add by earlier strides', () => {
    const layers = [{kernelSize: 3, strides: 2}, {kernelSize: 3}];
    const figure = plots.receptiveField(layers, {...text, steps: 15, padding: 'same'});
    const seen = inputsSeen(figure);
    assert.equal(Math.max(...seen) - Math.min(...seen) + 1, 1 + 2 + 2 * 2);
  });
  it('shows the holes of a dilated kernel', () => {
    assert.deepEqual(
      inputsSeen(plots.receptiveField([{kernelSize: 3, dilationRate: 3}], {...text, steps: 9})),
      [2, 5, 8],
    );
  });
  it('grows by a slider, layer by layer', () => {
    const layers = [1, 2, 4].map((dilationRate) => ({kernelSize: 2, dilationRate}));
    const {frames = []} = plots.receptiveFieldGrowth(layers, {...text, steps: 12});
    const counts = frames.map(({data}) => ((data as plots.PlotlyObject[])[2].x as number[]).length);
    assert.deepEqual(counts, [2, 4, 8]);
  });
  it('refuses layers that are none', () => {
    assert.throws(() => plots.receptiveField([], text), /1 to 10 layers can be drawn, got 0/);
    assert.throws(() => plots.receptiveField([{kernelSize: 0}], text), /layer 0: kernelSize must be .* got 0/);
    assert.throws(
      () => plots.receptiveField([{kernelSize: 2}], {...text, padding: 'same'}),
      /only odd kernels.* got 2/,
    );
    assert.throws(() => plots.receptiveField([{kernelSize: 2}], {...text, steps: 1e6}), /steps must be .* got 1000000/);
    assert.throws(() => plots.receptiveFieldGrowth([{kernelSize: 2}], text), /at least two layers/);
  });
});

describe('slidingKernel', () => {
  const outputs = (x: number[], kernel: number[], options: Partial<plots.SlidingKernelText> = {}) => {
    const {data} = plots.slidingKernel(x, kernel, {...text, ...options});
    return [data[2].x, data[2].y];
  };
  it('does not flip the kernel', () => {
    assert.deepEqual(outputs([0, 1, 0, 0], [1, 2]), [
      [1, 2, 3],
      [2, 1, 0],
    ]);
  });
  it('pads with zeros before the series when causal, so that no output sees the future', () => {
    assert.deepEqual(outputs([1, 1, 1], [1, 1, 1], {padding: 'causal'}), [
      [0, 1, 2],
      [1, 2, 3],
    ]);
  });
  it('gives ceil(n / stride) outputs with the same padding, as Keras does', () => {
    // Keras 3: Conv1D(1, 3, strides=2, padding='same') of ones over 1, 2, 3, 4.
    assert.deepEqual(outputs([1, 2, 3, 4], [1, 1, 1], {padding: 'same', strides: 2})[1], [6, 7]);
  });
  it('skips steps when it is dilated', () => {
    assert.deepEqual(outputs([1, 2, 3, 4], [1, 1], {dilationRate: 2})[1], [4, 6]);
  });
  it('goes on after a question mark with a new sentence, and after other titles with a colon', () => {
    const titleOf = (title: string) => {
      const {layout, alt} = plots.slidingKernel([0, 1, 0], [1, 2], {title});
      return `${(layout.title as {text: string}).text} | ${alt.slice(0, title.length + 3)}`;
    };
    assert.equal(titleOf('Rising?'), 'Rising? Output 2 is 1 | Rising? A ');
    assert.equal(titleOf('sums'), 'sums: output 2 is 1 | sums. A');
  });
  it('refuses what does not fit', () => {
    assert.throws(() => outputs([1, 2], [1, 1], {dilationRate: 2}), /covers 3 steps does not fit into 2/);
    assert.throws(() => outputs([1, 2], []), /at least one weight/);
    assert.throws(() => outputs([1, 2, 3], [1], {strides: 0}), /strides must be .* got 0/);
    assert.throws(() => outputs([1, 2], [1], {padding: 'full' as never}), /got 'full'/);
    assert.throws(() => outputs(Array(99).fill(1), [1]), /2 to 60 outputs, got 99/);
  });
});

describe('the diagrams of cells, stacks and batches', () => {
  it('name the convention of the GRU in equation and text', () => {
    assert.match(plots.gruCell().alt, /The old state times the update gate .* after the product/);
    const paper = plots.gruCell({resetAfter: false, update: 'replaces'});
    assert.match(paper.alt, /one minus the update gate plus the candidate times the update gate .* before its product/);
    assert.throws(() => plots.gruCell({update: 'mixes' as never}), /update must be 'keeps' or 'replaces', got 'mixes'/);
  });
  it('count the padding', () => {
    assert.match(plots.paddedBatch([3, 5, 2, 7]).alt, /11 of 28 cells are padding/);
    assert.throws(() => plots.paddedBatch([]), /number of sequences must be .* got 0/);
    assert.throws(() => plots.paddedBatch([11]), /a length must be a whole number from 1 to 10, got 11/);
    assert.throws(() => plots.paddedBatch([1], {padding: 'left' as never}), /got 'left'/);
  });
  it('put the padding where it is asked for', () => {
    const bits = ({svg}: plots.Diagram) =>
      [...svg.matchAll(/font-size="13">([01])<\/tspan>/g)].map(([, bit]) => bit).join('');
    assert.equal(bits(plots.paddedBatch([1, 3])), '100111');
    assert.equal(bits(plots.paddedBatch([1, 3], {padding: 'pre'})), '001111');
  });
  it('refuse parts too small to draw', () => {
    assert.throws(() => plots.timeSplit({train: 99, valid: 1, test: 9}), /valid 1 is less than a tenth of 109/);
    assert.throws(() => plots.timeSplit({train: 9, valid: 1.5, test: 9}), /valid must be .* got 1.5/);
  });
  it('draw an output at every step, or at the last one', () => {
    const outputs = (options: plots.StackedRnnOptions) => [...plots.stackedRnn(options).svg.matchAll(/>y</g)].length;
    assert.deepEqual([outputs({outputs: 'all', steps: 5}), outputs({outputs: 'last', steps: 5})], [5, 1]);
    assert.throws(() => plots.stackedRnn({layers: 0}), /layers must be .* got 0/);
    assert.throws(() => plots.stackedRnn({steps: 7}), /steps must be .* got 7/);
  });
  it('feed back what was written only when the decoder is on its own', () => {
    const dashed = (mode: 'training' | 'inference') =>
      plots.encoderDecoder({mode}).svg.split('dasharray="4 3"').length - 1;
    assert.deepEqual([dashed('training'), dashed('inference')], [0, 2]);
    assert.throws(() => plots.encoderDecoder({inputs: []}), /inputs must be .* got 0/);
    assert.throws(() => plots.encoderDecoder({mode: 'test' as never}), /got 'test'/);
  });
});
