import type {Wire} from './values';

/** A cell after the compiler: CommonJS text, or why it could not be read. */
export interface CompiledCell {
  code: string;
  error?: string;
}

/** All cells of a notebook after the compiler. */
export interface CompiledNotebook {
  cells: CompiledCell[];
  /** For every name that a cell declares, the last cell that does. */
  names: Record<string, number>;
}

/** What the grader says to the learner's process, one JSON line each; it waits for the answer before the next. */
export type Request = {id: number} & (
  | ({type: 'run'; rooms: string[]} & CompiledNotebook)
  | {type: 'kinds'; names: string[]}
  | {type: 'call'; name: string; values: Wire[]}
  | {type: 'predict'; model: number; inputs: Wire[]}
);

/** A cell that threw: its place in the list of cells, and what it said. */
export interface FailedCell {
  cell: number;
  says: string;
}

/** What comes back. All of it is a claim of the learner's process: the grader checks each field before it looks at it. */
export type Reply = {id: number} & (
  | {type: 'ran'; failed: FailedCell[]}
  | {type: 'kinds'; kinds: string[]}
  | {type: 'value'; value: Wire}
  | {type: 'threw'; says: string}
  | {type: 'changed'; argument: number; nearly: boolean}
);
