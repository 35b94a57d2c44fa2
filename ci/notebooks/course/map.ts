/** The map of the course as SVG: parts as lanes, lessons as nodes, arrows for what is needed, exercises as marks. */
import {type Edge, route} from './routes';
import type {CourseState, LessonState} from './state';
import {mapAlt} from './tables';

const WIDTH = 900;
const TOP = 52;
const NODE = {width: 104, height: 54};
const LABEL = 122;
const GAP = 24;
const PITCH = 96;

/** Where a lesson stands. */
export interface Place {
  lane: number;
  column: number;
  x: number;
  y: number;
}

/** One colour a part: border and arrows dark enough for white, fill light enough for black. */
const colours = ['#1f5f99', '#a24a00', '#7a3e9d', '#0b6b57', '#9c1f4d', '#5a5a00', '#4a4f57'];
const fills = ['#dcebf8', '#fde6d2', '#f0e2f7', '#d8f0ea', '#fadfe8', '#f1f0cd', '#e6e8eb'];
const INK = '#1c1c1c';
const MUTED = '#57606a';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A title in at most two lines. */
function titleLines({title, short}: LessonState): string[] {
  if (short) return short;
  if (title.length <= 14) return [title];
  const words = title.split(' ');
  const cuts = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')]);
  return cuts.sort((a, b) => Math.max(...a.map((t) => t.length)) - Math.max(...b.map((t) => t.length)))[0] ?? [title];
}

export function places(course: CourseState): Map<string, Place> {
  return new Map(
    course.parts.flatMap(({lessons}, lane) =>
      lessons.map(({id}, column): [string, Place] => [
        id,
        {lane, column, x: LABEL + column * (NODE.width + GAP), y: TOP + lane * PITCH},
      ]),
    ),
  );
}

function node(lesson: LessonState, {x, y, lane}: Place, course: CourseState): string[] {
  const {id, isReady, exercises} = lesson;
  const frame = isReady
    ? `fill="${fills[lane]}" stroke="${colours[lane]}" stroke-width="1.8"`
    : `fill="#ffffff" stroke="${MUTED}" stroke-width="1" stroke-dasharray="4 3"`;
  const lines = titleLines(lesson);
  const ink = isReady ? INK : MUTED;
  return [
    `<rect x="${x}" y="${y}" width="${NODE.width}" height="${NODE.height}" rx="6" ${frame}/>`,
    `<text x="${x + 8}" y="${y + 16}" font-size="13" font-weight="700" fill="${isReady ? colours[lane] : MUTED}">${id}</text>`,
    ...lines.map((text, i) => {
      const own = `y="${y + (lines.length > 1 ? 32 : 38) + i * 14}"`;
      return `<text x="${x + 8}" ${own} font-size="11" fill="${ink}">${escaped(text)}</text>`;
    }),
    ...exercises.flatMap((number, i) => {
      const [cx, cy] = [x + NODE.width - 13 - 19 * (exercises.length - 1 - i), y + 12];
      const isThere = course.exercises.get(number)?.file !== undefined;
      const look = isThere ? `fill="${INK}"` : `fill="#ffffff" stroke="${MUTED}" stroke-dasharray="2 2"`;
      return [
        `<circle cx="${cx}" cy="${cy}" r="8.5" ${look}/>`,
        `<text x="${cx}" y="${cy + 3.6}" font-size="10" text-anchor="middle" fill="${isThere ? '#ffffff' : MUTED}">${number}</text>`,
      ];
    }),
  ];
}

function legend(): string[] {
  const y = 26;
  const word = (x: number, text: string) => `<text x="${x}" y="${y + 4}" font-size="11" fill="${INK}">${text}</text>`;
  return [
    `<rect x="${LABEL}" y="${y - 9}" width="26" height="18" rx="4" fill="${fills[0]}" stroke="${colours[0]}" stroke-width="1.8"/>`,
    word(LABEL + 32, 'lesson'),
    `<rect x="${LABEL + 84}" y="${y - 9}" width="26" height="18" rx="4" fill="#ffffff" stroke="${MUTED}" stroke-dasharray="4 3"/>`,
    word(LABEL + 116, 'in preparation'),
    `<path d="M${LABEL + 214} ${y}h24" stroke="${INK}" stroke-width="1.6" marker-end="url(#tip-ink)"/>`,
    word(LABEL + 250, 'is needed for'),
    `<circle cx="${LABEL + 347}" cy="${y}" r="8.5" fill="${INK}"/>`,
    word(LABEL + 361, 'exercise'),
    `<circle cx="${LABEL + 427}" cy="${y}" r="8.5" fill="#ffffff" stroke="${MUTED}" stroke-dasharray="2 2"/>`,
    word(LABEL + 441, 'exercise in preparation'),
  ];
}

const marker = (name: string, colour: string): string =>
  `<marker id="tip-${name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.6L8 4L0 7.4z" fill="${colour}"/></marker>`;

/** The whole map; it brings its own white ground, so that it reads the same on a dark page. */
export function courseMap(course: CourseState): string {
  const at = places(course);
  const height = TOP + course.parts.length * PITCH - (PITCH - NODE.height) + 18;
  const edges: Edge[] = course.lessons.flatMap(({id, needs}) => needs.map((from) => ({from, to: id})));
  const lanes = course.parts.map(({title}, lane) => {
    const y = TOP + lane * PITCH + NODE.height / 2;
    return [
      `<text x="14" y="${y - 3}" font-size="11" fill="${MUTED}">Part ${lane + 1}</text>`,
      `<text x="14" y="${y + 13}" font-size="13" font-weight="700" fill="${colours[lane]}">${escaped(title)}</text>`,
    ];
  });
  const ways = route(edges, at, NODE, GAP, PITCH);
  const sources = [...new Set(ways.map(({from}) => from))];
  const arrows = sources.flatMap((source) => {
    const own = ways.filter(({from}) => from === source);
    return [
      // a white line below keeps the arrows of two lessons apart where they cross
      ...own.map(({d}) => `<path d="${d}" fill="none" stroke="#ffffff" stroke-width="4"/>`),
      ...own.map(({d, lane}) => {
        const colour = colours[lane];
        return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="1.5" marker-end="url(#tip-${lane})"/>`;
      }),
    ];
  });
  return [
    '<!-- Generated from ci/notebooks/course/manifest.ts by npm run frame; edit that. -->',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif">`,
    '<title>Map of the course</title>',
    `<desc>${escaped(mapAlt(course))}</desc>`,
    `<defs>${marker('ink', INK)}${colours.map((colour, lane) => marker(String(lane), colour)).join('')}</defs>`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="10" fill="#ffffff" stroke="#d0d7de"/>`,
    ...legend(),
    ...lanes.flat(),
    ...arrows,
    ...course.lessons.flatMap((lesson) => node(lesson, at.get(lesson.id) as Place, course)),
    '</svg>',
    '',
  ].join('\n');
}
