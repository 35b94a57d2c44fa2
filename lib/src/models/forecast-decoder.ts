import * as tf from '@tensorflow/tfjs';
import {checkGiven, checkOneOf, checkOptions, checkWhole} from '../data/arguments';
import {dense} from '../layers';
import {apply, CELL_NAMES, CELLS, type CellName} from './parts/stack';
import type {InputOptions} from './rnn';

/** Options of {@link buildForecastDecoder}. */
export interface ForecastDecoderOptions extends InputOptions {
  /** Width of encoder and decoder. */
  units: number;
  /** Time steps that the decoder gives. */
  horizon: number;
  /** Numbers at each of them; defaults to 1. */
  outputs?: number;
  /** Kind of both recurrent layers; defaults to 'lstm'. */
  cell?: CellName;
}

/**
 * An encoder that reads a series, and a decoder that writes the steps that follow.
 *
 * The decoder starts from the encoder's last state, and reads the same last state H at every step: it needs no forecast of
 * its own as input, so training and use are the same.
 *
 * @param options see {@link ForecastDecoderOptions}
 * @returns an uncompiled model: [batch, lookback, features] to [batch, horizon, outputs]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: Cho et al. 2014, arXiv:1406.1078, figure 1 (the context goes into every step). Lesson:
 * notebooks/03-gated-cells/3.3.
 */
export function buildForecastDecoder(options: ForecastDecoderOptions): tf.LayersModel {
  checkOptions('buildForecastDecoder', options, ['units', 'horizon', 'outputs', 'cell', 'lookback', 'features']);
  const {units, horizon, outputs = 1, cell = 'lstm', lookback, features = 1} = options;
  checkWhole('buildForecastDecoder: units', units);
  checkWhole('buildForecastDecoder: horizon', horizon);
  checkGiven('buildForecastDecoder', {outputs, lookback, features});
  checkOneOf('buildForecastDecoder: cell', cell, CELL_NAMES);
  const input = tf.input({shape: [lookback ?? null, features]});
  const [H, ...states] = CELLS[cell]({units, returnState: true}).apply(input) as tf.SymbolicTensor[];
  const context = apply(tf.layers.repeatVector({n: horizon}), H);
  const decoded = apply(CELLS[cell]({units, returnSequences: true}), [context, ...states]);
  return tf.model({inputs: input, outputs: apply(dense({units: outputs}), decoded)});
}
