import assert from 'node:assert/strict';
import {
  generateDates,
  generatePlay,
  generateReviews,
  generateTaggedSentences,
  generateTranslations,
  type Language,
  toIob2,
  tokenise,
} from '../../src/data';
import {inEnglish, inLanguage, type Meaning} from '../../src/data/tasks/grammars';
import {NEGATIVE, NEUTRAL, POSITIVE} from '../../src/data/tasks/reviews';
import {illegalTransitions} from '../../src/metrics';
import {fnv1a} from './fnv1a';

describe('generateDates', () => {
  const pairs = generateDates(2000);

  it('writes the day that Date finds in the text', () => {
    const roman = 'I II III IV V VI VII VIII IX X XI XII'.split(' ');
    for (const {source, target} of pairs) {
      const plain = source
        .replace(/^the /, '')
        .replace(/^\w+, (?=\d|[A-Z])/, '')
        .replace(/(\d)(st|nd|rd|th) of/, '$1')
        .replace(/^(\d+)\.([IVX]+)\.(\d+)$/, (_, day, month, year) => `${year}/${roman.indexOf(month) + 1}/${day}`);
      assert.equal(new Date(`${plain} UTC`).toISOString().slice(0, 10), target, source);
    }
  });
  it('names the right weekday and writes ordinals as English does', () => {
    const weekdays = pairs.filter(({source}) => /^[MTWFS]\w+, /.test(source));
    assert.ok(weekdays.length > 300);
    for (const {source, target} of weekdays) {
      const day = new Date(target).toLocaleDateString('en-US', {weekday: 'long', timeZone: 'UTC'});
      assert.ok(day.startsWith(source.split(',')[0]), source);
    }
    const ordinals = new Set(pairs.flatMap(({source}) => source.match(/\d+(st|nd|rd|th)/g) ?? []));
    for (const wanted of ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd', '23rd', '30th', '31st']) {
      assert.ok(ordinals.has(wanted), wanted);
    }
    assert.equal(ordinals.size, 31);
  });
  it('stays within its years, repeats itself, and begins longer lists with shorter ones', () => {
    for (const {target} of generateDates(200, {from: 2000, to: 2000})) assert.match(target, /^2000-/);
    assert.deepEqual(generateDates(50), pairs.slice(0, 50));
    assert.notDeepEqual(generateDates(50, {seed: 1}), pairs.slice(0, 50));
    assert.throws(
      () => generateDates(5, {from: 2001, to: 2000}),
      /generateDates: to must be a whole number >= 2001 and <= 9999, got 2000$/,
    );
    assert.throws(() => generateDates(0), /n must be a whole number >= 1, got 0/);
    assert.throws(
      () => generateDates(1, {start: 3} as never),
      /generateDates: unknown option "start"; the options are from, to, seed$/,
    );
  });
});

describe('generateTranslations', () => {
  const phrase = (isDefinite: boolean, noun: number, adjective?: number) => ({isDefinite, noun, adjective});
  // Nouns: dog cat man woman child girl bird horse house garden book table; adjectives: small red old beautiful new ...
  const meanings: [Meaning, Record<'eng' | Language, string>][] = [
    [
      {subject: phrase(true, 0, 0), verb: 0, object: phrase(false, 1, 1), isNegated: false},
      {
        eng: 'the small dog sees a red cat.',
        deu: 'der kleine Hund sieht eine rote Katze.',
        fra: 'le petit chien voit un chat rouge.',
        ita: 'il piccolo cane vede un gatto rosso.',
        spa: 'el pequeño perro ve a un gato rojo.',
      },
    ],
    [
      {subject: phrase(false, 2, 2), verb: 1, object: phrase(true, 6, 3), isNegated: true},
      {
        eng: 'an old man does not like the beautiful bird.',
        deu: 'ein alter Mann mag den schönen Vogel nicht.',
        fra: "un vieil homme n'aime pas le bel oiseau.",
        ita: "un vecchio uomo non ama il bell'uccello.",
        spa: 'un viejo hombre no quiere al hermoso pájaro.',
      },
    ],
    [
      {subject: phrase(true, 2), verb: 2, object: phrase(false, 6), isNegated: true},
      {
        eng: 'the man does not find a bird.',
        deu: 'der Mann findet keinen Vogel.',
        fra: "l'homme ne trouve pas d'oiseau.",
        ita: "l'uomo non trova un uccello.",
        spa: 'el hombre no encuentra a un pájaro.',
      },
    ],
    [
      {subject: phrase(false, 3, 7), verb: 5, object: phrase(false, 8, 6), isNegated: false},
      {
        eng: 'a good woman paints a white house.',
        deu: 'eine gute Frau malt ein weißes Haus.',
        fra: 'une bonne femme peint une maison blanche.',
        ita: 'una buona donna dipinge una casa bianca.',
        spa: 'una buena mujer pinta una casa blanca.',
      },
    ],
    [
      {subject: phrase(true, 5), verb: 4, object: phrase(true, 10, 4), isNegated: true},
      {
        eng: 'the girl does not seek the new book.',
        deu: 'das Mädchen sucht das neue Buch nicht.',
        fra: 'la fille ne cherche pas le nouveau livre.',
        ita: 'la ragazza non cerca il nuovo libro.',
        spa: 'la chica no busca el nuevo libro.',
      },
    ],
    [
      {subject: phrase(false, 7, 3), verb: 3, object: phrase(false, 0, 7), isNegated: true},
      {
        eng: 'a beautiful horse does not draw a good dog.',
        deu: 'ein schönes Pferd zeichnet keinen guten Hund.',
        fra: 'un beau cheval ne dessine pas de bon chien.',
        ita: 'un bel cavallo non disegna un buon cane.',
        spa: 'un hermoso caballo no dibuja a un buen perro.',
      },
    ],
  ];

  it('translates as a person does', () => {
    for (const [meaning, words] of meanings) {
      assert.equal(inEnglish(meaning), words.eng);
      for (const language of ['deu', 'fra', 'ita', 'spa'] as const) {
        assert.equal(inLanguage(language, meaning), words[language]);
      }
    }
  });
  it('never says the same twice, and one sentence always means one', () => {
    const pairs = generateTranslations(20000, {language: 'deu'});
    assert.equal(new Set(pairs.map(({source}) => source)).size, 20000);
    assert.equal(new Set(pairs.map(({target}) => target)).size, 20000);
    assert.deepEqual(generateTranslations(20, {language: 'deu'}), pairs.slice(0, 20));
    assert.deepEqual(
      generateTranslations(20, {language: 'spa'}).map(({source}) => source),
      pairs.slice(0, 20).map(({source}) => source),
    );
  });
  it('refuses more than there are, and other languages', () => {
    assert.throws(
      () => generateTranslations(250001),
      /generateTranslations: n must be a whole number >= 1 and <= 250000, got 250001$/,
    );
    assert.throws(() => generateTranslations(2, {language: 'lat' as never}), /language must be 'deu' or .*, got 'lat'/);
  });
});

