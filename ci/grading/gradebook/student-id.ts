import {fileNameOf, shown} from '../submissions/submission';

/** Letters of any script, and what names are written with: no markup, no path, no formula, nothing that a URL would change. */
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N} _@.()-]{0,99}$/u;

/** Names of devices on Windows, whatever ending follows. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** nbgrader puts ids into paths, pages, URLs and CSV without escaping any of them. */
const isPlain = (name: string): boolean =>
  PLAIN.test(name) &&
  !/[ .]$/.test(name) &&
  !DEVICE.test(name) &&
  name.normalize('NFC') === name &&
  Buffer.byteLength(name) <= 120;

/**
 * The id of a student in the gradebook: the name itself where it can do no harm there, else a form of it that cannot.
 * Different names have different ids: no plain name holds '=' or '~'.
 */
export const studentId = (name: string): string =>
  isPlain(name) ? name : `_${fileNameOf(name).replaceAll('%', '=')}~`;

/** For people, where the id is not the name: pages and exports take it as it is, so that marks of markup stand as spaces. */
export const readableName = (name: string): string | null =>
  isPlain(name)
    ? null
    : shown(name)
        .normalize('NFC')
        .replace(/[^\p{L}\p{M}\p{N} _@.()-]/gu, ' ')
        .replace(/\s+/g, ' ')
        .replace(/^[^\p{L}\p{N}]+/u, '')
        .trim() || 'without letters';
