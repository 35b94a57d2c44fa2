// A notebook in Lab, handled with mouse and keyboard only, as a learner would.
import {mkdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {type Browser, chromium, type Locator, type Page} from 'playwright-core';
import {findChromium} from './chromium';
import {root} from './lab';

export class NotebookPage {
  /** What the page wrote to the browser's console as errors, less what Lab itself always writes. */
  readonly consoleErrors: string[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error' && !isKnownNoise(message.text(), message.location().url))
        this.consoleErrors.push(`${message.text()} ${message.location().url}`.trim());
    });
    page.on('pageerror', (error) => this.consoleErrors.push(String(error)));
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.jp-NotebookPanel:visible .jp-Notebook .jp-Cell').first().waitFor({timeout: 90000});
    await this.idle(90000);
    // the left side bar takes a third of the window: a learner closes it to read
    const files = this.page.locator('.jp-SideBar.jp-mod-left .lm-TabBar-tab.lm-mod-current');
    if (await files.count()) await files.first().click();
  }

  /** Waits until the kernel has started and is idle. */
  async idle(timeout = 120000): Promise<void> {
    const panel = this.page.locator('.jp-NotebookPanel:visible');
    await panel.locator('.jp-KernelName', {hasText: 'TypeScript'}).waitFor({timeout});
    await panel.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor({timeout, state: 'attached'});
  }

  /** Code and prose cells of the visible notebook. */
  cells(): Locator {
    return this.page.locator('.jp-NotebookPanel:visible .jp-Notebook .jp-Cell');
  }

  async selectFirst(): Promise<void> {
    const first = this.cells().first();
    await first.scrollIntoViewIfNeeded();
    await first.click({position: {x: 5, y: 5}});
    await this.page.keyboard.press('Escape');
  }

  /** Shift+Enter on the selected cell, then waits until its prompt shows a number (code) or at once (prose). */
  async runSelected(timeout = 180000): Promise<Locator> {
    const active = this.page.locator('.jp-NotebookPanel:visible .jp-Cell.jp-mod-active');
    const id = await active.first().evaluate((cell) => {
      const all = [...(cell.parentElement?.querySelectorAll(':scope > .jp-Cell') ?? [])];
      return all.indexOf(cell);
    });
    const cell = this.cells().nth(id);
    const isCode = await cell.evaluate((one) => one.classList.contains('jp-CodeCell'));
    await this.page.keyboard.press('Shift+Enter');
    if (isCode) {
      await this.page.waitForFunction(
        ([index]) => {
          const panel = [...document.querySelectorAll('.jp-NotebookPanel')].find(
            (one) => (one as HTMLElement).offsetParent !== null,
          );
          const one = panel?.querySelectorAll('.jp-Notebook .jp-Cell')[index as number];
          return /\[\d+\]:/.test(one?.querySelector('.jp-InputPrompt')?.textContent ?? '');
        },
        [id],
        {timeout},
      );
    }
    return cell;
  }

  /** Runs every cell from the first to the last, one at a time. Returns how many code cells ran. */
  async runAllCellByCell(onCell?: (cell: Locator, index: number) => Promise<void>): Promise<number> {
    await this.selectFirst();
    const count = await this.cells().count();
    let code = 0;
    for (let index = 0; index < count; index++) {
      const cell = await this.runSelected();
      if (await cell.evaluate((one) => one.classList.contains('jp-CodeCell'))) code++;
      if (onCell) await onCell(cell, index);
    }
    return code;
  }

  /** The cell whose source holds `text`; scrolled into view. */
  async cellWith(text: string): Promise<Locator> {
    const cell = this.cells().filter({hasText: text}).first();
    await cell.scrollIntoViewIfNeeded();
    return cell;
  }

  /** Clicks into a code cell, replaces its source, and leaves it selected. */
  async replaceSource(cell: Locator, source: string): Promise<void> {
    await cell.scrollIntoViewIfNeeded();
    await cell.locator('.cm-content').click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.insertText(source);
  }

  /** Adds a cell below the last one and types its source; it stays selected, the cursor at its end. */
  async appendCell(source: string): Promise<Locator> {
    await this.page.keyboard.press('Escape');
    const count = await this.cells().count();
    await this.cells()
      .nth(count - 1)
      .locator('.jp-InputPrompt, .jp-Cell-inputWrapper')
      .first()
      .click();
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('b');
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.insertText(source);
    // by its place, not as 'the last one': running the last cell makes Lab append another
    return this.cells().nth(count);
  }

  /** The text of a cell's last output. */
  async outputText(cell: Locator): Promise<string> {
    return (await cell.locator('.jp-OutputArea-output').last().textContent()) ?? '';
  }

  /** Selects a cell and runs it with Shift+Enter. */
  async run(cell: Locator): Promise<Locator> {
    await cell.scrollIntoViewIfNeeded();
    await cell.locator('.jp-InputPrompt').first().click();
    return this.runSelected();
  }

  /** Screenshots of what a cell shows beside text: charts, drawings, tables, sounds. One view may hold several. */
  async photograph(cell: Locator, name: string): Promise<void> {
    // nobody looks at them there, and they take a tenth of the time
    if (process.env.CI) return;
    const shown = cell.locator('.jp-OutputArea-child:has(.js-plotly-plot, svg, table, audio, img)');
    for (let k = (await shown.count()) - 1, isFirst = true; k >= 0; k--, isFirst = false) {
      const output = shown.nth(k);
      const isInView = await output.evaluate((one) => {
        const [{top, bottom}, panel] = [one.getBoundingClientRect(), one.closest('.jp-WindowedPanel-outer')];
        const view = panel?.getBoundingClientRect();
        return view !== undefined && top >= view.top && bottom <= view.bottom;
      });
      if (isInView && !isFirst) continue;
      await output.scrollIntoViewIfNeeded();
      await this.screenshot(isFirst ? name : `${name}-output-${k + 1}`);
    }
  }

  async screenshot(name: string): Promise<void> {
    const path = join(root, 'artifacts/browser', `${name}.png`);
    mkdirSync(dirname(path), {recursive: true});
    await this.page.screenshot({path});
  }
}

/** Errors that a plain JupyterLab shows too, whatever the notebook: they say nothing of the course. */
function isKnownNoise(text: string, url: string): boolean {
  return /favicon|ResizeObserver loop/.test(text) || /\/(lsp|nbgrader|api\/news)\b/.test(url);
}

/** A headless Chromium that asks nothing of the network. */
export function launch(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  // as root Chromium's own sandbox cannot start; the page it shows is ours
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({executablePath: findChromium(), args: [...quiet, ...root]});
}
