// Word lists and rules of agreement for the translation task. Each language writes one meaning in its own words.

/** Languages into which the grammar translates. */
export type Language = 'deu' | 'fra' | 'ita' | 'spa';
export const LANGUAGES: readonly Language[] = ['deu', 'fra', 'ita', 'spa'];

/** What a sentence says, by number of word. */
export interface Meaning {
  subject: NounPhrase;
  verb: number;
  object: NounPhrase;
  isNegated: boolean;
}

/** 'the small dog', by number of word. */
export interface NounPhrase {
  isDefinite: boolean;
  noun: number;
  /** Undefined for none. */
  adjective?: number;
}

/** Genders: masculine, feminine, neuter. */
type Gender = 'm' | 'f' | 'n';

const NOUNS = 'dog cat man woman child girl bird horse house garden book table'.split(' ');
const ADJECTIVES = 'small red old beautiful new black white good'.split(' ');
const VERBS: [third: string, base: string][] = [
  ['sees', 'see'],
  ['likes', 'like'],
  ['finds', 'find'],
  ['draws', 'draw'],
  ['seeks', 'seek'],
  ['paints', 'paint'],
];
export const WORDS = {nouns: NOUNS.length, adjectives: ADJECTIVES.length, verbs: VERBS.length};

/** A meaning in English. */
export function inEnglish({subject, verb, object, isNegated}: Meaning): string {
  const phrase = ({isDefinite, noun, adjective}: NounPhrase) => {
    const words = adjective === undefined ? NOUNS[noun] : `${ADJECTIVES[adjective]} ${NOUNS[noun]}`;
    const article = /^[aeio]/.test(words) ? 'an' : 'a';
    return `${isDefinite ? 'the' : article} ${words}`;
  };
  const [third, base] = VERBS[verb];
  return `${phrase(subject)} ${isNegated ? `does not ${base}` : third} ${phrase(object)}.`;
}

const GERMAN = {
  nouns: ['m Hund', 'f Katze', 'm Mann', 'f Frau', 'n Kind', 'n Mädchen', 'm Vogel', 'n Pferd', 'n Haus', 'm Garten']
    .concat(['n Buch', 'm Tisch'])
    .map((entry) => entry.split(' ') as [Gender, string]),
  adjectives: 'klein rot alt schön neu schwarz weiß gut'.split(' '),
  verbs: 'sieht mag findet zeichnet sucht malt'.split(' '),
};

/** German: the article and the adjective show gender and case, and no article makes 'not' one of its own. */
function inGerman({subject, verb, object, isNegated}: Meaning): string {
  const phrase = ({isDefinite, noun, adjective}: NounPhrase, isObject: boolean, isNone: boolean) => {
    const [gender, name] = GERMAN.nouns[noun];
    const isMasculineObject = gender === 'm' && isObject;
    const definite = isMasculineObject ? 'den' : {m: 'der', f: 'die', n: 'das'}[gender];
    const indefinite = `ein${isMasculineObject ? 'en' : {m: '', f: 'e', n: ''}[gender]}`;
    const article = isDefinite ? definite : `${isNone ? 'k' : ''}${indefinite}`;
    const weak = isMasculineObject ? 'en' : 'e';
    const mixed = isMasculineObject ? 'en' : {m: 'er', f: 'e', n: 'es'}[gender];
    const described = adjective === undefined ? '' : ` ${GERMAN.adjectives[adjective]}${isDefinite ? weak : mixed}`;
    return `${article}${described} ${name}`;
  };
  const isNone = isNegated && !object.isDefinite;
  const words = `${phrase(subject, false, false)} ${GERMAN.verbs[verb]} ${phrase(object, true, isNone)}`;
  return `${words}${isNegated && !isNone ? ' nicht' : ''}.`;
}

/** What a Romance language needs; adjectives as [masculine, feminine, stands before the noun]. */
interface Romance {
  nouns: [Gender, string][];
  adjectives: [masculine: string, feminine: string, isBefore: boolean][];
  verbs: string[];
  definite: Record<'m' | 'f', string>;
  indefinite: Record<'m' | 'f', string>;
  /** What stands for an indefinite article after 'not', where it changes. */
  none?: string;
  /** Puts 'not' around or before the verb. */
  negate(verb: string): string;
  /** Rules of sound between the words of a phrase. */
  join(words: string[]): string;
}

