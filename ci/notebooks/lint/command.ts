/** `cli.ts check`: the rules for notebooks, part of `npm run check`. */
import {mkdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import type {Entry} from '../catalogue';
import {cleaned} from '../clean';
import {InputError, type Notebook, notebookText, readNotebook, writeAtomically} from '../notebook';
import {relativePath} from '../paths';
import {cellRemarks, medianLength} from './cells';
import {checkCode, type Reformatted} from './code';
import {type Finding, findingLine} from './finding';
import {frameRemarks} from './frame';
import {linkRemarks} from './links';
import {outputRemarks} from './outputs';
import {sectionRemarks} from './sections';

interface Read {
  entry: Entry;
  name: string;
  notebook: Notebook;
}

/** Reads a notebook; a broken one is a finding, and the others are still checked. */
function read(entry: Entry, findings: Finding[]): Read[] {
  const name = relativePath(entry.path);
  try {
    return [{entry, name, notebook: readNotebook(entry.path)}];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    findings.push({notebook: name, message: error.message.slice(name.length).replace(/^[:,]?\s*/, '')});
    return [];
  }
}

/** All rules that need no compiler. */
export function structureRemarks({entry, name, notebook}: Read): Finding[] {
  const {id, room, path} = entry;
  // Pages such as the welcome notebook have a name instead of a number, and no frame.
  const isLesson = room === 'lesson' && /^\d+\.\d+$/.test(id);
  return [
    ...(isLesson ? [...frameRemarks(notebook, id), ...sectionRemarks(notebook)] : []),
    ...cellRemarks(notebook, room),
    ...outputRemarks(notebook, room, statSync(path).size),
    ...linkRemarks(notebook, path),
  ].map((remark) => ({notebook: name, ...remark}));
}

/** Writes formatted cells, ids and clean metadata; outputs stay. Exercises are generated and stay as they are. */
function fix({entry, notebook}: Read, reformatted: Reformatted): boolean {
  if (entry.room === 'exercise') return false;
  const own = reformatted.get(notebook);
  const cells = notebook.cells.map((cell, index) => ({...cell, source: own?.get(index) ?? cell.source}));
  const counts = cells.map(({execution_count}) => execution_count);
  const clean = cleaned({...notebook, cells});
  // `cleaned` numbers the counts anew, which would hide that cells were run out of order.
  const kept = clean.cells.map((cell, i) =>
    cell.cell_type === 'code' ? {...cell, execution_count: counts[i] ?? null} : cell,
  );
  const text = notebookText({...clean, cells: kept});
  if (text === readFileSync(entry.path, 'utf8')) return false;
  writeAtomically(entry.path, text);
  return true;
}

export interface CheckOptions {
  fix: boolean;
  report?: string;
}

/**
 * Checks notebooks and prints what is wrong.
 *
 * @returns exit code: 0 nothing found, 1 something to mend
 */
export function checkNotebooks(entries: Entry[], options: CheckOptions): number {
  const broken: Finding[] = [];
  let all = entries.flatMap((entry) => read(entry, broken));
  const check = () =>
    checkCode(all.map(({name, notebook, entry}) => ({name, notebook, onlyTypes: entry.room === 'exercise'})));
  let code = check();
  if (options.fix) {
    const fixed = all.filter((one) => fix(one, code.reformatted));
    for (const {name} of fixed) console.log(`fixed    ${name}`);
    if (fixed.length > 0) {
      all = entries.flatMap((entry) => read(entry, []));
      code = check();
    }
  }
  const told = [...broken, ...all.flatMap(structureRemarks), ...code.findings];
  const findings = told.filter(({isWarning}) => !isWarning);
  const order = (finding: Finding) => (finding.cell ?? 0) * 1000 + (finding.line ?? 0);
  const names = entries.map(({path}) => relativePath(path));
  for (const name of names) {
    const own = told.filter(({notebook}) => notebook === name).sort((a, b) => order(a) - order(b));
    for (const finding of own) console.log(findingLine(finding));
  }
  const lessons = all.filter(({entry}) => entry.room === 'lesson').map(({notebook}) => notebook);
  if (lessons.length > 0) console.log(`median code cell of the lessons: ${medianLength(lessons)} lines`);
  const failed = new Set(findings.map(({notebook}) => notebook)).size;
  const passed = names.length - failed;
  if (options.report) {
    const path = resolve(options.report);
    mkdirSync(dirname(path), {recursive: true});
    writeAtomically(path, `${JSON.stringify({passed, failed, findings}, null, 2)}\n`);
  }
  const warnings = told.length - findings.length;
  console.log(`${findings.length} findings, ${warnings} warnings; ${passed} notebooks passed, ${failed} failed`);
  return findings.length > 0 ? 1 : 0;
}
