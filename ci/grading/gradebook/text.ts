/** Half letters, as a cut through a text leaves them, and the zero byte are no text that a database can hold. */
export const whole = (text: string): string => text.replace(/\p{Cs}|\0/gu, '\ufffd');

/** Dollars and backslashes begin formulas wherever they stand in a page; their sisters only look like them. */
const withoutFormulas = (text: string): string => text.replaceAll('$', '＄').replaceAll('\\', '＼');

const asSigns = (line: string): string =>
  withoutFormulas(line)
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/[&<>"'\\`*_{}[\]()#+\-.!|~$:@=]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/^ +|(?<= ) /g, (spaces) => '&#160;'.repeat(spaces.length));

/** Prose of a learner as Markdown in which no letter means anything: lines stay lines, markup is shown and not obeyed. */
export const inertMarkdown = (text: string): string =>
  whole(text)
    .split(/\r\n?|\n/)
    .map((line) => asSigns(line))
    .join('  \n');

/**
 * A message as a comment. nbgrader shows it once as it is and once as Markdown, so it can be neither escaped nor left:
 * signs that Markdown takes for markup, links or formulas have a sister that only looks like them.
 */
export const inertComment = (text: string): string =>
  withoutFormulas(whole(text))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('&', '＆')
    .replaceAll('`', '’')
    .replaceAll('](', '] (')
    .replaceAll('][', '] [')
    .replace(/:(?=\/\/)/g, ': ')
    .replace(/\bwww\./gi, 'www .')
    .trim();

/** Colouring code takes time that grows with the square of words: minutes for one that is made for it. */
export const LONG_WORD = /\S{1000}/;

/** Code in Markdown that nothing in it can end, without colours. */
export const indentedCode = (code: string): string => whole(code).replace(/^|\r\n?|\n/g, (end) => `${end && '\n'}    `);
