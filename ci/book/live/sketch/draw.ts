/** A field to draw in, and beside it what the network takes the drawing for. */
import type {Tools} from '../contract';
import {element, svg} from '../frame/elements';
import {firstPoints, type SketchSettings, type SketchStep} from './work';

/** Side of the field in the units of the drawings. */
const SIDE = 255;
const EDGE = 12;
/** Words that are shown. */
const SHOWN = 6;
/** A pen that moves less has not moved. */
const LEAST_MOVE = 3;

const path = (strokes: readonly (readonly number[][])[]): string =>
  strokes
    .map(([xs = [], ys = []]) => `M${xs.map((x, i) => `${x.toFixed(1)} ${ys[i]?.toFixed(1)}`).join('L')}`)
    .join('');

/** Makes a field where a pen, a finger or a mouse leaves strokes. */
function drawable(field: SVGSVGElement, changed: (drawing: number[][][]) => void, begin: () => number[][][]): void {
  let drawing: number[][][] = [];
  let stroke: number[][] | undefined;
  const at = ({clientX, clientY}: PointerEvent): [number, number] => {
    const {left, top, width, height} = field.getBoundingClientRect();
    const scale = SIDE + 2 * EDGE;
    const inside = (share: number) => Math.min(SIDE + EDGE, Math.max(-EDGE, share * scale - EDGE));
    return [inside((clientX - left) / width), inside((clientY - top) / height)];
  };
  field.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    field.setPointerCapture(event.pointerId);
    const [x, y] = at(event);
    drawing = begin();
    stroke = [[x], [y]];
    drawing = [...drawing, stroke];
  });
  field.addEventListener('pointermove', (event) => {
    const [xs, ys] = stroke ?? [];
    if (!xs || !ys) return;
    const [x, y] = at(event);
    if (Math.hypot(x - (xs.at(-1) as number), y - (ys.at(-1) as number)) < LEAST_MOVE) return;
    xs.push(x);
    ys.push(y);
    changed(drawing.map((one) => one.map((axis) => [...axis])));
  });
  const end = () => {
    stroke = undefined;
  };
  field.addEventListener('pointerup', end);
  field.addEventListener('pointercancel', end);
}

export function drawSketch(
  place: HTMLElement,
  tools: Tools<SketchSettings>,
): (step: SketchStep, settings: SketchSettings) => void {
  let own: number[][][] = [];
  const [all, read] = [svg('path', {class: 'pen'}), svg('path', {class: 'pen read'})];
  const box = `${-EDGE} ${-EDGE} ${SIDE + 2 * EDGE} ${SIDE + 2 * EDGE}`;
  const field = svg(
    'svg',
    {role: 'img', class: 'pad', viewBox: box, 'aria-label': 'An empty field to draw in.'},
    all,
    read,
  );
  const names = element('ol', {class: 'guesses'});
  const clear = element('button', {type: 'button'}, 'Empty the field');
  const show = (drawing: number[][][]) => {
    own = drawing;
    all.setAttribute('d', path(drawing)); // at once: the network answers a moment later
    tools.set({example: 'own', drawing, seen: 100});
  };
  drawable(field, show, () => own);
  clear.addEventListener('click', () => show([]));
  place.append(element('div', {class: 'sketch'}, element('div', {}, field, clear), names));
  return ({drawing, points, words}, {example}) => {
    own = example === 'own' ? own : []; // a stroke upon an example begins a drawing of one's own
    all.setAttribute('d', path(example === 'own' && own.length > 0 ? own : drawing));
    read.setAttribute('d', path(firstPoints(drawing, points)));
    const rows = words.slice(0, SHOWN).map(({word, probability}, i) => {
      const share = `${(100 * probability).toFixed(0)} %`;
      const bar = element('span', {class: 'guess-bar'});
      bar.style.width = `${(100 * probability).toFixed(1)}%`;
      return element('li', {class: i === 0 ? 'first' : ''}, element('span', {}, `${word} ${share}`), bar);
    });
    names.replaceChildren(...rows);
    const likeliest = words.slice(0, 3).map(({word, probability}) => `${word} ${(100 * probability).toFixed(0)} %`);
    field.setAttribute(
      'aria-label',
      `A drawing of ${points} points; likeliest: ${likeliest.join(', ') || 'nothing yet'}.`,
    );
  };
}
