import {createHash} from 'node:crypto';

/** One notebook that was handed in. */
export interface Submission {
  /** As the platform names the student; anything may stand in it. */
  student: string;
  /** Two digits, or undefined where neither folder nor file name tells. */
  exercise?: string;
  /** Where it comes from, for messages: a path, or a path inside a zip. */
  where: string;
  /** @throws InputError when it cannot be read */
  read(): Promise<Buffer>;
}

/** What was found besides submissions: links, files of other kinds, second copies. Nothing is passed over in silence. */
export interface Found {
  submissions: Submission[];
  skipped: string[];
}

/** Most bytes of one notebook. */
export const LARGEST = 20 * 1024 * 1024;

/** A name in one line of a message: no line breaks, no control characters, no marks that turn the direction of writing. */
export function shown(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}

/** A name as part of a path that means nothing to any file system; different names stay different. */
export function fileNameOf(name: string): string {
  const safe = Array.from(Buffer.from(name, 'utf8'), (byte) => {
    const letter = String.fromCharCode(byte);
    return /[A-Za-z0-9_@.-]/.test(letter) ? letter : `%${byte.toString(16).padStart(2, '0')}`;
  }).join('');
  const dotted = safe.replace(/^\.+/, (dots) => '%2e'.repeat(dots.length));
  // Names longer than a file name may be keep their beginning, and a hash tells them apart.
  return dotted.length <= 120 ? dotted || '%' : `${dotted.slice(0, 100)}~${hash(name)}`;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The exercise that a name begins with or is: '02', '02-dimensions', 'e02', also behind other words. */
export function exerciseIn(name: string, known: readonly string[]): string | undefined {
  const exact = /^(?:e|ex|exercise|assignment)?[ _-]?(\d\d)(?:\b|_|-)/i.exec(name)?.[1];
  if (exact && known.includes(exact)) return exact;
  const inside = [...name.matchAll(/(?:^|[_\s-])(\d\d)-[a-z]/g)].map(([, digits]) => digits);
  return inside.find((digits) => known.includes(digits));
}
