/** Right networks of exercise 19 in several styles. */
import * as tf from '@tensorflow/tfjs';
import {layers} from '../../../lib/src';
import {
  buildBlock,
  buildReader,
  column,
  each,
  filmInputs,
  link,
  type Node,
  rowsThatCount,
  softmax,
  spread,
} from './action-networks';
import {styles} from './bench';

const inputsOf = (films: Node, mask: Node, outputs: Node) => tf.model({inputs: [films, mask], outputs});
const head = (H: Node, units: number, classes: number): Node => {
  const query = link(tf.layers.reshape({targetShape: [1, units]}), link(layers.lastStep(), H));
  const context = link(layers.attention({score: 'additive', units}), [query, H]);
  return link(softmax(classes), link(tf.layers.reshape({targetShape: [units]}), context));
};

export const readers = styles<(h: number, w: number, filters: number[], units: number, classes: number) => unknown>(
  'buildReader',
  {
    'as in the bench': buildReader,
    'one model for a frame': (height, width, filters, units, classes) => {
      const {films, mask} = filmInputs(height, width);
      const look = tf.sequential({
        layers: [
          tf.layers.inputLayer({inputShape: [height, width, 1]}),
          ...filters.flatMap((count) => [
            layers.conv2d({filters: count, kernelSize: 3, padding: 'same', activation: 'relu'}),
            layers.maxPooling2d(),
          ]),
          tf.layers.flatten(),
        ] as tf.layers.Layer[],
      });
      const rows = rowsThatCount(link(each(look), films), mask);
      return inputsOf(films, mask, head(link(layers.lstm({units, returnSequences: true}), rows), units, classes));
    },
    '3D convolutions that are one frame deep, mask first in the row': (height, width, filters, units, classes) => {
      const {films, mask} = filmInputs(height, width);
      let x = films;
      for (const count of filters) {
        const look = layers.conv3d({filters: count, kernelSize: [1, 3, 3], padding: 'same', activation: 'relu'});
        x = link(layers.maxPooling3d({poolSize: [1, 2, 2]}), link(look, x));
      }
      const features = (x.shape as number[]).slice(2).reduce((a, b) => a * b, 1);
      const rows = link(tf.layers.reshape({targetShape: [-1, features]}), x);
      const there = link(tf.layers.reshape({targetShape: [-1, 1]}), mask);
      const closed = link(tf.layers.multiply(), [rows, spread(mask, features)]);
      const beside = link(tf.layers.concatenate(), [there, closed]);
      const H = link(layers.lstm({units, returnSequences: true}), link(tf.layers.masking(), beside));
      return inputsOf(films, mask, head(H, units, classes));
    },
    'the mask first, then the product; context by a mean of one': (height, width, filters, units, classes) => {
      const {films, mask} = filmInputs(height, width);
      let x = films;
      for (const count of filters) {
        const look = layers.conv2d({filters: count, kernelSize: 3, padding: 'same', activation: 'relu'});
        x = link(each(layers.maxPooling2d()), link(each(look), x));
      }
      const beside = link(tf.layers.concatenate(), [link(each(tf.layers.flatten()), x), column(mask)]);
      const closed = link(tf.layers.multiply(), [beside, spread(mask, beside.shape[2] as number)]);
      const H = link(layers.lstm({units, returnSequences: true}), link(layers.masking(), closed));
      const query = link(tf.layers.reshape({targetShape: [1, units]}), link(layers.lastStep(), H));
      const context = link(layers.attention({score: 'additive', units}), [query, H]);
      return inputsOf(films, mask, link(softmax(classes), link(layers.globalAveragePooling1d(), context)));
    },
    'the last state by returnState': async (height, width, filters, units, classes) => {
      const {films, mask} = filmInputs(height, width);
      const seen = filters.reduce((x, count) => {
        const look = layers.conv2d({filters: count, kernelSize: 3, padding: 'same'});
        return link(each(layers.maxPooling2d()), link(tf.layers.reLU(), link(each(look), x)));
      }, films);
      const rows = rowsThatCount(link(each(tf.layers.flatten()), seen), mask);
      const [H, last] = layers.lstm({units, returnSequences: true, returnState: true}).apply(rows) as Node[];
      const query = link(tf.layers.repeatVector({n: 1}), last);
      const context = link(layers.attention({score: 'additive', units}), [query, H]);
      return inputsOf(films, mask, link(softmax(classes), link(tf.layers.flatten(), context)));
    },
  },
);

export const blocks = styles<(h: number, w: number, filters: number[], classes: number) => unknown>('buildBlock', {
  'as in the bench': buildBlock,
  'one column of the mask, stretched by the product': (height, width, filters, classes) => {
    const {films, mask} = filmInputs(height, width);
    const there = link(tf.layers.reshape({targetShape: [-1, 1, 1, 1]}), mask); // broadcasts
    let x = films;
    for (const count of filters) {
      const look = layers.conv3d({filters: count, kernelSize: [3, 3, 3], padding: 'same', activation: 'relu'});
      x = link(layers.maxPooling3d({poolSize: [1, 2, 2]}), link(look, link(tf.layers.multiply(), [there, x])));
    }
    const means = link(each(layers.globalAveragePooling2d()), x);
    const own = link(tf.layers.reshape({targetShape: [-1, 1]}), mask);
    const beside = link(tf.layers.concatenate(), [link(tf.layers.multiply(), [means, own]), own]);
    const mean = link(layers.globalAveragePooling1d(), link(layers.masking(), beside));
    return inputsOf(films, mask, link(softmax(classes), mean));
  },
  'closed behind each pooling too': (height, width, filters, classes) => {
    const {films, mask} = filmInputs(height, width);
    const close = (x: Node): Node => {
      const [, , h, w, c] = x.shape as number[];
      const wide = link(tf.layers.reshape({targetShape: [-1, h, w, c]}), spread(mask, h * w * c));
      return link(tf.layers.multiply(), [x, wide]);
    };
    const seen = filters.reduce((x, count) => {
      const look = layers.conv3d({filters: count, kernelSize: 3, padding: 'same'});
      return close(link(layers.maxPooling3d({poolSize: [1, 2, 2]}), link(tf.layers.reLU(), link(look, x))));
    }, close(films));
    const means = link(each(layers.globalAveragePooling2d()), seen);
    const rows = link(layers.masking(), link(tf.layers.concatenate(), [means, column(mask)]));
    return inputsOf(films, mask, link(softmax(classes), link(layers.globalAveragePooling1d(), rows)));
  },
});
