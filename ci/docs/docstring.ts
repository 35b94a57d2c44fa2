/** A docstring in the order of the style guide: one sentence, equations, the idea, tags, then Source, Differs, Lesson, Check. */
import ts from 'typescript';

export interface Docstring {
  /** Everything before the first tag: sentence, equations, idea. Empty where nothing is written. */
  body: string;
  params: {name: string; text: string}[];
  returns?: string;
  throws: string[];
  source?: string;
  differs?: string;
  check?: string;
  /** As written: `notebooks/03-gated-cells/3.1`, `2.4 and 3.2`. */
  lesson?: string;
}

/** The comment without its frame of stars, indented blocks as they stand. */
function plainText(comment: string): string {
  return comment
    .replace(/^\/\*\*[^\S\n]?/, '')
    .replace(/\s*\*\/$/, '')
    .split('\n')
    .map((line, index) => (index === 0 ? line : line.replace(/^\s*\* ?/, '')).trimEnd())
    .join('\n')
    .replace(/\s*@nocollapse\b/, '')
    .trim();
}

type Label = 'source' | 'differs' | 'check' | 'lesson';
const LABELS: Record<string, Label> = {
  Source: 'source',
  Sources: 'source',
  Differs: 'differs',
  Check: 'check',
  Checks: 'check',
  Lesson: 'lesson',
  Lessons: 'lesson',
};
const NAMES = Object.keys(LABELS).join('|');
const AT_START = new RegExp(`^(${NAMES}):\\s`);

/** Cuts `Source: ... Differs: ... Lesson: ...` into its parts. */
function readLabels(paragraph: string, doc: Docstring): void {
  const marks = [...paragraph.matchAll(new RegExp(`(?:^|\\s)(${NAMES}):\\s`, 'g'))];
  for (const [index, mark] of marks.entries()) {
    const text = paragraph.slice(mark.index + mark[0].length, marks[index + 1]?.index).trim();
    const label = LABELS[mark[1]];
    doc[label] = doc[label] ? `${doc[label]} ${text}` : text;
  }
}

function readTag(text: string, doc: Docstring): void {
  const [, tag, rest] = /^@(\w+)\s*([\s\S]*)$/.exec(text) ?? [];
  if (tag === 'param') {
    const [, name, about] = /^(\S+)\s*(?:-\s+)?([\s\S]*)$/.exec(rest) ?? [];
    if (name) doc.params.push({name, text: about});
  } else if (tag === 'returns' || tag === 'return') doc.returns = rest;
  else if (tag === 'throws') doc.throws.push(rest);
}

/** Paragraphs, tags and labels of a docstring: each begins a part, a label also behind the end of a sentence. */
export function parseDocstring(comment: string): Docstring {
  const doc: Docstring = {body: '', params: [], throws: []};
  const body: string[] = [];
  const parts = plainText(comment).split(
    new RegExp(`\\n(?=@\\w)|\\n\\n+|\\n(?=(?:${NAMES}):\\s)|(?<=\\.) (?=(?:${NAMES}):\\s)`),
  );
  for (const part of parts) {
    if (/^@\w/.test(part)) readTag(part, doc);
    else if (AT_START.test(part)) readLabels(part, doc);
    else body.push(part);
  }
  doc.body = body.join('\n\n').trim();
  return doc;
}

/** The docstring that stands at a declaration, if any. */
export function docstringOf(node: ts.Node): Docstring | undefined {
  const comment = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  return comment && parseDocstring(comment.getText());
}
