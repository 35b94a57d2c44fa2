import Ajv, {type ValidateFunction} from 'ajv';
import type {PartResult} from '../marking/mark-part';
import schema from './result.schema.json';

/** An answer that a person marks. */
export interface ManualAnswer {
  id: string;
  most: number;
  state: 'to mark' | 'empty' | 'missing';
  text: string;
}

/** The marks of one submission, as `result.schema.json` describes them. */
export interface Result {
  schema: 'unroll-grading-result/1';
  student: string;
  exercise: string;
  where: string;
  sha256: string;
  grader: string;
  secret: string;
  sandbox: string;
  points: number;
  most: number;
  parts: PartResult[];
  manual: ManualAnswer[];
  notes: string[];
  problem: string | null;
  suspicious: boolean;
  seconds: number;
}

let validate: ValidateFunction<Result> | undefined;

/**
 * Holds a result against the published schema.
 *
 * @throws TypeError that names the first field that does not fit
 */
export function assertResult(value: unknown): asserts value is Result {
  validate ??= new Ajv({allowUnionTypes: true}).compile<Result>(schema);
  if (validate(value)) return;
  const [first] = validate.errors ?? [];
  throw new TypeError(`not a grading result: ${first?.instancePath || 'it'} ${first?.message ?? 'is wrong'}`);
}

/** Rounds sums of times. */
export const hundredths = (seconds: number): number => Math.round(seconds * 100) / 100;
