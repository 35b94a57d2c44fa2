import {type Random, random} from '../random';
import type {TextPair} from './dates';
import {makeWords, zipf} from './made-words';

/** Person of a verb: I, you, he, we, you (polite or many), they. */
type Person = 0 | 1 | 2 | 3 | 4 | 5;

const PRESENT = ['e', 'es', 'e', 'ons', 'ez', 'ent'];
const HAVE = ['ai', 'as', 'a', 'avons', 'avez', 'ont'];
const BE = ['suis', 'es', 'est', 'sommes', 'êtes', 'sont'];
const WILL = ['vais', 'vas', 'va', 'allons', 'allez', 'vont'];
const MUST = ['dois', 'dois', 'doit', 'devons', 'devez', 'doivent'];
const AM = ['am', 'are', 'is', 'are', 'are', 'are'];

const SUBJECTS: [english: string, french: string, person: Person][] = [
  ['i', 'je', 0],
  ['i', 'je', 0],
  ['you', 'tu', 1],
  ['you', 'vous', 4],
  ['he', 'il', 2],
  ['she', 'elle', 2],
  ['tom', 'tom', 2],
  ['we', 'nous', 3],
  ['they', 'ils', 5],
];
const OWNERS: [english: string, masculine: string, feminine: string][] = [
  ['the', 'le', 'la'],
  ['the', 'le', 'la'],
  ['a', 'un', 'une'],
  ['a', 'un', 'une'],
  ['my', 'mon', 'ma'],
  ['your', 'ton', 'ta'],
  ['your', 'votre', 'votre'],
  ['this', 'ce', 'cette'],
];
/** What may stand before a sentence, behind it, and in front of a thing. */
const BEFORE = `
i think that = je pense que / je crois que | maybe = peut-être que / il se peut que | do you know if = savez-vous si / sais-tu si
i hope that = j'espère que | it is true that = c'est vrai que / il est vrai que | i don't know if = je ne sais pas si / j'ignore si
everybody says that = tout le monde dit que / chacun dit que | i'm sure that = je suis sûr que / je suis certain que
tell me if = dites-moi si / dis-moi si | i'm afraid that = je crains que / j'ai peur que | it seems that = il semble que`;
const BEHIND = `
yesterday = hier | today = aujourd'hui / ce jour | every day = tous les jours / chaque jour | again = encore / de nouveau
now = maintenant / à présent | here = ici | all the time = tout le temps / sans cesse | next week = la semaine prochaine
for a long time = depuis longtemps / pendant longtemps | too much = trop / beaucoup trop | last year = l'an dernier / l'année dernière
at home = à la maison / chez moi / chez nous | very well = très bien | this morning = ce matin | at the moment = en ce moment
at once = tout de suite / sur-le-champ | of course = bien sûr / évidemment | together = ensemble | tonight = ce soir / cette nuit`;
const TOWARDS = `
in = dans / en | with = avec | for = pour | without = sans | near = près de / à côté de | after = après | about = sur / au sujet de
before = avant | behind = derrière | because of = à cause de / en raison de | on = sur`;
/** The most frequent things have the names that they have; [english, french, gender]. */
const KNOWN =
  'time temps m,house maison f,dog chien m,book livre m,car voiture f,door porte f,mother mère f,father père m,city ville f,' +
  'problem problème m,day jour m,word mot m,letter lettre f,room chambre f,question question f,dinner dîner m';

/** 'a = b / c | d = e' as [[a, [b, c]], [d, [e]]]. */
const entriesOf = (text: string): [string, string[]][] =>
  text
    .trim()
    .split(/\s*[|\n]\s*/)
    .map((entry) => entry.split(' = '))
    .map(([english, french]) => [english, french.split(' / ')]);

/** 'je ai' is j'ai, 'que une' qu'une, 'de le' du. */
const joined = (text: string): string =>
  text
    .replace(/\b([jnd]|qu|jusqu)e (?=[aeiouêéà])/g, "$1'")
    .replace(/\bsi (?=ils?\b)/g, "s'")
    .replace(/\bde le\b/g, 'du');

