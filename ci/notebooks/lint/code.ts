/** Types, lint and format of the code cells of many notebooks, with messages that name cell and line. */
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Notebook} from '../notebook';
import {inProject} from '../paths';
import {formatted, lintRemarks, prepareFolder} from './biome';
import type {Finding} from './finding';
import {type JoinedFile, joinedCells} from './joined';
import {typeRemarks} from './types';

export interface Checked {
  /** How the notebook is called in messages. */
  name: string;
  notebook: Notebook;
  /** Exercises are only type-checked: their gaps are not the reader's fault. */
  onlyTypes: boolean;
}

/** Formatted sources by notebook and cell index, for cells whose form differs. */
export type Reformatted = Map<Notebook, Map<number, string>>;

const firstDifference = (a: string, b: string): number => {
  const [left, right] = [a.split('\n'), b.split('\n')];
  return left.findIndex((line, index) => line !== right[index]) + 1 || left.length;
};

function formatFindings(checked: Checked[], folder: string): {findings: Finding[]; reformatted: Reformatted} {
  prepareFolder(folder);
  const cells = checked.flatMap(({name, notebook, onlyTypes}) =>
    notebook.cells.flatMap((cell, index) =>
      cell.cell_type === 'code' && !onlyTypes && cell.source.trim() !== ''
        ? [{name, notebook, index, source: cell.source}]
        : [],
    ),
  );
  const results = formatted(
    folder,
    cells.map(({source}) => source),
  );
  const reformatted: Reformatted = new Map();
  const findings = cells.flatMap(({name, notebook, index, source}, i): Finding[] => {
    if (results[i] === source) return [];
    reformatted.set(notebook, (reformatted.get(notebook) ?? new Map()).set(index, results[i]));
    const message = 'not formatted; run `npm run check -- --fix`';
    return [{notebook: name, cell: index + 1, line: firstDifference(source, results[i]), message}];
  });
  return {findings, reformatted};
}

/** Checks code; what is not formatted comes back in its right form, too. */
export function checkCode(checked: Checked[]): {findings: Finding[]; reformatted: Reformatted} {
  const folder = inProject('.cache', `cells-${process.pid}`);
  try {
    const linted = join(folder, 'joined');
    prepareFolder(linted);
    const places = new Map<string, {file: JoinedFile; of: Checked}>();
    for (const [index, of] of checked.entries()) {
      for (const [fileName, file] of joinedCells(of.notebook, `notebook-${index}`)) {
        const path = join(linted, fileName);
        writeFileSync(path, file.text);
        places.set(path, {file, of});
      }
    }
    const lint = lintRemarks(linted).filter(({file}) => !places.get(file)?.of.onlyTypes);
    const types = typeRemarks([...places.keys()], [inProject('ci', 'grading', 'prelude.d.ts')]);
    const findings = [...types, ...lint].flatMap(({file, line, message}): Finding[] => {
      const place = places.get(file);
      const origin = place?.file.origins[line];
      return place && origin ? [{notebook: place.of.name, ...origin, message}] : [];
    });
    const format = formatFindings(checked, join(folder, 'cells'));
    return {findings: [...findings, ...format.findings], reformatted: format.reformatted};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
