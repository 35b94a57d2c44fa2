import assert from 'node:assert/strict';
import {PLOTLY_MIME} from '../clean';
import {confirm, reportLines} from '../compare/report';
import type {Output} from '../notebook';
import {code, display, figure, notebook, printed} from './make';

type Pair = [title: string, stored: Output[], now: Output[], tags?: string[]];

const html = (text: string) => display({'text/html': text, 'text/plain': 'a table'});
const failure = (ename: string, evalue = 'x'): Output => ({output_type: 'error', ename, evalue, traceback: []});
const svg = (x: string) => display({'image/svg+xml': `<svg><text x="${x}">a</text></svg>`, 'text/plain': 'a drawing'});
const packed = (...values: number[]) => ({
  dtype: 'f8',
  bdata: Buffer.from(Float64Array.from(values).buffer).toString('base64'),
});
const png = (base64: string) => display({'image/png': base64, 'text/plain': 'a photo'});
const picture = (output: Output, base64: string): Output =>
  'data' in output ? {...output, data: {...output.data, 'image/png': base64}} : output;

const mustAgree: Pair[] = [
  ['equal texts', [printed('a 1.5\n')], [printed('a 1.5\n')]],
  ['a computed value off by 1e-7 of itself', [printed('loss 123.456789')], [printed('loss 123.456780')]],
  ['a small value off by less than 1e-6', [printed('3.1e-7')], [printed('9.9e-7')]],
  ['other blanks', [printed('a   1.0\n b')], [printed('a 1.0\n  b\n')]],
  ['terminal colours', [printed('\u001b[31mred\u001b[0m 1')], [printed('red 1')]],
  ['two kinds of minus', [printed('−1.5')], [printed('-1.5')]],
  ['NaN with NaN', [printed('mean NaN')], [printed('mean NaN')]],
  ['one stream in two pieces', [printed('a\nb\n')], [printed('a\n'), printed('b\n')]],
  ['figures within the tolerance', [figure([1, 0.5, 0.25])], [figure([1, 0.5, 0.2500001])]],
  ['a packed array and a list', [figure([1, 0.5, 0.25])], [figure(packed(1, 0.5, 0.25))]],
  ['a figure with and without its picture', [picture(figure([1, 2, 3]), 'AAAA')], [figure([1, 2, 3])]],
  [
    'tables of the same text',
    [html('<table><tr><td>1.5</td></tr></table>')],
    [html('<table><tr ><td\n>1.5</td></tr></table>')],
  ],
  ['volatile outputs', [printed('a')], [display({'text/plain': '3 s'}, {volatile: true}), printed('a')]],
  [
    'expected errors with other messages',
    [failure('RangeError', 'a')],
    [failure('RangeError', 'b')],
    ['raises-exception'],
  ],
  ['trained values within a hundredth', [printed('mse 0.00310')], [printed('mse 0.00312')], ['trained']],
  ['values within their own tolerance', [printed('1.00')], [printed('1.04')], ['tolerance=5e-2']],
  ['any text in a volatile cell', [printed('took 3 s')], [printed('took 900 ms, more words')], ['volatile']],
  ['drawings within the tolerance', [svg('1.5')], [svg('1.5000001')]],
];

const mustDiffer: Pair[] = [
  ['another word', [printed('falls')], [printed('rises')]],
  ['a computed value off by 1e-5 of itself', [printed('123.456')], [printed('123.457')]],
  [
    'counts off by one, also where values are trained',
    [printed('1000000 parameters')],
    [printed('1000001 parameters')],
    ['trained'],
  ],
  ['another sign', [printed('x -0.5')], [printed('x 0.5')]],
  ['NaN with a number', [printed('mean NaN')], [printed('mean 0.0')]],
  ['a digit in a name', [printed('layer h2')], [printed('layer h3')]],
  ['a missing line', [printed('a\nb\n')], [printed('a\n')]],
  ['a missing output', [printed('a'), figure([1, 2, 3])], [printed('a')]],
  ['a new output', [], [printed('a')]],
  [
    'a result where there was print',
    [printed('3')],
    [{output_type: 'execute_result', data: {'text/plain': '3'}, metadata: {}}],
  ],
  ['stderr instead of stdout', [printed('a')], [{output_type: 'stream', name: 'stderr', text: 'a'}]],
  ['one number of a figure', [figure([1, 0.5, 0.25])], [figure([1, 0.5, 0.2501])]],
  ['one number of a packed array', [figure(packed(1, 2, 3))], [figure(packed(1, 2, 3.1))]],
  ['a shorter figure', [figure([1, 0.5, 0.25])], [figure([1, 0.5])]],
  ['the title of a figure', [figure([1, 2, 3])], [figure([1, 2, 3], 'Gain')]],
  ['a number that became null', [figure([1, 0.5, 0.25])], [figure([1, 0.5, null])]],
  ['alt texts', [display({'text/plain': 'a line'})], [display({'text/plain': 'a bar'})]],
  ['a cell of a table', [html('<td>12</td><td>3</td>')], [html('<td>1</td><td>23</td>')]],
  ['photos', [png('AAAA')], [png('AAAB')]],
  ['a drawing', [svg('1.5')], [svg('1.6')]],
  ['expected errors of another name', [failure('RangeError')], [failure('TypeError')], ['raises-exception']],
  ['trained values off by more than a hundredth', [printed('mse 0.0031')], [printed('mse 0.0032')], ['trained']],
  ['a figure where a volatile cell printed', [printed('a')], [figure([1])], ['volatile']],
  ['order', [printed('a'), figure([1])], [figure([1]), printed('a')]],
];

