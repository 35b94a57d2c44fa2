/**
 * Lesson 6.6: what a classifier of drawings must be told, and whether the nearest picture names them as well.
 *
 * Ten words, about 31 drawings each, dealt out to four quarters. Quarter 0 served to choose the settings; 1, 2 and 3 are
 * held out in turn, each with a seed of its own. Ways: `moves` (of the pen, nothing else), `places` (and where the pen is), `mirrored` and `redrawn`
 * (half of the copies mirrored; and a quarter of the copies and strokes drawn in another order or backwards), `jumbled`
 * (as `places`, the steps of each drawing in random order, in training and test).
 */
import {data, engine, metrics, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

type Result = notebook.SketchesExperiment;
type Way = keyof Result['ways'];

const settings = {copies: 9, epochs: 12, batchSize: 32, learningRate: 0.002, units: 48, hiddenDropout: 0.4, length: 72};
const PARTS = [1, 2, 3];
const STILL = {turn: 0, stretch: 0, shake: 0, drop: 0};
const WAYS: Record<Way, {positions: boolean; mirror: number; redraw: number}> = {
  moves: {positions: false, mirror: 0, redraw: 0},
  places: {positions: true, mirror: 0, redraw: 0},
  mirrored: {positions: true, mirror: 0.5, redraw: 0},
  redrawn: {positions: true, mirror: 0.5, redraw: 0.25},
  jumbled: {positions: true, mirror: 0, redraw: 0},
};

function split(sketches: readonly data.Sketch[], part: number) {
  const quarters = data.dealSketches(sketches, 4);
  return {train: quarters.filter((_, i) => i !== part).flat(), test: quarters[part]};
}

const ids = (sketches: readonly data.Sketch[], words: string[]) =>
  new data.Targets(
    sketches.map(({word}) => words.indexOf(word)),
    [sketches.length, 1],
  );

/** '1' for each drawing that is named rightly, else '0'. */
const marks = (sketches: readonly data.Sketch[], words: string[], found: ArrayLike<number>) =>
  sketches.map(({word}, i) => (words[found[i]] === word ? '1' : '0')).join('');

const shareOf = (bits: string) => rounded([...bits].filter((bit) => bit === '1').length / bits.length);

/** The steps of each drawing in random order; padding stays in front. */
function jumble({x, lengths}: data.PenMoves, seed: number): data.Grid {
  const [count, length, width] = x.shape;
  const draw = data.random(seed);
  const rows = Array.from({length: count}, (_, i) => {
    const empty = length - lengths[i];
    const order = draw.permutation(lengths[i]).map((t) => t + empty);
    return [...Array(empty).keys(), ...order].map((t) => i * length + t);
  });
  const steps = new data.Grid(x.values, [count * length, width]).take(rows.flat());
  return new data.Grid(steps.values, [count, length, width]);
}

async function trainOnce(
  sketches: readonly data.Sketch[],
  words: string[],
  {
    way,
    seed,
    part,
    epochs = settings.epochs,
    copies = settings.copies,
  }: {way: Way; seed: number; part: number; epochs?: number; copies?: number},
) {
  const {train, test} = split(sketches, part);
  const {positions, mirror, redraw} = WAYS[way];
  const varied = data.varySketches(train, {copies, mirror, redraw, seed});
  const movesOf = (list: readonly data.Sketch[]) => list.map(({drawing}) => data.toPenMoves(drawing));
  const {scale} = data.penMoveTensor(movesOf(train));
  const inputs = (list: readonly data.Sketch[]) => {
    const moves = data.penMoveTensor(movesOf(list), {length: settings.length, scale, positions, padding: 'before'});
    return way === 'jumbled' ? jumble(moves, seed) : moves.x;
  };
  await engine.start({engine: 'wasm', seed});
  const model = training.compile(
    models.buildSketchClassifier({
      ...{classes: words.length, features: positions ? 5 : 3},
      ...{units: [settings.units], hiddenDropout: settings.hiddenDropout},
    }),
    {loss: 'sparseCategoricalCrossentropy', learningRate: settings.learningRate},
  );
  const {batchSize} = settings;
  await training.fit(model, {x: inputs(varied), y: ids(varied, words)}, {epochs, batchSize, seed});
  const marksOf = (list: readonly data.Sketch[]) =>
    marks(list, words, metrics.likeliest(training.predict(model, inputs(list))).values);
  const redrawn = data.varySketches(test, {...STILL, copies: 1, redraw: 0.5}).filter((_, i) => i % 2 === 1);
  const [right, rightRedrawn] = [marksOf(test), marksOf(redrawn)];
  const run: notebook.SketchRun = {
    ...{seed, part, right, rightRedrawn},
    ...{accuracy: shareOf(right), otherOrder: shareOf(rightRedrawn)},
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

/** Which drawings the nearest picture names rightly. */
function nearest(sketches: readonly data.Sketch[], words: string[], part: number, copies = 0): string {
  const {train, test} = split(sketches, part);
  const known = copies > 0 ? data.varySketches(train, {copies, mirror: 0.5}) : train;
  const pixels = (list: readonly data.Sketch[]) =>
    data.drawingPixels(
      list.map(({drawing}) => drawing),
      {size: 16, pen: 2.5},
    );
  const found = models.nearestNeighbours(pixels(known), ids(known, words)).predict(pixels(test));
  return marks(test, words, found.values);
}

/** One short training on generated drawings. */
async function onGenerated(): Promise<Result['generated']> {
  const sketches = data.generateSketches(140);
  const words = data.commonWords(sketches, 10);
  const {run} = await trainOnce(sketches, words, {way: 'redrawn', seed: 1, part: 1, epochs: 3, copies: 4});
  return {accuracy: run.accuracy, nearest: shareOf(nearest(sketches, words, 1))};
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const set = await data.load('quickdraw-strokes');
  if (set.origin !== 'original') throw new Error('the drawings are generated: set UNROLL_DATA_MIRROR or be online');
  const words = data.commonWords(set.sketches, 10);
  const sketches = set.sketches.filter(({word}) => words.includes(word));
  const ways = Object.keys(WAYS) as Way[];
  expect(ways.length * PARTS.length + 2);
  const nearestPicture = await part('nearest-picture', () => ({
    plain: PARTS.map((quarter) => nearest(sketches, words, quarter)),
    varied: PARTS.map((quarter) => nearest(sketches, words, quarter, settings.copies)),
  }));
  const result: Result = {
    words,
    heldOut: PARTS.map((quarter) => split(sketches, quarter).test.length),
    settings,
    parameters: {},
    nearestPicture,
    ways: {moves: [], places: [], mirrored: [], redrawn: [], jumbled: []},
    generated: await part('generated', onGenerated),
  };
  for (const [i, quarter] of PARTS.entries()) {
    const seed = seeds[i % seeds.length];
    for (const way of ways) {
      const key = `${way}-part-${quarter}-seed-${seed}`;
      const {run, parameters} = await part(key, () => trainOnce(sketches, words, {way, seed, part: quarter}));
      result.ways[way].push(run);
      result.parameters[way] = parameters;
    }
  }
  return result;
}

export const sketchesExperiment: Experiment<Result> = {
  name: 'sketches',
  lesson: '6.6',
  question:
    'What must a classifier of drawings be told to name them, and does it name them better than the nearest picture?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const {accuracy, nearest} = await onGenerated();
    return {'generated.accuracy': accuracy, 'generated.nearest': nearest};
  },
};
