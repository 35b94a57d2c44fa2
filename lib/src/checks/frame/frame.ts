/** One thing that a check found. */
export interface Finding {
  passed: boolean;
  /** One line for the learner: what is right, or what is wrong, where, and which slip it looks like. */
  message: string;
}

/** The result of one part. */
export interface Verdict {
  part: string;
  title: string;
  points: number;
  passed: boolean;
  findings: Finding[];
}

/** A tensor as lists in lists. */
export type NestedList = (number | NestedList)[];

/** A layer of a model that an answer returned. */
export interface ModelLayer {
  name: string;
  /** Its class, such as 'LSTM'; 'Bidirectional' holds the inner layer in `config.layer`. */
  kind: string;
  /** Output shape; null where the size is open. */
  output: (number | null)[];
  parameters: number;
  /** As `layer.getConfig()` gives it. */
  config: Record<string, unknown>;
}

/** What a check sees of a model that an answer returned: it stays where it is, and predicts by {@link Learner.predict}. */
export interface ModelAnswer {
  /** Its number. */
  model: number;
  inputs: (number | null)[][];
  outputs: (number | null)[][];
  parameters: number;
  layers: ModelLayer[];
}

/** Whether an answer is a model. */
export function isModelAnswer(answer: unknown): answer is ModelAnswer {
  if (typeof answer !== 'object' || answer === null) return false;
  const {model, layers, outputs} = answer as Partial<ModelAnswer>;
  return typeof model === 'number' && Array.isArray(layers) && Array.isArray(outputs);
}

/** The learner's answers, called by name; grading calls them in another process. */
export interface Learner {
  /**
   * Calls an answer that is a function.
   *
   * @param name the answer
   * @param values what it is given; it must not change them
   * @returns what it returned, awaited; tensors as nested lists, a model as a {@link ModelAnswer}
   * @throws AnswerError when it threw, or changed its arguments
   */
  call(name: string, ...values: unknown[]): Promise<unknown>;

  /**
   * Lets a model predict that an answer returned.
   *
   * @param model what `call` returned for it
   * @param inputs one nested list for each input of the model, batch first
   * @returns the output as a nested list, or a list of them where the model has several
   * @throws AnswerError when the model cannot read such inputs
   */
  predict(model: ModelAnswer, ...inputs: NestedList[]): Promise<unknown>;
}

/** One part of an exercise. */
export interface Part {
  /** Such as '20.3'. */
  id: string;
  title: string;
  points: number;
  /** Names of the functions that the learner hands over, with their signatures. */
  answers: Record<string, string>;
  /** A question, a pointer, nearly the line. */
  hints: [string, string, string];
  /** Yields findings in order; the frame stops at the first that has not passed. */
  check(learner: Learner): AsyncGenerator<Finding>;
}

/** What is wrong with an answer, in one line: no stack of ours is shown. */
export class AnswerError extends Error {
  override name = 'AnswerError';
}

/** Thrown by a check that was not passed, so that every runner sees it. */
export class CheckFailed extends Error {
  override name = 'CheckFailed';
}

/** A text without line breaks, of bounded length. */
export function oneLine(text: string, most = 300): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** What was thrown, in words; never throws itself, whatever was thrown. */
export function describeThrown(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return oneLine(`${thrown.name}: ${thrown.message}`);
    return oneLine(`${typeof thrown} ${String(thrown)}`);
  } catch {
    return 'something that cannot be described';
  }
}

/** Checks one part through any {@link Learner}, such as one in a sandbox. */
export async function runWith(part: Part, learner: Learner): Promise<Verdict> {
  const findings: Finding[] = [];
  try {
    for await (const finding of part.check(learner)) {
      findings.push(finding);
      if (!finding.passed) break;
    }
  } catch (thrown) {
    const message = thrown instanceof AnswerError ? thrown.message : `the answer is odd: ${describeThrown(thrown)}`;
    findings.push({passed: false, message});
  }
  const passed = findings.length > 0 && findings.every((finding) => finding.passed);
  return {part: part.id, title: part.title, points: part.points, passed, findings};
}

/** The message of a verdict in one line: the first thing that is wrong, or that all is right. */
export function summary({part, passed, findings}: Verdict): string {
  const wrong = findings.find((finding) => !finding.passed);
  return oneLine(passed ? `${part} passed` : `${part} not passed: ${wrong?.message ?? 'nothing was checked'}`);
}
