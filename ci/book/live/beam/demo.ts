import type {Demo} from '../contract';
import {drawBeam} from './draw';
import type {BeamSettings, BeamStep} from './work';

export const beamDemo: Demo<BeamSettings, BeamStep> = {
  id: 'beam',
  title: 'Search with a beam',
  question: 'Why is the likeliest next letter not the way to the likeliest next word?',
  lesson: '5.4',
  text: [
    'A network that has read Shakespeare letter by letter gives each letter a chance; the chance of a word is the product of those of its letters, and of its end (␣). Which word is the likeliest next one? Nobody can try them all.',
    'A beam of width 1 is greedy: it takes the likeliest letter, again and again. A wider one keeps several beginnings at each step, continues each by every letter, and keeps the best of all. Pale ones were dropped; percentages are those of the whole beginning.',
    'Start it at width 1, then at 2: one beginning more, and it finds a word that is many times as likely. Then try “to the c”, where two do not suffice, or a text of yours.',
  ],
  controls: [
    {kind: 'slider', name: 'width', label: 'Width of the beam', min: 1, max: 5, step: 1},
    {
      kind: 'text',
      name: 'start',
      label: 'The text so far',
      longest: 60,
      hint: 'a blank at its end asks for a new word',
    },
  ],
  initial: {start: 'O, what a ', width: 2},
  stepwise: true,
  pace: 700,
  view: drawBeam,
};
