// What the three parts of the kernel say to one another. Plain JSON, one object a line where it crosses the pipe.

/** A module of the notebook's own folder (`import './helper'`), compiled together with the cell. */
export interface SideModule {
  path: string;
  data: string;
}

/** A compiled cell, ready to run in the child. */
export interface CellProgram {
  js: string;
  /** Name that V8 shows in stack traces, such as `In[3].ts`. */
  file: string;
  isAsync: boolean;
  /** Variable that holds the value of the last expression; absent when the cell does not end in one. */
  lastName?: string;
  /** Names that the cell declares; put back as they were when the cell fails. */
  declared: string[];
  modules: SideModule[];
}

/** What goes from the front to the child. */
export interface RunRequest extends CellProgram {
  type: 'run';
  /** From 1 on. */
  id: number;
  /** False: the value of the last expression is not printed (silent execution). */
  wantResult: boolean;
}

/** What goes from the front to the child by IPC. */
export type ChildRequest = RunRequest | {type: 'interrupt'; id: number};

/** An error as the child saw it, before its lines are translated to lines of the cell. */
export interface PackedError {
  name: string;
  message: string;
  stack: string;
  cause?: string;
}

/** What the front publishes: the three fields of a Jupyter error. */
export interface ErrorReport {
  ename: string;
  evalue: string;
  traceback: string[];
}

export type StreamName = 'stdout' | 'stderr';

export interface RunReply {
  type: 'reply';
  id: number;
  error?: PackedError;
  result?: string;
}

/** What goes from the child to the front, one JSON object a line on the extra pipe. */
export type ChildMessage =
  | {type: 'ready'}
  | {type: 'failed'; error: PackedError}
  | {type: 'stream'; name: StreamName; text: string}
  | {type: 'display'; data: string; metadata: string; displayId?: string; update: boolean}
  | {type: 'late'; error: PackedError}
  | RunReply;

/** Settings of the compiler's thread. */
export interface CompilerSettings {
  /** Folder of the project: last place where packages and types are looked for. */
  root: string;
  /** Declarations that are known in every cell (the grader's prelude). */
  extraDeclarations?: string;
}

/** Questions to the compiler; `declarations` holds what earlier cells declared. */
export type CompilerRequest =
  | {kind: 'compile'; code: string; cell: string; declarations: string}
  | {kind: 'describe'; error: PackedError}
  | {kind: 'complete'; code: string; position: number; declarations: string}
  | {kind: 'inspect'; code: string; position: number; declarations: string}
  | {kind: 'isComplete'; code: string};

export type Compiled =
  | {status: 'error'; error: ErrorReport}
  | {status: 'ok'; program?: CellProgram; declarations: string};

export interface Completions {
  matches: {name: string; kind: string}[];
  start: number;
  end: number;
}

export interface CompilerAnswers {
  compile: Compiled;
  describe: ErrorReport;
  complete: Completions;
  inspect: string | null;
  isComplete: {completed: boolean; indent?: string};
}

/** File descriptors of the child beyond 0, 1, 2 and the IPC channel (3). */
export const OUTPUT_FD = 4;
export const CONTROL_FD = 5;

/** Characters that a cell may print. */
export const STREAM_LIMIT = 4_000_000;
