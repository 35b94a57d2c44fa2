/** Right answers to exercise 01 in several styles, beside the slips of 01-slips.ts. */
import {slips} from './01-slips';
import {type PartBench, type RightAnswer, styles} from './bench';

type Wait = (kind: string, stepsIn: number) => unknown;
type KindOf = (stepsIn: number, needs: number[]) => unknown;
type Shapes = (kind: string, batch: number, stepsIn: number, dIn: number, stepsOut: number, dOut: number) => unknown;
type Sort = () => unknown;

const firstAnswer = styles<Wait>('firstAnswer', {
  'a condition': (kind, stepsIn) => (kind === 'seq2vec' || kind === 'encoder-decoder' ? stepsIn : 1),
  'a table': (kind, n) => ({seq2seq: 1, seq2vec: n, vec2seq: 1, 'encoder-decoder': n})[kind],
  'a switch': (kind, stepsIn) => {
    switch (kind) {
      case 'seq2seq':
      case 'vec2seq':
        return 1;
      default:
        return stepsIn;
    }
  },
  'reads step by step until it may write': async (kind, stepsIn) => {
    let read = 0;
    do read++;
    while (kind !== 'seq2seq' && read < stepsIn);
    return read;
  },
});

const kindOf = styles<KindOf>('kindOf', {
  'three ifs': (stepsIn, needs) => {
    if (needs.length === 1) return stepsIn === 1 ? 'none' : 'seq2vec';
    if (stepsIn === 1) return 'vec2seq';
    return needs[0] < stepsIn ? 'seq2seq' : 'encoder-decoder';
  },
  'one expression': (n, [first, ...others]) =>
    others.length === 0
      ? n > 1
        ? 'seq2vec'
        : 'none'
      : n === 1
        ? 'vec2seq'
        : first === n
          ? 'encoder-decoder'
          : 'seq2seq',
  'rules in a list': (stepsIn, needs) => {
    const rules: [string, boolean][] = [
      ['none', stepsIn === 1 && needs.length === 1],
      ['seq2vec', needs.length === 1],
      ['vec2seq', stepsIn === 1],
      ['encoder-decoder', needs.every((need) => need === stepsIn)],
    ];
    return rules.find(([, holds]) => holds)?.[0] ?? 'seq2seq';
  },
  'a key of both ends': (stepsIn, needs) => {
    const part = (count: number) => (count === 1 ? 'vec' : 'seq');
    const name = `${part(stepsIn)}2${part(needs.length)}`;
    if (name === 'vec2vec') return 'none';
    return name === 'seq2seq' && Math.min(...needs) === stepsIn ? 'encoder-decoder' : name;
  },
});

const taskShapes = styles<Shapes>('taskShapes', {
  'two conditions': (kind, batch, stepsIn, featuresIn, stepsOut, featuresOut) => ({
    input: kind === 'vec2seq' ? [batch, featuresIn] : [batch, stepsIn, featuresIn],
    output: kind === 'seq2vec' ? [batch, featuresOut] : [batch, stepsOut, featuresOut],
  }),
  'reads the name': (kind, n, T, d, S, k) => {
    const [from, to] = kind === 'encoder-decoder' ? ['seq', 'seq'] : kind.split('2');
    const shape = (form: string, steps: number, width: number) => [n, ...(form === 'seq' ? [steps] : []), width];
    return {input: shape(from, T, d), output: shape(to, S, k)};
  },
  'takes the axis out': (kind, batch, stepsIn, featuresIn, stepsOut, featuresOut) => {
    const shapes = {input: [batch, stepsIn, featuresIn], output: [batch, stepsOut, featuresOut]};
    if (kind.startsWith('vec')) shapes.input.splice(1, 1);
    if (kind.endsWith('vec')) shapes.output.splice(1, 1);
    return shapes;
  },
  'a switch': (kind, b, s, f, t, g) => {
    switch (kind) {
      case 'seq2vec':
        return {output: [b, g], input: [b, s, f]};
      case 'vec2seq':
        return {output: [b, t, g], input: [b, f]};
      default:
        return {output: [b, t, g], input: [b, s, f]};
    }
  },
});

/** Boxes from a text with one letter a task: s(eq2seq), a(nswer), w(rite), e(ncoder-decoder). */
function fromLetters(letters: string, start: number): Record<string, number[]> {
  const places = (letter: string) => [...letters].flatMap((own, i) => (own === letter ? [start + i] : []));
  return {'encoder-decoder': places('e'), vec2seq: places('w'), seq2vec: places('a'), seq2seq: places('s')};
}

/** Boxes from the kind of each task in order. */
function fromKinds(kinds: string[], start: number): Record<string, number[]> {
  const boxes: Record<string, number[]> = {seq2seq: [], seq2vec: [], vec2seq: [], 'encoder-decoder': []};
  for (const [i, kind] of kinds.entries()) boxes[kind].push(start + i);
  return boxes;
}

const [S, A, W, E] = ['seq2seq', 'seq2vec', 'vec2seq', 'encoder-decoder'];

const sortFirstTen = styles<Sort>('sortFirstTen', {
  'four lists': () => ({seq2seq: [2, 7], seq2vec: [1, 5, 9], vec2seq: [4, 6], 'encoder-decoder': [3, 8, 10]}),
  'another order': () => ({'encoder-decoder': [10, 8, 3], vec2seq: [6, 4], seq2vec: [9, 1, 5], seq2seq: [7, 2]}),
  'kind by kind': async () => fromKinds([A, S, E, W, A, W, S, E, A, E], 1),
  'one letter a task': () => fromLetters('asewawseae', 1),
});

const sortSecondTen = styles<Sort>('sortSecondTen', {
  'four lists': () => ({
    seq2seq: [11, 14, 18, 21, 24],
    seq2vec: [13, 15, 17, 25],
    vec2seq: [16, 19, 23],
    'encoder-decoder': [12, 20, 22],
  }),
  'another order': () => ({
    vec2seq: [19, 23, 16],
    'encoder-decoder': [22, 20, 12],
    seq2seq: [24, 18, 11, 14, 21],
    seq2vec: [17, 15, 25, 13],
  }),
  'kind by kind': async () => fromKinds([S, E, A, S, A, W, A, S, W, E, S, E, W, S, A], 11),
  'one letter a task': () => fromLetters('seasawaswesewsa', 11),
});

const right: Record<string, RightAnswer[]> = {
  '01.1': firstAnswer,
  '01.2': kindOf,
  '01.3': taskShapes,
  '01.4': sortFirstTen,
  '01.5': sortSecondTen,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
