import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {JSDOM} from 'jsdom';
import * as plots from '../../src/plots';
import {DIAGRAMS, FIGURES} from './figures';

const GOLDEN = join(__dirname, '..', 'golden', 'plots');

/** Numbers to three digits: the last bits of float64 are no part of a picture. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(3));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
  }
  return value;
}

/** Compares with the stored snapshot; UPDATE_SNAPSHOTS=1 writes it. */
function matchesSnapshot(name: string, text: string): void {
  const path = join(GOLDEN, name);
  if (process.env.UPDATE_SNAPSHOTS) {
    mkdirSync(GOLDEN, {recursive: true});
    writeFileSync(path, text);
  }
  assert.ok(existsSync(path), `no snapshot ${name}; look at the picture, then run with UPDATE_SNAPSHOTS=1`);
  assert.equal(text, readFileSync(path, 'utf8'));
}

/** Lightness of a colour on grey paper, 0 to 1 (Rec. 709). */
function grey(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

interface Layout {
  width: number;
  height: number;
  title: {text: string};
  legend: {orientation: string; y: number; yanchor: string};
  [axis: string]: unknown;
}

for (const [name, make] of Object.entries(FIGURES)) {
  describe(`plots.${name}`, () => {
    it('draws what its snapshot shows', () => {
      const json = JSON.stringify(rounded(JSON.parse(JSON.stringify(make()))), null, 1);
      matchesSnapshot(`${name}.json`, `${json}\n`);
    });
    it('is plain JSON and pure: the same twice', () => {
      const figure = make();
      assert.deepEqual(JSON.parse(JSON.stringify(figure)), JSON.parse(JSON.stringify(make())));
      assert.ok(!JSON.stringify(figure).includes('null,null'));
    });
    it('has a title, named axes, an alternative text, and a legend that never lies on the data', () => {
      const {layout, alt} = make();
      const {width, title, legend, ...rest} = layout as unknown as Layout;
      assert.equal(width, 700);
      assert.ok(title.text.length > 5 && alt.length > 20);
      assert.ok(legend.orientation === 'h' && legend.y > 1 && legend.yanchor === 'bottom');
      const titles = Object.entries(rest).filter(([key]) => /^[xy]axis/.test(key));
      const texts = titles.map(([, axis]) => (axis as {title: {text: string}}).title.text);
      for (const letter of ['x', 'y']) {
        assert.ok(
          titles.some(([key], i) => key.startsWith(letter) && texts[i] !== ''),
          `${letter} axis without a title`,
        );
      }
    });
  });
}

describe('lines on grey paper', () => {
  it('differ in dash or marker wherever their colours turn alike', () => {
    const many = Array.from({length: 7}, (_, i) => ({name: String(i), y: [i], draw: 'both' as const}));
    const axis = {label: 'a', unit: ''};
    const {data} = plots.lines(many, {title: 'seven', x: axis, y: axis});
    const looks = data.map(({line, marker}) =>
      [(line as {dash: string}).dash, (marker as {symbol: string}).symbol].join(),
    );
    assert.equal(new Set(looks).size, 7);
    for (const colour of plots.PALETTE) assert.ok(grey(colour) < 0.75, `${colour} is too light for white paper`);
  });
});

describe('the plots', () => {
  const axis = {label: 'a', unit: ''};
  const text = {title: 'a title', x: axis, y: axis};
  it('write the unit in round brackets behind the label', () => {
    assert.equal(plots.axisTitle({label: 'time', unit: 'steps'}), 'time (steps)');
    assert.equal(plots.axisTitle({label: 'skill', unit: ''}), 'skill');
  });
  it('leave their arguments as they are', () => {
    const y = Object.freeze([1, 2, 3]);
    plots.lines([Object.freeze({name: 'a', y, spread: [1, 1, 1]})], Object.freeze(text));
    assert.deepEqual(y, [1, 2, 3]);
  });
  it('refuse what cannot be drawn, naming it', () => {
    assert.throws(() => plots.lines([], text), /at least one line/);
    assert.throws(() => plots.lines([{name: 'a', y: [1, 2], x: [1]}], text), /'a' has 1 places x but 2 heights y/);
    assert.throws(() => plots.bars([{name: 'b', value: Number.NaN}], text), /bar 'b' has the value NaN/);
    assert.throws(() => plots.bars([{name: 'b', value: 0}], {...text, y: {...axis, log: true}}), /on a log axis/);
    assert.throws(() => plots.truthScatter([1, 2], {naive: [1]}, text), /2 true values but 1 of 'naive'/);
    assert.throws(() => plots.heatmap([1, 2], {...text, colour: axis}), /needs \[rows, columns\]/);
    assert.throws(
      () => plots.trainingCurves({history: {loss: [1]}}, {metric: 'mae'}),
      /no metric 'mae'.*there are: loss/,
    );
    assert.throws(() => plots.withSlider([], {label: 'a'}), /at least two steps, got 0/);
    assert.throws(() => plots.unrolledRnn({steps: 0}), /steps must be a whole number from 1 to 8, got 0/);
    assert.throws(() => plots.taskShape('seq' as never), /there are: seq2seq/);
    assert.throws(() => plots.windowAlignment({lookback: 20}), /lookback must be a whole number from 1 to 13/);
  });
  it('draw at most a thousand points of a scatter', () => {
    const truth = Array.from({length: 5000}, (_, i) => i);
    const {data} = plots.truthScatter(truth, {same: truth}, text);
    assert.equal((data[0].x as number[]).length, 1000);
  });
});

for (const [name, make] of Object.entries(DIAGRAMS)) {
  describe(`the diagram ${name}`, () => {
    const {svg, alt} = make();
    const document = new JSDOM(svg, {contentType: 'image/svg+xml'}).window.document;
    const number = (element: Element, attribute: string) => Number(element.getAttribute(attribute));
    it('draws what its snapshot shows', () => matchesSnapshot(`${name}.svg`, `${svg.replaceAll('><', '>\n<')}\n`));
    it('is well-formed and says what to see', () => {
      assert.equal(document.querySelector('parsererror'), null);
      assert.equal(document.querySelector('title')?.textContent, alt);
      assert.ok(alt.length > 20 && !svg.includes('NaN') && !svg.includes('undefined'));
    });
    it('keeps every box, circle and text inside its frame', () => {
      const root = document.documentElement;
      const [width, height] = [number(root, 'width'), number(root, 'height')];
      for (const text of document.querySelectorAll('text')) {
        const size = number(text, 'font-size');
        // 0.56 em is the mean width of DejaVu Sans, the widest of the fonts asked for.
        const length = (text.textContent ?? '').length * size * 0.56;
        const shift = {start: 0, middle: -0.5, end: -1}[text.getAttribute('text-anchor') ?? 'start'] ?? 0;
        const left = number(text, 'x') + shift * length;
        assert.ok(left >= 0 && left + length <= width, `'${text.textContent}' leaves the frame`);
        assert.ok(number(text, 'y') <= height);
      }
      for (const circle of document.querySelectorAll('circle')) {
        const radius = number(circle, 'r');
        assert.ok(number(circle, 'cx') - radius >= 0 && number(circle, 'cx') + radius <= width);
        assert.ok(number(circle, 'cy') - radius >= 0 && number(circle, 'cy') + radius <= height);
      }
    });
  });
}
