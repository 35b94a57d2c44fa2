import {strict as assert} from 'node:assert';
import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {InputError, notebookText} from '../../notebooks/notebook';
import {code, markdown, notebook} from '../../notebooks/test/make';
import {finish} from '../article';
import {makeBook} from '../build';
import {linker, slug} from '../links';
import {equationStyle, setEquations} from '../mathematics';
import type {BookPage} from '../pages';
import {prepare} from '../prepare';

const root = '/course';
const lesson: BookPage = {
  ...{kind: 'lesson', id: '2.1', title: 'One step ahead', file: '2.1-one-step.html', part: 'Part 2 Forecasting'},
  source: '/course/notebooks/02-forecasting/2.1-one-step.ipynb',
};
const exercise: BookPage = {
  ...{kind: 'exercise', id: '02', title: 'Dimensions', file: 'exercise-02-dimensions.html', part: 'Exercises'},
  source: '/course/exercises/02-dimensions.ipynb',
};
const asItIs = {link: (href: string) => href, picture: (src: string) => src};

describe('links of the web book', () => {
  const link = linker([lesson, exercise], root);

  it('lead from notebook to notebook as from page to page, anchors as headings are named', () => {
    assert.equal(link(lesson, '../../exercises/02-dimensions.ipynb'), 'exercise-02-dimensions.html');
    assert.equal(
      link(exercise, '../notebooks/02-forecasting/2.1-one-step.ipynb#The-noise%20floor'),
      '2.1-one-step.html#the-noise-floor',
    );
    assert.equal(link(lesson, '../../solutions/02-dimensions.ipynb'), 'exercise-02-dimensions.html');
    assert.equal(link(lesson, '#Summary'), '#summary');
    assert.equal(slug('Why does 100 % fail?'), 'why-does-100-fail');
  });

  it('lead to contents, notation and glossary where the notebooks name their README', () => {
    assert.equal(link(lesson, '../README.md'), 'index.html');
    assert.equal(link(lesson, '../README.md#glossary'), 'notation.html#glossary');
  });

  it('lead to a page that says where a file lies, if it is no page; other origins stay', () => {
    assert.equal(link(lesson, '../../docs/bench.md'), '404.html#docs/bench.md');
    assert.equal(link(lesson, 'https://arxiv.org/abs/1406.1078'), 'https://arxiv.org/abs/1406.1078');
  });
});

describe('an article of the web book', () => {
  const html = [
    '<div class="text"><h1>2.1</h1><p>Waves.</p><h2>Noise</h2><p>A <em>floor</em>, <a href="x">seen</a>.</p><h2>Noise</h2>',
    '<details><summary>Is $a &lt; b$?</summary><p>Yes.</p></details></div>',
    '<div class="code"><pre>{<span class="nx">seed</span><span class="o">:</span> <span class="kt">42</span>}</pre></div>',
    '<details class="fold solution"><summary>Solution</summary><p>secret</p></details>',
  ].join('');
  const article = finish(html, asItIs);

  it('gives headings of the same words different anchors', () => {
    assert.deepEqual(
      article.headings.map(({id}) => id),
      ['noise', 'noise-1'],
    );
  });

  it('has text and code of each section for search, without solutions', () => {
    const [, first, second] = article.sections;
    assert.equal(first?.text, 'A floor, seen.');
    assert.equal(second?.text, 'Is a < b? Yes.');
    assert.equal(second?.code, '{seed: 42}');
    assert.ok(!JSON.stringify(article.sections).includes('secret'));
  });

  it('colours a number behind a colon as a number', () => {
    assert.ok(article.html.includes('seed: <span class="mi">42</span>'));
  });

  it('sets equations, also those in raw HTML, and names the notebook of one that cannot be read', () => {
    const set = setEquations(article.html, '2.1.ipynb', new Map());
    assert.ok(set.includes('class="katex"') && set.includes('<math'));
    const wrong = '<span class="tex inline">\\frac{1}</span>';
    assert.throws(() => setEquations(wrong, '2.1.ipynb', new Map()), /^InputError: 2\.1\.ipynb: an equation/);
  });

  it('keeps the fonts of equations inside their style sheet, the needed ones only', () => {
    const style = equationStyle(['<span class="mord mathcal">L</span>']);
    assert.ok(style.includes('KaTeX_Caligraphic') && !style.includes('url(fonts'));
    assert.ok(!/@font-face\{[^}]*KaTeX_Fraktur/.test(style));
  });
});

describe('what the web book refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-book-'));
  const source = join(folder, 'lesson.ipynb');
  after(() => rmSync(folder, {recursive: true, force: true}));

  it('a notebook without outputs, naming what to run', () => {
    const empty = notebook(markdown('# 2.1'), {...code('1;')});
    empty.cells[1] = {...code('1;'), id: 'c2', execution_count: null};
    writeFileSync(source, notebookText(empty));
    assert.throws(
      () => prepare({...lesson, source}, false),
      /no stored outputs \(cell c2\); run `npm run notebooks -- 2\.1/,
    );
  });

  it('a damaged notebook, in one line', () => {
    writeFileSync(source, '{"cells": [');
    assert.throws(
      () => prepare({...lesson, source}, false),
      (error: Error) => !error.message.includes('\n') && /broken JSON/.test(error.message),
    );
  });

  it('solutions of a copy that has none', () => {
    writeFileSync(source, notebookText(notebook(markdown('# Exercise 02'))));
    assert.throws(() => prepare({...exercise, source}, true), /has no solutions, leave out --solutions/);
  });

  it('a folder with other things in it, which stays as it was', async () => {
    const out = join(folder, 'mine');
    mkdirSync(out);
    writeFileSync(join(out, 'thesis.txt'), 'mine');
    await assert.rejects(
      makeBook({out}),
      (error: Error) => error instanceof InputError && /not empty/.test(error.message),
    );
    assert.deepEqual(readdirSync(out), ['thesis.txt']);
    assert.deepEqual(readdirSync(folder).sort(), ['lesson.ipynb', 'mine']);
  });
});
