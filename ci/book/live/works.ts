/** What the demos compute, by their ids. */
import type {AnyWork} from './contract';
import {fieldWork} from './field/work';
import {gatesWork} from './gates/work';
import {gradientsWork} from './gradients/work';
import {unrollWork} from './unroll/work';

export const works: Readonly<Record<string, AnyWork>> = {
  unroll: unrollWork,
  gradients: gradientsWork,
  gates: gatesWork,
  field: fieldWork,
};
