/**
 * Runs the hidden check of a part; silent when it is passed.
 *
 * @throws CheckFailed, in one line, when it is not
 */
declare function hiddenCheck(part: string, answers: Record<string, unknown>): Promise<void>;
