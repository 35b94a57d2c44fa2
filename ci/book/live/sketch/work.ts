/** A network names a drawing, from as many of its points as it is shown. */
import {data, engine} from 'unroll';
import type {Work} from '../contract';
import {asDrawing, sketchReader} from '../weights/sketches';

export interface SketchSettings {
  /** A word whose drawing the library makes, or 'own'. */
  example: string;
  /** The reader's strokes, each [xs, ys]; x to the right, y down. */
  drawing: number[][][];
  /** Share of the points that the network is shown, in percent. */
  seen: number;
  [name: string]: string | number | number[][][];
}

export interface SketchStep {
  /** What is drawn, whole. */
  drawing: number[][][];
  /** Points of it that the network has read. */
  points: number;
  /** The likeliest word first; none before there is anything to read. */
  words: {word: string; probability: number}[];
}

/** Fewer points say nothing. */
const LEAST = 4;

/** The first points of a drawing. */
export function firstPoints(drawing: readonly (readonly number[][])[], count: number): number[][][] {
  let left = count;
  return drawing.flatMap(([xs = [], ys = []]) => {
    const kept = Math.min(left, xs.length);
    left -= kept;
    return kept < 2 ? [] : [[xs.slice(0, kept), ys.slice(0, kept)]];
  });
}

const pointsOf = (drawing: readonly (readonly number[][])[]): number =>
  drawing.reduce((sum, [xs = []]) => sum + xs.length, 0);

function example(word: string): number[][][] {
  const [sketch] = data.generateSketches(1, {words: [word as data.SketchWord], seed: 4});
  return sketch ? sketch.drawing.map((stroke) => stroke.map((axis) => [...axis])) : [];
}

function says({words, points}: SketchStep): string {
  const [first, second] = words;
  if (!first || !second) return 'Draw something, with finger, pen or mouse.';
  const percent = ({probability}: {probability: number}) => `${(100 * probability).toFixed(0)} %`;
  return `After ${points} points: ${first.word}, ${percent(first)}; then ${second.word}, ${percent(second)}.`;
}

export const sketchWork: Work<SketchSettings, SketchStep> = async function* (first) {
  // a page from a disk may fetch no .wasm
  await engine.start({engine: 'cpu'});
  const reader = sketchReader();
  let settings = first;
  try {
    for (;;) {
      const {example: word, drawing: own, seen} = settings;
      const drawing = word === 'own' ? own : example(word);
      const points = Math.round((pointsOf(drawing) * seen) / 100);
      const shown = firstPoints(drawing, points);
      const [chances = []] = pointsOf(shown) < LEAST ? [] : reader.read([asDrawing(shown)]);
      const words = chances
        .map((probability, i) => ({word: reader.words[i] as string, probability}))
        .sort((a, b) => b.probability - a.probability);
      const step = {drawing, points, words};
      const changed: SketchSettings | undefined = yield {...step, says: says(step), waits: true};
      if (changed) settings = changed;
    }
  } finally {
    reader.dispose();
  }
};
