/** The frame of a lesson (STYLE 1.2): what stands at its beginning and its end. */
import {type Cell, type Notebook, tagsOf} from '../notebook';
import type {Remark} from './finding';

/** A line of Markdown that is a heading, outside fenced code. */
export function headings(source: string): {level: number; text: string; line: number}[] {
  let isFenced = false;
  return source.split('\n').flatMap((text, index) => {
    if (/^\s*(```|~~~)/.test(text)) isFenced = !isFenced;
    const match = isFenced ? null : /^(#{1,6})\s+(.+?)\s*#*$/.exec(text);
    return match ? [{level: match[1].length, text: match[2], line: index + 1}] : [];
  });
}

/** The text under the heading `## name`, up to the next heading of that level. */
function sectionText(notebook: Notebook, name: string): string | undefined {
  const text = notebook.cells
    .filter(({cell_type}) => cell_type === 'markdown')
    .map(({source}) => source)
    .join('\n\n');
  const found = headings(text).filter(({level}) => level <= 2);
  const at = found.findIndex((heading) => heading.level === 2 && heading.text === name);
  if (at < 0) return undefined;
  return text
    .split('\n')
    .slice(found[at].line, found[at + 1] ? found[at + 1].line - 1 : undefined)
    .join('\n');
}

const listItems = (text: string): number =>
  text.split('\n').filter((line) => /^\s*(?:[-*]|\d+\.)\s+\S/.test(line)).length;

function opening(notebook: Notebook, id: string): Remark[] {
  const [first] = notebook.cells;
  const firstCode = notebook.cells.findIndex(({cell_type}) => cell_type === 'code');
  const intro = notebook.cells
    .slice(0, firstCode < 0 ? undefined : firstCode)
    .map(({source}) => source)
    .join('\n\n');
  const remarks: Remark[] = [];
  const expect = (holds: boolean, message: string) => {
    if (!holds) remarks.push({cell: 1, message});
  };
  expect(
    first?.cell_type === 'markdown' && first.source.startsWith(`# ${id} `),
    `must begin with the title '# ${id} ...'`,
  );
  const paragraphs = intro
    .split(/you will be able to|you need/i)[0]
    .split(/\n\s*\n/)
    .filter((text) => !/^\s*(#|[-*] |\d+\. |←)/.test(text));
  expect(
    paragraphs.some((text) => text.length >= 80),
    'no promise: say in one paragraph under the title what question is answered',
  );
  const goals = /you will be able to([\s\S]*?)(?=\n\s*\n(?!\s*[-*]|\s*\d+\.)|$)/i.exec(intro)?.[1];
  const count = goals === undefined ? 0 : listItems(goals);
  expect(goals !== undefined, "no 'You will be able to' with a list before the first code cell");
  expect(goals === undefined || (count >= 3 && count <= 5), `${count} goals under 'You will be able to'; give 3 to 5`);
  expect(/\byou need\b/i.test(intro), "does not say what the reader needs first ('You need ...')");
  const hasTime = /\btime\b/i.test(intro) && /\d+\s*(?:s|seconds?|min|minutes?)\b/i.test(intro);
  expect(hasTime, "no estimated run time before the first code cell ('Time: ... the cells run in about 20 seconds')");
  return remarks;
}

function setup(notebook: Notebook): Remark[] {
  const code = notebook.cells.map((cell, index) => ({cell, index})).filter(({cell}) => cell.cell_type === 'code');
  const remarks: Remark[] = [];
  if (code[0] && !/from 'unroll'/.test(code[0].cell.source)) {
    remarks.push({
      cell: code[0].index + 1,
      message: "the first code cell must be the set-up: import {...} from 'unroll'",
    });
  }
  const parameters = code.filter(({cell}) => tagsOf(cell).includes('parameters'));
  if (parameters.length !== 1) {
    remarks.push({message: `${parameters.length} cells tagged 'parameters'; a lesson has exactly one`});
  } else if (parameters[0].index !== code[1]?.index) {
    remarks.push({cell: parameters[0].index + 1, message: "the cell tagged 'parameters' must follow the set-up cell"});
  }
  return remarks;
}

export const closing = ['Summary', 'Exercises', 'Sources'];

function ending(notebook: Notebook): Remark[] {
  const all = notebook.cells.flatMap((cell) => (cell.cell_type === 'markdown' ? headings(cell.source) : []));
  const sections = all.filter(({level}) => level === 2).map(({text}) => text);
  const remarks: Remark[] = closing
    .filter((name) => !sections.includes(name))
    .map((name) => ({message: `no section '## ${name}'; add it at the end`}));
  const present = closing.filter((name) => sections.includes(name));
  if (sections.slice(-present.length).join() !== present.join()) {
    remarks.push({message: `the last sections must be ${closing.join(', ')}, in this order`});
  }
  const own = sections.filter((name) => !closing.includes(name)).length;
  if (own < 3)
    remarks.push({message: `${own} sections ('## ...') besides ${closing.join(', ')}; a lesson has at least 3`});
  const exercises = sectionText(notebook, 'Exercises');
  if (exercises !== undefined && !/\]\([^)]*\.ipynb/.test(exercises)) {
    remarks.push({message: "'## Exercises' links to no notebook; link the exercise that practises this lesson"});
  }
  const sources = sectionText(notebook, 'Sources');
  if (sources !== undefined && !/\b(1[89]|20)\d\d\b/.test(sources)) {
    remarks.push({message: "'## Sources' names no work with its year"});
  }
  return remarks;
}

const triesIn = ({cell_type, source}: Cell): number =>
  cell_type === 'markdown' ? (source.match(/\btry it\b/gi) ?? []).length : 0;

/** Remarks on the frame of lesson `id`. */
export function frameRemarks(notebook: Notebook, id: string): Remark[] {
  const tries = notebook.cells.reduce((sum, cell) => sum + triesIn(cell), 0);
  const tooFew = tries < 2 ? [{message: `${tries} 'Try it' questions; a lesson asks at least 2`}] : [];
  return [...opening(notebook, id), ...setup(notebook), ...ending(notebook), ...tooFew];
}
