/** Beam search for the likeliest next word of a letter network, column by column. */
import {decoding, engine} from 'unroll';
import type {Work} from '../contract';
import {type WordReader, wordReader} from './words';

export interface BeamSettings {
  /** What stands before the word. */
  start: string;
  width: number;
  [name: string]: number | string;
}

/** A word and the probability that the network gives it. */
export interface FoundWord {
  word: string;
  probability: number;
}

/** A letter that was tried. */
export interface BeamNode {
  letter: string;
  /** Place of the letter before it in the list; none for the start. */
  parent?: number;
  /** Letters from the start. */
  depth: number;
  /** Of the beginning up to here. */
  probability: number;
  kept: boolean;
}

export interface BeamStep {
  /** What the network has read. */
  start: string;
  width: number;
  /** All that has been tried so far, parents before their children. */
  nodes: BeamNode[];
  /** Letters of the longest beginning so far. */
  depth: number;
  /** What always taking the likeliest letter finds. */
  greedy: FoundWord;
  /** What a beam of {@link WIDE} finds. */
  wide: FoundWord;
  /** What this beam finds, once it has ended. */
  found?: FoundWord;
  /** Place in `nodes` where the found word ends. */
  best?: number;
}

const LONGEST = 14;
/** Wide enough to be nearly sure. */
export const WIDE = 64;

function search({step, end, name}: WordReader, width: number): FoundWord {
  const [best] = decoding.beamSearch(step, {end, maxLength: LONGEST, width});
  const word = (best as decoding.Hypothesis).tokens.map(name).join('');
  return {word, probability: Math.exp((best as decoding.Hypothesis).logProbability)};
}

function withDepths(nodes: readonly decoding.BeamTreeNode[]): BeamNode[] {
  const found: BeamNode[] = [];
  for (const {token, parent, logProbability, kept} of nodes) {
    const depth = parent === undefined ? 0 : (found[parent] as BeamNode).depth + 1;
    found.push({letter: token, parent, depth, probability: Math.exp(logProbability), kept});
  }
  return found;
}

export const percent = (probability: number): string => `${(100 * probability).toFixed(probability < 0.01 ? 2 : 1)} %`;

function says({found, greedy, wide, depth, width}: BeamStep): string {
  if (!found) return `Step ${depth}: every beginning is continued by every letter, and the best ${width} stay.`;
  const has = `“${found.word}” has ${percent(found.probability)}`;
  if (width > 1 && found.word !== greedy.word) {
    return `${has}; greedy takes “${greedy.word}”, which has ${percent(greedy.probability)}.`;
  }
  if (found.word !== wide.word) return `${has}; a beam of ${WIDE} finds “${wide.word}”, ${percent(wide.probability)}.`;
  return `${has}; a beam of ${WIDE} finds nothing better${width > 1 ? ', and greedy finds it, too' : ''}.`;
}

function* grow(reader: WordReader, start: string, width: number): Generator<BeamStep> {
  const {step, end, name} = reader;
  const [greedy, wide] = [search(reader, 1), search(reader, WIDE)];
  const tried = decoding.beamNodes(step, {end, maxLength: LONGEST, width, name});
  const nodes = withDepths(tried);
  const deepest = nodes.reduce((most, {depth}) => Math.max(most, depth), 0);
  for (let depth = 0; depth < deepest; depth++) {
    yield {start, width, nodes: nodes.filter((node) => node.depth <= depth), depth, greedy, wide};
  }
  const best = tried.findIndex(({isBest}) => isBest);
  yield {start, width, nodes, depth: deepest, greedy, wide, best, found: search(reader, width)};
}

export const beamWork: Work<BeamSettings, BeamStep> = async function* (first) {
  let settings = first;
  // a page from a disk may fetch no .wasm
  await engine.start({engine: 'cpu'});
  const reader = wordReader();
  try {
    for (;;) {
      let changed: BeamSettings | undefined;
      const start = reader.read(settings.start);
      for (const step of grow(reader, start, settings.width)) {
        changed = yield {...step, says: says(step), waits: step.found !== undefined};
        if (changed) break;
      }
      settings = changed ?? settings;
    }
  } finally {
    reader.dispose();
  }
};
