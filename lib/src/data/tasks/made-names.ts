import type {Random} from '../random';
import {makeWord} from './made-words';

/** What a name names: a person, a place, an organisation, another thing. @internal */
export type NameType = 'PER' | 'LOC' | 'ORG' | 'MISC';

/** A name in full, and how it is called when it comes again. @internal */
export interface MadeName {
  type: NameType;
  full: string;
  short: string;
}

const FIRST =
  'John David Maria James Anna Peter Paul George Robert Michael Mary William Thomas Charles Henry Elena Carlos Jane Eva Max';
const PLACES = [
  ...'London Paris Berlin Rome Europe Africa Asia Canada Japan India China France Germany Italy Spain Chicago'.split(
    ' ',
  ),
  ...['New York', 'United States', 'South Africa', 'New Zealand', 'Los Angeles'],
];
const PEOPLES = 'American British French German English Italian Spanish Japanese Indian European Roman'.split(' ');
const BODIES = 'NATO BBC CNN Parliament Congress Senate Apple Sony Microsoft Reuters'.split(' ');
// Words that are no names elsewhere: a month, an office, a colour.
const DOUBLE = 'March May August King Young Brown Rose Bishop Stone General Union Street Fields Cross Church'.split(
  ' ',
);
const LAST_ENDINGS = ['son', 'man', 'ez', 'ski', 'sen', 'berg'];
const PLACE_ENDINGS = ['ton', 'ville', 'ia', 'land', 'burg', 'ford', 'berg', 'stan'];
const FIRMS = 'Records University Party Band Company Club Group School Church Motors'.split(' ');
const THINGS = 'War Cup Award Festival Symphony Prize Act Wars'.split(' ');

const capital = (word: string) => word[0].toUpperCase() + word.slice(1);

/**
 * Names that people might give: most of them new, some known everywhere, many after other names.
 *
 * @param draw the random numbers
 * @param word gives a word of the language, for titles
 * @returns a function that makes a name of a type. @internal
 */
export function namer(draw: Random, word: () => string): (type: NameType) => MadeName {
  const pick = (list: readonly string[]) => list[draw.integer(0, list.length)];
  const chance = (share: number) => draw.uniform() < share;
  const firsts = FIRST.split(' ');
  // Called in turn after people, places and firms: what such a word names, only its neighbours tell.
  const shared = Array.from({length: 400}, () => capital(makeWord(draw, draw.integer(1, 3))));
  const fresh = (endings: readonly string[], share: number) => {
    if (chance(0.22)) return pick(chance(0.25) ? DOUBLE : shared);
    if (chance(share)) return capital(makeWord(draw, 1) + pick(endings));
    return capital(makeWord(draw, draw.integer(1, 4)));
  };
  const title = () =>
    Array.from({length: draw.integer(1, 4)}, () => capital(word())).join(chance(0.25) ? ' of the ' : ' ');
  const make: Record<NameType, () => [full: string, short?: string]> = {
    PER: () => {
      const last = fresh(LAST_ENDINGS, 0.3);
      const first = chance(0.35) ? pick(firsts) : capital(makeWord(draw, draw.integer(1, 3)));
      if (chance(0.15)) return [last];
      if (chance(0.12)) return [`${first} ${pick(['de', 'von', 'van', 'al'])} ${last}`, last];
      if (chance(0.12)) return [`${first} ${pick('ABCDEFGHJKLMPRSTW'.split(''))}. ${last}`, last];
      return [`${first} ${last}`, chance(0.8) ? last : first];
    },
    LOC: () => {
      if (chance(0.2)) return [pick(PLACES)];
      const place = fresh(PLACE_ENDINGS, 0.4);
      if (chance(0.7)) return [place];
      const around = ['Lake _', 'New _', 'South _', '_ River', '_ County', '_ Island', 'Republic of _', 'Mount _'];
      return [pick(around).replace('_', place), place];
    },
    ORG: () => {
      const kind = draw.integer(0, 10);
      if (kind < 1) return [pick(BODIES)];
      if (kind < 2)
        return [Array.from({length: draw.integer(2, 5)}, () => pick('ABCDEFGIKLMNOPRST'.split(''))).join('')];
      const base = chance(0.3) ? make.LOC()[0] : fresh(PLACE_ENDINGS, 0.15);
      if (kind < 4) return [base];
      if (kind < 6) return [`${base} ${pick(FIRMS)}`, base];
      if (kind < 7) return [`${pick(['University', 'Bank', 'Church', 'Republic', 'House'])} of ${base}`];
      if (kind < 8) return [`The ${title()}s`];
      return [chance(0.5) ? `${base} ${fresh(LAST_ENDINGS, 0.2)}` : `${base} and ${fresh(LAST_ENDINGS, 0.2)}`, base];
    },
    MISC: () => {
      if (chance(0.2)) return [pick(PEOPLES)];
      if (chance(0.3))
        return [capital(makeWord(draw, draw.integer(1, 3)) + pick(['ish', 'ian', 'ia', 'en', 'o', 's']))];
      if (chance(0.2)) return [`${fresh(PLACE_ENDINGS, 0.2)} ${pick(THINGS)}`];
      if (chance(0.25)) return [fresh(PLACE_ENDINGS, 0.2)];
      return [chance(0.4) ? `The ${title()}` : title()];
    },
  };
  return (type) => {
    const [full, short = full] = make[type]();
    return {type, full, short};
  };
}
