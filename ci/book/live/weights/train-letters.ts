/** Trains the letter network of the live pages on the plays of Shakespeare, as lesson 5.2 does, but for longer. */
import {data, engine, metrics, training} from 'unroll';
import {buildLetters, foretell, readLetters, type StoredLetters} from './letters';
import {packModel} from './pack';

const [STREAMS, WINDOW, RATE, PASSES, SEED] = [32, 50, 0.005, 10, 1];
const CHECKED = 'ROMEO:\nI will not s';

const bits = (model: Parameters<typeof foretell>[0], ids: number[]): number => {
  const nats = training.streamSurprises(model, ids);
  return metrics.bitsPerCharacter(nats.reduce((sum, value) => sum + value, 0) / nats.length);
};

/**
 * @param generated what the file says of its origin
 * @param say called with a line after each pass
 */
export async function trainLetters(generated: string, say: (line: string) => void): Promise<StoredLetters> {
  const {text, origin} = await data.load('tinyshakespeare');
  if (origin !== 'original') throw new Error('the plays cannot be had: set UNROLL_DATA_MIRROR or be online');
  const parts = data.splitText(text, {valid: 0.05, test: 0.05});
  const vocabulary = data.buildVocabulary([Array.from(parts.train)], {unknown: false});
  const encode = (written: string) => vocabulary.encode(Array.from(written));
  const size = {vocabulary: vocabulary.size, embedding: 24, units: 128};
  await engine.start({engine: 'wasm', seed: SEED});
  const model = training.compile(buildLetters(size), {
    ...{loss: 'sparseCategoricalCrossentropy', learningRate: RATE},
  });
  const train = encode(parts.train);
  const windows = Math.floor((train.length - 1) / STREAMS / WINDOW);
  const texts = data.tokenWindows(train, {length: windows * WINDOW});
  const schedule = training.schedules.cosineDecay({initialLearningRate: RATE, decaySteps: PASSES * windows});
  for (let pass = 1; pass <= PASSES; pass++) {
    await training.fit(model, texts, {
      ...{batchSize: STREAMS, shuffle: false, globalClipNorm: 1, seed: SEED + pass, schedule},
      truncate: {steps: WINDOW, update: 'window'},
    });
    say(
      `pass ${pass} of ${PASSES}: ${bits(model, encode(parts.valid)).toFixed(3)} bits a letter on the validation text`,
    );
  }
  const made: StoredLetters = {
    generated,
    trainedOn: `the first 90 % of tinyshakespeare (karpathy/char-rnn; plays by William Shakespeare, public domain), ${PASSES} passes`,
    testBits: 0,
    ...{size, symbols: vocabulary.tokens.slice(1).join(''), weights: packModel(model)},
    check: {text: CHECKED, probabilities: []},
  };
  const packed = readLetters(made);
  const [before, after] = [model, packed.model].map((one) => bits(one, encode(parts.test)));
  say(`test: ${before?.toFixed(3)} bits a letter, with weights of a byte ${after?.toFixed(3)}`);
  made.testBits = Number(after?.toFixed(3));
  made.check.probabilities = foretell(packed.model, encode(CHECKED));
  return made;
}
