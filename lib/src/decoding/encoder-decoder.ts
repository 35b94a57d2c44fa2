import * as tf from '@tensorflow/tfjs';
import {Grid, padSequences, type Tokens} from '../data';
import {checkList, checkOptions, checkWhole} from '../data/arguments';
import type {EncoderDecoder} from '../models';
import {likeliest} from './filters';
import {
  askAll,
  type BatchStep,
  checkVocabulary,
  type DecodingOptions,
  type Hypothesis,
  readOptions,
} from './next-token';

/** What a decoder knows before it writes its next token. */
export interface DecoderState {
  /** The states of its recurrent layer, [units] each: hidden state and, of an LSTM, cell state. */
  states: Float32Array[];
  /** [source steps, units] what attention looks at; a row of zeros is padding. None without attention. */
  memory?: Float32Array;
}

/** What an encoder reads: ids of each source, without padding, or images [sources, height, width, channels]. */
export type Sources = readonly (readonly number[])[] | Grid;

/** Sources `from` to `to` - 1. */
const part = (sources: Sources, from: number, to: number): Sources =>
  sources instanceof Grid ? sources.rows(from, Math.min(to, sources.length)) : sources.slice(from, to);

function checkSources(where: string, sources: Sources): void {
  if (!(sources instanceof Grid)) checkList(`${where}: sources`, sources);
}

function checkNetwork(network: EncoderDecoder, where: string): void {
  for (const part of ['encoder', 'decoder'] as const) {
    if (typeof network?.[part]?.predict === 'function') continue;
    throw new TypeError(
      `${where}: network must have the models encoder and decoder, as buildEncoderDecoder gives them`,
    );
  }
}

/** The rows of a tensor, each as a view of one array. */
function rowsOf(tensor: tf.Tensor): Float32Array[] {
  const values = tensor.dataSync() as Float32Array;
  const width = values.length / tensor.shape[0];
  return Array.from({length: tensor.shape[0]}, (_, row) => values.subarray(row * width, (row + 1) * width));
}

/** [rows, length] of rows that may be shorter: zeros are added. */
function stack(rows: readonly Float32Array[], length: number): Float32Array {
  const values = new Float32Array(rows.length * length);
  rows.forEach((row, i) => {
    values.set(row, i * length);
  });
  return values;
}

/**
 * Reads sources with an encoder: what a decoder starts from.
 *
 * @param network as `models.buildEncoderDecoder` or `models.buildCaptionModel` gives it
 * @param sources see {@link Sources}
 * @returns a state for each source, to be handed to {@link decoderSteps} as `state`
 * @throws TypeError when the network has no encoder and decoder, RangeError for sources of no meaning
 *
 * Lesson: notebooks/05-text/5.4 and notebooks/06-applications/6.4.
 */
export function readSources(network: EncoderDecoder, sources: Sources): DecoderState[] {
  checkNetwork(network, 'readSources');
  checkSources('readSources', sources);
  let outputs: {rank: number; rows: Float32Array[]}[] = [];
  tf.tidy(() => {
    const read = sources instanceof Grid ? sources : padSequences(sources);
    const found = network.encoder.predict(read.toTensor());
    outputs = (Array.isArray(found) ? found : [found]).map((tensor) => ({rank: tensor.rank, rows: rowsOf(tensor)}));
  });
  return Array.from({length: sources.length}, (_, i) => {
    const states = outputs.filter(({rank}) => rank === 2).map(({rows}) => rows[i]);
    const memory = outputs.find(({rank}) => rank === 3)?.rows[i];
    return memory ? {states, memory} : {states};
  });
}

/**
 * The decoder of an encoder-decoder as a step for `greedy`, `sample` and `beamSearch`: last token and state in,
 * log-probabilities of the next token and new state out.
 *
 * @param network as `models.buildEncoderDecoder` gives it
 * @returns the step; its first states come from {@link readSources}
 * @throws TypeError when the network has no encoder and decoder; RangeError where a sequence has no token or no state
 *
 * Lesson: notebooks/05-text/5.4, exercise 17. Check: agrees with the training model on the same tokens.
 */
