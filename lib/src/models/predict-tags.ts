import * as tf from '@tensorflow/tfjs';
import type {Tokens} from '../data';
import {checkList} from '../data/arguments';
import {Crf} from '../layers';
import {checkModel} from './parts/check';

/** What a tagger says of one sentence. */
export interface TaggedScores {
  /** The best tags: of a CRF the best row, else the best tag of each step. */
  tags: string[];
  /** [time steps][tags] log-probabilities of a softmax, or emissions of a CRF. */
  scores: number[][];
}

/**
 * Tags sentences, without their padding.
 *
 * @param model as `buildTagger` makes it
 * @param x ids of the words, or of each view, [sentences, steps]; 0 is padding
 * @param names of the tags, by number
 * @returns one answer a sentence
 * @throws RangeError when the model has another number of tags or inputs
 *
 * Lesson: notebooks/05-text/5.5.
 */
export function predictTags(model: tf.LayersModel, x: readonly Tokens[], names: readonly string[]): TaggedScores[] {
  checkModel('predictTags: model', model);
  checkList('predictTags: x', x);
  checkList('predictTags: names', names);
  if (x.length !== model.inputs.length) {
    throw new RangeError(`predictTags: the model has ${model.inputs.length} inputs, x holds ${x.length}`);
  }
  const width = model.outputs[0].shape.at(-1);
  if (width !== names.length)
    throw new RangeError(`predictTags: the model has ${width} tags, there are ${names.length} names`);
  const field = model.layers.find((layer): layer is Crf => layer instanceof Crf);
  let [output, best]: [ArrayLike<number>, ArrayLike<number>] = [[], []];
  tf.tidy(() => {
    const inputs = x.map((one) => one.toTensor());
    const scores = model.predict(inputs.length > 1 ? inputs : inputs[0]) as tf.Tensor;
    output = scores.dataSync();
    best = (field ? field.decode(scores, inputs[0].greater(0)).tags : scores.argMax(-1)).dataSync();
  });
  const [, steps] = x[0].shape;
  return Array.from({length: x[0].length}, (_, row) => {
    const length = x[0].row(row).filter((id) => id > 0).length;
    const at = Array.from({length}, (_, t) => row * steps + t);
    const scores = at.map((place) =>
      names.map((_, tag) =>
        field ? output[place * names.length + tag] : Math.log(output[place * names.length + tag]),
      ),
    );
    return {tags: at.map((place) => names[best[place]]), scores};
  });
}
