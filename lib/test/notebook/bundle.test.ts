import assert from 'node:assert/strict';
import {bundleOf, expectShape, ShapeError, type Showable} from '../../src/notebook';
import {lines} from '../../src/plots';

describe('bundleOf', () => {
  it('gives a figure its data and its text, without what the page decides', () => {
    const figure = lines([{y: [1, 2]}], {title: 'Up', x: {label: 'x', unit: ''}, y: {label: 'y', unit: ''}});
    const bundle = bundleOf(figure);
    assert.deepEqual(Object.keys(bundle), ['application/vnd.plotly.v1+json', 'text/plain']);
    assert.equal(bundle['text/plain'], figure.alt);
    const shown = bundle['application/vnd.plotly.v1+json'] as Record<string, unknown>;
    assert.deepEqual(shown.data, figure.data);
    assert.ok(!('alt' in shown) && !('frames' in shown));
  });

  it('gives diagrams and HTML their own form, each with a text', () => {
    assert.deepEqual(bundleOf({svg: '<svg/>', alt: 'a cell'}), {'image/svg+xml': '<svg/>', 'text/plain': 'a cell'});
    assert.deepEqual(bundleOf({html: '<b>x</b>', text: 'x'}), {'text/html': '<b>x</b>', 'text/plain': 'x'});
  });

  it('refuses what cannot be shown', () => {
    for (const thing of [undefined, null, 'text', {values: [1]}]) {
      assert.throws(() => bundleOf(thing as unknown as Showable), TypeError);
    }
  });
});

describe('ShapeError', () => {
  it('is what expectShape throws, naming both shapes', () => {
    assert.throws(
      () => expectShape([[1, 2]], [2, null]),
      (error) => error instanceof ShapeError && /\[2, null\].*\[1, 2\]/.test(error.message),
    );
  });
});
