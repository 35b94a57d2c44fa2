import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {type Cell, readNotebook} from '../../notebooks/notebook';
import {projectFolder} from '../../notebooks/paths';
import {declaredNames} from '../repair/text';

/** What lies in a folder of submissions: texts, bytes, links. */
export type Files = Record<string, string | Buffer | {link: string}>;

/** What an attacker might guess about the grader's machine: paths of things that it must not reach. */
export interface Places {
  secret: string;
  gradebook: string;
  /** Another student's work. */
  other: string;
  /** The folder that all these lie in. */
  submissions: string;
  project: string;
  /** Where a server of the grader's machine listens. */
  port: number;
  /** The process that grades. */
  pid: number;
}

/** A submission that tries to get points without an answer, or to do harm. */
export interface Attack {
  name: string;
  /** What is tried. */
  about: string;
  /** Points of its honest part: exactly these it must get. */
  honest: number;
  /** Parts that are marked; defaults to 02.1, which is answered right unless the attack says otherwise, and 02.2. */
  parts?: readonly string[];
  /** Factor on the seconds that answers may take, for what never answers. */
  patience?: number;
  /** The folder that is handed in, or one zip. */
  build(places: Places): Files;
  /** What must be found in what the teacher sees; 'suspicious': it must be marked as breaking the rules. */
  reported?: RegExp | 'suspicious';
  /** Honest points in the container's sandbox, where what it reaches for is not there: it harms not even itself. */
  inContainer?: number;
}

/** Right answers of exercise 02, by function. */
export const RIGHT: Record<string, string> = {
  lastShape:
    'function lastShape(batch: number, timeSteps: number, features: number, units: number) { return [batch, units]; }',
  allShape:
    'function allShape(batch: number, timeSteps: number, features: number, units: number) { return [batch, timeSteps, units]; }',
  firstAnswer:
    "function firstAnswer(kind: Kind, stepsIn: number) { return kind === 'seq2vec' || kind === 'encoder-decoder' ? stepsIn : 1; }",
};

export interface Written {
  /** Answers in place of the stubs, by the name of the function; 02.1 is right unless it stands here. */
  answers?: Record<string, string>;
  /** A cell that runs before all answers. */
  before?: string;
  /** A cell that runs after all answers and checks. */
  after?: string;
  exercise?: string;
}

export interface RawNotebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** An exercise as it was handed out. */
export function blank(exercise: string): RawNotebook {
  const folder = join(projectFolder, 'exercises');
  const file = readdirSync(folder).find((name) => name.startsWith(`${exercise}-`) && name.endsWith('.ipynb')) ?? '';
  return structuredClone(readNotebook(join(folder, file))) as unknown as RawNotebook;
}

const codeCell = (id: string, source: string): Cell =>
  ({cell_type: 'code', id, metadata: {}, execution_count: null, outputs: [], source}) as unknown as Cell;

/** An exercise with answers written in. */
export function written({answers = {}, before, after, exercise = '02'}: Written): RawNotebook {
  const notebook = blank(exercise);
  const all: Record<string, string> = {lastShape: RIGHT.lastShape, ...answers};
  for (const cell of notebook.cells) {
    if (cell.cell_type !== 'code' || !cell.source.includes('YOUR CODE HERE')) continue;
    const [name] = declaredNames(cell.source);
    if (Object.hasOwn(all, name)) cell.source = all[name];
  }
  const firstCode = notebook.cells.findIndex(({cell_type}) => cell_type === 'code');
  if (before !== undefined) notebook.cells.splice(firstCode + 1, 0, codeCell('before', before));
  const lastCheck = notebook.cells.map(({source}) => source.includes('notebook.check(')).lastIndexOf(true);
  if (after !== undefined) notebook.cells.splice(lastCheck, 0, codeCell('after', after));
  return notebook;
}

/** Where a notebook of a student lies in nbgrader's layout. */
export const pathOf = (student = 'student', exercise = '02') => `${student}/${exercise}/${exercise}-handed-in.ipynb`;

/** A folder with one notebook. */
export const notebook = (what: Written): Files => ({[pathOf('student', what.exercise)]: JSON.stringify(written(what))});

type Parameters = Partial<Omit<Attack, 'name' | 'about' | 'build'>>;

/** An attack by code that runs before the answers; 02.1 is right and keeps its points unless `more` says otherwise. */
export const before = (name: string, about: string, code: string, more: Parameters = {}): Attack => ({
  ...{name, about, honest: 2, build: () => notebook({before: code})},
  ...more,
});

/** An attack by the answer to 02.2 itself: the body of `allShape(batch, timeSteps, features, units)`. */
export const inside = (name: string, about: string, body: string, more: Parameters = {}): Attack => ({
  ...{name, about, honest: 2},
  build: () => notebook({answers: {allShape: `async function allShape(...given: any[]): Promise<any> {\n${body}\n}`}}),
  ...more,
});