describe('generateTaggedSentences', () => {
  const sentences = generateTaggedSentences(3000);

  it('tags every token, in legal IOB2, with all four types', () => {
    const types = new Set<string>();
    for (const {tokens, tags} of sentences) {
      assert.equal(tokens.length, tags.length);
      assert.equal(illegalTransitions(tags), 0);
      for (const tag of tags) types.add(tag);
    }
    assert.deepEqual([...types].sort(), [
      'B-LOC',
      'B-MISC',
      'B-ORG',
      'B-PER',
      'I-LOC',
      'I-MISC',
      'I-ORG',
      'I-PER',
      'O',
    ]);
  });
  it('lets the same word name different things, so that a list of names does not do', () => {
    const tagsOf = new Map<string, Set<string>>();
    for (const {tokens, tags} of sentences) {
      tokens.forEach((token, i) => {
        tagsOf.set(token, (tagsOf.get(token) ?? new Set()).add(tags[i]));
      });
    }
    for (const word of ['Jordan', 'Lincoln', 'York', 'Paris', 'King'])
      assert.ok((tagsOf.get(word)?.size ?? 0) > 1, word);
  });
  it('repeats itself', () => {
    assert.deepEqual(generateTaggedSentences(10), sentences.slice(0, 10));
    assert.notDeepEqual(generateTaggedSentences(10, {seed: 2}), sentences.slice(0, 10));
    assert.throws(() => generateTaggedSentences(1.5), /n must be a whole number >= 1, got 1.5/);
  });
});

describe('toIob2', () => {
  it('opens each run with B and leaves IOB2 as it is', () => {
    assert.deepEqual(toIob2(['I-PER', 'I-PER', 'O', 'I-PER', 'I-LOC', 'I-LOC']), [
      ...['B-PER', 'I-PER', 'O', 'B-PER', 'B-LOC', 'I-LOC'],
    ]);
    for (const {tags} of generateTaggedSentences(50)) assert.deepEqual(toIob2(tags), tags);
    assert.throws(() => toIob2(['O', 'X-PER']), /tags\[1\] must be O, B-TYPE or I-TYPE, got 'X-PER'/);
  });
});

describe('generateReviews', () => {
  it('are labelled by their majority, half of them positive', () => {
    const {sentences, labels} = generateReviews(1001);
    assert.equal(
      labels.reduce((a, b) => a + b),
      501,
    );
    sentences.forEach((sentence, i) => {
      const words = sentence.split(' ');
      assert.ok(words.length >= 5 && words.length <= 15);
      const count = (list: string[]) => words.filter((word) => list.includes(word)).length;
      assert.equal(Math.sign(count(POSITIVE) - count(NEGATIVE)), labels[i] === 1 ? 1 : -1, sentence);
    });
    assert.equal(new Set(sentences.flatMap((sentence) => tokenise(sentence))).size, 30);
    assert.equal(new Set([...POSITIVE, ...NEGATIVE, ...NEUTRAL]).size, 30);
  });
  it('equal their numpy twin', () => {
    const {sentences, labels} = generateReviews(200, {seed: 7});
    assert.equal(fnv1a([...sentences, ...labels].join('\n')), 'd5e45a6b08ff14bb');
  });
  it('refuse sizes that leave no room', () => {
    assert.throws(() => generateReviews(5, {length: 2}), /length must be a whole number >= 3, got 2/);
  });
});

describe('generatePlay', () => {
  it('has the form of a play and the length asked for', () => {
    const text = generatePlay(20000);
    assert.equal(text.length, 20000);
    const parts = text.split('\n\n').slice(0, -1);
    for (const part of parts) assert.match(part, /^[A-Z]+:\n([A-Z].*[.?!]\n?){1,3}$/);
    assert.equal(generatePlay(500), text.slice(0, 500));
    assert.ok(!text.includes('{') && !text.includes('undefined'));
    assert.throws(() => generatePlay(0), /characters must be a whole number >= 1, got 0/);
  });
});
