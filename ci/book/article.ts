/** What nbconvert made, brought into the form of a page: ids, links, tables, equations. */
import {JSDOM} from 'jsdom';
import {slug} from './links';

export interface Heading {
  id: string;
  /** As text and equations, `<span class="tex inline">`. */
  html: string;
  text: string;
}

/** What search finds: the text below one heading. */
export interface Section {
  /** Empty above the first heading. */
  anchor: string;
  heading: string;
  text: string;
  code: string;
}

export interface Article {
  html: string;
  headings: Heading[];
  sections: Section[];
  hasCharts: boolean;
}

/** Where links and pictures of the source lie in the book. */
export interface Places {
  link(href: string): string;
  picture(src: string): string;
}

/** One window for all pages; each gets a fragment of its own. */
const {window} = new JSDOM('');
const {document} = window;

/** Equations inside raw HTML, such as a question's `<summary>`, which Markdown hands on as it is. */
function markEquations(root: Element): void {
  const walker = document.createTreeWalker(root, window.NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const node of texts) {
    if (!node.data.includes('$') || node.parentElement?.closest('code, pre, script, .tex, .outputs, .code')) continue;
    const pieces = node.data.split(/\$([^$\n]+)\$/);
    if (pieces.length < 3) continue;
    node.replaceWith(
      ...pieces.map((piece, index) => {
        if (index % 2 === 0) return document.createTextNode(piece);
        const tex = document.createElement('span');
        tex.className = 'tex inline';
        tex.textContent = piece;
        return tex;
      }),
    );
  }
}

function nameHeadings(root: Element): Heading[] {
  const used = new Set<string>();
  return [...root.querySelectorAll('h2, h3, h4')].flatMap((heading) => {
    const text = (heading.textContent ?? '').trim();
    const base = slug(text) || 'section';
    let id = base;
    for (let copy = 1; used.has(id); copy++) id = `${base}-${copy}`;
    used.add(id);
    heading.id = id;
    const html = heading.innerHTML;
    const anchor = document.createElement('a');
    anchor.className = 'anchor';
    anchor.href = `#${id}`;
    anchor.setAttribute('aria-label', 'Link to this section');
    anchor.textContent = '#';
    heading.append(' ', anchor);
    return heading.localName === 'h2' && !heading.closest('details') ? [{id, html, text}] : [];
  });
}

/** Colours written for white paper keep it in the dark theme. */
const hasOwnColours = (element: Element): boolean =>
  /(?<![\w-])(color|background(-color)?)\s*:/.test(element.innerHTML) || element.querySelector('svg') !== null;

function dress(root: Element, {link, picture}: Places): void {
  for (const element of root.querySelectorAll('.output.html')) {
    if (hasOwnColours(element)) element.classList.add('paper');
  }
  for (const table of root.querySelectorAll('.text table')) {
    const frame = document.createElement('div');
    frame.className = 'table';
    table.replaceWith(frame);
    frame.append(table);
  }
  for (const empty of root.querySelectorAll('.text p:empty')) empty.remove();
  for (const image of root.querySelectorAll('.text img')) {
    image.setAttribute('src', picture(image.getAttribute('src') ?? ''));
  }
  for (const anchor of root.querySelectorAll('a[href]')) {
    const href = anchor.getAttribute('href') ?? '';
    anchor.setAttribute('href', link(href));
    if (/^https?:/.test(href)) anchor.setAttribute('rel', 'noreferrer');
  }
}

/** Equations in search are their letters; what needs a command of TeX has no words to be found by. */
const readable = (tex: Element): string =>
  tex.classList.contains('inline') && !tex.textContent?.includes('\\') ? (tex.textContent ?? '') : '…';

/** Folded solutions stay out of search: they would answer before one has tried. */
function sectionsOf(root: Element): Section[] {
  const sections: Section[] = [{anchor: '', heading: '', text: '', code: ''}];
  const visit = (element: Element): void => {
    for (const child of element.childNodes) {
      const section = sections.at(-1) as Section;
      if (child.nodeType === window.Node.TEXT_NODE) section.text += child.textContent;
      if (child.nodeType !== window.Node.ELEMENT_NODE) continue;
      const one = child as Element;
      if (one.matches('script, .anchor, .solution, h1')) continue;
      if (one.matches('h2, h3, h4')) {
        const heading = [...one.childNodes].filter((node) => !(node as Element).classList?.contains('anchor'));
        const text = heading.map(({textContent}) => textContent).join('');
        sections.push({anchor: one.id, heading: text.trim(), text: '', code: ''});
      } else if (one.matches('.tex')) section.text += readable(one);
      else if (one.matches('.code')) section.code += ` ${one.textContent}`;
      else {
        visit(one);
        if (!one.matches('a, b, code, em, i, kbd, span, strong')) (sections.at(-1) as Section).text += ' ';
      }
    }
  };
  visit(root);
  const folded = (text: string) => text.replace(/\s+/g, ' ').trim();
  return sections.map((one) => ({...one, text: folded(one.text), code: folded(one.code)}));
}

/** Pygments takes whatever follows a colon for a type: here it is only what reads as one. */
function afterColon(text: string): string {
  const as = (kind: string) => `<span class="${kind}">${text}</span>`;
  if (/^\d/.test(text)) return as('mi');
  if (/^(true|false|null|undefined)$/.test(text)) return as('kc');
  const isType = /^(number|string|boolean|void|unknown|never|object|bigint|symbol)$|^([a-z]\w*\.)?[A-Z]\w*$/.test(text);
  return isType ? as('kt') : text;
}

/** Names and signs have the colour of the text: their spans, half of a page's bytes, say nothing. */
const lighter = (html: string): string =>
  html
    .replace(/<span class="(?:w|p|n|nx|o)">([^<]*)<\/span>/g, '$1')
    .replace(/<span class="kt">([^<]*)<\/span>/g, (_, text: string) => afterColon(text));

/** The finished inside of a page, with equations still in TeX. */
export function finish(html: string, places: Places): Article {
  const root = document.createElement('article');
  root.innerHTML = lighter(html);
  markEquations(root);
  const headings = nameHeadings(root);
  dress(root, places);
  return {
    headings,
    sections: sectionsOf(root),
    hasCharts: root.querySelector('.chart') !== null,
    html: root.innerHTML,
  };
}
