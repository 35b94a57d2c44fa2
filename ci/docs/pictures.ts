/**
 * `node --import tsx ci/docs/pictures.ts [NAME...]`: the pictures of the README, taken of the real thing in Chromium.
 * Look at each before you commit it.
 */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Browser, Locator, Page} from 'playwright-core';
import {makeBook} from '../book/build';
import {ExercisePage} from '../browser/exercise-page';
import {root, startLab, workCopy} from '../browser/lab';
import {launch, NotebookPage} from '../browser/notebook-page';

const LARGEST_KB = 150;
const WINDOW = {width: 1000, height: 490};

/** As a learner types it: without the marks that the generator of exercises reads. */
const unmarked = (source: string): string => source.replace(/^ *\/\/ (BEGIN|END) SOLUTION\n/gm, '');

const fileOf = (name: string): string => join(root, 'docs/images', `${name}.png`);

/** From the top of one element to the end of another, as wide as the window's notebook. */
async function takeBetween(page: Page, name: string, [from, to]: [Locator, Locator]): Promise<void> {
  const [top, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!top || !end) throw new Error(`${name}: nothing to see`);
  const clip = {x: top.x, y: top.y, width: top.width, height: end.y + end.height - top.y};
  await page.screenshot({path: fileOf(name), clip});
}

/** Exercise 20: an answer with a slip, then the right one. */
async function exercise(): Promise<void> {
  const exercise = await ExercisePage.open('20-backpropagation-by-hand.ipynb');
  const {notebook} = exercise;
  const take = async (name: string) => {
    const answer = await notebook.cellWith('function forwardThree(');
    const check = notebook.cells().filter({hasText: "notebook.check('20.1'"}).first();
    await answer.evaluate((cell) => cell.scrollIntoView({block: 'start'}));
    await takeBetween(notebook.page, name, [answer, check]);
  };
  try {
    await notebook.page.setViewportSize({width: 1060, height: 900});
    await exercise.setUp();
    await exercise.answer('forwardThree', '20.1', unmarked(exercise.slipped('e20-forward', 'wh * h0', 'wh * 0')));
    await take('exercise-wrong');
    await exercise.answer('forwardThree', '20.1', unmarked(exercise.solved('e20-forward')));
    await take('exercise-right');
  } finally {
    await exercise.close();
  }
}

/** Lesson 2.1 in Lab: its map of the loss. */
async function lesson(browser: Browser): Promise<void> {
  const lab = await startLab();
  try {
    const notebook = new NotebookPage(await browser.newPage({viewport: {width: 1280, height: 740}}));
    await notebook.open(lab.url(workCopy('notebooks/02-forecasting/2.1-one-step-ahead.ipynb')));
    const cell = await notebook.cellWith('plots.lossSurface(surface');
    await cell.locator('.jp-OutputArea').first().scrollIntoViewIfNeeded();
    await cell
      .locator('.jp-OutputArea')
      .first()
      .evaluate((output) => output.scrollIntoView({block: 'start'}));
    await notebook.page.waitForTimeout(3000); // a chart draws itself over its stored picture
    await notebook.page.screenshot({path: fileOf('lesson-2.1')});
  } finally {
    await lab.stop();
  }
}

/** What a class of generated submissions looks like when it is graded. */
async function report(browser: Browser, folder: string): Promise<void> {
  const options = ['--submissions', '24', '--seed', '5', '--exercises', '02', '--keep', folder];
  const graded = spawnSync('node', ['--import', 'tsx', 'ci/bench/cli.ts', 'grading', ...options], {cwd: root});
  if (graded.status !== 0) throw new Error(`grading failed: ${graded.stderr}`);
  const page = await browser.newPage({viewport: WINDOW});
  const grades = join(folder, 'mixed/grades');
  await page.goto(pathToFileURL(join(grades, 'statistics/02.html')).href);
  await page.locator('.main-svg').first().waitFor();
  await page.screenshot({path: fileOf('report-class')});
}

/** The web book: a live page at work. */
async function book(browser: Browser, folder: string): Promise<void> {
  await makeBook({out: join(folder, 'book')});
  const page = await browser.newPage({viewport: {width: 1100, height: 700}});
  await page.goto(pathToFileURL(join(folder, 'book/live-forecaster.html')).href);
  const start = page.getByRole('button', {name: 'Start'});
  await start.click();
  await page.waitForTimeout(10_000); // it learns
  await start.evaluate((button) => window.scrollBy(0, button.getBoundingClientRect().top - 90));
  await page.waitForTimeout(500);
  await page.screenshot({path: fileOf('book')});
}

const pictures = {lesson, exercise, report, book};

async function main(names: string[]): Promise<void> {
  const unknown = names.find((name) => !Object.hasOwn(pictures, name));
  if (unknown) throw new Error(`there is no picture '${unknown}'; there are ${Object.keys(pictures).join(', ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'unroll-pictures-'));
  const browser = await launch();
  try {
    for (const [name, take] of Object.entries(pictures)) {
      if (names.length === 0 || names.includes(name)) await take(browser, join(folder, name));
    }
  } finally {
    await browser.close();
    rmSync(folder, {recursive: true, force: true});
  }
  for (const name of ['lesson-2.1', 'exercise-wrong', 'exercise-right', 'report-class', 'book']) {
    const kb = Math.round(statSync(fileOf(name)).size / 1024);
    console.log(`docs/images/${name}.png: ${kb} KB${kb > LARGEST_KB ? `, more than ${LARGEST_KB}` : ''}`);
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
