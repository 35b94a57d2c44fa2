// The web book in a real browser: opened from a disk and from a server's sub-path, read, searched, looked through.
import {strict as assert} from 'node:assert';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {extname, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import axe from 'axe-core';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import {root} from './lab';
import {launch} from './notebook-page';

type Axe = typeof globalThis & {axe: typeof axe};

const types: Record<string, string> = {
  ...{'.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png'},
};
const subPath = '/teaching/sequences/';

/** Serves the book below a sub-path of 127.0.0.1, as a course's web page would. */
function serve(book: string): Promise<Server> {
  const server = createServer(({url = ''}, answer) => {
    const name = decodeURIComponent(new URL(url, 'http://book').pathname).slice(subPath.length) || 'index.html';
    try {
      const data = readFileSync(join(book, name));
      answer.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream').end(data);
    } catch {
      answer.writeHead(404).end();
    }
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

/** What a reader of the source would follow: every address in a page, with its anchors. */
function linksOf(html: string): string[] {
  const markup = html.replace(/<script type="application\/json">[\s\S]*?<\/script>/g, '');
  return [...markup.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address]) => (address ?? '').replace(/&amp;/g, '&'));
}

describe('the web book', () => {
  const book = join(mkdtempSync(join(tmpdir(), 'unroll-book-')), 'book');
  const problems: string[] = [];
  let browser: Browser;
  let server: Server;
  let address = '';
  let files: string[] = [];
  const sources = new Map<string, string>();
  const fromDisk = (file: string): string => pathToFileURL(join(book, file)).href;

  /** A page that writes down its errors and every request that leaves the book. */
  async function watched(context: BrowserContext, base: string): Promise<Page> {
    const page = await context.newPage();
    const say = (text: string) => problems.push(`${page.url().split('/').at(-1)}: ${text}`);
    page.on('pageerror', (error) => say(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) say(message.text());
    });
    page.on('requestfailed', (request) => {
      // a request that is on its way when the next page is opened
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') say(`not there: ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) say(`${response.status()}: ${response.url()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url()))
        say(`leaves the book: ${request.url()}`);
    });
    return page;
  }

  before(async () => {
    const command = ['--import', 'tsx', 'ci/book/cli.ts', '--out', book, '--solutions'];
    const made = spawnSync(process.execPath, command, {cwd: root, encoding: 'utf8'});
    assert.equal(made.status, 0, made.stderr);
    process.stdout.write(`  ${made.stdout.split(';')[0]}\n`);
    files = readdirSync(book).filter((name) => name.endsWith('.html'));
    for (const file of files) sources.set(file, readFileSync(join(book, file), 'utf8'));
    server = await serve(book);
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${subPath}`;
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    server?.close();
    rmSync(join(book, '..'), {recursive: true, force: true});
  });
  afterEach(() => {
    assert.deepEqual(problems.splice(0), []);
  });

  it('has a page for every lesson and exercise, and no link that leads nowhere', () => {
    assert.equal(files.filter((name) => /^\d\.\d-/.test(name)).length, 28);
    assert.equal(files.filter((name) => /^exercise-\d\d-/.test(name)).length, 20);
    const anchors = new Map(
      [...sources].map(([file, html]) => [file, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]),
    );
    const others = new Set(
      ['assets', 'pictures'].flatMap((one) => readdirSync(join(book, one)).map((name) => `${one}/${name}`)),
    );
    const dead: string[] = [];
    for (const [file, html] of sources) {
      for (const link of linksOf(html)) {
        if (/^(https?|data|mailto):/.test(link)) continue;
        const [path = '', anchor] = decodeURI(link).split('#');
        const target = anchors.get(path || file);
        if (!(target || others.has(path)) || (anchor && !target?.has(anchor))) dead.push(`${file}: ${link}`);
      }
    }
    assert.deepEqual(dead, []);
  });

  it('opens from a disk, and draws charts when they are near: the first of each page, in seven lessons all', async () => {
    const context = await browser.newContext({viewport: {width: 1300, height: 1000}});
    let drawn = 0;
    const read = async (own: string[]) => {
      const page = await watched(context, pathToFileURL(book).href);
      for (const file of own) {
        await page.goto(fromDisk(file));
        const count = await page.evaluate(
          async (isWhole) => {
            // those in closed folds wait until they are opened
            const open = [...document.querySelectorAll('.chart')].filter((one) => !one.closest('details'));
            const asked = open.slice(0, isWhole ? undefined : 1);
            for (const chart of asked) {
              chart.scrollIntoView({behavior: 'instant', block: 'center'});
              await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            }
            return asked.length;
          },
          /^\d\.1-/.test(file),
        );
        const isDrawn = (least: number) =>
          document.querySelectorAll('.chart[data-drawn="yes"]:has(.main-svg)').length >= least &&
          !document.querySelector('.chart[data-drawn]:not([data-drawn="yes"])');
        await page.waitForFunction(isDrawn, count);
        drawn += await page.locator('.chart[data-drawn="yes"]').count();
      }
    };
    const halves = [0, 1].map((half) => files.filter((_, index) => index % 2 === half));
    await Promise.all(halves.map(read));
    assert.ok(drawn > 70, `${drawn} charts`);
    await context.close();
  });

  it('opens from a sub-path of a server, on a phone without sideways scrolling', async () => {
    const context = await browser.newContext({viewport: {width: 375, height: 800}, isMobile: true, hasTouch: true});
    const page = await watched(context, address);
    const wide: string[] = [];
    for (const file of files) {
      await page.goto(address + file);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 375) wide.push(`${file}: ${width}`);
    }
    assert.deepEqual(wide, []);
    await page.goto(`${address}2.1-one-step-ahead.html`);
    await page.locator('button.menu').click();
    await page.locator('nav.course a', {hasText: '2.2 Many steps ahead'}).click();
    await page.waitForURL(`${address}2.2-many-steps-ahead.html`);
    await context.close();
  });

  it('finds a word that stands on one page only, from a disk and from a server', async () => {
    const [word, file] = ['peephole', 'exercise-16-peephole.html'];
    const rare = 'arpeggio';
    const holders = [...sources].filter(([, html]) => html.includes(rare)).map(([name]) => name);
    assert.ok(holders.length > 0 && holders.length < 4);
    for (const base of [pathToFileURL(`${book}/`).href, address]) {
      const context = await browser.newContext();
      const page = await watched(context, base);
      await page.goto(`${base}index.html`);
      await page.keyboard.press('/');
      await page.keyboard.type(rare);
      const results = page.locator('dialog.search li a');
      await results.first().waitFor();
      const found = await results.evaluateAll((links) => links.map((one) => one.getAttribute('href')?.split('#')[0]));
      assert.ok(
        found.every((one) => holders.includes(one ?? '')),
        found.join(),
      );
      await page.locator('dialog.search input').fill(word);
      await page.locator('dialog.search .count', {hasText: /^\d+ sections? found/}).waitFor();
      await page.locator(`dialog.search a[href^="${file}"]`).first().click();
      await page.waitForURL(new RegExp(file));
      await context.close();
    }
  });

  it('remembers the theme that was chosen, and shows equations and text without a script', async () => {
    const context = await browser.newContext({colorScheme: 'light'});
    const page = await watched(context, address);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto(address);
    const light = await ground();
    await page.locator('button.theme').click();
    await page.goto(`${address}2.1-one-step-ahead.html`);
    assert.notEqual(await ground(), light);
    await context.close();
    const plain = await browser.newContext({javaScriptEnabled: false});
    const still = await watched(plain, address);
    await still.goto(`${address}2.1-one-step-ahead.html`);
    assert.ok(await still.locator('.chart img.still').first().isVisible());
    assert.ok(await still.locator('.katex').first().isVisible());
    assert.ok(await still.locator('nav.course a').first().isVisible());
    await plain.close();
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`has no serious fault for readers who cannot see or use a mouse well, ${theme}`, async () => {
      const context = await browser.newContext({colorScheme: theme});
      const page = await watched(context, pathToFileURL(book).href);
      const looked = ['index.html', '2.1-one-step-ahead.html', '5.3-attention.html', 'exercise-06-lstm-cell.html'];
      const faults: string[] = [];
      for (const file of [...looked, '404.html']) {
        await page.goto(fromDisk(file));
        await page.evaluate(() => {
          for (const fold of document.querySelectorAll<HTMLDetailsElement>('main details')) fold.open = true;
        });
        await page.evaluate(axe.source);
        const {violations} = await page.evaluate(() =>
          (globalThis as Axe).axe.run(document, {resultTypes: ['violations'], preload: false}),
        );
        for (const {id, impact, nodes} of violations) {
          if (impact !== 'serious' && impact !== 'critical') continue;
          faults.push(`${file}: ${id}, ${nodes.length} times, such as ${nodes[0]?.html.slice(0, 160)}`);
        }
      }
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
});
