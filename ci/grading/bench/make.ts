import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Random, random} from '../../../lib/src/data/random';
import {DAMAGES} from './damage';
import {ENDLESS, hostileNotebook, quickAttacks} from './hostile';
import type {Expected, Kind, Manifest} from './manifest';
import {type Chosen, type Material, materialOf, writtenNotebook} from './notebook';
import {halfWritten, varied} from './variation';

/** Shares of the kinds; they need not sum to 1. */
export type Mix = Record<Exclude<Kind, 'endless'>, number>;

export interface Wanted {
  count: number;
  /** The same seed gives the same submissions; the first of many are those of few. */
  seed: number;
  /** Two digits each; defaults to those in which nothing trains. */
  exercises?: readonly string[];
  mix?: Mix;
  /** One in so many never ends and costs its whole time; 0 for none. */
  endlessEvery?: number;
  /** Whether answers must pass the type check of the kernel, where it is the kernel that runs them. */
  isTyped?: boolean;
}

/** Exercises of which no part trains a network. */
export const QUICK_EXERCISES = ['01', '02', '03', '06', '08', '11', '16', '20'];

export const USUAL_MIX: Mix = {honest: 0.7, 'half-done': 0.15, damaged: 0.1, hostile: 0.05};

export const ENDLESS_EVERY = 500;

/** Which of them never end: not the last, which would keep a run waiting. */
const FIRST_ENDLESS = 100;

interface Made {
  kind: Kind;
  exercise: string;
  name: string;
  about: string;
  parts: Record<string, number>;
  isUnreadable: boolean;
  content: string | Buffer;
}

const pick = <T>(items: readonly T[], draw: Random): T => items[draw.integer(0, items.length)];

function pickKind(mix: Mix, draw: Random): keyof Mix {
  const shares = Object.entries(mix) as [keyof Mix, number][];
  let left = draw.uniform(
    0,
    shares.reduce((total, [, share]) => total + share, 0),
  );
  for (const [kind, share] of shares) {
    left -= share;
    if (left < 0) return kind;
  }
  return shares[shares.length - 1][0];
}

/** Answers to all parts, one in four with a slip; of a half-done exercise, more than half of them are not written. */
function answered({answers, points}: Material, isWhole: boolean, draw: Random) {
  const chosen: Chosen = {};
  const due: Record<string, number> = {};
  const about: string[] = [];
  for (const [part, {right, wrong}] of answers) {
    due[part] = 0;
    if (!isWhole && draw.uniform() < 0.6) {
      if (draw.uniform() < 0.2) chosen[part] = halfWritten(pick(right, draw), draw);
      continue;
    }
    const isRight = wrong.length === 0 || draw.uniform() < 0.75;
    const answer = pick(isRight ? right : wrong, draw);
    chosen[part] = answer;
    if (isRight) due[part] = points[part];
    else about.push(`${part} ${answer.name}`);
  }
  return {chosen, parts: due, about: about.join('; ')};
}

function honest(material: Material, kind: 'honest' | 'half-done', draw: Random): Made {
  const {chosen, parts, about} = answered(material, kind === 'honest', draw);
  const notebook = varied(writtenNotebook(material, chosen), draw);
  const {exercise, name} = material;
  return {kind, exercise, name, about, parts, isUnreadable: false, content: JSON.stringify(notebook, null, 1)};
}

function damaged(material: Material, draw: Random): Made {
  const {chosen, parts, about} = answered(material, true, draw);
  const damage = pick(DAMAGES, draw);
  const content = damage.do(varied(writtenNotebook(material, chosen), draw), draw);
  const none = Object.fromEntries(Object.keys(parts).map((part) => [part, 0]));
  return {
    ...{kind: 'damaged', exercise: material.exercise, name: material.name},
    about: damage.isRepairable ? `${damage.name}; ${about}` : damage.name,
    parts: damage.isRepairable ? parts : none,
    ...{isUnreadable: !damage.isRepairable, content},
  };
}

function hostile({exercise, name, points}: Material, isEndless: boolean, draw: Random): Made {
  const attack = isEndless ? ENDLESS : pick(quickAttacks(), draw);
  const notebook = varied(hostileNotebook(attack), draw);
  // 02.1 is answered right in all of them; some lose it by what they break.
  const parts = Object.fromEntries(Object.keys(points).map((part, index) => [part, index === 0 ? attack.honest : 0]));
  return {
    ...{kind: isEndless ? 'endless' : 'hostile', exercise, name, about: attack.name, parts, isUnreadable: false},
    content: JSON.stringify(notebook, null, 1),
  };
}

/**
 * Writes submissions in nbgrader's layout (`submitted/<student>/<assignment>/<notebook>.ipynb`), and `manifest.json` beside
 * them with the marks that they must get. No two files are equal.
 *
 * @param folder where both go; it is made
 * @returns the manifest
 */
export async function makeSubmissions(folder: string, wanted: Wanted): Promise<Manifest> {
  const {count, seed, exercises = QUICK_EXERCISES, mix = USUAL_MIX, endlessEvery = ENDLESS_EVERY, isTyped} = wanted;
  const materials = await Promise.all(
    [...new Set([...exercises, '02'])].sort().map((exercise) => materialOf(exercise, isTyped)),
  );
  const chosen = materials.filter(({exercise}) => exercises.includes(exercise));
  const attacked = materials.find(({exercise}) => exercise === '02') as Material;
  const submissions: Expected[] = [];
  for (let index = 0; index < count; index++) {
    const draw = random(seed * 1_000_003 + index);
    const kind = pickKind(mix, draw);
    const material = pick(chosen, draw);
    const isEndless = endlessEvery > 0 && index % endlessEvery === FIRST_ENDLESS % endlessEvery;
    const made =
      isEndless || kind === 'hostile'
        ? hostile(attacked, isEndless, draw)
        : kind === 'damaged'
          ? damaged(material, draw)
          : honest(material, kind, draw);
    const {name, content, ...expected} = made;
    const student = `student-${String(index + 1).padStart(5, '0')}`;
    const place = join(folder, 'submitted', student, name);
    mkdirSync(place, {recursive: true});
    writeFileSync(join(place, `${name}.ipynb`), content);
    submissions.push({student, ...expected});
  }
  const manifest: Manifest = {seed, exercises: [...exercises], submissions};
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 1));
  return manifest;
}
