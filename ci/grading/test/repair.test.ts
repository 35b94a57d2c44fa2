import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {findPart, localLearner, PARTS} from '../../../lib/src/checks';
import {random} from '../../../lib/src/data/random';
import {readNotebook, tagsOf} from '../../notebooks/notebook';
import {projectFolder} from '../../notebooks/paths';
import {runCells} from '../child/scope';
import {compileCells} from '../compiler/cells';
import {hiddenCheckWith} from '../hidden-check';
import {manualText, repair} from '../repair/repair';
import {knownExercises, templateOf} from '../repair/template';
import {declaredNames, isCheck, isStub, plainText, withoutFence} from '../repair/text';
import type {SubmittedCell} from '../submissions/read';

type Random = ReturnType<typeof random>;

/** What a learner would hand in who solved everything: the solution without what explains it. */
function solved(exercise: string): SubmittedCell[] {
  const folder = join(projectFolder, 'solutions');
  const file = readdirSync(folder).find((one) => one.startsWith(`${exercise}-`)) ?? '';
  return readNotebook(join(folder, file))
    .cells.filter((cell) => !tagsOf(cell).includes('solution'))
    .map((cell) => ({
      ...{kind: cell.cell_type === 'code' ? ('code' as const) : ('text' as const), id: cell.id, source: cell.source},
      gradeId: (cell.metadata.nbgrader as {grade_id?: string} | undefined)?.grade_id,
    }));
}

const namesOf = (exercise: string) =>
  PARTS.filter(({id}) => id.startsWith(`${exercise}.`)).flatMap(({answers}) => Object.keys(answers));

const isAnswer = (cell: SubmittedCell, exercise: string) =>
  cell.kind === 'code' && declaredNames(cell.source).some((name) => namesOf(exercise).includes(name));

/** What happens to notebooks on their way to the teacher. */
const DAMAGES: Record<string, (cells: SubmittedCell[], source: Random, exercise: string) => SubmittedCell[]> = {
  'lost ids': (cells) => cells.map(({kind, source}) => ({kind, source})),
  'exchanged ids': (cells, source) => {
    const order = source.permutation(cells.length);
    return cells.map((cell, i) => ({...cell, id: cells[order[i]].id, gradeId: cells[order[i]].gradeId}));
  },
  'moved cells': (cells, source) => {
    const all = [...cells];
    for (let i = 0; i < 4; i++)
      all.splice(source.integer(0, all.length), 0, ...all.splice(source.integer(0, all.length), 1));
    return all;
  },
  'deleted cells that were given': (cells, source, exercise) =>
    cells.filter((cell) => isAnswer(cell, exercise) || source.uniform() < 0.6),
  'a copied cell': (cells, source) => {
    const at = source.integer(0, cells.length);
    return [...cells.slice(0, at), cells[at], ...cells.slice(at)];
  },
  'a fresh copy of the exercise behind it': (cells, _, exercise) => [
    ...cells,
    ...templateOf(exercise).cells.map(({source}): SubmittedCell => ({kind: 'code', source})),
  ],
  'an answer in a text cell': (cells, source, exercise) => {
    const answers = cells.filter((cell) => isAnswer(cell, exercise));
    const chosen = answers[source.integer(0, answers.length)];
    const text = source.uniform() < 0.5 ? chosen.source : `\`\`\`ts\n${chosen.source}\n\`\`\``;
    return cells.map((cell) => (cell === chosen ? {...cell, kind: 'text', source: text} : cell));
  },
  'merged neighbours': (cells, source) => {
    const code = cells.filter(({kind}) => kind === 'code');
    const at = source.integer(0, code.length - 1);
    const merged = {...code[at], source: `${code[at].source}\n${code[at + 1].source}`};
    return cells.flatMap((cell) => (cell === code[at] ? [merged] : cell === code[at + 1] ? [] : [cell]));
  },
  'cells of the learner between': (cells, source) =>
    cells.flatMap((cell): SubmittedCell[] =>
      source.uniform() < 0.3 ? [cell, {kind: 'code', source: `const mine${source.integer(0, 1e9)} = 1;`}] : [cell],
    ),
  'other spaces and empty cells': (cells) =>
    cells.flatMap((cell): SubmittedCell[] => [
      {...cell, source: `\n${cell.source}  \n\n`},
      {kind: 'code', source: ' '},
    ]),
};

