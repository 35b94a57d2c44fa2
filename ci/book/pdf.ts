/** The whole book as one PDF, by a headless Chromium: with an outline, and links that lead within it. */
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';
import {findChromium} from '../browser/chromium';
import {InputError} from '../notebooks/notebook';
import {head} from './page';
import {type BookPage, contentsFile} from './pages';

export const pdfFile = 'unroll.pdf';

/** @throws InputError where there is no Chromium */
export function needChromium(): string {
  const found = findChromium();
  if (found) return found;
  throw new InputError(
    '--pdf needs Chromium: install one (apt install chromium), or name it by CHROMIUM=/path/to/chromium',
  );
}

/** Ids and links of a page as they are in the one long page that is printed. */
function moved(html: string, page: string, files: ReadonlySet<string>): string {
  const place = (file: string, anchor?: string) => `#${file.replace(/\.html$/, '')}${anchor ? `--${anchor}` : ''}`;
  return html
    .replace(/<script\b[\s\S]*?<\/script>/g, '')
    .replace(/ loading="lazy"/g, '')
    .replace(/ id="([^"]+)"/g, (_, id: string) => ` id="${place(page, id).slice(1)}"`)
    .replace(/href="([^"#:]*)(?:#([^"]*))?"/g, (whole, file: string, anchor?: string) => {
      if (!file) return `href="${place(page, anchor)}"`;
      return files.has(file) ? `href="${place(file, anchor)}"` : whole.replace(/^href/, 'data-outside');
    });
}

export async function writePdf(
  folder: string,
  contents: string,
  pages: readonly BookPage[],
  articleOf: (file: string) => string,
): Promise<void> {
  const files = new Set([contentsFile, ...pages.map(({file}) => file)]);
  const chapter = (file: string, html: string) =>
    `<article class="chapter" id="${file.replace(/\.html$/, '')}">${moved(html, file, files)}</article>`;
  const chapters = [chapter(contentsFile, contents), ...pages.map(({file}) => chapter(file, articleOf(file)))];
  const styles = ['assets/book.css', 'assets/equations.css'];
  const source = join(folder, 'print.html');
  writeFileSync(source, `${head('Unroll', styles, '')}<body><main>${chapters.join('\n')}</main></body></html>`);
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({executablePath: needChromium(), args: sandbox});
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(source).href, {waitUntil: 'load', timeout: 120000});
    // folds have no switch on paper; hints, which one asks for one by one, are left to the page
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll<HTMLDetailsElement>('details:not(.hint)')) fold.open = true;
    });
    await page.pdf({
      path: join(folder, pdfFile),
      preferCSSPageSize: true,
      outline: true,
      tagged: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate:
        '<div style="width:100%;font:8px sans-serif;text-align:center;color:#555" class="pageNumber"></div>',
    });
  } finally {
    await browser.close();
    rmSync(source, {force: true});
  }
}
