import {createHash} from 'node:crypto';

/** One notebook that was handed in. */
export interface Submission {
  /** As the platform names the student; anything may stand in it. */
  student: string;
  /** The platform's number of the student, where it writes one: two students may have one name. */
  account?: string;
  /** Two digits, or undefined where neither folder nor file name tells. */
  exercise?: string;
  /** Where it comes from, for messages: a path, or a path inside a zip. */
  where: string;
  /** When it was handed in: ISO 8601, or as nbgrader's timestamp.txt says it; undefined where nothing tells. */
  time?: string;
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

/** Students of one name are told apart by their numbers; all others keep their names. */
export function tellApart(submissions: Submission[]): void {
  const accounts = new Map<string, Set<string>>();
  for (const {student, account} of submissions) {
    if (account !== undefined) accounts.set(student, (accounts.get(student) ?? new Set()).add(account));
  }
  for (const submission of submissions) {
    const {student, account} = submission;
    if (account !== undefined && (accounts.get(student)?.size ?? 0) > 1) submission.student = `${student} (${account})`;
  }
}

/** A name in one line of a message: no line breaks, no control characters, no marks that turn the direction of writing. */
export function shown(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}

/** Names of devices on Windows, whatever ending follows. */
const DEVICE = /^(?=(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))./i;

/** A name as part of a path that means nothing to any file system; different names stay different on all of them. */
export function fileNameOf(name: string): string {
  const safe = Array.from(Buffer.from(name, 'utf8'), (byte) => {
    const letter = String.fromCharCode(byte);
    return /[A-Za-z0-9_@.-]/.test(letter) ? letter : `%${byte.toString(16).padStart(2, '0')}`;
  }).join('');
  const plain = safe
    .replace(/^\.+/, (dots) => '%2e'.repeat(dots.length))
    .replace(DEVICE, (first) => `%${first.charCodeAt(0).toString(16)}`);
  // A hash tells apart what a file system does not: long names, names that differ in case alone, halves of letters.
  const isEnough = plain.length <= 120 && !/[A-Z]/.test(plain) && !/\p{Cs}/u.test(name);
  return isEnough ? plain || '%' : `${plain.slice(0, 100)}~${hash(name)}`;
}

const hash = (text: string): string =>
  createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('hex').slice(0, 16);

/** The exercise that a name begins with or is: '02', '02-dimensions', 'e02', also behind other words. */
export function exerciseIn(name: string, known: readonly string[]): string | undefined {
  const exact = /^(?:e|ex|exercise|assignment)?[ _-]?(\d\d)(?:\b|_|-)/i.exec(name)?.[1];
  if (exact && known.includes(exact)) return exact;
  const inside = [...name.matchAll(/(?:^|[_\s-])(\d\d)-[a-z]/g)].map(([, digits]) => digits);
  return inside.find((digits) => known.includes(digits));
}
