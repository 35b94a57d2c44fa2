import assert from 'node:assert/strict';
import {readSubmission} from '../submissions/read';

const read = (value: unknown) => readSubmission(Buffer.from(JSON.stringify(value)), 'ada.ipynb');
const readText = (text: string) => readSubmission(Buffer.from(text), 'ada.ipynb');
const tslab = {kernelspec: {name: 'tslab'}};
const ODD: unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x',
  [],
  [[]],
  [null],
  {},
  {source: 1},
  {__proto__: null},
  [1, 'a'],
];

describe('readSubmission', () => {
  it('reads cells with their kind, id, grade id and text, in one piece or in lines', () => {
    const cells = [
      {cell_type: 'code', id: 'a', metadata: {nbgrader: {grade_id: 'e02-x'}}, source: ['one\n', 'two']},
      {cell_type: 'markdown', metadata: {}, source: 'three'},
    ];
    assert.deepEqual(read({cells, metadata: tslab}), {
      cells: [
        {kind: 'code', id: 'a', gradeId: 'e02-x', source: 'one\ntwo'},
        {kind: 'text', id: undefined, gradeId: undefined, source: 'three'},
      ],
      notes: [],
    });
  });

  it('reads a byte order mark over, and tells damage from a merge', () => {
    assert.equal(readText('\uFEFF{"cells": []}').cells.length, 0);
    assert.throws(() => readText(''), {name: 'InputError', message: 'ada.ipynb is empty'});
    assert.throws(() => readText(' \n'), {message: 'ada.ipynb is empty'});
    assert.throws(() => readText('{"cells": ['), {name: 'InputError', message: /^ada\.ipynb is no JSON: /});
    assert.throws(() => readText('{\n<<<<<<< HEAD\n=======\n>>>>>>> b\n}'), {message: /marks of a merge conflict/});
    assert.throws(() => readSubmission(Buffer.from([0x50, 0x4b, 3, 4, 0xff]), 'x'), {message: /no JSON/});
  });

  it('reads format 3, whose cells lie in worksheets', () => {
    const cells = [
      {cell_type: 'code', input: ['const a = 1;\n', 'a']},
      {cell_type: 'heading', level: 1, source: 'Title'},
    ];
    const {cells: found} = read({worksheets: [{cells}], metadata: {}, nbformat: 3});
    assert.deepEqual(
      found.map(({kind, source}) => [kind, source]),
      [
        ['code', 'const a = 1;\na'],
        ['text', 'Title'],
      ],
    );
  });

  it('names another kernel, and grades all the same', () => {
    for (const metadata of [undefined, {}, {kernelspec: 1}, {kernelspec: {name: 'python3'}}, {kernelspec: {name: {}}}])
      assert.match(read({cells: [], metadata}).notes.join(), /^the kernel is (none|'python3'), not 'tslab'/);
  });

  it('ends in cells of text or in one clear line, whatever stands where', () => {
    const cells = ODD.flatMap((odd) => [
      ...[odd, {cell_type: odd, source: 'x'}, {cell_type: 'code', source: odd}, {id: odd, source: 'x'}],
      ...[
        {metadata: odd, source: 'x'},
        {metadata: {nbgrader: odd}, source: 'x'},
        {metadata: {nbgrader: {grade_id: odd}}, source: ''},
      ],
    ]);
    const {cells: found, notes} = read({cells, metadata: tslab});
    for (const {kind, id, gradeId, source} of found) {
      assert.ok(kind === 'code' || kind === 'text');
      assert.ok(id === undefined || typeof id === 'string');
      assert.ok(gradeId === undefined || typeof gradeId === 'string');
      assert.equal(typeof source, 'string');
    }
    assert.equal(notes.length, 20);
    for (const odd of ODD) {
      for (const notebook of [
        odd,
        {cells: odd},
        {worksheets: odd},
        {worksheets: [odd]},
        {worksheets: [{cells: odd}]},
      ]) {
        try {
          assert.ok(Array.isArray(read(notebook).cells));
        } catch (error) {
          assert.equal((error as Error).name, 'InputError');
          assert.doesNotMatch((error as Error).message, /\n/);
        }
      }
    }
  });

  it('leaves prototypes alone', () => {
    readText(
      '{"__proto__": {"polluted": 1}, "cells": [{"__proto__": {"polluted": 1}, "source": "", "metadata": {"__proto__": {}}}]}',
    );
    assert.equal(({} as {polluted?: number}).polluted, undefined);
  });

  it('refuses more cells, more text and deeper lists than anybody writes', () => {
    assert.throws(() => read({cells: Array(2001).fill({source: ''})}), {name: 'InputError', message: /2000 are read/});
    assert.throws(() => read({cells: [{source: 'x'.repeat(2_000_001)}]}), {name: 'InputError', message: /are read$/});
    const deep = '['.repeat(1_000_000);
    assert.throws(() => readText(deep), {name: 'InputError'});
    assert.throws(() => readText(`${deep}${']'.repeat(1_000_000)}`), {name: 'InputError'});
  });
});
