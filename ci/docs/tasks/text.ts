/** Text */
import {data, decoding, metrics, models, notebook, plots, tf, training} from 'unroll';

/** I have texts and want numbers of one length. */
export function tokens() {
  const texts = ['A sequence, then another.', 'Short.'].map((text) => data.tokenise(text));
  const vocabulary = data.buildVocabulary(texts, {minCount: 1});
  const padded = data.padSequences(texts.map((words) => vocabulary.encode(words)));
  console.log(vocabulary.size, padded.shape);
}

/** I want to classify texts. */
export async function classify() {
  const {sentences, labels} = data.generateReviews(60);
  const words = sentences.map((sentence) => data.tokenise(sentence));
  const vocabulary = data.buildVocabulary(words);
  const x = data.padSequences(words.map((one) => vocabulary.encode(one))).toTensor();
  const model = models.buildTextClassifier({vocabulary: vocabulary.size, units: [8], classes: 1, embedding: 8});
  training.compile(model, {loss: 'binaryCrossentropy', metrics: ['accuracy']});
  await training.fit(model, {x, y: tf.tensor(labels, [60, 1])}, {epochs: 2});
}

/** I want to train a language model on a text. */
export async function language() {
  const text = data.tokenise(data.generatePlay(2000), {kind: 'character'});
  const vocabulary = data.buildVocabulary([text]);
  const {x, y} = data.tokenWindows(vocabulary.encode(text), {length: 50});
  const model = models.buildLanguageModel({vocabulary: vocabulary.size, embedding: 8, units: [16]});
  training.compile(model, {loss: 'sparseCategoricalCrossentropy'});
  const {history} = await training.fit(model, {x: x.toTensor(), y: y.toTensor()}, {epochs: 1});
  console.log(metrics.bitsPerCharacter(Number(history.loss[0])));
}

/** I want to write text from a model's probabilities. */
export function write() {
  const logProbabilities = decoding.logSoftmax([2, 1, 0]).values;
  const {tokens} = decoding.sample(() => logProbabilities, {maxLength: 20, temperature: 0.8, topK: 2});
  console.log(tokens);
}

/** I want the likeliest whole sequence, not the likeliest next token. */
export function beam() {
  const table = [
    [0.5, 0.5],
    [0.9, 0.1],
  ];
  const step = (tokens: readonly number[]) => table[tokens.at(-1) ?? 0].map(Math.log);
  console.log(decoding.beamSearch(step, {width: 2, maxLength: 3, start: 0}));
}

/** I want to tag every word of a sentence. */
export async function tag() {
  const model = models.buildTagger({vocabulary: 50, tags: 5, units: [8], bidirectional: true, embedding: 8});
  console.log(training.countParameters(model), model.outputShape);
}

/** I have scores of tags and want the best allowed path. */
export function path() {
  const allowed = [
    [0, Number.NEGATIVE_INFINITY],
    [0, 0],
  ];
  const best = decoding.viterbi(
    [
      [1, 2],
      [3, 1],
      [0, 2],
    ],
    allowed,
  );
  console.log(best.tags, best.score);
}

/** I want to score found names, and translations. */
export function score() {
  console.log(metrics.entityF1([['B-PER', 'I-PER', 'O']], [['B-PER', 'O', 'O']]).micro);
  console.log(metrics.bleu([['a', 'b', 'c', 'd']], [['a', 'b', 'c', 'e']]).score);
}

/** I want to see which classes a model mixes up. */
export function confusion() {
  const matrix = metrics.confusionMatrix(['cat', 'dog', 'dog'], ['cat', 'cat', 'dog']);
  notebook.show(plots.confusionMatrix(matrix, {title: 'One dog taken for a cat'}));
}
