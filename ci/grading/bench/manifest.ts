import type {Result} from '../results/result';

export type Kind = 'honest' | 'half-done' | 'damaged' | 'hostile' | 'endless';

/** What a generated submission must get. */
export interface Expected {
  student: string;
  exercise: string;
  kind: Kind;
  /** What is the matter with it: styles and slips of its answers, the damage, the attack. */
  about: string;
  /** Points by part; of an attack the most that each part may get. */
  parts: Record<string, number>;
  /** Whether it cannot be read, so that its result must say why. */
  isUnreadable: boolean;
}

/** What was generated, and what it must get; it lies beside the folder of submissions. */
export interface Manifest {
  seed: number;
  exercises: string[];
  submissions: Expected[];
}

const isHostile = ({kind}: Expected): boolean => kind === 'hostile' || kind === 'endless';

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What is wrong with one result, in words. */
function faultsOf(expected: Expected, {parts, points, problem, suspicious}: Result): string[] {
  const faults: string[] = [];
  const ids = Object.keys(expected.parts);
  if (parts.map(({part}) => part).join() !== ids.join())
    faults.push(`marks for ${parts.length} parts of ${ids.length}`);
  for (const {part, points: got, message} of parts) {
    const due = expected.parts[part] ?? 0;
    const isWrong = isHostile(expected) ? got > due : got !== due;
    if (isWrong) faults.push(`${part} has ${got} points, not ${due} (${message.slice(0, 120)})`);
  }
  const total = sum(parts.map((part) => part.points));
  if (points !== total) faults.push(`${points} points in all, ${total} by part`);
  if (isHostile(expected)) return faults;
  if (expected.isUnreadable !== (problem !== null)) {
    faults.push(problem === null ? 'read, though it cannot be' : `not read: ${problem}`);
  }
  if (suspicious) faults.push('marked as breaking the rules');
  return faults;
}

/**
 * Compares marks with those that the submissions must get.
 *
 * @param manifest what was generated
 * @param results what the grader stored
 * @returns a line for each fault; none where there is exactly one result for each submission, and all marks are right
 */
export function compareMarks({submissions}: Manifest, results: readonly Result[]): string[] {
  const keyOf = ({student, exercise}: {student: string; exercise: string}) => `${student} ${exercise}`;
  const expected = new Map(submissions.map((one) => [keyOf(one), one]));
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const result of results) {
    const key = keyOf(result);
    const due = expected.get(key);
    if (!due) faults.push(`${key}: a result of nobody's submission`);
    else if (seen.has(key)) faults.push(`${key}: a second result`);
    else faults.push(...faultsOf(due, result).map((fault) => `${key} (${due.kind}, ${due.about}): ${fault}`));
    seen.add(key);
  }
  for (const key of expected.keys()) if (!seen.has(key)) faults.push(`${key}: no result`);
  return faults;
}
