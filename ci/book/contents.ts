/** The first page: what the course is, its map, its parts with every lesson and exercise; and the page for lost links. */
import type {CourseState} from '../notebooks/course/state';
import {liveCards} from './live/article';
import {demos} from './live/demos';
import {escaped, join} from './markup';
import {type BookPage, contentsFile, nameOf, notationFile} from './pages';

const exerciseLink = (page: BookPage): string =>
  `<a href="${page.file}"><span class="number">${page.id}</span> ${escaped(page.title)}</a>`;

function partOf(title: string, index: number, course: CourseState, pages: readonly BookPage[]): string {
  const find = (kind: BookPage['kind'], id: string) => pages.find((page) => page.kind === kind && page.id === id);
  const lessons = course.parts[index]?.lessons ?? [];
  const items = lessons.flatMap(({id, question, minutes, exercises}) => {
    const page = find('lesson', id);
    if (!page) return [];
    const practice = exercises.flatMap((exercise) => find('exercise', exercise) ?? []);
    return `<li><a class="lesson" href="${page.file}"><span class="number">${id}</span> ${escaped(page.title)}</a>
<p>${escaped(question)}</p>
<p class="more">${minutes} minutes${practice.length ? ` · practise with ${practice.map(exerciseLink).join(', ')}` : ''}</p></li>`;
  });
  return `<section><h2 id="part-${index + 1}">Part ${index + 1} ${escaped(title)}</h2><ul class="lessons">${join(items)}</ul></section>`;
}

/** @param pdf name of the whole book as a PDF, where there is one */
export function contentsArticle(course: CourseState, pages: readonly BookPage[], map?: string, pdf?: string): string {
  const exercises = pages.filter(({kind}) => kind === 'exercise');
  const lessons = pages.filter(({kind}) => kind === 'lesson');
  const first = pages.find(({kind}) => kind === 'text' && pages.indexOf(pages[0] as BookPage) === 0);
  const alt = `Map of the course: ${lessons.length} lessons in ${course.parts.length} parts; arrows lead from a lesson to those that need it. The list below has the same order.`;
  return `<div class="text opening"><h1>Unroll</h1>
<p class="lead">A course on sequence models in TypeScript. Recurrent networks, LSTM, GRU, convolutions over time, attention, encoder and decoder: every idea is first built by hand, then taken from the library, then measured against something simpler.</p>
<p>This book holds the ${lessons.length} lessons with all they show, and ${exercises.length} exercises with their hints. To run and change what you read, open the notebooks of the course folder with <code>npm start</code>.</p>
<p class="ways"><a class="go" href="${lessons[0]?.file ?? ''}">Start with ${escaped(lessons[0] ? nameOf(lessons[0]) : '')}</a>
${first ? `<a href="${first.file}">${escaped(first.title)}</a> ` : ''}<a href="${notationFile}">Notation and glossary</a>${pdf ? ` <a href="${pdf}">The book as a PDF</a>` : ''}</p></div>
${map ? `<div class="output figure map" id="map"><img class="drawing" src="${map}" width="900" height="700" alt="${escaped(alt)}"></div>` : ''}
${liveCards(demos)}
<div class="parts">${join(course.parts.map(({title}, index) => partOf(title, index, course, pages)))}
<section><h2 id="exercises">Exercises</h2><ul class="exercises">${join(exercises.map((page) => `<li>${exerciseLink(page)}</li>`))}</ul></section></div>`;
}

/** Shown by servers for an unknown address, so it stands alone: its own address may lie in any folder. */
export const elsewherePage = (outside: readonly string[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="color-scheme" content="light dark"><title>Not in the book · Unroll</title><link rel="icon" href="data:,">
<style>:root{color-scheme:light dark}body{background:light-dark(#fdfcfa,#17191d);color:light-dark(#1f2328,#dde1e6);font:1.05rem/1.6 system-ui,sans-serif;max-width:60ch;margin:12vh auto;padding:0 1.25rem}:target{font-weight:bold}a{color:light-dark(#0a5aa8,#82bbff)}</style></head>
<body><main><h1>Not in the book</h1>
<p>There is no such page. <a href="${contentsFile}">The contents of the book</a> name them all.</p>
${outside.length ? `<p>These files belong to the course folder, where you find them by their path:</p><ul>${join(outside.map((path) => `<li id="${escaped(path)}"><code>${escaped(path)}</code></li>`))}</ul>` : ''}
</main></body></html>
`;
