/**
 * How the bench talks to a contestant: one JSON object a line, requests on its stdin, answers on its stdout.
 *
 *     -> (nothing, once after the start)                  <- {"versions": {"keras": "3.15.1", ...}}
 *     -> {"do": "load", "workload", "sizes", "batches"}   <- {"parameters": 5061} or {"notBuilt": "layers.embedding"}
 *     -> {"do": "round"}                                  <- {"ms": 92.1, "loss": 0.031}
 *     -> {"do": "memory"}                                 <- {"peakMb": 148.5}
 *
 * Any answer may be {"error": "one line"} instead. A contestant ends when its stdin ends.
 */

/** What is asked of a contestant. */
export type Request = {do: 'load'; workload: string; sizes: object; batches: number} | {do: 'round'} | {do: 'memory'};

/** Programs and their versions. */
export type Versions = Record<string, string>;

/** The model is built and warmed up, or names what it lacks. */
export type Loaded = {parameters: number} | {notBuilt: string};

/** One round: wall time of all its batches, and the last loss (one step: the last output). */
export interface Round {
  ms: number;
  loss: number;
}

/** A contestant did not do its part; the message is one line for the reader. */
export class ContestantError extends Error {
  override name = 'ContestantError';
}

type Fields = Record<string, unknown>;

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;

function readVersions({versions}: Fields): Versions | undefined {
  const isTable = typeof versions === 'object' && versions !== null && !Array.isArray(versions);
  return isTable && Object.values(versions).every((value) => typeof value === 'string')
    ? (versions as Versions)
    : undefined;
}

function readLoaded({parameters, notBuilt}: Fields): Loaded | undefined {
  if (typeof notBuilt === 'string') return {notBuilt};
  return isPositive(parameters) ? {parameters} : undefined;
}

const readRound = ({ms, loss}: Fields): Round | undefined =>
  isPositive(ms) && Number.isFinite(loss) ? {ms, loss: loss as number} : undefined;

const readPeak = ({peakMb}: Fields): number | undefined => (isPositive(peakMb) ? peakMb : undefined);

/** Reader of each answer; undefined where it is none. */
export const readers = {start: readVersions, load: readLoaded, round: readRound, memory: readPeak};
/** What an answer belongs to. */
export type Question = keyof typeof readers;
/** The answer to a question. */
export type Answer<Q extends Question> = NonNullable<ReturnType<(typeof readers)[Q]>>;

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

/**
 * Reads one line of a contestant.
 *
 * @throws ContestantError where the line is an error, or no answer to this question
 */
export function readAnswer<Q extends Question>(title: string, question: Q, line: string): Answer<Q> {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    // told below: what is printed is no answer
  }
  if (typeof fields === 'object' && fields !== null) {
    const {error} = fields as Fields;
    if (typeof error === 'string') throw new ContestantError(`${title}: ${error}`);
    const answer = readers[question](fields as Fields);
    if (answer !== undefined) return answer as Answer<Q>;
  }
  throw new ContestantError(`${title} printed '${shortened(line)}', which is no answer to '${question}'`);
}
