/**
 * Exercise 09: can a reader of pen movements that has seen upright drawings only name drawings that lie at any angle?
 *
 * 140 drawings of seven words, nine changed copies of each. Two ways of reading turn the copies all round: the limit of
 * the exercise follows from the worse one. The third turns them as little as lesson 6.6. Each seed has weights, copies
 * and 350 drawings to be judged on of its own.
 */
import {data, engine, metrics, models, type notebook, training} from '../../lib/src';
import {KNOWN, turnedSketches, wordNumbers} from '../../lib/src/checks/09/turned-sketches';
import {type Experiment, type Run, rounded} from './experiment';

const ASKED = 350;
const COPIES = 9;
const reading = {length: 64, scale: 60};
const network = {units: 32, epochs: 10, learningRate: 0.003};

const ways: Record<notebook.TurnedWay, {turn: number; positions: boolean}> = {
  places: {turn: 3, positions: true},
  movements: {turn: 3, positions: false},
  upright: {turn: 0.15, positions: true},
};
type Way = notebook.TurnedWay;

const drawingsOf = (sketches: readonly data.Sketch[]) => sketches.map(({drawing}) => drawing);
const targets = (sketches: readonly data.Sketch[]) => new data.Targets(wordNumbers(sketches), [sketches.length, 1]);
const upright = (seed: number) => generated(ASKED, 10_000 + seed);
const generated = (count: number, seed: number) => data.generateSketches(count, {seed});

async function trainOnce(way: Way, seed: number) {
  await engine.start({engine: 'wasm', seed});
  const {turn, positions} = ways[way];
  const inputs = (sketches: readonly data.Sketch[]) =>
    data.penMoveTensor(drawingsOf(sketches).map(data.toPenMoves), {...reading, positions, padding: 'before'}).x;
  const copies = data.varySketches(generated(KNOWN.count, KNOWN.seed), {copies: COPIES, turn, seed});
  const options = {classes: data.SKETCH_WORDS.length, features: positions ? 5 : 3, units: [network.units]};
  const model = training.compile(models.buildSketchClassifier(options), {
    loss: 'sparseCategoricalCrossentropy',
    learningRate: network.learningRate,
  });
  const {seconds} = await training.fit(model, {x: inputs(copies), y: targets(copies)}, {epochs: network.epochs, seed});
  const share = (sketches: readonly data.Sketch[]) => {
    const said = metrics.likeliest(training.predict(model, inputs(sketches)));
    return rounded(metrics.accuracy(targets(sketches).values, said.values));
  };
  const run = {
    seed,
    accuracy: share(turnedSketches(ASKED, 10_000 + seed)),
    upright: share(upright(seed)),
    seconds: rounded(seconds, 3),
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

/** Shares of the rules on the drawings of one seed. */
function rulesOf(seed: number): Record<keyof notebook.Exercise09Experiment['rules'], number> {
  const pixels = (sketches: readonly data.Sketch[]) => data.drawingPixels(drawingsOf(sketches), {size: 16, pen: 2.5});
  const asked = turnedSketches(ASKED, 10_000 + seed);
  const byPicture = (known: readonly data.Sketch[]) => {
    const said = models.nearestNeighbours(pixels(known), targets(known)).predict(pixels(asked));
    return rounded(metrics.accuracy(targets(asked).values, said.values));
  };
  const known = generated(KNOWN.count, KNOWN.seed);
  const numbers = wordNumbers(asked);
  const largest = Math.max(...data.SKETCH_WORDS.map((_, word) => numbers.filter((one) => one === word).length));
  return {
    majority: rounded(largest / ASKED),
    'nearest picture': byPicture(known),
    'nearest of turned copies': byPicture(data.varySketches(known, {copies: COPIES, turn: ways.places.turn, seed})),
  };
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise09Experiment> {
  const names = Object.keys(ways) as Way[];
  expect((names.length + 1) * seeds.length);
  const runs = {places: [], movements: [], upright: []} as notebook.Exercise09Experiment['ways'];
  const parameters = {places: 0, movements: 0, upright: 0};
  const rules: notebook.Exercise09Experiment['rules'] = {
    majority: [],
    'nearest picture': [],
    'nearest of turned copies': [],
  };
  for (const seed of seeds) {
    for (const way of names) {
      const done = await part(`${way}-seed-${seed}`, () => trainOnce(way, seed));
      runs[way].push(done.run);
      parameters[way] = done.parameters;
    }
    const found = await part(`rules-seed-${seed}`, () => rulesOf(seed));
    for (const [rule, share] of Object.entries(found)) rules[rule as keyof typeof rules].push(share);
  }
  const task = {known: KNOWN.count, copies: COPIES, asked: ASKED, ...reading};
  return {task, training: network, ways: runs, parameters, rules};
}

export const exercise09: Experiment<notebook.Exercise09Experiment> = {
  name: 'exercise-09',
  lesson: 'exercise 09',
  question: 'Can a reader of pen movements that saw upright drawings only name drawings that lie at any angle?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    const {run, parameters} = await trainOnce('places', 1);
    return {
      'parameters.places': parameters,
      'ways.places.0.accuracy': run.accuracy,
      'ways.places.0.upright': run.upright,
      'rules.nearest picture.0': rulesOf(1)['nearest picture'],
    };
  },
};
