/** What the demos compute, by their ids. */

import {beamWork} from './beam/work';
import type {AnyWork} from './contract';
import {fieldWork} from './field/work';
import {forecasterWork} from './forecaster/work';
import {gatesWork} from './gates/work';
import {gradientsWork} from './gradients/work';
import {lettersWork} from './letters/work';
import {sketchWork} from './sketch/work';
import {unrollWork} from './unroll/work';

export const works: Readonly<Record<string, AnyWork>> = {
  unroll: unrollWork,
  gradients: gradientsWork,
  forecaster: forecasterWork,
  gates: gatesWork,
  field: fieldWork,
  letters: lettersWork,
  beam: beamWork,
  sketch: sketchWork,
};
