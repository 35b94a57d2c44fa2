/** Text of docstrings as GitHub's Markdown: nothing that is written vanishes or changes, and links lead somewhere. */

/** The address of a public name as seen from a room's page, or undefined where there is none. */
export type Address = (name: string) => string | undefined;

/** What Markdown would take for emphasis, HTML, a link or strike-through, outside code. */
const escaped = (text: string): string =>
  text
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/<(?=[a-z/!?])/gi, '&lt;')
    .replace(/[*~$]/g, '\\$&')
    .replace(/(?<=^|\W)_|_(?=\W|$)/g, '\\_')
    .replace(/\](?=[([])/g, ']\\');

function inline(text: string, address: Address): string {
  return text
    .split(/(`[^`]*`|\{@link\s+[^}]+\})/)
    .map((part) => {
      if (part.startsWith('`')) return part;
      const [, name, label] = /^\{@link\s+(\S+?)(?:\s*\|?\s+([^}]+))?\}$/.exec(part) ?? [];
      if (!name) return escaped(part);
      const to = address(name);
      return to ? `[\`${label ?? name}\`](${to})` : `\`${label ?? name}\``;
    })
    .join('');
}

const isCode = (line: string): boolean => line.startsWith('    ');

/**
 * A docstring's text as Markdown: equations in indented blocks stay as they are, everything else is prose.
 *
 * @param indent spaces in front of every line but the first, for text inside a list
 */
export function prose(text: string, address: Address, indent = 0): string {
  const runs: {code: boolean; lines: string[]}[] = [];
  for (const one of text.split('\n')) {
    const run = runs.at(-1);
    // a blank line inside a block of code belongs to it
    const code = isCode(one) || (one === '' && run?.code === true);
    if (run?.code === code) run.lines.push(one);
    else runs.push({code, lines: [one]});
  }
  const blocks = runs.map(({code, lines}) => {
    const block = lines.join('\n').replace(/^\n+|\s+$/g, '');
    return code ? block : inline(block, address);
  });
  return blocks
    .filter(Boolean)
    .join('\n\n')
    .replace(/\n(?!\n|$)/g, `\n${' '.repeat(indent)}`);
}

/** One line of prose, for lists and labels. */
export const line = (text: string, address: Address): string =>
  /\n {4}/.test(text) ? prose(text, address, 2) : inline(text.replace(/\s*\n\s*/g, ' '), address).trim();

/** Code in one line: a fence of two where the code holds a backtick. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

/** Anchors as GitHub makes them: lower case, a number behind one that was there before. */
export function createAnchors(): (heading: string) => string {
  const seen = new Map<string, number>();
  return (heading) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count ? `${slug}-${count}` : slug;
  };
}
