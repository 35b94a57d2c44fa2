import type {GeneratedNote} from '../data/load';
import {display, hasDisplay} from './display';

/**
 * Says that a data set was generated. The mark `generated` tells whoever runs the notebook that its numbers are not those
 * of the real data; `volatile` keeps the note out of the stored outputs.
 */
export function tellGenerated({note, isFirst}: GeneratedNote): void {
  const metadata = {unroll: {generated: true, volatile: true}};
  if (hasDisplay()) display({'text/plain': note}, {metadata});
  else if (isFirst) console.log(note);
}
