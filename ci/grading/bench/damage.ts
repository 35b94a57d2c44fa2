import type {Random} from '../../../lib/src/data/random-from';
import type {Cell} from '../../notebooks/notebook';
import type {RawNotebook} from '../attacks/attack';
import {isCheck} from '../repair/text';

/** Something that happens to files between a learner and a grader. */
export interface Damage {
  name: string;
  /** Whether marks must stay as they were: what is wrong can be put right by content. */
  isRepairable: boolean;
  do(notebook: RawNotebook, draw: Random): string | Buffer;
}

const text = (notebook: unknown): string => JSON.stringify(notebook, null, 1);
const isAnswer = ({cell_type, metadata}: Cell): boolean =>
  cell_type === 'code' && (metadata.nbgrader as {solution?: boolean} | undefined)?.solution === true;

/** Damage to cells. */
const cells = (name: string, change: (cells: Cell[], draw: Random) => unknown[]): Damage => ({
  ...{name, isRepairable: true},
  do: (notebook, draw) => text({...notebook, cells: change(notebook.cells, draw)}),
});

/** Damage to the text of the file, after which nothing can be read. */
const lost = (name: string, change: (text: string, draw: Random) => string | Buffer): Damage => ({
  ...{name, isRepairable: false},
  do: (notebook, draw) => change(text(notebook), draw),
});

const conflict = (lines: string[], at: number): string[] => [
  ...lines.slice(0, at),
  ...['<<<<<<< HEAD', lines[at], '=======', `${lines[at]} `, '>>>>>>> work'],
  ...lines.slice(at + 1),
];

const mixed = (cell: Cell, draw: Random): Cell =>
  cell.cell_type !== 'code'
    ? cell
    : ({
        ...cell,
        execution_count: draw.integer(1, 99),
        outputs: [
          {output_type: 'stream', name: 'stdout', text: ['02.1 passed\n', '<<<<<<< HEAD\n']},
          {output_type: 'error', ename: 'Error', evalue: 'x'.repeat(draw.integer(1, 2000)), traceback: []},
          {output_type: 'nothing that there is'},
        ],
      } as unknown as Cell);

export const DAMAGES: readonly Damage[] = [
  lost('cut off', (whole, draw) => whole.slice(0, Math.floor(draw.uniform(0.1, 0.95) * whole.length))),
  lost('empty', () => ''),
  lost('a merge that was not ended', (whole, draw) => {
    const lines = whole.split('\n');
    return conflict(lines, draw.integer(2, lines.length - 1)).join('\n');
  }),
  lost('two byte order marks', (whole) => `\uFEFF\uFEFF${whole}`),
  lost('UTF-16', (whole) => Buffer.from(whole, 'utf16le')),
  lost('a page to log in', () => '<!doctype html><html><body>Please log in.</body></html>'),
  lost('another file', (_, draw) => text({answers: draw.permutation(5)})),
  {name: 'a byte order mark', isRepairable: true, do: (notebook) => `\uFEFF${text(notebook)}`},
  {
    ...{name: 'another kernel', isRepairable: true},
    do: (notebook) => text({...notebook, metadata: {kernelspec: {name: 'python3', language: 'python'}}}),
  },
  {name: 'no metadata', isRepairable: true, do: (notebook) => text({cells: notebook.cells})},
  {
    ...{name: 'format 3', isRepairable: true},
    do: ({cells: all}) =>
      text({nbformat: 3, worksheets: [{cells: all.map(({source, ...cell}) => ({...cell, input: source}))}]}),
  },
  cells('merged outputs', (all, draw) => all.map((cell) => mixed(cell, draw))),
  cells('cells in any order', (all, draw) => draw.shuffle(all)),
  cells('given cells deleted', (all) => all.filter(isAnswer)),
  cells('checks deleted', (all) => all.filter(({source}) => !isCheck(source))),
  cells('text deleted', (all) => all.filter(({cell_type}) => cell_type === 'code')),
  cells('an answer in a text cell', (all, draw) => {
    const chosen = draw.shuffle(all.filter(isAnswer))[0];
    const fenced = {...chosen, cell_type: 'markdown', source: `\`\`\`ts\n${chosen.source}\n\`\`\``};
    return all.map((cell) => (cell === chosen ? fenced : cell));
  }),
  cells('one id for all', (all) => all.map((cell) => ({...cell, id: 'same'}))),
  cells('no ids', (all) => all.map(({cell_type, source}) => ({cell_type, source}))),
  cells('copied cells', (all, draw) =>
    all.flatMap((cell) => (isAnswer(cell) && draw.uniform() < 0.5 ? [cell, {...cell, id: `${cell.id}-2`}] : cell)),
  ),
  cells('sources as lists of lines', (all) => all.map((cell) => ({...cell, source: cell.source.split(/(?<=\n)/)}))),
  cells('line ends of Windows', (all) => all.map((cell) => ({...cell, source: cell.source.replaceAll('\n', '\r\n')}))),
  cells('cells that are none', (all) => [null, 7, {cell_type: 'code'}, ...all, []]),
];
