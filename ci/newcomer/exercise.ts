/** Exercise 02 in Lab as a newcomer works on it: its first check blank, then every part answered. */
import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import type {NotebookPage} from '../browser/notebook-page';

interface Cell {
  cell_type: string;
  source: string[];
  metadata: {nbgrader?: {grade_id: string; solution: boolean}};
}

const cellsOf = (path: string): Cell[] => (JSON.parse(readFileSync(path, 'utf8')) as {cells: Cell[]}).cells;

/** An answer without nbgrader's marks around it. */
const withoutMarks = (source: string): string => source.replace(/^.*(?:BEGIN|END) SOLUTION.*\n?/gm, '');

/**
 * Runs every cell of an opened exercise in order; into each answer cell goes, at its turn, the answer of the solution. The
 * first check is tried blank before.
 *
 * @param project the folder of the course
 * @param file name of the exercise's notebook
 * @returns how many parts were tried blank, and how many checks passed
 */
export async function solve(
  notebook: NotebookPage,
  project: string,
  file: string,
): Promise<{blank: number; passed: number}> {
  const path = join(project, 'exercises', file);
  const answers = new Map(
    cellsOf(join(project, 'solutions', file)).flatMap(({metadata: {nbgrader}, source}) =>
      nbgrader?.solution ? [[nbgrader.grade_id, withoutMarks(source.join(''))] as const] : [],
    ),
  );
  const answerOf = ({metadata: {nbgrader}}: Cell) => (nbgrader?.solution ? answers.get(nbgrader.grade_id) : undefined);
  const verdictOf = async (index: number): Promise<string> => {
    const ran = await notebook.run(notebook.cells().nth(index));
    return (await ran.locator('.jp-OutputArea').first().textContent()) ?? '';
  };
  let [blank, passed] = [0, 0];
  for (const [index, one] of cellsOf(path).entries()) {
    if (one.cell_type !== 'code') continue;
    const answer = answerOf(one);
    const cell = notebook.cells().nth(index);
    if (answer !== undefined) {
      if (blank === 0) {
        await notebook.run(cell);
        assert.match(
          await verdictOf(index + 1),
          /not implemented[\s\S]*CheckFailed/i,
          'a blank answer fails its check',
        );
        blank++;
      }
      await notebook.replaceSource(cell, answer);
      await notebook.runSelected();
    } else if (one.source.join('').includes('notebook.check(')) {
      const verdict = await verdictOf(index);
      assert.match(verdict, /passed/, `cell ${index + 1}: ${verdict.slice(0, 300)}`);
      assert.doesNotMatch(verdict, /CheckFailed/);
      passed++;
    } else await notebook.run(cell);
  }
  await notebook.page.keyboard.press('Control+s');
  const isSaved = () => cellsOf(path).every((cell) => [undefined, cell.source.join('')].includes(answerOf(cell)));
  for (let wait = 0; !isSaved(); wait++) {
    assert.ok(wait < 100, `${file} was not saved with its answers`);
    await setTimeout(200);
  }
  return {blank, passed};
}
