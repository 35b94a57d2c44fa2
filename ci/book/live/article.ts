/** The page of a demo, and the lines by which lessons and contents lead to it. */
import {escaped, join} from '../markup';
import {type BookPage, nameOf} from '../pages';
import type {AnyDemo} from './contract';

export const livePart = 'Live';
export const liveFile = ({id}: Pick<AnyDemo, 'id'>): string => `live-${id}.html`;

export const livePages = (demos: readonly AnyDemo[]): BookPage[] =>
  demos.map((demo) => ({
    ...{kind: 'live', id: demo.id, title: demo.title, file: liveFile(demo), source: '', part: livePart},
  }));

const noScript =
  'Here the demo would run: the library of this course computes in your browser, and the picture follows the settings. It needs JavaScript, which is switched off.';

/** What stands on the page of a demo. */
export function liveArticle({id, title, question, lesson, text}: AnyDemo, pages: readonly BookPage[]): string {
  const explains = pages.find((page) => page.kind === 'lesson' && page.id === lesson);
  return `<div class="text"><h1>${escaped(title)}</h1>
<p class="lead">${escaped(question)}</p>
${join(text.map((one) => `<p>${escaped(one)}</p>`))}
${explains ? `<p>Lesson <a href="${explains.file}">${escaped(nameOf(explains))}</a> explains it.</p>` : ''}</div>
<section class="live" data-demo="${id}" aria-label="Demo: ${escaped(title)}"><noscript><p>${noScript}</p></noscript></section>`;
}

/** A line at the end of a lesson's page. */
export function liveLinks(lesson: string, demos: readonly AnyDemo[]): string {
  const own = demos.filter((demo) => demo.lesson === lesson);
  if (own.length === 0) return '';
  const links = own.map((demo) => `<a href="${liveFile(demo)}">${escaped(demo.title)}</a>`);
  return `\n<p class="tries">Try it live, in this page's browser: ${links.join(', ')}.</p>`;
}

/** Demos as the first page shows them. */
export const liveCards = (demos: readonly AnyDemo[]): string =>
  `<section class="lives"><h2 id="live">Live</h2><p>The library of the course, running in your browser. Nothing to install, and nothing leaves your machine.</p>
<ul>${join(demos.map((demo) => `<li><a href="${liveFile(demo)}">${escaped(demo.title)}</a><p>${escaped(demo.question)}</p></li>`))}</ul></section>`;
