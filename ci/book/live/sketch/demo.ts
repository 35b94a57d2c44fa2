import type {Demo} from '../contract';
import {drawSketch} from './draw';
import type {SketchSettings, SketchStep} from './work';

export const sketchDemo: Demo<SketchSettings, SketchStep> = {
  id: 'sketch',
  title: 'Draw, and have it named',
  question: 'How many strokes does a network need to know what you draw?',
  lesson: '6.6',
  text: [
    'The network reads a drawing as a sequence of pen movements. It knows ten words: clock, face, fish, flower, house, key, moon, star, tree, umbrella.',
    'Start it, and show it less of the fish: from which point on does it know? Then draw over it, one of the ten words, with finger, pen or mouse; it is asked anew at every movement. Draw the same thing in another order: does it mind?',
    'It has seen 310 drawings by people (Google’s Quick, Draw!, CC BY 4.0), each changed in many ways, and thousands made by our library. Of drawings by people that were held out it names 72 % rightly; chance would be 10 %. What is none of its ten words it names all the same.',
  ],
  controls: [
    {kind: 'slider', name: 'seen', label: 'Shown to the network', min: 10, max: 100, step: 5, unit: '% of the points'},
    {
      kind: 'choice',
      name: 'example',
      label: 'Drawing',
      options: [
        {value: 'fish', label: 'a fish'},
        {value: 'house', label: 'a house'},
        {value: 'star', label: 'a star'},
        {value: 'own', label: 'yours'},
      ],
    },
  ],
  initial: {example: 'fish', drawing: [], seen: 100},
  view: drawSketch,
};
