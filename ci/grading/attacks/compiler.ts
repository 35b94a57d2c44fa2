import {type Attack, before, blank, notebook, pathOf, RIGHT, written} from './attack';

/** A cell of its own before the answers, which stay right. */
const cell = (name: string, about: string, code: string, more: Partial<Attack> = {}): Attack =>
  before(name, about, code, more);

/** Text that keeps the compiler, the repair and their regular expressions busy. */
export const compiler: Attack[] = [
  cell(
    'type-bomb',
    'types that a type checker would work out for hours',
    `
type A<N extends number, R extends any[] = []> = R['length'] extends N ? R : A<N, [...R, 1]>; type B = A<999>; type C<T> = T extends [infer H, ...infer R] ? [H, ...C<R>, ...C<R>] : [];
type D = C<A<40>>; const bomb: D = null as any; type U = \`\${B['length']}\${B['length']}\${B['length']}\`;`,
  ),
  cell(
    'deep-brackets',
    'fifty thousand brackets, one in the other',
    `const deep = ${'('.repeat(50_000)}1${')'.repeat(50_000)};`,
    {reported: /threw/},
  ),
  cell(
    'deep-lists',
    'a list in a list, a hundred thousand deep',
    `const lists = ${'['.repeat(100_000)}${']'.repeat(100_000)};`,
    {reported: /threw/},
  ),
  cell('long-chain', 'a sum of five thousand numbers', `const sum = ${new Array(5000).fill('1').join('+')};`, {}),
  cell('deep-templates', 'templates in templates', `const text = ${'`${'.repeat(5000)}1${'}`'.repeat(5000)};`, {}),
  cell(
    'many-names',
    'two thousand names, imported by every cell after it',
    `${Array.from({length: 2000}, (_, i) => `const n${i} = ${i};`).join('\n')}`,
    {},
  ),
  cell(
    'regular-expression',
    'a regular expression that takes for ever',
    `const never = /^(a+)+$/.test('${'a'.repeat(40)}!');`,
    {honest: 0, patience: 0.15, reported: /no answer/},
  ),
  cell(
    'spaces-for-repair',
    "two million spaces behind a word: the repair's own regular expressions",
    `function${' '.repeat(900_000)}!\nexport async function${'\t'.repeat(500_000)}`,
    {reported: /threw/},
  ),
  cell(
    'checks-for-repair',
    'a hundred thousand checks in one cell, the last one open',
    `${'notebook.check() '.repeat(50_000)}x notebook.check(${'('.repeat(100_000)}`,
    {reported: /threw/},
  ),
  {
    name: 'stubs-for-repair',
    about: 'four hundred copies of a stub',
    honest: 2,
    build: () => {
      const made = written({});
      const stub = blank('02').cells.find(({source}) => source.includes('function allShape')) ?? made.cells[0];
      for (let i = 0; i < 400; i++)
        made.cells.splice(8, 0, {...stub, id: `copy-${i}`, source: `${stub.source}\n// ${i}`});
      return {[pathOf()]: JSON.stringify(made)};
    },
    reported: /not implemented|more than once/,
  },
  cell('too-much-text', 'more code than any notebook has', `// ${'x'.repeat(2_100_000)}`, {
    honest: 0,
    reported: /characters/,
  }),
  cell(
    'break-out',
    'closes the function that the cell is wrapped into, and goes on outside',
    `}); globalThis.allShape = () => [1, 2, 3]; process.exitCode = 0; (async function (exports, require, module) {`,
    {reported: /threw/},
  ),
  cell(
    'proto-name',
    'cells that declare __proto__, constructor and hasOwnProperty',
    `var __proto__: any = {passed: true}; var hasOwnProperty: any = () => true; var constructor: any = 1; var toString: any = 1;`,
    {reported: /./},
  ),
  cell(
    'import-cells',
    'imports cells of other numbers, the program and files of the disk',
    `for (const name of ['cell:0', 'cell:99', 'cell:-1', '/course/program.js', '../program.js', './lib/course.js', 'node:internal/bootstrap', 'file:///etc/passwd']) { try { require(name).passed = true; } catch {} }`,
  ),
  {
    name: 'answer-twice-declared',
    about: 'a right name declared again after its check, to change what an earlier check saw',
    honest: 0,
    build: () => notebook({after: 'var lastShape: any = () => ({passed: true, valueOf: () => 64});'}),
    reported: /lastShape/,
  },
  {
    name: 'honest-otherwise',
    about: 'no attack: a right answer among odd but harmless code keeps its points',
    honest: 4,
    build: () =>
      notebook({
        before: "console.log('hello');\nlet total = 0;\nfor (let i = 0; i < 1e6; i++) total += i;",
        answers: {allShape: RIGHT.allShape},
      }),
  },
];
