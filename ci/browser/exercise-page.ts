// An exercise in JupyterLab as a learner works on it: answers typed into cells, checks run, hints and solutions opened.
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser} from 'playwright-core';
import {type Lab, root, startLab, workCopy} from './lab';
import {launch, NotebookPage} from './notebook-page';

interface StoredCell {
  source: string[];
  metadata: {nbgrader?: {grade_id: string}};
}

/** One exercise, opened blank; its progress lies in a folder of its own. */
export class ExercisePage {
  private constructor(
    private readonly file: string,
    readonly notebook: NotebookPage,
    private readonly lab: Lab,
    private readonly browser: Browser,
    private readonly state: string,
  ) {}

  /** Starts JupyterLab and opens the blank of `solutions/FILE`. */
  static async open(file: string): Promise<ExercisePage> {
    const state = mkdtempSync(join(tmpdir(), 'unroll-learner-'));
    const lab = await startLab({UNROLL_STATE: join(state, 'progress.json')});
    const browser = await launch();
    const notebook = new NotebookPage(await browser.newPage({viewport: {width: 1280, height: 900}}));
    await notebook.open(lab.url(workCopy(join('exercises', file))));
    return new ExercisePage(file, notebook, lab, browser, state);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.lab.stop();
    rmSync(this.state, {recursive: true, force: true});
  }

  /** The solution's code of a cell, found by its grade id. */
  solved(gradeId: string): string {
    const {cells} = JSON.parse(readFileSync(join(root, 'solutions', this.file), 'utf8')) as {cells: StoredCell[]};
    const cell = cells.find(({metadata}) => metadata.nbgrader?.grade_id === gradeId);
    if (!cell) throw new Error(`${this.file} has no cell ${gradeId}`);
    return cell.source.join('');
  }

  /** The solution's code of a cell with one slip: `wrong` in place of `right`. */
  slipped(gradeId: string, right: string, wrong: string): string {
    const source = this.solved(gradeId);
    if (!source.includes(right)) throw new Error(`${gradeId} of ${this.file} holds no ${right}`);
    return source.replace(right, wrong);
  }

  /** Runs the set-up, and every given cell that a part needs, found by a text in it. */
  async setUp(...texts: string[]): Promise<void> {
    for (const text of ["from 'unroll'", ...texts]) await this.notebook.run(await this.notebook.cellWith(text));
  }

  /** Puts an answer into the cell that declares `name`, runs it and the check below it; the text of the verdict. */
  async answer(name: string, part: string, source: string): Promise<string> {
    const cell = await this.notebook.cellWith(`function ${name}(`);
    await this.notebook.replaceSource(cell, source);
    await this.notebook.runSelected();
    return this.check(part);
  }

  /** Runs a check; the text of its verdict. */
  async check(part: string): Promise<string> {
    const cell = await this.notebook.run(await this.notebook.cellWith(`notebook.check('${part}'`));
    return (await cell.locator('.jp-OutputArea').first().textContent()) ?? '';
  }

  /** Runs a line in a new cell below the one that declares `name`; what it puts out. */
  async ask(name: string, line: string): Promise<string> {
    await this.notebook.run(await this.notebook.cellWith(`function ${name}(`));
    const cell = await this.notebook.appendCell(line);
    await this.notebook.runSelected();
    await cell.scrollIntoViewIfNeeded();
    return (await cell.locator('.jp-OutputArea').first().textContent()) ?? '';
  }

  /** A picture with the check of a part in view. */
  async picture(part: string, name: string): Promise<void> {
    await (await this.notebook.cellWith(`notebook.check('${part}'`)).scrollIntoViewIfNeeded();
    await this.notebook.screenshot(name);
  }
}