describe('repair', () => {
  for (const exercise of knownExercises()) {
    it(`leaves a sound notebook of ${exercise} as it is, without checks and results`, () => {
      const cells = solved(exercise);
      const {sources, notes} = repair({cells, notes: []}, templateOf(exercise));
      assert.deepEqual(notes, []);
      const own = cells.filter(({kind}) => kind === 'code').map(({source}) => source);
      assert.deepEqual(
        sources,
        own.filter((one) => sources.includes(one)),
      );
      assert.ok(!sources.some((one) => /notebook\.check/.test(one)));
      const results = templateOf(exercise).results.map(plainText);
      assert.ok(!sources.some((one) => results.includes(plainText(one))));
    });

    it(`finds every answer of ${exercise} whatever happened to its cells`, () => {
      const source = random(Number(exercise));
      for (const [damage, apply] of Object.entries(DAMAGES)) {
        const cells = apply(solved(exercise), source, exercise);
        const {sources} = repair({cells, notes: []}, templateOf(exercise));
        for (const name of namesOf(exercise)) {
          const last = sources.filter((one) => declaredNames(one).includes(name)).pop();
          assert.ok(last && !isStub(last), `${damage}: ${name} is ${last ? 'not written' : 'lost'}`);
        }
      }
    });
  }

  for (const [index, [damage, apply]] of Object.entries(DAMAGES).entries()) {
    it(`gives full marks to right answers after ${damage}`, async () => {
      for (const exercise of ['20', index % 3 === 0 ? '11' : '01']) {
        const cells = apply(solved(exercise), random(index + 1), exercise);
        const {sources} = repair({cells, notes: []}, templateOf(exercise));
        const {cells: compiled, names} = compileCells(sources);
        const unroll = (await import('../../../lib/src')) as Record<string, unknown>;
        const quiet = new Proxy(() => quiet, {get: (_, key) => (key === 'then' ? undefined : quiet)}) as unknown;
        const scope = await runCells(compiled, names, {...unroll, notebook: quiet, plots: quiet});
        for (const {id} of PARTS.filter((part) => part.id.startsWith(`${exercise}.`))) {
          const answers = Object.keys(findPart(id).answers).map((name) => [name, scope.find(name)]);
          await hiddenCheckWith(id, localLearner(Object.fromEntries(answers)));
        }
      }
    }).timeout(60_000);
  }

  it('tells what it put right', () => {
    const cells = solved('02');
    const text = cells.map((cell) =>
      /function lastShape/.test(cell.source) ? {...cell, kind: 'text' as const} : cell,
    );
    const moved = [...text.slice(10), ...text.slice(0, 10)];
    const {notes} = repair({cells: moved, notes: ['the kernel is none']}, templateOf('02'));
    assert.match(
      notes.join('\n'),
      /the kernel is none\n1 answer stood in a text cell; read as code\ncells were out of order/,
    );
    const {notes: lost} = repair({cells: cells.slice(6), notes: []}, templateOf('02'));
    assert.match(lost.join(), /1 cell of the exercise missing, put back: e02-setup/);
  });

  it('finds what a person marks by its grade id, and only in text cells', () => {
    const {manual} = templateOf('14');
    assert.ok(manual.length > 0 && manual.every(({points}) => points > 0));
    const notebook = {cells: solved('14'), notes: []};
    for (const {id} of manual) assert.ok(manualText(notebook, id));
    assert.equal(manualText(notebook, 'e14-none'), undefined);
  });
});

describe('reading of cells', () => {
  it('finds what stands at the left margin', () => {
    const source =
      'function a() {}\nasync function b() {\n  const inner = 1;\n}\nexport const c = 2, d = 3;\nclass E {}\nlet\tf;\nfunction* g() {}\ninterface H {}\nconstant = 1;';
    assert.deepEqual(declaredNames(source), ['a', 'b', 'c', 'E', 'f', 'g']);
  });

  it('tells checks from code that holds one', () => {
    assert.ok(isCheck("await notebook.check('02.1', {lastShape}); // 2 points"));
    assert.ok(isCheck("// mine\nnotebook.hint('02.1');\nawait notebook.check('02.1', {\n  lastShape,\n});"));
    assert.ok(!isCheck("await notebook.check('02.1', {f}); // 2 points\nfunction g() { return h(1); }"));
    assert.ok(!isCheck("await notebook.check('02.1', {f})\nconst g = () => h(1)"));
    assert.ok(!isCheck(''));
  });

  it('takes no longer for texts that were made to be slow', () => {
    const long = 200_000;
    const texts = [
      'function'.padEnd(long),
      'export '.repeat(long / 7),
      'notebook.check('.repeat(long / 15),
      'notebook.check() '.repeat(long / 17),
      '`'.repeat(long),
      '\n```'.repeat(long / 4),
      '//'.repeat(long / 2),
      ';'.repeat(long),
      `const ${'a'.repeat(long)}`,
    ];
    const begin = performance.now();
    for (const text of texts) for (const read of [declaredNames, isCheck, isStub, plainText, withoutFence]) read(text);
    // Milliseconds where it is linear; hours where it is not. The bound only tells the two apart.
    assert.ok(performance.now() - begin < 20_000);
  });
});
