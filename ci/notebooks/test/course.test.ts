import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {JSDOM} from 'jsdom';
import {exerciseTitles, type Lesson, lessonList, type Part} from '../course/manifest';
import {courseMap} from '../course/map';
import {navigationLine, withNavigation} from '../course/navigation';
import {courseState, manifestFindings} from '../course/state';
import {betweenMarkers, lessonTable} from '../course/tables';
import {notebookText, withSources} from '../notebook';
import {code, markdown, notebook, printed} from './make';

const titleOf = ({id, title}: Lesson) =>
  `# ${id} ${title}\n\n**Why ${id}?** A reason.\n\n**Time:** 45 minutes.\n\n← old line`;
const closing = '## Exercises\n\n- one\n\n## Sources\n\n- a book, 1990';
const page = (lesson: Lesson, end = closing) =>
  notebook(markdown(titleOf(lesson), 'title'), code('1;', [printed('1\n')], [], 'one'), markdown(end, 'end'));

describe('the frame of the course', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'course-'));
  });
  afterEach(() => rmSync(root, {recursive: true}));

  const ready = (id: string, needs: string[] = []): Lesson => {
    return {id, title: `Lesson ${id}`, file: `01-a/${id}-x.ipynb`, needs, exercises: []};
  };
  const coming = (id: string, needs: string[] = []): Lesson => {
    return {...ready(id, needs), planned: {question: `What is ${id}?`, minutes: 30}};
  };
  function write({file}: Lesson, text: string): void {
    const path = join(root, 'notebooks', file);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, text);
  }
  function course(...lessons: Lesson[]) {
    for (const lesson of lessons) if (!lesson.planned) write(lesson, notebookText(page(lesson)));
    const parts: Part[] = [{title: 'A', lessons}];
    return courseState(root, parts);
  }
  /** Findings about lessons; a toy course practises no exercise. */
  const findings = (state: ReturnType<typeof course>) =>
    manifestFindings(state).filter((line) => !line.includes('belongs to no lesson'));

  it('leads from lesson to lesson, naming those in preparation without a link', () => {
    const state = course(ready('1.1'), coming('1.2'), ready('1.3'), coming('1.4'));
    const line = (i: number) => navigationLine(state, state.lessons[i]);
    assert.match(
      line(0),
      /^← \[Welcome\]\(\.\.\/welcome\.ipynb\) · next: 1\.2 Lesson 1\.2 \(in preparation\); then \[1\.3/,
    );
    assert.match(line(2), /^← 1\.2 Lesson 1\.2 \(in preparation\); before it \[1\.1 Lesson 1\.1\]\(1\.1-x\.ipynb\)/);
    assert.match(line(2), /next: 1\.4 Lesson 1\.4 \(in preparation\) · \[contents\]\(\.\.\/README\.md\)/);
    assert.match(line(2), /\[notation\]\(\.\.\/README\.md#notation\) · \[glossary\]\(\.\.\/README\.md#glossary\)$/);
    assert.doesNotMatch(navigationLine(state, state.lessons[3]), /next:/);
  });

  it('replaces the line under the title and adds a Next line, and touches nothing else', () => {
    const state = course(ready('1.1'), ready('1.2'));
    const before = page(state.lessons[0]);
    const after = withNavigation(before, state, state.lessons[0]);
    assert.doesNotMatch(after.cells[0].source, /old line/);
    assert.match(
      after.cells[2].source,
      /\n\nNext: \[1\.2 Lesson 1\.2\]\(1\.2-x\.ipynb\)\. Why 1\.2\? [^\n]+\n\n## Sources/,
    );
    assert.deepEqual(after.cells[1], before.cells[1]);
    assert.deepEqual(
      after.cells.map(({id}) => id),
      before.cells.map(({id}) => id),
    );
    assert.deepEqual(withNavigation(after, state, state.lessons[0]), after);
  });

  it('keeps a Next line of the author’s that leads on, and replaces one that skips a finished lesson', () => {
    const state = course(ready('1.1'), ready('1.2'), ready('1.3'));
    const ending = (next: string) => {
      const end = `Next: ${next} in my own words.\n\n## Sources`;
      return withNavigation(page(state.lessons[0], end), state, state.lessons[0]).cells[2].source;
    };
    assert.match(ending('[1.2 Lesson](1.2-x.ipynb)'), /in my own words/);
    assert.match(ending('[1.3 Lesson](1.3-x.ipynb)'), /^Next: \[1\.2 Lesson 1\.2\]/);
  });

  it('fits when every finished lesson is there under its title, and nothing else is', () => {
    const state = course(ready('1.1'), coming('1.2', ['1.1']));
    assert.deepEqual(findings(state), []);
    const told = (lesson: Lesson, text: string, ...lessons: Lesson[]) => {
      const own = course(...lessons);
      write(lesson, text);
      return findings(own).join('\n');
    };
    const text = (lesson: Lesson) => notebookText(page(lesson));
    assert.match(
      told(coming('1.2'), text(coming('1.2')), ready('1.1'), coming('1.2')),
      /1\.2-x\.ipynb: in preparation by/,
    );
    assert.match(told(ready('1.9'), text(ready('1.9')), ready('1.1')), /1\.9-x\.ipynb: not in the course/);
    assert.match(told(ready('1.1'), text({...ready('1.1'), title: 'Other'}), ready('1.1')), /titled 'Other'/);
    rmSync(join(root, 'notebooks'), {recursive: true});
    assert.match(findings(state).join('\n'), /1\.1-x\.ipynb: missing, but/);
    assert.match(
      findings(course(ready('2.1', ['9.9']), ready('2.1'))).join('\n'),
      /2\.1 stands there twice[\s\S]*needs 9\.9, which is no lesson/,
    );
  });

  it('writes tables between their markers only', () => {
    const state = course(ready('1.1'), coming('1.2'));
    const table = lessonTable(state, {toRoot: '../', toNotebooks: ''});
    assert.match(table, /\| \[1\.1 Lesson 1\.1\]\(01-a\/1\.1-x\.ipynb\) \| Why 1\.1\? \| 45 \|/);
    assert.match(table, /\| 1\.2 Lesson 1\.2 \*\(in preparation\)\* \| What is 1\.2\? \| 30 \|/);
    assert.doesNotMatch(lessonTable(state, {toRoot: '', toNotebooks: '', onlyReady: true}), /1\.2/);
    const filled = betweenMarkers('before\n<!-- a: x -->\nold $& text\n<!-- /a -->\nafter', 'a', 'costs $1 & $&');
    assert.match(filled ?? '', /^before\n<!-- a: generated [^\n]+ -->\n\ncosts \$1 & \$&\n\n<!-- \/a -->\nafter$/);
    assert.equal(betweenMarkers('no markers', 'a', 'b'), undefined);
  });

  it('draws each lesson, each need and each exercise once, inside the picture, on a ground of its own', () => {
    const svg = courseMap(courseState());
    assert.match(svg.split('\n')[0], /^<!-- Generated from .* -->$/);
    const {document} = new JSDOM(svg.slice(svg.indexOf('<svg')), {contentType: 'image/svg+xml'}).window;
    const texts = [...document.querySelectorAll('text')].map(({textContent}) => textContent);
    for (const {id} of lessonList) assert.equal(texts.filter((text) => text === id).length, 1, id);
    for (const [id] of exerciseTitles) assert.ok(texts.includes(id), `exercise ${id}`);
    const arrows = document.querySelectorAll('path[marker-end]:not([marker-end="url(#tip-ink)"])');
    assert.equal(
      arrows.length,
      lessonList.reduce((sum, {needs}) => sum + needs.length, 0),
    );
    const [, , width, height] = (document.documentElement.getAttribute('viewBox') ?? '').split(' ').map(Number);
    for (const path of arrows) {
      const points = (path.getAttribute('d') ?? '').match(/-?[\d.]+ -?[\d.]+/g) ?? [];
      for (const [x, y] of points.map((pair) => pair.split(' ').map(Number))) {
        assert.ok(x > 100 && x < width && y > 40 && y < height, `${x} ${y}`);
      }
    }
    assert.equal(document.querySelector('rect')?.getAttribute('fill'), '#ffffff');
  });

  it('has 28 lessons in seven parts, each needing only lessons that there are, and 20 exercises', () => {
    assert.deepEqual([lessonList.length, exerciseTitles.length], [28, 20]);
    // what its notebooks lack is told by npm run check
    const own = manifestFindings(courseState()).filter((line) => line.startsWith('ci/notebooks/course/manifest.ts:'));
    assert.deepEqual(own, []);
  });
});

describe('the text of a notebook file', () => {
  it('changes in the named cells only, so that numbers which Python wrote stay', () => {
    const before = notebook(markdown('old\nline', 'a'), code('x;', [printed('1\n')], [], 'b'));
    const text = notebookText(before).replace('"1\\n"', '"1\\n", 6e-05');
    const after = withSources(text, [{from: 'old\nline', to: 'new "text"\n'}]);
    assert.equal(after, text.replace('"old\\n",\n    "line"', '"new \\"text\\"\\n"'));
    assert.equal(withSources(text, [{from: 'not there', to: ''}]), undefined);
  });
});
