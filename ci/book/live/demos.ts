/** The demos of the book, in the order of the course. */

import {beamDemo} from './beam/demo';
import type {AnyDemo} from './contract';
import {fieldDemo} from './field/demo';
import {forecasterDemo} from './forecaster/demo';
import {gatesDemo} from './gates/demo';
import {gradientsDemo} from './gradients/demo';
import {lettersDemo} from './letters/demo';
import {sketchDemo} from './sketch/demo';
import {unrollDemo} from './unroll/demo';

export const demos: readonly AnyDemo[] = [
  unrollDemo,
  gradientsDemo,
  forecasterDemo,
  gatesDemo,
  fieldDemo,
  lettersDemo,
  beamDemo,
  sketchDemo,
];
