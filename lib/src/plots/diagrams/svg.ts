import type {Diagram} from '../figure';
import {FONT} from '../look';

/** Colours of diagrams: dark strokes on light fills, so that grey paper keeps them apart. */
export const INK = '#222222';
export const SOFT = '#767676';
export const INPUT_FILL = '#FFFFFF';
export const STATE_FILL = '#CFE3F1';
export const OUTPUT_FILL = '#F9DDC8';
export const FORWARD = '#222222';
export const GRADIENT = '#C24A00';

/** A place in pixels, y downward. */
export type Place = [x: number, y: number];

/** How text looks. */
export interface TextStyle {
  size?: number;
  anchor?: 'start' | 'middle' | 'end';
  fill?: string;
  bold?: boolean;
  italic?: boolean;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** How far a run stands below the line (above where negative), in sizes of the text. */
const LOW = 0.25;
const HIGH = -0.38;

/** Splits 'h_{t-1}^{(2)} W_x' into runs; what follows _ (one letter, or braces) is lowered, braces after ^ are raised. */
function runs(text: string): {run: string; place: number}[] {
  return [...text.matchAll(/_\{([^}]*)\}|_(\S)|\^\{([^}]*)\}|([^_^]+)/g)].map(([, low, letter, high, plain]) => {
    if (plain !== undefined) return {run: plain, place: 0};
    return high === undefined ? {run: low ?? letter, place: LOW} : {run: high, place: HIGH};
  });
}

/**
 * A line of text; `_x` and `_{...}` are subscripts, `^{...}` is a superscript.
 *
 * @param at the anchor; y is the middle of small letters
 * @param content the text
 * @param style see {@link TextStyle}
 * @returns SVG
 */
export function text([x, y]: Place, content: string, style: TextStyle = {}): string {
  const {size = 14, anchor = 'middle', fill = INK, bold = false, italic = false} = style;
  let before = 0;
  const spans = runs(content).map(({run, place}) => {
    const shift = size * (place - before);
    before = place;
    const dy = shift === 0 ? '' : ` dy="${round(shift)}"`;
    return `<tspan${dy} font-size="${place === 0 ? size : round(size * 0.75)}">${escapeXml(run)}</tspan>`;
  });
  const look = `${bold ? ' font-weight="bold"' : ''}${italic ? ' font-style="italic"' : ''}`;
  const place = `x="${round(x)}" y="${round(y + size * 0.35)}" text-anchor="${anchor}"`;
  // xml:space keeps the blank before and after a subscript.
  return `<text ${place} fill="${fill}" font-size="${size}"${look} xml:space="preserve">${spans.join('')}</text>`;
}

/** How a line looks. */
export interface StrokeStyle {
  color?: string;
  width?: number;
  /** Lengths of dashes, such as '6 4'. */
  dash?: string;
}

function strokeAttributes({color = FORWARD, width = 1.8, dash}: StrokeStyle): string {
  return `stroke="${color}" stroke-width="${width}" fill="none"${dash ? ` stroke-dasharray="${dash}"` : ''}`;
}

/** A line through places, without a head. */
export function path(places: Place[], style: StrokeStyle = {}): string {
  const d = places.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(' ');
  return `<path d="${d}" ${strokeAttributes(style)}/>`;
}

function head([fromX, fromY]: Place, [x, y]: Place, color: string): string {
  const angle = Math.atan2(y - fromY, x - fromX);
  const corner = (turn: number): string => {
    const [dx, dy] = [Math.cos(angle + turn) * 10, Math.sin(angle + turn) * 10];
    return `${round(x - dx)},${round(y - dy)}`;
  };
  return `<polygon points="${round(x)},${round(y)} ${corner(0.42)} ${corner(-0.42)}" fill="${color}"/>`;
}

/** An arrow through places, its head at the last. */
export function arrow(places: Place[], style: StrokeStyle = {}): string {
  const [from, to] = places.slice(-2);
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  // The line ends inside the head, else its square end shows beside the tip.
  const stop: Place = [to[0] - ((to[0] - from[0]) / length) * 6, to[1] - ((to[1] - from[1]) / length) * 6];
  return path([...places.slice(0, -1), stop], style) + head(from, to, style.color ?? FORWARD);
}

/** A curved arrow from one place to another, bent through a control place. */
export function curve(from: Place, control: Place, to: Place, style: StrokeStyle = {}): string {
  const length = Math.hypot(to[0] - control[0], to[1] - control[1]);
  const stop: Place = [to[0] - ((to[0] - control[0]) / length) * 6, to[1] - ((to[1] - control[1]) / length) * 6];
  const d = `M${from.map(round).join(' ')} Q${control.map(round).join(' ')} ${stop.map(round).join(' ')}`;
  return `<path d="${d}" ${strokeAttributes(style)}/>${head(control, to, style.color ?? FORWARD)}`;
}

/** How a box or circle looks. */
export interface ShapeStyle extends StrokeStyle {
  fill?: string;
  /** Size of the label; defaults to 14. */
  size?: number;
  bold?: boolean;
}

/** A rounded box around its centre, with a label. */
export function box([x, y]: Place, [width, height]: Place, label: string, style: ShapeStyle = {}): string {
  const {fill = STATE_FILL, color = INK, width: stroke = 1.5, dash, size, bold} = style;
  const line = `stroke="${color}" stroke-width="${stroke}"${dash ? ` stroke-dasharray="${dash}"` : ''}`;
  const corner = `x="${round(x - width / 2)}" y="${round(y - height / 2)}" rx="5"`;
  const rect = `<rect ${corner} width="${round(width)}" height="${round(height)}" fill="${fill}" ${line}/>`;
  return rect + (label ? text([x, y], label, {size, bold}) : '');
}

/** A circle with a label. */
export function circle([x, y]: Place, radius: number, label: string, style: ShapeStyle = {}): string {
  const {fill = INPUT_FILL, color = INK, width = 1.5, size, bold} = style;
  const place = `cx="${round(x)}" cy="${round(y)}" r="${radius}"`;
  const shape = `<circle ${place} fill="${fill}" stroke="${color}" stroke-width="${width}"/>`;
  return shape + (label ? text([x, y], label, {size, bold}) : '');
}

/** A whole drawing on white paper. */
export function drawing(width: number, height: number, parts: string[], alt: string): Diagram {
  const frame = `width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}"`;
  const paper = `<rect width="${round(width)}" height="${round(height)}" fill="#FFFFFF"/>`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" ${frame} role="img" font-family="${FONT}">` +
    `<title>${escapeXml(alt)}</title>${paper}${parts.join('')}</svg>`;
  return {svg, alt};
}

/** Refuses counts that cannot be drawn. */
export function checkCount(what: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${what} must be a whole number from ${least} to ${most}, got ${value}`);
  }
}
