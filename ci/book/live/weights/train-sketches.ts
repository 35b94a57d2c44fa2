/** Trains the reader of sketches of the live pages, on drawings by people and on drawings that the library makes. */
import {data, engine, metrics, training} from 'unroll';
import {handSketches} from '../../../../lib/src/data/tasks/hand-sketches';
import {packModel} from './pack';
import {asDrawing, buildReader, penInputs, type StoredSketches, sketchReader, tidied} from './sketches';

const [ROUNDS, MADE, COPIES, BATCH, RATE, SEED] = [14, 1500, 9, 32, 0.002, 1];
/** Share of the drawings that are cut off before their end: the page asks while the reader still draws. */
const UNFINISHED = 0.35;

/** Some of the drawings only begun: at least half of their points. */
function begun(sketches: readonly data.Sketch[], seed: number): data.Sketch[] {
  const {uniform} = data.random(seed);
  return sketches.map(({word, drawing}) => {
    if (uniform() >= UNFINISHED) return {word, drawing};
    const points = drawing.reduce((sum, [xs]) => sum + xs.length, 0);
    let left = Math.max(6, Math.round(points * uniform(0.5, 1)));
    const strokes = drawing.flatMap(([xs, ys]): data.Stroke[] => {
      const kept = Math.min(left, xs.length);
      left -= xs.length;
      return kept < 2 ? [] : [[xs.slice(0, kept), ys.slice(0, kept)]];
    });
    return {word, drawing: tidied(strokes)};
  });
}

/** New drawings for each round: made ones, and changed copies of the real ones. */
function drawn(real: readonly data.Sketch[], round: number): data.Sketch[] {
  const change = {mirror: 0.5, redraw: 0.25};
  const made = handSketches(MADE, 1000 + round).map(({word, drawing}) => ({word, drawing: tidied(drawing)}));
  const changed = [
    ...data.varySketches(made, {...change, copies: 1, turn: 0.1, seed: round}).filter((_, i) => i % 2 === 1),
    ...data.varySketches(real, {...change, copies: COPIES, seed: 50 + round}).filter((_, i) => i % (COPIES + 1) > 0),
  ];
  return begun(changed, 77 + round);
}

async function trainOn(real: readonly data.Sketch[], words: readonly string[]) {
  await engine.start({engine: 'wasm', seed: SEED});
  const model = training.compile(buildReader(words.length), {
    ...{loss: 'sparseCategoricalCrossentropy', learningRate: RATE},
  });
  const decaySteps = ROUNDS * Math.ceil((MADE + real.length * COPIES) / BATCH);
  const schedule = training.schedules.cosineDecay({initialLearningRate: RATE, decaySteps});
  for (let round = 0; round < ROUNDS; round++) {
    const all = drawn(real, round);
    const x = penInputs(all.map(({drawing}) => drawing));
    const y = new data.Targets(
      all.map(({word}) => words.indexOf(word)),
      [all.length, 1],
    );
    await training.fit(model, {x, y}, {batchSize: BATCH, seed: SEED + round, schedule});
  }
  const weights = packModel(model);
  model.dispose();
  return weights;
}

/**
 * @param generated what the file says of its origin
 * @param say called with a line after each training
 */
export async function trainSketches(generated: string, say: (line: string) => void): Promise<StoredSketches> {
  const set = await data.load('quickdraw-strokes');
  if (set.origin !== 'original') throw new Error('the drawings cannot be had: set UNROLL_DATA_MIRROR or be online');
  const words = data.commonWords(set.sketches, 10);
  const sketches = set.sketches.filter(({word}) => words.includes(word));
  const quarters = data.dealSketches(sketches, 4);
  let right = 0;
  for (const [part, held] of quarters.entries()) {
    const others = quarters.filter((_, i) => i !== part).flat();
    const reader = sketchReader({words, weights: await trainOn(others, words)});
    const found = metrics.likeliest(reader.read(held.map(({drawing}) => drawing))).values;
    const hits = held.filter(({word}, i) => words[found[i] as number] === word).length;
    reader.dispose();
    right += hits;
    say(`quarter ${part + 1} held out: ${hits} of ${held.length} named rightly`);
  }
  const weights = await trainOn(sketches, words);
  const reader = sketchReader({words, weights});
  const drawing = tidied((data.generateSketches(1, {words: ['fish']})[0] as data.Sketch).drawing);
  const whole = drawing.map((stroke) => stroke.map((axis) => axis.map((value) => Math.round(value))));
  const [probabilities] = reader.read([asDrawing(whole)]);
  reader.dispose();
  return {
    generated,
    trainedOn: `${sketches.length} drawings of Quick, Draw! (Google, CC BY 4.0; from borismus/exupery), each changed ${COPIES} times in each of ${ROUNDS} rounds, and ${MADE} drawings a round made by the library`,
    heldOut: Number((right / sketches.length).toFixed(3)),
    words,
    weights,
    check: {drawing: whole, probabilities: (probabilities ?? []).map((value) => Number(value.toFixed(4)))},
  };
}
