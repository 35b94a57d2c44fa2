/** What a cell looks like to somebody who does not mind spaces and empty lines. */
export const plainText = (source: string): string => source.replace(/\s+/g, ' ').trim();

/** Names that a cell declares at the left margin: functions, classes and variables, not types. */
export function declaredNames(source: string): string[] {
  const declaration =
    /^(?:export\s+)?(?:async\s+)?(?:function\s*\*?|class|const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gmu;
  return [...source.matchAll(declaration)].map(([, name]) => name);
}

/** Whether a cell still says that nothing was written. */
export const isStub = (source: string): boolean =>
  /\/\/ YOUR CODE HERE/.test(source) && /throw new Error\((['"])not implemented\1\)/.test(source);

/** Whether a cell does nothing but check a part. */
export const isCheck = (source: string): boolean =>
  /^(?:await )?notebook ?\. ?(?:check|hint|solution|progress) ?\([^;]*\);?(?: ?\/\/.*)?$/.test(plainText(source));

/** Code that was typed into a text cell, without the fence that often stands around it. */
export const withoutFence = (source: string): string => source.replace(/^\s*```[a-z]*\n/i, '').replace(/\n```\s*$/, '');
