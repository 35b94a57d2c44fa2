import {checkList, checkOptions, checkText, checkWhole} from '../arguments';
import {Tokens} from '../grid';
import {type Split, splitInTime, type TimeSplitOptions} from '../windows';

/** Inputs and, one step later, what comes next. */
export interface NextTokens {
  /** [windows, length] */
  x: Tokens;
  /** [windows, length] the token after each one of x. */
  y: Tokens;
}

/** Options of {@link tokenWindows}. */
export interface TokenWindowOptions {
  /** Tokens that the model sees. */
  length: number;
  /** Tokens from the start of one window to the next; defaults to the length: no token is seen twice. */
  stride?: number;
}

function nextTokens(ids: ArrayLike<number>, starts: readonly number[], length: number): NextTokens {
  const [x, y] = [new Float64Array(starts.length * length), new Float64Array(starts.length * length)];
  starts.forEach((start, row) => {
    for (let i = 0; i < length; i++) {
      x[row * length + i] = ids[start + i];
      y[row * length + i] = ids[start + i + 1];
    }
  });
  return {x: new Tokens(x, [starts.length, length]), y: new Tokens(y, [starts.length, length])};
}

/**
 * Cuts a long text into windows for a language model: every token predicts the next one.
 *
 *     x_i = ids[i stride ... i stride + length - 1],   y_i = the same, one token later
 *
 * @param ids the text as ids
 * @param options see {@link TokenWindowOptions}
 * @returns complete windows only, in the order of the text
 * @throws RangeError when a size is no whole number >= 1, or the text is shorter than length + 1
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function tokenWindows(ids: ArrayLike<number>, options: TokenWindowOptions): NextTokens {
  checkOptions('tokenWindows', options, ['length', 'stride']);
  const {length, stride = length} = options;
  checkList('tokenWindows: ids', ids);
  checkWhole('tokenWindows: length', length);
  checkWhole('tokenWindows: stride', stride);
  if (ids.length < length + 1) {
    throw new RangeError(`tokenWindows: length ${length} and the next token need ${length + 1} ids, got ${ids.length}`);
  }
  const count = Math.floor((ids.length - length - 1) / stride) + 1;
  return nextTokens(
    ids,
    Array.from({length: count}, (_, i) => i * stride),
    length,
  );
}

/** Options of {@link statefulBatches}. */
export interface StatefulBatchOptions {
  /** Tokens of a window. */
  length: number;
  /** Texts that run side by side, one a row of the batch. */
  batchSize: number;
}

/**
 * Cuts a long text so that a stateful network reads on: row b of each batch goes on where row b of the one before ended.
 *
 * The text is cut into `batchSize` runs of equal length; what is left over at the end of a run is not used.
 *
 * @param ids the text as ids
 * @param options see {@link StatefulBatchOptions}
 * @returns windows, `batchSize` of them a batch, in order: train without shuffling
 * @throws RangeError when a size is no whole number >= 1, or the text is too short for one batch
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function statefulBatches(ids: ArrayLike<number>, options: StatefulBatchOptions): NextTokens {
  checkOptions('statefulBatches', options, ['length', 'batchSize']);
  const {length, batchSize} = options;
  checkList('statefulBatches: ids', ids);
  checkWhole('statefulBatches: length', length);
  checkWhole('statefulBatches: batchSize', batchSize);
  const windows = Math.floor((ids.length - 1) / (batchSize * length));
  if (windows < 1) {
    throw new RangeError(
      `statefulBatches: batchSize ${batchSize} rows of length ${length} need ${batchSize * length + 1} ids, got ${ids.length}`,
    );
  }
  const starts: number[] = [];
  for (let k = 0; k < windows; k++) {
    for (let row = 0; row < batchSize; row++) starts.push((row * windows + k) * length);
  }
  return nextTokens(ids, starts, length);
}

/**
 * Cuts a text into a first part to train on, a second to validate and a last to test; none overlap.
 *
 * @param text a long text
 * @param options parts of its characters, see {@link TimeSplitOptions}
 * @returns three texts that joined give the whole one
 * @throws RangeError when a part lies outside 0 ... 1, or a text would be empty
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function splitText(text: string, options: TimeSplitOptions = {}): Split<string> {
  checkOptions('splitText', options, ['valid', 'test']);
  checkText('splitText: text', text);
  const characters = Array.from(text);
  const places = Float64Array.from(characters, (_, i) => i);
  const {train, valid} = splitInTime(places, options);
  const [first, second] = [train.length, train.length + valid.length];
  return {
    train: characters.slice(0, first).join(''),
    valid: characters.slice(first, second).join(''),
    test: characters.slice(second).join(''),
  };
}
