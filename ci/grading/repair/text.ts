/** What a cell looks like to somebody who does not mind spaces and empty lines. */
export const plainText = (source: string): string => source.replace(/\s+/g, ' ').trim();

/**
 * Names that a cell declares at the left margin: functions, classes and variables, not types.
 *
 * Expressions here read whatever anybody hands in: runs of spaces are bounded, so that no text makes them slow.
 */
export function declaredNames(source: string): string[] {
  const declaration =
    /^(?:export[ \t]{1,9})?(?:async[ \t]{1,9})?(?:function[ \t]{0,9}\*?|class|const|let|var)[ \t]{0,9}(?<![a-z])([\p{L}_$][\p{L}\p{N}_$]{0,99})/gmu;
  return [...source.matchAll(declaration)].map(([, name]) => name);
}

/** Whether a cell still says that nothing was written. */
export const isStub = (source: string): boolean =>
  /\/\/ YOUR CODE HERE/.test(source) && /throw new Error\((['"])not implemented\1\)/.test(source);

/** Whether a cell does nothing but check a part, or ask for a hint. */
export function isCheck(source: string): boolean {
  const code = plainText(source.replace(/\/\/.*$/gm, ''));
  const statements = code.split(';').map((statement) => statement.trim());
  const asked = /^(?:await )?(?:notebook ?\. ?(?:check|hint|solution|progress)|hiddenCheck) ?\(/;
  const written = statements.filter((statement) => statement !== '');
  return (
    written.length > 0 && written.every((one) => asked.test(one) && one.endsWith(')') && !/=|\bfunction\b/.test(one))
  );
}

/** Code that was typed into a text cell, without the fence that often stands around it. */
export const withoutFence = (source: string): string => source.replace(/^\s*```[a-z]*\n/i, '').replace(/\n```\s*$/, '');
