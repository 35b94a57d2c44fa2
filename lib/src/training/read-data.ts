import {countExamples, type Examples, readTables, type Tables} from './examples';
import {checkedTables} from './finite';
import type {Network} from './network';
import {type ExampleWeights, readWeights} from './weights';

/**
 * Examples as plain numbers.
 *
 * @param name in front of the tables' names in an error, such as 'valid.'
 * @throws RangeError or TypeError for data that do not fit the model, or hold numbers that are not finite
 */
export function readData(
  data: {x: Examples | Examples[]; y: Examples | Examples[]; weights?: ExampleWeights},
  network: Network,
  name: string,
): Tables {
  const [x, y] = [readTables(data.x, `${name}x`), readTables(data.y, `${name}y`)];
  const count = countExamples(x, y, `${name}x and ${name}y`);
  network.checkShapes(x, 'x', `${name}x`);
  network.checkShapes(y, 'y', `${name}y`);
  return checkedTables({x, y, weights: readWeights(data.weights, network.model, count, `${name}weights`)}, name);
}
