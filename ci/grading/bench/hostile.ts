import {type Attack, inside, type Places, type RawNotebook} from '../attacks/attack';
import {ATTACKS} from '../attacks/attacks';

/** Nothing of this machine: what attacks are told to go for is not there. */
const NOWHERE: Places = {
  ...{secret: '/nowhere/secret', gradebook: '/nowhere/gradebook.db', other: '/nowhere/other.ipynb'},
  ...{submissions: '/nowhere/submitted', project: '/nowhere/project', port: 9, pid: 1},
};

/** Attacks by code in a notebook; those by files, by use of the machine and on the compiler take long, or are no notebook. */
const KINDS = ['language', 'pipe', 'escapes', 'values', 'feedback', 'library'];

/** On a whole exercise these take more than two seconds. */
const SLOW = ['signal-parents', 'walk-disk', 'become-root', 'kernel-keys'];

/** Attacks on exercise 02 that end in two seconds, all parts together; `npm run test:grading` grades the others too. */
export const quickAttacks = (): Attack[] =>
  KINDS.flatMap((kind) => ATTACKS[kind]).filter(
    ({name, patience, parts}) => patience === undefined && parts === undefined && !SLOW.includes(name),
  );

/** An answer that never ends: it costs its whole time. */
export const ENDLESS = inside('endless', 'a loop that never ends', 'for (;;);');

/**
 * The notebook of an attack.
 *
 * @throws RangeError where it hands in something else
 */
export function hostileNotebook(attack: Attack): RawNotebook {
  const [content, ...others] = Object.values(attack.build(NOWHERE));
  if (others.length > 0 || typeof content !== 'string') throw new RangeError(`${attack.name} is no single notebook`);
  return JSON.parse(content) as RawNotebook;
}
