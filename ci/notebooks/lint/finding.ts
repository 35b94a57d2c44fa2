/** What the notebook lint says. */

export interface Finding {
  notebook: string;
  /** Number of the cell, from 1, all kinds counted; undefined: the notebook as a whole. */
  cell?: number;
  /** Line inside the cell, from 1. */
  line?: number;
  /** What is wrong, and what to do. */
  message: string;
  /** To think about; fails nothing. */
  isWarning?: boolean;
}

export const findingLine = ({notebook, cell, line, message, isWarning}: Finding): string =>
  [
    isWarning ? 'warning: ' : '',
    notebook,
    cell === undefined ? '' : `, cell ${cell}`,
    line === undefined ? '' : `, line ${line}`,
    `: ${message}`,
  ].join('');

/** A finding of a rule, before it is known which notebook it is about. */
export type Remark = Omit<Finding, 'notebook'>;
