import type {Demo} from '../contract';
import {drawLetters} from './draw';
import type {LettersSettings, LettersStep} from './work';

export const lettersDemo: Demo<LettersSettings, LettersStep> = {
  id: 'letters',
  title: 'Generate text by temperature',
  question: 'How does a network write that knows only the chances of the next letter?',
  lesson: '5.2',
  text: [
    'A GRU of 128 units has read nine tenths of Shakespeare’s plays, letter by letter. Here it writes: it gives each letter a chance, one is drawn, and that one is its next input.',
    'Start it, and turn the temperature. Near 0 it takes what is likeliest, and goes round in circles; at 2 it stammers. Top-k keeps the k likeliest letters only: does a temperature of 2 with a top-k of 3 read better than either? Then let it continue a text of yours.',
    'It is small, and its weights are rounded to a byte each, so that the page stays small: 2.39 bits a letter on text that it has not read. It spells; it does not mean anything.',
  ],
  controls: [
    {kind: 'slider', name: 'temperature', label: 'Temperature', min: 0.1, max: 2, step: 0.1},
    {kind: 'slider', name: 'topK', label: 'Top-k', min: 1, max: 65, step: 1, unit: 'letters'},
    {kind: 'text', name: 'start', label: 'The text begins with', longest: 60, hint: 'another one begins anew'},
    {kind: 'slider', name: 'seed', label: 'Draw', min: 1, max: 20, step: 1, hint: 'other random numbers, begins anew'},
  ],
  initial: {start: 'ROMEO:', temperature: 0.7, topK: 65, seed: 1},
  stepwise: true,
  pace: 60,
  view: drawLetters,
};
