import {createHash, createHmac, randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {type Random, randomFrom} from '../../../lib/src/data/random-from';
import {InputError} from '../../notebooks/notebook';

/** Fewest bytes of a secret. */
const LEAST = 32;

/**
 * Makes a secret file that the teacher alone can read.
 *
 * @throws InputError when there is one already: marks that were given with it could not be given again
 */
export function makeSecret(file: string): void {
  if (existsSync(file)) throw new InputError(`${file} exists; marks given with it need it, so it is not replaced`);
  mkdirSync(dirname(file), {recursive: true, mode: 0o700});
  writeFileSync(file, `${randomBytes(48).toString('base64')}\n`, {mode: 0o600, flag: 'wx'});
}

/**
 * The teacher's secret, from which all hidden inputs come.
 *
 * @throws InputError when there is none, it is short, or others can read it
 */
export function readSecret(file: string): Buffer {
  if (!existsSync(file)) {
    throw new InputError(`there is no secret at ${file}; make one with npm run grade -- --make-secret, and keep it`);
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new InputError(`${file} can be read by others; run chmod 600 ${file}`);
  }
  const secret = Buffer.from(readFileSync(file, 'utf8').trim());
  if (secret.length < LEAST) throw new InputError(`${file} is shorter than ${LEAST} characters; make a new one`);
  return secret;
}

/** Keys of students without the secret itself: what a process gets that grades one of them. */
export interface Keys {
  /** Names the secret, and tells nothing about it. */
  name: string;
  /** The key of one student: of no use for any other, so that a machine that grades one work can foretell no other's inputs. */
  of(student: string): Buffer;
}

export function keysFrom(secret: Buffer): Keys {
  return {
    name: createHash('sha256').update('name of ').update(secret).digest('hex').slice(0, 12),
    of: (student) => createHmac('sha256', secret).update(JSON.stringify(student)).digest(),
  };
}

/** The key of one part, from its student's: the same whenever it is graded. */
export function partKey(studentKey: Buffer, part: string): Buffer {
  return createHmac('sha256', studentKey).update(part).digest();
}

/**
 * Random numbers from a key. Whoever has seen any of them learns nothing about those to come; the short state of the
 * generator that lessons use could be found by trying.
 */
export function secretRandom(key: Buffer): Random {
  let [block, at, count] = [Buffer.alloc(0), 0, 0];
  return randomFrom(() => {
    if (at + 8 > block.length) {
      block = createHmac('sha256', key).update(String(count++)).digest();
      at = 0;
    }
    // 53 bits: every number in [0, 1) that has as many
    const value = (block.readUInt32BE(at) >>> 5) * 67_108_864 + (block.readUInt32BE(at + 4) >>> 6);
    at += 8;
    return value / 9_007_199_254_740_992;
  });
}
