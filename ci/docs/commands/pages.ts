/** The pages of documentation that people read, and what stands in them: commands, links, anchors. */
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

export interface DocPage {
  /** From the project folder. */
  path: string;
  text: string;
}

/** Pages whose commands are tested; `docs/api` and the contents of the notebooks are generated and tested elsewhere. */
const WITH_COMMANDS = /^(README|CONTRIBUTING|docs\/[^/]+|containers\/(.+\/)?[^/]+|ci\/(.+\/)?README)\.md$/;

/** All Markdown pages of the project that git knows, or that were written just now. */
export function allPages(root: string): DocPage[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '*.md'];
  const paths = execFileSync('git', list, {cwd: root, encoding: 'utf8'}).split('\0');
  return paths
    .filter((path) => path && existsSync(join(root, path)))
    .sort()
    .map((path) => ({path, text: readFileSync(join(root, path), 'utf8')}));
}

export const hasCommands = ({path}: DocPage): boolean => WITH_COMMANDS.test(path);

/** Where a line stands: in prose, in a block of code of a language, or in an indented block. */
interface Line {
  text: string;
  number: number;
  /** The language of the block ('' where it names none); undefined in prose. */
  code?: string;
}

function linesOf(text: string): Line[] {
  let fence: {mark: string; language: string} | undefined;
  let before = '';
  return text.split('\n').flatMap((line, index): Line[] => {
    const mark = /^\s*(```+|~~~+)\s*(\S*)/.exec(line);
    if (mark && (!fence || mark[1].startsWith(fence.mark))) {
      fence = fence ? undefined : {mark: mark[1], language: mark[2]};
      before = line;
      return [];
    }
    const isIndented = /^ {4,}\S/.test(line) && (before.trim() === '' || /^ {4,}\S/.test(before));
    before = line;
    return [{text: line, number: index + 1, code: fence ? fence.language : isIndented ? '' : undefined}];
  });
}

const SHELL = new Set(['', 'bash', 'sh', 'shell', 'console']);
const PROGRAM =
  /^(?:(?:[A-Z_]+=\S+ )*)(?:(?:npm|npx|node|python3?|pip|uv|git|apt|apt-get|docker|podman|curl|dask|nbgrader|jupyter|cp|mkdir|unzip|chmod|ssh|rsync) \S|(?:\.\.\/)?\.venv[\w-]*\/bin\/|cd \S+ && |\.ci\/run)/;

/** A command as a page gives it. */
export interface Command {
  text: string;
  page: string;
  line: number;
}

/** The text of a command: no prompt, no comment behind it, single blanks, no line break at its end. */
const plain = (text: string): string =>
  text
    .trim()
    .replace(/^\$ /, '')
    .replace(/\s+#\s.*$/, '')
    .replace(/\s+/g, ' ');

/** The commands of a page, from blocks of shell text and from `inline code`, in their order. */
export function commandsOf({path, text}: DocPage): Command[] {
  return linesOf(text).flatMap(({text: line, number, code}) => {
    if (code !== undefined && !SHELL.has(code)) return [];
    const spans = code !== undefined ? [line] : [...line.matchAll(/(`+)(.+?)\1/g)].map((match) => match[2]);
    return spans
      .map(plain)
      .filter((span) => PROGRAM.test(span))
      .map((span) => ({text: span, page: path, line: number}));
  });
}

/** Links and pictures of a page that lead into the project, with their line. */
export function linksOf({text}: DocPage): {target: string; line: number}[] {
  return linesOf(text).flatMap(({text: line, number, code}) => {
    if (code !== undefined) return [];
    const prose = line.replace(/(`+)(.+?)\1/g, '');
    const found = [
      ...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g),
      ...prose.matchAll(/<(?:img|a)\b[^>]*?(?:src|href)="([^"]+)"/g),
    ];
    return found.map((match) => ({target: match[1], line: number})).filter(({target}) => !/^[a-z]+:/i.test(target));
  });
}

/** The anchors that a code host makes of the headings of a page. */
export function anchorsOf({text}: DocPage): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const {text: line, code} of linesOf(text)) {
    for (const [, id] of line.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id);
    const heading = code === undefined ? /^#{1,6} +(.+?)\s*#*$/.exec(line)?.[1] : undefined;
    if (heading === undefined) continue;
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = words.replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replace(/ /g, '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}
