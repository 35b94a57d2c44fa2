/**
 * The fonts of static pictures, and how wide texts are in them.
 *
 * Pictures must be the same on every machine, so system fonts are never used. DejaVu covers what the course writes
 * in figures: Greek, arrows, subscripts, mathematical signs.
 */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import type {Font} from 'opentype.js';

const require = createRequire(__filename);
const folder = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');

const files = {
  sans: 'DejaVuSans.ttf',
  'sans-bold': 'DejaVuSans-Bold.ttf',
  'sans-italic': 'DejaVuSans-Oblique.ttf',
  'sans-bold-italic': 'DejaVuSans-BoldOblique.ttf',
  mono: 'DejaVuSansMono.ttf',
  'mono-bold': 'DejaVuSansMono-Bold.ttf',
} as const;

export type Face = keyof typeof files;

export const fontFiles: string[] = Object.values(files).map((name) => join(folder, name));
export const sansFamily = 'DejaVu Sans';
export const monoFamily = 'DejaVu Sans Mono';

const loaded = new Map<Face, Font>();

function fontOf(face: Face): Font {
  const known = loaded.get(face);
  if (known) return known;
  const {parse} = require('opentype.js') as typeof import('opentype.js');
  const bytes = readFileSync(join(folder, files[face]));
  const font = parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  loaded.set(face, font);
  return font;
}

/** Face that a family, weight and style of CSS are drawn with. */
export function faceOf(family: string, weight: string, style: string): Face {
  const isBold = weight === 'bold' || Number(weight) >= 600;
  if (/mono|courier|consolas/i.test(family)) return isBold ? 'mono-bold' : 'mono';
  const isItalic = style === 'italic' || style === 'oblique';
  return `sans${isBold ? '-bold' : ''}${isItalic ? '-italic' : ''}` as Face;
}

const advances = new Map<string, number>();

/** Width of a text in pixels. */
export function textWidth(text: string, size: number, face: Face): number {
  let units = 0;
  for (const character of text) {
    const key = `${face} ${character}`;
    let advance = advances.get(key);
    if (advance === undefined) {
      const font = fontOf(face);
      advance = (font.charToGlyph(character).advanceWidth ?? font.unitsPerEm / 2) / font.unitsPerEm;
      advances.set(key, advance);
    }
    units += advance;
  }
  return units * size;
}