const nouns = (text: string) => text.split(', ').map((entry) => entry.split(' ') as [Gender, string]);
const adjectives = (text: string) =>
  text.split(', ').map((entry): [string, string, boolean] => {
    const [masculine, feminine, place] = entry.split(' ');
    return [masculine, feminine, place === 'before'];
  });

const FRENCH: Romance = {
  nouns: nouns(
    'm chien, m chat, m homme, f femme, m enfant, f fille, m oiseau, m cheval, f maison, m jardin, m livre, f table',
  ),
  adjectives: adjectives(
    'petit petite before, rouge rouge, vieux vieille before, beau belle before, nouveau nouvelle before, noir noire, blanc blanche, bon bonne before',
  ),
  verbs: 'voit aime trouve dessine cherche peint'.split(' '),
  definite: {m: 'le', f: 'la'},
  indefinite: {m: 'un', f: 'une'},
  none: 'de',
  negate: (verb) => `${/^[aeiou]/.test(verb) ? "n'" : 'ne '}${verb} pas`,
  // Before a vowel or a silent h: l'homme, le vieil homme, le bel oiseau, le nouvel enfant.
  join: (words) =>
    words
      .join(' ')
      .replace(/\b(vieux|beau|nouveau) (?=[aeiouh])/g, (_, word: string) => {
        return `${{vieux: 'vieil', beau: 'bel', nouveau: 'nouvel'}[word]} `;
      })
      .replace(/^(l|d)[ea] (?=[aeiouh])/, "$1'"),
};

const ITALIAN: Romance = {
  nouns: nouns(
    'm cane, m gatto, m uomo, f donna, m bambino, f ragazza, m uccello, m cavallo, f casa, m giardino, m libro, f tavola',
  ),
  adjectives: adjectives(
    'piccolo piccola before, rosso rossa, vecchio vecchia before, bello bella before, nuovo nuova before, nero nera, bianco bianca, buono buona before',
  ),
  verbs: 'vede ama trova disegna cerca dipinge'.split(' '),
  definite: {m: 'il', f: 'la'},
  indefinite: {m: 'un', f: 'una'},
  negate: (verb) => `non ${verb}`,
  // bel cane, bell'uomo, buon uomo; l'uomo; the feminine article is whole before consonants.
  join: (words) =>
    words
      .join(' ')
      .replace(/\bbuono (?=\p{L})/u, 'buon ')
      .replace(/\bbello (?=[aeiou])/, "bell'")
      .replace(/\bbello (?=\p{L})/u, 'bel ')
      .replace(/^il (?=[aeiou])/, "l'"),
};

const SPANISH: Romance = {
  nouns: nouns(
    'm perro, m gato, m hombre, f mujer, m niño, f chica, m pájaro, m caballo, f casa, m jardín, m libro, f mesa',
  ),
  adjectives: adjectives(
    'pequeño pequeña before, rojo roja, viejo vieja before, hermoso hermosa before, nuevo nueva before, negro negra, blanco blanca, buen buena before',
  ),
  verbs: 've quiere encuentra dibuja busca pinta'.split(' '),
  definite: {m: 'el', f: 'la'},
  indefinite: {m: 'un', f: 'una'},
  negate: (verb) => `no ${verb}`,
  join: (words) => words.join(' '),
};

/** People and animals, whom Spanish marks as objects with 'a'. */
const IS_ALIVE = 8;

function inRomance(language: Romance, {subject, verb, object, isNegated}: Meaning): string {
  const phrase = ({isDefinite, noun, adjective}: NounPhrase, none?: string) => {
    const [gender, name] = language.nouns[noun] as ['m' | 'f', string];
    const article = isDefinite ? language.definite[gender] : (none ?? language.indefinite[gender]);
    if (adjective === undefined) return language.join([article, name]);
    const [masculine, feminine, isBefore] = language.adjectives[adjective];
    const described = gender === 'm' ? masculine : feminine;
    return language.join(isBefore ? [article, described, name] : [article, name, described]);
  };
  const done = isNegated ? language.negate(language.verbs[verb]) : language.verbs[verb];
  const told = phrase(object, isNegated ? language.none : undefined);
  const marked = language === SPANISH && object.noun < IS_ALIVE ? `a ${told}`.replace(/^a el /, 'al ') : told;
  return `${phrase(subject)} ${done} ${marked}.`;
}

/** A meaning in one of the languages. */
export function inLanguage(language: Language, meaning: Meaning): string {
  if (language === 'deu') return inGerman(meaning);
  return inRomance({fra: FRENCH, ita: ITALIAN, spa: SPANISH}[language], meaning);
}
