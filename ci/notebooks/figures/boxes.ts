/** jsdom draws nothing, so it cannot say how large a text is. These functions tell Plotly, by the metrics of our fonts. */
import {faceOf, textWidth} from './fonts';
import {pathPoints} from './paths';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Heights above and below the base line, as shares of the font size, as browsers lay out a line of DejaVu Sans. */
const ascent = 0.93;
const descent = 0.24;
const lineHeight = 1.3;

/** A style property of an element or the nearest ancestor that sets it, as attribute or in `style`. */
function inherited(element: Element | null, property: string): string {
  for (let at = element; at; at = at.parentElement) {
    const own = (at as SVGElement).style?.getPropertyValue(property) || at.getAttribute(property);
    if (own) return own;
  }
  return '';
}

/** Font size in pixels; a share, as of the exponents that Plotly sets in `70%`, is one of the text around it. */
function sizeOf(element: Element | null): number {
  for (let at = element; at; at = at.parentElement) {
    const own = (at as SVGElement).style?.getPropertyValue('font-size') || at.getAttribute('font-size') || '';
    const size = Number.parseFloat(own);
    if (size) return own.trim().endsWith('%') ? (size / 100) * sizeOf(at.parentElement) : size;
  }
  return 12;
}

function widthOf(text: string, element: Element): number {
  const face = faceOf(
    inherited(element, 'font-family'),
    inherited(element, 'font-weight'),
    inherited(element, 'font-style'),
  );
  return textWidth(text, sizeOf(element), face);
}

/** Width of all text below an element, each piece in its own font. */
function runWidth(element: Element): number {
  let width = 0;
  for (const node of element.childNodes) {
    if (node.nodeType === 3) width += widthOf(node.textContent ?? '', element);
    else if (node.nodeType === 1) width += runWidth(node as Element);
  }
  return width;
}

const anchorShare: Record<string, number> = {start: 0, middle: 0.5, end: 1};

function textBox(text: Element): Box {
  const lines = [...text.children].filter((child) => child.classList.contains('line'));
  const widths = lines.length > 0 ? lines.map(runWidth) : [runWidth(text)];
  const width = Math.max(0, ...widths);
  if (width === 0) return {x: 0, y: 0, width: 0, height: 0};
  const size = sizeOf(text);
  const x = Number(text.getAttribute('x') ?? 0) - width * (anchorShare[inherited(text, 'text-anchor')] ?? 0);
  const y = Number(text.getAttribute('y') ?? 0) - ascent * size;
  return {x, y, width, height: (ascent + descent) * size + (widths.length - 1) * lineHeight * size};
}

function union(boxes: Box[]): Box {
  const solid = boxes.filter(({width, height}) => width > 0 || height > 0);
  if (solid.length === 0) return {x: 0, y: 0, width: 0, height: 0};
  const left = Math.min(...solid.map(({x}) => x));
  const top = Math.min(...solid.map(({y}) => y));
  const right = Math.max(...solid.map(({x, width}) => x + width));
  const bottom = Math.max(...solid.map(({y, height}) => y + height));
  return {x: left, y: top, width: right - left, height: bottom - top};
}

type Corner = [x: number, y: number];

/** Applies `translate` and `rotate`, the transforms that Plotly puts on texts and groups. */
function transformed(box: Box, transform: string): Box {
  const steps = [...transform.matchAll(/(translate|rotate|scale)\(([^)]*)\)/g)].map(
    ([, name, numbers]) => [name, numbers.split(/[\s,]+/).map(Number)] as const,
  );
  const move = (point: Corner): Corner =>
    steps.reduceRight<Corner>(([x, y], [name, [a, b = 0, c = 0]]) => {
      if (name === 'translate') return [x + a, y + b];
      if (name === 'scale') return [x * a, y * (b || a)];
      const [sin, cos] = [Math.sin((a * Math.PI) / 180), Math.cos((a * Math.PI) / 180)];
      return [b + (x - b) * cos - (y - c) * sin, c + (x - b) * sin + (y - c) * cos];
    }, point);
  const {x, y, width, height} = box;
  const corners = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ].map(([px, py]) => move([px, py]));
  const [xs, ys] = [corners.map(([px]) => px), corners.map(([, py]) => py)];
  return {
    x: Math.min(...xs),
    y: Math.min(...ys),
    width: Math.max(...xs) - Math.min(...xs),
    height: Math.max(...ys) - Math.min(...ys),
  };
}

const numberOf = (element: Element, name: string): number => Number(element.getAttribute(name) ?? 0) || 0;

/** Box of a path: its corners, each with a little width, so that lines count as solid. */
const pathBox = (element: Element): Box =>
  union(pathPoints(element.getAttribute('d') ?? '').map(({x, y}) => ({x, y, width: 0.01, height: 0.01})));

/** Box of an SVG element in its own coordinates (`getBBox`). */
export function boxOf(element: Element): Box {
  const name = element.tagName.toLowerCase();
  if (name === 'text') return textBox(element);
  if (name === 'tspan') return {x: 0, y: 0, width: runWidth(element), height: sizeOf(element) * lineHeight};
  if (name === 'rect' || name === 'image') {
    const [x, y] = [numberOf(element, 'x'), numberOf(element, 'y')];
    return {x, y, width: numberOf(element, 'width'), height: numberOf(element, 'height')};
  }
  if (name === 'path') return pathBox(element);
  if (name === 'circle') {
    const r = numberOf(element, 'r');
    return {x: numberOf(element, 'cx') - r, y: numberOf(element, 'cy') - r, width: 2 * r, height: 2 * r};
  }
  return union([...element.children].map((child) => placedBox(child)));
}

/** Box of an element in the coordinates of its parent. */
export function placedBox(element: Element): Box {
  const transform = element.getAttribute('transform');
  const box = boxOf(element);
  return transform && (box.width > 0 || box.height > 0) ? transformed(box, transform) : box;
}

export const lengthOf = (element: Element): number => runWidth(element);
