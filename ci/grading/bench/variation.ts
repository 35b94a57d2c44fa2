import type {Random} from '../../../lib/src/data/random-from';
import type {Cell} from '../../notebooks/notebook';
import type {RawNotebook} from '../attacks/attack';
import type {AnswerText} from './answers';

const THOUGHTS = [
  'checked by hand',
  'see the table above',
  'is there a shorter way?',
  'works',
  'ask about this',
  'to do',
];

const thought = (draw: Random): string => `${THOUGHTS[draw.integer(0, THOUGHTS.length)]} (${draw.integer(0, 1e9)})`;

/** What nobody minds: a comment in answers, a note, counts of runs. Two notebooks that were varied are never equal. */
export function varied({cells, ...notebook}: RawNotebook, draw: Random): RawNotebook {
  const own = cells.map((cell, index): Cell => {
    const isWritten = cell.cell_type === 'code' && !/\bnotebook\.check\(/.test(cell.source) && index > 2;
    if (!isWritten || draw.uniform() < 0.3) return cell;
    const comment = `// ${thought(draw)}`;
    return {...cell, source: draw.uniform() < 0.5 ? `${comment}\n${cell.source}` : `${cell.source}\n${comment}`};
  });
  const note = {cell_type: 'markdown', id: 'own-note', metadata: {}, source: `My notes: ${thought(draw)}.`} as Cell;
  own.splice(draw.integer(3, own.length), 0, note);
  return {...notebook, cells: own};
}

/** An answer that was left in the middle of a line: no code that can be run. */
export function halfWritten({name, source}: AnswerText, draw: Random): AnswerText {
  const at = Math.floor(draw.uniform(0.3, 0.8) * source.length);
  return {name: `${name}, half of it`, source: `${source.slice(0, at)}\n  return (`};
}
