import {strict as assert} from 'node:assert';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {deadLinks} from '../commands/links';
import {allPages, anchorsOf, commandsOf, type DocPage} from '../commands/pages';
import {lineOf} from '../commands/row';
import {uncovered} from '../commands/table';

const page = (text: string, path = 'a.md'): DocPage => ({path, text});

describe('pages of documentation', () => {
  it('have links that lead to files and headings that are there', () => {
    const root = resolve(__dirname, '../../..');
    assert.deepEqual(deadLinks(allPages(root), root), []);
  });
});

describe('reading a page', () => {
  it('finds commands in shell blocks, indented blocks and inline code, without comments and prompts', () => {
    const text = [
      'Run `npm test`, or `npm run book -- --pdf`; `npm` alone and `engine.start()` are none.',
      '```bash',
      '$ npm start    # opens Lab',
      'cd grades && ../.venv/bin/nbgrader export',
      '```',
      '```ts',
      'npm run nothing',
      '```',
      '',
      '    node a.mjs   # indented',
      '',
      '- a list',
      '    `npm run frame`',
    ].join('\n');
    assert.deepEqual(
      commandsOf(page(text)).map((one) => one.text),
      [
        'npm test',
        'npm run book -- --pdf',
        'npm start',
        'cd grades && ../.venv/bin/nbgrader export',
        'node a.mjs',
        'npm run frame',
      ],
    );
  });

  it('gives headings the anchors of a code host', () => {
    const anchors = anchorsOf(page('# Why *so*?\n## A [link](b.md): `x.y`\n## Why so?\n```\n# no heading\n```\n'));
    assert.deepEqual([...anchors], ['why-so', 'a-link-xy', 'why-so-1']);
  });

  it('names a link to no file and to no heading, with its line', () => {
    const root = mkdtempSync(join(tmpdir(), 'unroll-links-'));
    try {
      for (const name of ['a.md', 'b.md']) writeFileSync(join(root, name), '');
      const a = page('[x](b.md#one)\n[y](b.md#two) [z](c.md) [w](https://x.org) `[v](d.md)`');
      assert.deepEqual(deadLinks([a, page('# One', 'b.md')], root), [
        'a.md:2: b.md has no heading #two',
        'a.md:2: there is no file c.md',
      ]);
    } finally {
      rmSync(root, {recursive: true, force: true});
    }
  });

  it('says what to do about a command that no test runs', () => {
    assert.deepEqual(uncovered([{text: 'npm test', page: 'a.md', line: 1}]), []);
    const [line] = uncovered([{text: 'npm run nonsense', page: 'a.md', line: 7}]);
    assert.match(line, /^a\.md:7: no test runs 'npm run nonsense'; add a row to ci\/docs\/commands/);
  });

  it('puts words of a command in place of others, and options behind it', () => {
    const check = () => {};
    assert.equal(lineOf('npm start', {add: '--port PORT', check}, {PORT: '1'}), 'npm start -- --port 1');
    assert.equal(lineOf('x [-- N] a/', {put: {'a/': 'FOLDER/a'}, check}, {FOLDER: '/t'}), 'x /t/a');
    assert.throws(() => lineOf('x', {put: {y: 'z'}, check}, {}), /'x' holds no 'y'/);
  });
});
