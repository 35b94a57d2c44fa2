/** A letter network writes: at each step the distribution of the next letter, and the one that was drawn from it. */
import {data, decoding, engine, training} from 'unroll';
import type {Work} from '../contract';
import {readLetters} from '../weights/letters';

export interface LettersSettings {
  /** What the text begins with. */
  start: string;
  temperature: number;
  /** Letters to choose among. */
  topK: number;
  seed: number;
  [name: string]: number | string;
}

/** One letter that may come next. */
export interface NextLetter {
  letter: string;
  /** Of the network itself. */
  plain: number;
  /** After temperature and top-k: by these the letter is drawn. */
  probability: number;
}

export interface LettersStep {
  /** The start, and what was written. */
  text: string;
  /** Where what was written begins. */
  from: number;
  /** The likeliest letters, before the last one of the text was drawn. */
  next: NextLetter[];
  /** The letter that was drawn. */
  drawn: string;
}

const LONGEST = 700;
const SHOWN = 12;

/** Writes letter by letter; temperature and top-k may change on the way, another start or seed begins anew. */
export const lettersWork: Work<LettersSettings, LettersStep> = async function* (first) {
  // a page from a disk may fetch no .wasm; one letter at a time needs none
  await engine.start({engine: 'cpu'});
  const {model, encode, symbols} = readLetters();
  let settings = first;
  try {
    for (;;) {
      const began = settings;
      const source = data.random(settings.seed);
      const stream = training.stream(model);
      try {
        const {text: start, ids} = encode(settings.start);
        for (const id of ids.slice(0, -1)) stream.step([id]);
        let last = ids[ids.length - 1] as number;
        let [text, bits] = [start, 0];
        for (let written = 1; ; written++) {
          const logs = Float64Array.from(stream.step([last]), Math.log);
          logs[0] = Number.NEGATIVE_INFINITY; // padding never comes
          const tempered = decoding.applyTemperature(logs, settings.temperature);
          const cut = decoding.keepTopK(tempered, settings.topK);
          last = decoding.sampleToken(cut, source);
          const drawn = symbols[last] as string;
          text += drawn;
          bits -= (logs[last] as number) / Math.LN2;
          const likeliest = [...logs.keys()].sort((a, b) => (logs[b] as number) - (logs[a] as number) || a - b);
          const shown = likeliest.slice(0, SHOWN);
          if (!shown.includes(last)) shown[SHOWN - 1] = last;
          const next = shown.map((id) => ({
            letter: symbols[id] as string,
            plain: Math.exp(logs[id] as number),
            probability: Math.exp(cut[id] as number),
          }));
          const isDone = written === LONGEST;
          const changed = yield {
            ...{text, from: start.length, next, drawn},
            progress: written / LONGEST,
            says: `${written} letters written; by the network's own probabilities ${(bits / written).toFixed(2)} bits each.`,
            waits: isDone,
          };
          if (changed) settings = changed;
          if (isDone || settings.start !== began.start || settings.seed !== began.seed) break;
        }
      } finally {
        stream.dispose();
      }
    }
  } finally {
    model.dispose();
  }
};
