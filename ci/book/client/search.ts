/** Full-text search in a dialog. The index is a script that is loaded when search is opened for the first time. */
import MiniSearch, {type SearchResult} from 'minisearch';
import {type Entry, indexFile, searchOptions} from '../search-options';

const MOST = 30;

let loading: Promise<MiniSearch<Entry>> | undefined;

function load(): Promise<MiniSearch<Entry>> {
  loading ??= new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = `assets/${indexFile}`;
    script.onload = () =>
      done(
        MiniSearch.loadJSON<Entry>((globalThis as typeof globalThis & {bookSearch: string}).bookSearch, searchOptions),
      );
    script.onerror = () => fail(new Error('The search index is missing.'));
    document.head.append(script);
  });
  return loading;
}

/** About 160 letters around the first word that was found; the found words marked. */
function excerpt(text: string, terms: readonly string[]): DocumentFragment {
  const words = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(${words.join('|')})`, 'i');
  const at = Math.max(0, text.search(pattern));
  const begin = at < 60 ? 0 : text.lastIndexOf(' ', at - 50) + 1;
  const cut = `${begin > 0 ? '… ' : ''}${text.slice(begin, begin + 170)}${begin + 170 < text.length ? ' …' : ''}`;
  const made = document.createDocumentFragment();
  for (const [index, piece] of cut.split(new RegExp(pattern, 'gi')).entries()) {
    if (index % 2 === 0) made.append(piece);
    else made.append(Object.assign(document.createElement('mark'), {textContent: piece}));
  }
  return made;
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ');

/** Sections with the very words that were asked for, side by side, come first. */
function phraseFirst(found: SearchResult[], query: string): SearchResult[] {
  const phrase = plain(query);
  const weight = ({score, heading, text}: SearchResult) =>
    score * (plain(heading).includes(phrase) ? 4 : plain(text).includes(phrase) ? 2 : 1);
  return phrase.includes(' ') ? [...found].sort((a, b) => weight(b) - weight(a)) : found;
}

function item(query: string, {href, page, heading, text, terms}: SearchResult): HTMLLIElement {
  const link = Object.assign(document.createElement('a'), {href});
  const title = Object.assign(document.createElement('b'), {textContent: page});
  link.append(title, heading ? ` › ${heading}` : '');
  const line = document.createElement('p');
  line.append(excerpt(text, plain(text).includes(plain(query)) ? [query] : terms));
  const made = document.createElement('li');
  made.append(link, line);
  return made;
}

export function startSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog.search');
  const [input, list, count] = ['input', 'ol', '.count'].map((one) => dialog?.querySelector<HTMLElement>(one));
  if (!dialog || !input || !list || !count) return;
  const field = input as HTMLInputElement;
  let asked = 0;
  const search = async () => {
    const [query, own] = [field.value.trim(), ++asked];
    const found = query.length < 2 ? [] : await load().then((index) => phraseFirst(index.search(query), query));
    if (own !== asked) return;
    list.replaceChildren(...found.slice(0, MOST).map((one) => item(query, one)));
    const more = found.length > MOST ? `, the first ${MOST} shown` : '';
    count.textContent = query.length < 2 ? '' : `${found.length} section${found.length === 1 ? '' : 's'} found${more}`;
  };
  const say = (error: Error) => {
    count.textContent = error.message;
  };
  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    field.select();
    load().catch(say);
  };
  field.addEventListener('input', () => search().catch(say));
  field.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.click(); // Enter goes to the first result
  });
  dialog.querySelector('button')?.addEventListener('click', () => dialog.close());
  list.addEventListener('click', (event) => {
    if ((event.target as Element).closest('a')) dialog.close();
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [field, ...list.querySelectorAll<HTMLElement>('a')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
    event.preventDefault();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.querySelector('button.find')?.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const isTyping = (event.target as Element).closest?.('input, textarea, select, [contenteditable]');
    const isAsked = event.key === '/' || (event.key === 'k' && (event.ctrlKey || event.metaKey));
    if (!isAsked || (isTyping && event.key === '/')) return;
    event.preventDefault();
    open();
  });
}