/** One thing that both languages have words for. */
interface Concept {
  english: string;
  /** More than one: either is right, and nobody can know which one a translator takes. */
  french: string[];
  isFeminine: boolean;
}

/** Words of both languages, few of them frequent. */
function lexicon(draw: Random) {
  const [taken, takenFrench] = [new Set<string>(), new Set<string>()];
  const of = (count: number, known: Concept[] = []) => {
    const english = makeWords(draw, count, taken);
    const french = makeWords(draw, 2 * count, takenFrench);
    const made = english.map((word, i): Concept => {
      const both = draw.uniform() < 0.6;
      return {english: word, french: french.slice(2 * i, 2 * i + (both ? 2 : 1)), isFeminine: draw.uniform() < 0.5};
    });
    const concepts = [...known, ...made];
    const place = zipf(draw, concepts.length, 12);
    return () => concepts[place()];
  };
  const known = KNOWN.split(',').map((entry): Concept => {
    const [english, french, gender] = entry.split(' ');
    return {english, french: [french], isFeminine: gender === 'f'};
  });
  return {noun: of(900, known), verb: of(500), adjective: of(350)};
}

type Words = ReturnType<typeof lexicon>;
/** The same said twice. */
type Both = [english: string, french: string];

/** Says sentences in both languages. */
function speaker(draw: Random, {noun, verb, adjective}: Words) {
  const pick = <T>(list: readonly T[]): T => list[draw.integer(0, list.length)];
  const chance = (share: number) => draw.uniform() < share;
  const [before, behind, towards] = [BEFORE, BEHIND, TOWARDS].map(entriesOf);
  const bare = (): [Both, boolean] => {
    const {english, french, isFeminine} = noun();
    if (!chance(0.25)) return [[english, pick(french)], isFeminine];
    const kind = adjective();
    return [[`${kind.english} ${english}`, `${pick(french)} ${pick(kind.french)}${isFeminine ? 'e' : ''}`], isFeminine];
  };
  const thing = (): Both => {
    const [[english, french], isFeminine] = bare();
    const [owner, masculine, feminine] = pick(OWNERS);
    return [`${owner} ${english}`, `${isFeminine ? feminine : masculine} ${french}`];
  };
  const subject = (): [string, string, Person] => {
    if (!chance(0.2)) return pick(SUBJECTS);
    const [english, french] = thing();
    return [english, french, 2];
  };
  const act = (): [string, string] => {
    const {english, french} = verb();
    return [english, pick(french)];
  };
  const statement = (): Both => {
    const [who, qui, person] = subject();
    const [does, stem] = act();
    const [what, quoi] = chance(0.75) ? thing() : ['', ''];
    const is = AM[person];
    const kind = draw.integer(0, 9);
    if (kind < 2)
      return [`${who} ${does}${person === 2 ? 's' : ''} ${what}`, `${qui} ${stem}${PRESENT[person]} ${quoi}`];
    if (kind < 4) {
      return [
        `${who} ${person === 2 ? "doesn't" : "don't"} ${does} ${what}`,
        `${qui} ne ${stem}${PRESENT[person]} pas ${quoi}`,
      ];
    }
    if (kind < 6) return [`${who} ${does}ed ${what}`, `${qui} ${HAVE[person]} ${stem}é ${quoi}`];
    if (kind < 7) return [`${who} ${is} going to ${does} ${what}`, `${qui} ${WILL[person]} ${stem}er ${quoi}`];
    if (kind < 8)
      return [`${who} ${person === 2 ? 'has' : 'have'} to ${does} ${what}`, `${qui} ${MUST[person]} ${stem}er ${quoi}`];
    const {english, french} = adjective();
    return [`${who} ${is} ${chance(0.3) ? 'not ' : ''}${english}`, `${qui} ${BE[person]} ${pick(french)}`];
  };
  const question = (): Both => {
    const [does, stem] = act();
    const [what, quoi] = thing();
    const polite = chance(0.5);
    const [[only, seul], isFeminine] = bare();
    return pick<Both>([
      [`do you ${does} ${what}`, polite ? `${stem}ez-vous ${quoi}` : `est-ce que tu ${stem}es ${quoi}`],
      [`can you ${does} ${what}`, polite ? `pouvez-vous ${stem}er ${quoi}` : `peux-tu ${stem}er ${quoi}`],
      [
        `why did you ${does} ${what}`,
        polite ? `pourquoi avez-vous ${stem}é ${quoi}` : `pourquoi as-tu ${stem}é ${quoi}`,
      ],
      [`where is ${what}`, chance(0.5) ? `où est ${quoi}` : `où se trouve ${quoi}`],
      [`what do you ${does}`, polite ? `qu'est-ce que vous ${stem}ez` : `que ${stem}es-tu`],
      [`is there a ${only}`, `y a-t-il ${isFeminine ? 'une' : 'un'} ${seul}`],
      [`how much is ${what}`, `combien coûte ${quoi}`],
    ]);
  };
  const other = (): Both => {
    const [does, stem] = act();
    const [what, quoi] = thing();
    const [[only, seul]] = bare();
    return pick<Both>([
      [`${does} ${what}`, chance(0.5) ? `${stem}ez ${quoi}` : `${stem}e ${quoi}`],
      [`don't ${does} ${what}`, chance(0.5) ? `ne ${stem}ez pas ${quoi}` : `ne ${stem}e pas ${quoi}`],
      [`there is no ${only}`, `il n'y a pas de ${seul}`],
      [
        `i would like to ${does} ${what}`,
        chance(0.5) ? `je voudrais ${stem}er ${quoi}` : `j'aimerais ${stem}er ${quoi}`,
      ],
      [`let's ${does} ${what}`, `${stem}ons ${quoi}`],
      [`it is not easy to ${does} ${what}`, `il n'est pas facile de ${stem}er ${quoi}`],
    ]);
  };
  return (): TextPair => {
    const kind = draw.integer(0, 10);
    let [source, target] = kind < 6 ? statement() : kind < 8 ? question() : other();
    const add = ([english, french]: Both) => {
      [source, target] = [`${source} ${english}`, `${target} ${french}`];
    };
    if (chance(0.35)) {
      const [word, words] = pick(towards);
      const [what, quoi] = thing();
      add([`${word} ${what}`, `${pick(words)} ${quoi}`]);
    }
    if (chance(0.4)) {
      const [word, words] = pick(behind);
      add([word, pick(words)]);
    }
    if (kind < 6 && chance(0.2)) {
      const [first, premiers] = pick(before);
      [source, target] = [`${first} ${source}`, `${pick(premiers)} ${target}`];
    }
    const end = kind >= 6 && kind < 8 ? ['?', ' ?'] : kind >= 8 && chance(0.3) ? ['!', ' !'] : ['.', '.'];
    const written = (text: string) => (text[0].toUpperCase() + text.slice(1)).replace(/ +/g, ' ').trim();
    return {source: written(source) + end[0], target: written(joined(target)) + end[1]};
  };
}

/**
 * English sentences and French translations in the form of the real ones: statements, questions and wishes of everyday
 * words, about things that have made-up names in both languages. Most of those names come once, many have two
 * translations, and "you" has two always: what is learnt from a few hundred pairs is the frame.
 *
 * @param n number of pairs
 * @param seed start of the random numbers
 * @returns pairs, all different
 *
 * Lesson: notebooks/05-text/5.4, where the real sentences cannot be had. @internal
 */
export function makeFrench(n: number, seed: number): TextPair[] {
  const draw = random(seed);
  const say = speaker(draw, lexicon(draw));
  const pairs = new Map<string, TextPair>();
  while (pairs.size < n) {
    const pair = say();
    if (!pairs.has(pair.source)) pairs.set(pair.source, pair);
  }
  return Array.from(pairs.values());
}
