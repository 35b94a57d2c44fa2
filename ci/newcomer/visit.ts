/** What a newcomer does, step by step, in a fresh clone; each step is seen to work, not only to end. */
import {strict as assert} from 'node:assert';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Browser} from 'playwright-core';
import {type Lab, startLab} from '../browser/lab';
import {launch, NotebookPage} from '../browser/notebook-page';
import {gradeClass} from './class';
import type {Newcomer} from './clone';
import {command} from './command';
import {solve} from './exercise';

/** Longest time for set-up and the start of Lab: a slow line is no failure here. */
const START_SECONDS = 900;

const EXERCISE = '02-dimensions.ipynb';

/** What the steps share. */
export interface Visit {
  newcomer: Newcomer;
  lab?: Lab;
  browser?: Browser;
}

export interface Step {
  name: string;
  /** Does it, and says in one line what was seen. */
  run(visit: Visit): Promise<string>;
}

async function openInLab({lab, browser}: Visit, path: string): Promise<NotebookPage> {
  assert.ok(lab && browser, 'Lab runs');
  const notebook = new NotebookPage(await browser.newPage({viewport: {width: 1280, height: 900}}));
  await notebook.open(lab.url(path));
  return notebook;
}

async function openLab(visit: Visit): Promise<string> {
  const {folder, env} = visit.newcomer;
  visit.lab = await startLab(env, {folder, seconds: START_SECONDS, isWholeEnvironment: true});
  visit.browser = await launch();
  const welcome = await openInLab(visit, 'notebooks/welcome.ipynb');
  await welcome.screenshot('newcomer-welcome');
  const cells = await welcome.cells().count();
  await welcome.page.close();
  return `the welcome notebook with ${cells} cells, its kernel ready`;
}

async function runLesson(visit: Visit): Promise<string> {
  const lesson = await openInLab(visit, 'notebooks/01-foundations/1.1-what-is-a-sequence.ipynb');
  let charts = 0;
  const ran = await lesson.runAllCellByCell(async (cell, index) => {
    const errors = await cell.locator('[data-mime-type="application/vnd.jupyter.error"]').count();
    assert.equal(errors, 0, `cell ${index + 1} of lesson 1.1 shows an error`);
    charts += await cell.locator('.js-plotly-plot').count();
  });
  assert.ok(charts > 0, 'the lesson draws charts');
  assert.deepEqual(lesson.consoleErrors, []);
  await lesson.page.close();
  await visit.lab?.endKernels();
  return `${ran} code cells ran, ${charts} charts drawn`;
}

async function solveExercise(visit: Visit): Promise<string> {
  const exercise = await openInLab(visit, `exercises/${EXERCISE}`);
  const {blank, passed} = await solve(exercise, visit.newcomer.folder, EXERCISE);
  assert.ok(blank > 0 && passed > 0);
  await exercise.screenshot('newcomer-exercise');
  await exercise.page.close();
  return `blank answer refused, then ${passed} checks passed`;
}

/** The book, read with the network off. */
async function readBook({newcomer, browser}: Visit): Promise<string> {
  assert.ok(browser);
  await command(newcomer, ['run', 'book']);
  const context = await browser.newContext({offline: true});
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('requestfailed', (request) => problems.push(`not loaded: ${request.url()}`));
  const book = join(newcomer.folder, 'book');
  await page.goto(pathToFileURL(join(book, 'index.html')).href);
  await page.locator('main a[href^="1.1-"]').first().click();
  await page.locator('.chart:not(details .chart)').first().scrollIntoViewIfNeeded();
  await page.locator('.chart[data-drawn="yes"] .main-svg').first().waitFor({timeout: 20_000});
  await context.close();
  assert.deepEqual(problems, []);
  const pages = readdirSync(book).filter((file) => file.endsWith('.html')).length;
  return `${pages} pages, lesson 1.1 read offline, its chart drawn`;
}

export const STEPS: readonly Step[] = [
  {name: 'from `npm start` to the welcome notebook in Lab, set-up included', run: openLab},
  {name: 'lesson 1.1, cell by cell to its end', run: runLesson},
  {name: 'exercise 02, blank and then solved', run: solveExercise},
  {name: 'the book, built and read offline', run: readBook},
  {
    name: 'five submissions, graded',
    run: ({newcomer}) => gradeClass(newcomer, join(newcomer.folder, 'exercises', EXERCISE)),
  },
];

/** Ends what the steps have started. */
export async function leave({lab, browser}: Visit): Promise<void> {
  await browser?.close();
  await lab?.stop();
}
