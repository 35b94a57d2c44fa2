/** Makes the book in a folder of its own and puts it in its place when it is whole. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {courseState, mustFit} from '../notebooks/course/state';
import {InputError} from '../notebooks/notebook';
import {projectFolder, relativePath} from '../notebooks/paths';
import {type Article, finish} from './article';
import {writeAssets, writeSearchIndex} from './assets';
import {contentsArticle, elsewherePage} from './contents';
import {convert} from './convert';
import {linker} from './links';
import {liveArticle, liveLinks} from './live/article';
import {demos} from './live/demos';
import {equationStyle, setEquations} from './mathematics';
import {wholePage} from './page';
import {type BookPage, bookPages, contentsFile, elsewhereFile, nameOf} from './pages';
import {pdfFile, writePdf} from './pdf';
import {prepare} from './prepare';
import type {Entry} from './search-options';

export interface Options {
  out: string;
  pdf?: boolean;
  solutions?: boolean;
  /** Called as pages are ready. */
  onProgress?: (done: number, of: number) => void;
}

export interface Made {
  pages: number;
  charts: number;
  bytes: number;
}

/** By this file a later run knows that the folder is its own to replace. */
const marker = '.unroll-book';

/** @throws InputError for a folder with something else in it */
function mustBeOurs(out: string): void {
  if (!existsSync(out)) return;
  const isFolder = statSync(out).isDirectory();
  if (isFolder && (existsSync(join(out, marker)) || readdirSync(out).length === 0)) return;
  throw new InputError(`${out}: ${isFolder ? 'not empty, and not a book' : 'a file'}; name another folder with --out`);
}

function bytesIn(folder: string): number {
  const entries = readdirSync(folder, {withFileTypes: true});
  return entries.reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesIn(path) : statSync(path).size);
  }, 0);
}

/** Brings a picture that a page's text shows into the book. */
function bringPicture(page: BookPage, src: string, pictures: string): string {
  if (src.startsWith('data:')) return src;
  const from = resolve(dirname(page.source), decodeURI(src));
  if (!existsSync(from)) throw new InputError(`${relativePath(page.source)}: its picture ${src} is not there`);
  copyFileSync(from, join(pictures, basename(from)));
  return `pictures/${basename(from)}`;
}

const stem = ({file}: BookPage): string => file.replace(/\.html$/, '');

function searchEntries(pages: readonly BookPage[], articles: ReadonlyMap<string, Article>): Entry[] {
  const entries = pages.flatMap((page) =>
    (articles.get(page.file)?.sections ?? []).map(({anchor, heading, text, code}) => ({
      ...{href: anchor ? `${page.file}#${anchor}` : page.file, page: nameOf(page), heading, text, code},
    })),
  );
  return entries.map((entry, id) => ({id, ...entry}));
}

async function write(folder: string, {pdf, solutions, onProgress}: Options): Promise<Made> {
  const course = courseState(projectFolder);
  mustFit(course);
  const pages = bookPages(course);
  const [assets, pictures] = ['assets', 'pictures'].map((name) => join(folder, name)) as [string, string];
  for (const one of [assets, pictures]) mkdirSync(one);
  // read them all first: a damaged notebook is said before the work begins
  const jobs = pages
    .filter(({source}) => source)
    .map((page) => ({name: stem(page), notebook: prepare(page, solutions === true)}));

  const link = linker(pages, projectFolder);
  const byName = new Map(pages.map((page) => [stem(page), page]));
  const [articles, equations] = [new Map<string, Article>(), new Map<string, string>()];
  await convert(jobs, pictures, (name, html) => {
    const page = byName.get(name) as BookPage;
    const article = finish(html, {
      link: (href) => link(page, href),
      picture: (src) => bringPicture(page, src, pictures),
    });
    const set = (tex: string) => setEquations(tex, basename(page.source), equations);
    article.headings = article.headings.map((one) => ({...one, html: set(one.html)}));
    articles.set(page.file, {...article, html: set(article.html)});
    onProgress?.(articles.size, jobs.length);
  });

  for (const page of pages) {
    const demo = demos.find(({id}) => page.kind === 'live' && id === page.id);
    if (demo) articles.set(page.file, finish(liveArticle(demo, pages), {link: (href) => href, picture: (src) => src}));
    const article = articles.get(page.file) as Article;
    if (page.kind === 'lesson') article.html += liveLinks(page.id, demos);
  }
  for (const page of pages) {
    const {html, headings, hasCharts} = articles.get(page.file) as Article;
    const text = wholePage({page, name: nameOf(page), article: html, headings, hasCharts, pages});
    writeFileSync(join(folder, page.file), text);
  }
  const map = join(projectFolder, 'notebooks', 'course-map.svg');
  if (existsSync(map)) copyFileSync(map, join(pictures, 'course-map.svg'));
  const opening = contentsArticle(
    ...([course, pages, existsSync(map) ? 'pictures/course-map.svg' : undefined, pdf ? pdfFile : undefined] as const),
  );
  const first = {kind: 'text' as const, file: contentsFile, title: 'Contents', part: ''};
  writeFileSync(
    join(folder, contentsFile),
    wholePage({page: first, name: 'Unroll', article: opening, headings: [], pages}),
  );
  const outside = [...articles.values()].flatMap(({html}) =>
    [...html.matchAll(new RegExp(`href="${elsewhereFile}#([^"]+)"`, 'g'))].map(([, path]) => decodeURI(path as string)),
  );
  writeFileSync(join(folder, elsewhereFile), elsewherePage([...new Set(outside)].sort()));

  const charts = [...articles.values()].reduce(
    (sum, {html}) => sum + html.split('class="output figure chart"').length - 1,
    0,
  );
  await writeAssets(assets, charts > 0);
  writeFileSync(join(assets, 'equations.css'), equationStyle(equations.values()));
  writeSearchIndex(assets, searchEntries(pages, articles));
  writeFileSync(join(folder, marker), 'Made by npm run book, which may replace this folder.\n');
  if (pdf) {
    const onPaper = pages.filter(({kind}) => kind !== 'live');
    await writePdf(folder, opening, onPaper, (file) => (articles.get(file) as Article).html);
  }
  return {pages: pages.length + 1, charts, bytes: bytesIn(folder)};
}

/**
 * Makes the book.
 *
 * @throws InputError with one line for what is wrong; the folder `out` is then as it was
 */
export async function makeBook(options: Options): Promise<Made> {
  const out = resolve(options.out);
  mustBeOurs(out);
  mkdirSync(dirname(out), {recursive: true});
  const folder = mkdtempSync(join(dirname(out), '.book-'));
  const remove = () => rmSync(folder, {recursive: true, force: true});
  process.once('exit', remove);
  try {
    const made = await write(folder, options);
    rmSync(out, {recursive: true, force: true});
    renameSync(folder, out);
    return made;
  } finally {
    remove();
    process.removeListener('exit', remove);
  }
}