export function decoderSteps(network: EncoderDecoder): BatchStep<DecoderState> {
  checkNetwork(network, 'decoderSteps');
  return {
    steps(sequences, given) {
      const states = given.map((state, i) => {
        if (state && sequences[i].length > 0) return state;
        throw new RangeError(`decoderSteps: sequence ${i} needs a start token, and a state made by readSources`);
      });
      const [rows, kinds] = [states.length, states[0].states.length];
      const longest = Math.max(...states.map(({memory}) => memory?.length ?? 0));
      let logs = new Float64Array(0);
      let columns: Float32Array[][] = [];
      // The numbers leave by assignment: tidy searches what it is given back for tensors, number by number.
      tf.tidy(() => {
        const tokens = sequences.map((sequence) => sequence[sequence.length - 1]);
        const inputs: tf.Tensor[] = [tf.tensor2d(tokens, [rows, 1], 'int32')];
        for (let k = 0; k < kinds; k++) {
          const units = states[0].states[k].length;
          const column = states.map(({states: own}) => own[k]);
          inputs.push(tf.tensor2d(stack(column, units), [rows, units]));
        }
        if (longest > 0) {
          const units = states[0].states[0].length;
          const memories = states.map(({memory}) => memory as Float32Array);
          inputs.push(tf.tensor3d(stack(memories, longest), [rows, longest / units, units]));
        }
        const [probabilities, ...next] = network.decoder.predict(inputs) as tf.Tensor[];
        logs = Float64Array.from(probabilities.dataSync(), (p) => Math.log(p));
        columns = next.slice(0, kinds).map(rowsOf);
      });
      return {
        logProbabilities: {values: logs, shape: [rows, logs.length / rows]},
        states: states.map(({memory}, i) => {
          const own = columns.map((column) => column[i]);
          return memory ? {states: own, memory} : {states: own};
        }),
      };
    },
  };
}

/** Options of {@link translate}. */
export interface TranslateOptions extends Omit<DecodingOptions, 'state'> {
  /** Sources that are read and written at a time; defaults to 128. */
  batchSize?: number;
}

/**
 * Greedy decoding of many sources at once: what an encoder-decoder writes on its own.
 *
 * @param network as `models.buildEncoderDecoder` or `models.buildCaptionModel` gives it
 * @param sources see {@link Sources}
 * @param options start and end token, and how many tokens at most; see {@link TranslateOptions}
 * @returns one sequence a source
 * @throws RangeError when an option is impossible or a source is of no meaning, TypeError for what is no network
 *
 * Lesson: notebooks/05-text/5.4. Check: agrees with `greedy`, source by source.
 */
export function translate(
  network: EncoderDecoder,
  sources: Sources,
  options: TranslateOptions,
): Hypothesis<DecoderState>[] {
  checkOptions('translate', options, ['start', 'end', 'maxLength', 'batchSize']);
  const start = readOptions(options, 'translate');
  const {end, maxLength, batchSize = 128} = options;
  checkWhole('translate: batchSize', batchSize);
  checkSources('translate', sources);
  const step = decoderSteps(network);
  const written: Hypothesis<DecoderState>[] = [];
  for (let from = 0; from < sources.length; from += batchSize) {
    const batch = readSources(network, part(sources, from, from + batchSize)).map(
      (state): Hypothesis<DecoderState> => ({tokens: [], logProbability: 0, ended: false, state}),
    );
    for (let length = 0; length < maxLength; length++) {
      const open = batch.filter(({ended}) => !ended);
      if (open.length === 0) break;
      const sequences = open.map(({tokens}) => [...start, ...tokens]);
      const states = open.map(({state}) => state);
      const next = askAll(step, sequences, states, 'translate');
      if (length === 0) checkVocabulary(start, end, next[0].logs.length, 'translate');
      open.forEach((one, i) => {
        const [token] = likeliest(next[i].logs, 1);
        one.logProbability += next[i].logs[token];
        one.state = next[i].state;
        one.ended = token === end;
        if (!one.ended) one.tokens.push(token);
      });
    }
    written.push(...batch);
  }
  return written;
}

/**
 * What an encoder-decoder finds likeliest at each step when it is told the right tokens before: teacher forcing.
 *
 * @param network as `models.buildEncoderDecoder` gives it
 * @param x source and decoder inputs, as `data.teacherForced` gives them; another decoder input tells it something else
 * @returns for each pair one token a step, also after END
 * @throws TypeError for what is no network
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function forcedTokens(network: Pick<EncoderDecoder, 'model'>, x: readonly [Tokens | Grid, Tokens]): number[][] {
  if (typeof network?.model?.predict !== 'function') {
    throw new TypeError('forcedTokens: network must have a model, as buildEncoderDecoder gives it');
  }
  const rows: number[][] = [];
  for (let from = 0; from < x[0].length; from += 128) {
    const to = Math.min(from + 128, x[0].length);
    let ids: number[][] = [];
    tf.tidy(() => {
      const inputs = x.map((tokens) => tokens.rows(from, to).toTensor());
      ids = (network.model.predict(inputs) as tf.Tensor3D).argMax(2).arraySync() as number[][];
    });
    rows.push(...ids);
  }
  return rows;
}
