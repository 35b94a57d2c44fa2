/** A forecaster that is trained an epoch at a time, measured on series that it never learns from. */
import {data, engine, forecasting, metrics, models, type tf, training} from 'unroll';
import type {Work} from '../contract';

export interface ForecasterSettings {
  cell: 'simpleRNN' | 'gru' | 'lstm';
  units: number;
  /** Exponent of ten of the learning rate; may change while the network learns. */
  rate: number;
  [name: string]: number | string;
}

/** Validation errors (MSE, one step ahead) that need no network, or that nobody beats. */
export interface Levels {
  /** The next value is the last one. */
  naive: number;
  /** The best line through the last 50 values. */
  line: number;
  /** The noise of a value alone: the least that any forecast may miss by. */
  floor: number;
}

export interface ForecasterStep {
  /** Validation errors after 0, 1, ... epochs. */
  errors: number[];
  levels: Levels;
  /** One series of the validation set, [LOOKBACK + HORIZON]. */
  truth: number[];
  /** The network's way on from its first LOOKBACK values, its own forecasts fed back, [HORIZON]. */
  forecast: number[];
}

export const LOOKBACK = 50;
export const HORIZON = 20;
export const EPOCHS = 60;
const [TRAINED, VALIDATED] = [3000, 300];
const SEED = 3;

interface Series {
  train: data.Examples;
  valid: data.Examples;
  truth: data.Series;
  levels: Levels;
}

/** The series of lesson 2.1, a few steps longer. */
export function prepare(): Series {
  const series = data.generateTimeSeries(TRAINED + VALIDATED, LOOKBACK + HORIZON, {seed: SEED});
  const examples = data.inputsAndTargets(series.steps(0, LOOKBACK + 1), {lookback: LOOKBACK});
  const rows = (from: number, to: number) => ({x: examples.x.rows(from, to), y: examples.y.rows(from, to)});
  const [train, valid] = [rows(0, TRAINED), rows(TRAINED, TRAINED + VALIDATED)];
  const errorOf = (rule: Pick<models.Baseline, 'predict'>) => metrics.mse(valid.y, rule.predict(valid.x));
  const levels = {
    naive: errorOf(models.naive()),
    line: errorOf(models.leastSquares(train.x, train.y)),
    floor: 0.1 ** 2 / 12,
  };
  return {train, valid, truth: series.rows(TRAINED, TRAINED + 1), levels};
}

function build({cell, units}: ForecasterSettings): tf.LayersModel {
  return training.compile(models.buildRecurrent({cell, units: [units]}));
}

const exact = (value: number): string => value.toPrecision(2);

function says({errors, levels}: ForecasterStep): string {
  const epoch = errors.length - 1;
  const now = errors[epoch] as number;
  const beaten =
    now < levels.line ? 'better than a straight line' : now < levels.naive ? 'better than no change' : 'no use yet';
  return `Epoch ${epoch}: error ${exact(now)} (${beaten}). Least possible: ${exact(levels.floor)}.`;
}

export const forecasterWork: Work<ForecasterSettings, ForecasterStep> = async function* (first) {
  const {train, valid, truth, levels} = prepare();
  const values = [...truth.values];
  let settings = first;
  for (;;) {
    // a page from a disk may fetch no .wasm; the same seed gives the same first weights for the same settings
    await engine.start({engine: 'cpu', seed: SEED});
    const model = build(settings);
    const measure = (errors: number[]): ForecasterStep => ({
      errors: [...errors, metrics.mse(valid.y, training.predict(model, valid.x))],
      ...{levels, truth: values},
      forecast: [...forecasting.iterated(model, truth.steps(0, LOOKBACK), {horizon: HORIZON}).values],
    });
    const isSame = ({cell, units}: ForecasterSettings) => cell === settings.cell && units === settings.units;
    try {
      let step = measure([]);
      for (let epoch = 0; ; ) {
        const waits = epoch === EPOCHS;
        const changed = yield {...step, progress: epoch / EPOCHS, says: says(step), waits};
        if (changed) {
          const goesOn = isSame(changed) && !waits;
          settings = changed;
          if (!goesOn) break;
        }
        // read at every batch: a rate that the reader turns counts from the next epoch on
        const schedule = () => 10 ** settings.rate;
        await training.fit(model, train, {epochs: 1, seed: epoch, schedule});
        epoch++;
        step = measure(step.errors);
      }
    } finally {
      model.dispose();
    }
  }
};