const found = (stored: Output[], now: Output[], tags?: string[]) =>
  confirm(notebook(code('f()', stored, tags)), notebook(code('f()', now, tags)));

describe('outputs of a run agree with the stored ones', () => {
  for (const [title, stored, now, tags] of mustAgree) {
    it(`for ${title}`, () => assert.deepEqual(found(stored, now, tags), []));
  }
});

describe('outputs of a run differ from the stored ones', () => {
  for (const [title, stored, now, tags] of mustDiffer) {
    it(`for ${title}`, () => assert.notDeepEqual(found(stored, now, tags), []));
    it(`for ${title}, the other way round`, () => assert.notDeepEqual(found(now, stored, tags), []));
  }
});

describe('confirm', () => {
  const traces = (...types: (string | undefined)[]) =>
    display({[PLOTLY_MIME]: {data: types.map((type) => ({type, y: [1]})), layout: {}}, 'text/plain': 'a figure'});

  describe('where data was generated', () => {
    const note = display({'text/plain': 'generated'}, {generated: true, volatile: true});
    const onGenerated = (stored: Output[], now: Output[]) => found(stored, [note, ...now]);

    it('compares no numbers, texts, or lengths', () => {
      const [a, b] = [figure([1, 2, 3]), figure([4, 5, 6, 7])];
      assert.deepEqual(onGenerated([printed('1'), a], [printed('2 words'), b]), []);
      assert.deepEqual(onGenerated([html('<td>1</td>')], [html('<td>1</td><td>2</td>')]), []);
    });

    it('compares kinds of traces, but not how many there are, such as one for each note', () => {
      const [six, four] = [traces('bar', ...Array(6)), traces('bar', 'scatter', ...Array(3))];
      assert.deepEqual(onGenerated([six], [four]), []);
      assert.deepEqual(onGenerated([four], [six]), []);
      assert.notDeepEqual(onGenerated([six], [traces('bar', 'heatmap')]), []);
      assert.notDeepEqual(onGenerated([six], [traces('bar')]), []);
      assert.notDeepEqual(onGenerated([traces('bar')], [traces()]), []);
    });

    it('still compares the kinds of outputs, and how many there are', () => {
      const a = figure([1, 2, 3]);
      assert.notDeepEqual(onGenerated([a], [printed('2')]), []);
      assert.notDeepEqual(onGenerated([a], [a, a]), []);
      assert.notDeepEqual(onGenerated([a, a], [a]), []);
      assert.notDeepEqual(onGenerated([printed('a')], [failure('RangeError')]), []);
    });
  });

  it('counts the traces of a volatile cell, whose data is the same', () => {
    assert.deepEqual(found([traces('bar', 'bar')], [traces('bar', 'bar')], ['volatile']), []);
    assert.notDeepEqual(found([traces('bar', 'bar')], [traces('bar')], ['volatile']), []);
  });

  it('matches cells by id, so that a moved cell is compared with itself', () => {
    const [one, two] = [code('1', [printed('one')], [], 'one'), code('2', [printed('two')], [], 'two')];
    assert.deepEqual(confirm(notebook(one, two), notebook(two, one)), []);
  });

  it('reports notebook, cell, id, place and both values', () => {
    const [stored, now] = [
      notebook(code('f()', [figure([1, 0.5, 0.25])])),
      notebook(code('f()', [figure([1, 0.5, 0.3])])),
    ];
    const lines = reportLines('notebooks/2.1.ipynb', confirm(stored, now));
    const expected = ['notebooks/2.1.ipynb, cell 1 (id c1):', '  data[0].y[2]', '    stored: 0.25', '    now:    0.3'];
    assert.deepEqual(lines, expected);
  });

  it('shows three differences of a cell and counts the rest', () => {
    const [stored, now] = [
      notebook(code('f()', [figure([1, 2, 3, 4, 5])])),
      notebook(code('f()', [figure([2, 3, 4, 5, 6])])),
    ];
    assert.equal(reportLines('n', confirm(stored, now)).at(-1), '  and 2 more');
  });
});
