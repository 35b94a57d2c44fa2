/** Pieces of right answers to exercise 14, with the places in them that a slip writes differently. */
import type {Field, Span} from './tagging-types';

const largest = (values: number[]): number => values.indexOf(Math.max(...values));

/** Viterbi but for what the last argument changes. */
export function walk(
  E: number[][],
  {A, start, end}: Field,
  length: number,
  {
    first = (e: number[]) => e.map((score, j) => score + start[j]),
    step = (i: number, j: number) => A[i][j],
    last = (delta: number[]) => delta.map((score, j) => score + end[j]),
    choose = largest,
    before = (back: number[][], t: number, tag: number, _deltas: number[][]) => back[t][tag],
    order = (tags: number[]) => tags,
  } = {},
): number[] {
  const deltas = [first(E[0])];
  const back: number[][] = [[]];
  for (let t = 1; t < length; t++) {
    const came = E[t].map((_, j) => choose(deltas[t - 1].map((score, i) => score + step(i, j))));
    back.push(came);
    deltas.push(E[t].map((e, j) => e + deltas[t - 1][came[j]] + step(came[j], j)));
  }
  const tags = [choose(last(deltas[length - 1]))];
  for (let t = length - 1; t > 0; t--) tags.unshift(before(back, t, tags[0], deltas));
  return order(tags);
}

const safe = (values: number[]): number => {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
};

/** The forward algorithm but for what the last argument changes. */
export function forward(
  E: number[][],
  {A, start, end}: Field,
  length: number,
  {
    combine = safe,
    first = (e: number[]) => e.map((score, j) => score + start[j]),
    step = (i: number, j: number) => A[i][j],
    last = (a: number[]) => a.map((score, j) => score + end[j]),
  } = {},
): number {
  let a = first(E[0]);
  for (let t = 1; t < length; t++) a = E[t].map((e, j) => e + combine(a.map((score, i) => score + step(i, j))));
  return combine(last(a));
}

/** The score of a row but for what the last argument changes. */
export function add(
  E: number[][],
  {A, start, end}: Field,
  padded: number[],
  {
    cut = (tags: number[]) => tags.filter((tag) => tag >= 0),
    first = (tag: number) => start[tag],
    last = (tag: number) => end[tag],
    step = (i: number, j: number) => A[i][j],
    emission = (t: number, tag: number, _T: number) => E[t][tag],
    steps = (T: number) => T,
  } = {},
): number {
  const tags = cut(padded);
  let score = first(tags[0]) + last(tags[tags.length - 1]);
  tags.forEach((tag, t) => {
    score += emission(t, tag, tags.length);
    if (t > 0 && t < steps(tags.length)) score += step(tags[t - 1], tag);
  });
  return score;
}

/** Strict F1 but for what counts as the same. */
export function score(
  truth: Span[][],
  found: Span[][],
  key = ({type, start, end}: Span, i: number): string[] => [`${i} ${type} ${start} ${end}`],
  divide = (hits: number, own: number, all: number): number => (hits === 0 ? 0 : (2 * hits) / (own + all)),
): number {
  const keys = (rows: Span[][]) => rows.flatMap((spans, i) => spans.flatMap((span) => key(span, i)));
  const [all, own] = [keys(truth), keys(found)];
  const known = new Set(all);
  return divide(own.filter((one) => known.has(one)).length, own.length, all.length);
}

/** Names in tags but for what the last argument changes. */
export function read(
  tags: string[],
  {
    goesOn = (tag: string, open: Span) => tag === `I-${open.type}`,
    opens = (tag: string) => tag[0] === 'B',
    closes = (_tag: string): boolean => true,
    keeps = (_span: Span): boolean => true,
  } = {},
): Span[] {
  const all: Span[] = [];
  let open: Span | undefined;
  tags.forEach((tag, t) => {
    if (open && goesOn(tag, open)) open.end = t + 1;
    else if (opens(tag)) {
      open = {type: tag.slice(2), start: t, end: t + 1};
      all.push(open);
    } else if (closes(tag)) open = undefined;
  });
  return all.filter(keeps);
}

/** Tags of names but for what the last argument changes. */
export function write(
  length: number,
  spans: Span[],
  tag = (span: Span, t: number): string => `${t === span.start ? 'B' : 'I'}-${span.type}`,
  borders = ({start, end}: Span): [number, number] => [start, end],
  outside = 'O',
): string[] {
  const tags = Array<string>(length).fill(outside);
  for (const span of spans) {
    const [start, end] = borders(span);
    for (let t = start; t < end; t++) tags[t] = tag(span, t);
  }
  return tags;
}

const PLACES =
  'Berlin Chicago Jordan Lincoln Lyon Milan Paris York Peru Kenya Oslo Madrid New_York South_Africa Lake_Victoria San_Marino Buenos_Aires New_Zealand';
const WORKS =
  'French German Italian Kenyan Norwegian Peruvian Spanish Silver_Moon Stone_Garden Winter_Songs Paris_Nights King_of_Hearts Union_Square';
const FORMS = 'Bank Group Motors University Records and_Sons Press of_America';
const FIRMS = 'Adams Atlas Berg Delta King Meyer Nova Omega Stone Union York';

/** A tagger that knows how the sentences of 14.7 are made, and needs no training: a stand-in for a good network. */
export function byGrammar(tokens: string[]): string[] {
  const texts = (list: string) => list.split(' ').map((name) => name.split('_'));
  const isAt = (name: string[], t: number) => name.every((word, k) => tokens[t + k] === word);
  const tags = tokens.map(() => 'O');
  const put = (type: string, start: number, end: number) => {
    for (let t = start; t < end; t++) tags[t] = `${t === start ? 'B' : 'I'}-${type}`;
    return end;
  };
  const isPlace = (t: number) => ['in', 'to', 'left', 'through', ',', 'and', 'The'].includes(tokens[t - 1] ?? '');
  const firms = texts(FORMS).flatMap((form) => FIRMS.split(' ').map((firm) => [firm, ...form]));
  const isOpener = (t: number) => t === 0 && /^(The|In|He|She|It|After|Nobody|Critics|Shares)$/.test(tokens[0]);
  for (let t = 0; t < tokens.length; ) {
    const found = (names: string[][]) => names.filter((name) => isAt(name, t)).sort((a, b) => b.length - a.length)[0];
    const [firm, work, place] = [firms, texts(WORKS), texts(PLACES)].map(found);
    const isPerson = tokens[t - 1] === 'and' && tokens.includes('met');
    let end = t;
    while (/^(\p{Lu}.*|van|de)$/u.test(tokens[end] ?? '') && !(end === 0 && isOpener(0))) end++;
    if (firm) t = put('ORG', t, t + firm.length);
    else if (work) t = put('MISC', t, t + work.length);
    else if (place && isPlace(t) && end === t + place.length && !isPerson && tokens[t - 2] !== 'war') {
      t = put('LOC', t, t + place.length);
    } else if (end > t && tokens[t] !== 'March') t = put('PER', t, end);
    else t++;
  }
  return tags;
}
