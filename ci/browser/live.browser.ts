// The live pages of the book in a real browser, opened from a disk: started, changed, stopped, looked through.
import {strict as assert} from 'node:assert';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import axe from 'axe-core';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import type {AnyDemo} from '../book/live/contract';
import {demos} from '../book/live/demos';
import {root} from './lab';
import {launch} from './notebook-page';

type Axe = typeof globalThis & {axe: typeof axe};
type Watched = typeof globalThis & {longestGap: number};

/** A page may stand still while it starts the worker and draws: far less than a computing page would. */
const STILL = 1000;

/** Measures the longest time between two frames of the window; a text, since tsx names functions by a helper of its own. */
const watchFrames = `
  let last = performance.now();
  globalThis.longestGap = 0;
  const tick = (now) => {
    globalThis.longestGap = Math.max(globalThis.longestGap, now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);`;

describe('live pages of the book', () => {
  const book = join(mkdtempSync(join(tmpdir(), 'unroll-live-')), 'book');
  const problems: string[] = [];
  let browser: Browser;

  async function open(context: BrowserContext, demo: AnyDemo): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) problems.push(message.text());
    });
    page.on('requestfailed', (request) => problems.push(`not there: ${request.url()}`));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) problems.push(`leaves the book: ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(book, `live-${demo.id}.html`)).href);
    return page;
  }
  const live = (page: Page) => page.locator('.live');
  const main = (page: Page) => page.locator('.live button.main');
  const steps = async (page: Page) => Number((await live(page).getAttribute('data-steps')) ?? 0);
  const stepsBeyond = (page: Page, count: number) =>
    page.waitForFunction(
      (least) => Number(document.querySelector<HTMLElement>('.live')?.dataset.steps ?? 0) > least,
      count,
      {timeout: 60000},
    );
  const stateIs = (page: Page, ...states: string[]) =>
    page.waitForFunction(
      (all) => all.includes(document.querySelector<HTMLElement>('.live')?.dataset.state ?? ''),
      states,
    );

  before(async () => {
    const made = spawnSync(process.execPath, ['--import', 'tsx', 'ci/book/cli.ts', '--out', book], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(made.status, 0, made.stderr);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    rmSync(join(book, '..'), {recursive: true, force: true});
  });
  afterEach(() => {
    assert.deepEqual(problems.splice(0), []);
  });

  for (const demo of demos) {
    it(`'${demo.title}' starts, gives steps, hears a setting, stops, begins anew; the page answers all the while`, async () => {
      const context = await browser.newContext({viewport: {width: 1280, height: 1200}});
      const page = await open(context, demo);
      await page.evaluate(watchFrames);
      await main(page).click();
      await stepsBeyond(page, 0);
      // a demo that has said all waits for a setting; any other goes on by itself
      if ((await live(page).getAttribute('data-state')) === 'running') {
        await stepsBeyond(page, 1);
        await main(page).click();
        await stateIs(page, 'held', 'done', 'waiting');
      }
      // stopped, the picture changes by the setting alone: a running one would change by its next step
      if (!demo.stepwise && (await live(page).getAttribute('data-state')) === 'held') await main(page).click();
      const picture = page.locator('.live .picture');
      await page.waitForTimeout(demo.stepwise ? 300 : 0); // what was on its way is drawn
      const before = await picture.innerHTML();
      const count = await steps(page);
      const slider = page.locator('.live input[type="range"]').first();
      await slider.focus();
      await page.keyboard.press('Home');
      await stepsBeyond(page, count);
      assert.notEqual(await picture.innerHTML(), before);
      assert.ok(await page.locator('.live .picture [role="img"][aria-label]').count(), 'a text instead of the picture');
      const [first, gap] = [
        await live(page).getAttribute('data-first-step'),
        await page.evaluate(() => (globalThis as Watched).longestGap),
      ];
      process.stdout.write(`    ${demo.id}: first step after ${first} ms, longest stillness ${gap.toFixed(0)} ms\n`);
      assert.ok(gap < STILL, `the page stood still for ${gap.toFixed(0)} ms`);
      await page.getByRole('button', {name: 'Reset'}).click();
      await stateIs(page, 'idle');
      const others = await steps(page);
      if (demo.stepwise) await page.getByRole('button', {name: 'Step', exact: true}).click();
      else await main(page).click();
      await stepsBeyond(page, others);
      await context.close();
    }).timeout(120000);

    it(`'${demo.title}' fits a phone, and has no serious fault in light or dark`, async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({viewport: {width: 375, height: 800}, colorScheme});
        const page = await open(context, demo);
        await main(page).click();
        await stepsBeyond(page, 0);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 375, 'scrolls sideways');
        await page.evaluate(axe.source);
        const {violations} = await page.evaluate(() => (globalThis as Axe).axe.run(document, {preload: false}));
        const faults = violations.filter(({impact}) => impact === 'serious' || impact === 'critical');
        assert.deepEqual(
          faults.map(({id, nodes}) => `${id}: ${nodes[0]?.html.slice(0, 160)}`),
          [],
        );
        await context.close();
      }
    }).timeout(120000);
  }

  it('go on from a text that the reader types', async () => {
    const context = await browser.newContext();
    const page = await open(context, demos.find(({id}) => id === 'letters') as AnyDemo);
    await page.getByLabel('The text begins with').fill('My lord, the k');
    await page.getByRole('button', {name: 'Step', exact: true}).click();
    await stepsBeyond(page, 0);
    assert.match((await page.locator('.written').textContent()) ?? '', /^My lord, the k.$/s);
    await context.close();
  });

  it('name what is drawn with a pointer, and forget it when the field is emptied', async () => {
    const context = await browser.newContext({viewport: {width: 1280, height: 1400}});
    const page = await open(context, demos.find(({id}) => id === 'sketch') as AnyDemo);
    await main(page).click();
    await stateIs(page, 'waiting');
    await page.getByRole('button', {name: 'Empty the field'}).click();
    await page.waitForFunction(() => document.querySelectorAll('.guesses li').length === 0);
    const field = await page.locator('.pad').boundingBox();
    assert.ok(field);
    const {x, y, width} = field;
    const draw = async (points: readonly (readonly [number, number])[]) => {
      for (const [i, [across, down]] of points.entries()) {
        await page.mouse.move(x + across * width, y + down * width);
        if (i === 0) await page.mouse.down();
      }
      await page.mouse.up();
    };
    const round = Array.from({length: 41}, (_, i) => (i / 20) * Math.PI);
    await draw(round.map((angle) => [0.5 + 0.38 * Math.sin(angle), 0.5 - 0.38 * Math.cos(angle)] as const));
    for (const hand of [
      [
        [0.5, 0.5],
        [0.5, 0.35],
        [0.5, 0.25],
      ],
      [
        [0.5, 0.5],
        [0.6, 0.52],
        [0.7, 0.55],
      ],
    ] as const)
      await draw(hand);
    await page.waitForFunction(() => /clock/.test(document.querySelector('.guesses .first')?.textContent ?? ''));
    assert.ok(await page.getByRole('radio', {name: 'yours'}).isChecked());
    await page.getByRole('button', {name: 'Empty the field'}).click();
    await page.waitForFunction(() => document.querySelectorAll('.guesses li').length === 0);
    await context.close();
  });

  it('say what they would do where there is no script', async () => {
    const context = await browser.newContext({javaScriptEnabled: false});
    const page = await open(context, demos[0] as AnyDemo);
    assert.match(
      (await page.locator('.live noscript p').textContent()) ?? '',
      /needs JavaScript, which is switched off/,
    );
    assert.ok(((await page.locator('.live noscript').boundingBox())?.height ?? 0) > 20, 'shown');
    await context.close();
  });

  it('are led to by the lesson that explains them', async () => {
    const context = await browser.newContext();
    const demo = demos[0] as AnyDemo;
    const page = await open(context, demo);
    await page.locator('.text a', {hasText: demo.lesson}).click();
    await page.locator('.tries a', {hasText: demo.title}).click();
    await page.waitForURL(new RegExp(`live-${demo.id}`));
    await context.close();
  });
});
