/** The unrolled neuron: states as circles at the height of their value, inputs below, the last step as an equation. */
import {sized} from '../drawing/sized';
import {shown} from '../drawing/text';
import {element, svg} from '../frame/elements';
import type {UnrollSettings, UnrollStep} from './work';

const COLUMNS = 9; // h_0 and eight steps
const [TOP, MIDDLE, HALF, INPUTS] = [18, 128, 86, 262];
const HEIGHT = 308;

const y = (state: number): number => MIDDLE - state * HALF;

function grid(width: number): SVGElement[] {
  return [1, 0, -1].flatMap((value) => [
    svg('line', {x1: 26, x2: width, y1: y(value), y2: y(value), class: value === 0 ? 'axis' : 'grid'}),
    svg('text', {x: 20, y: y(value) + 4, class: 'tick', 'text-anchor': 'end'}, shown(value, 0)),
  ]);
}

function arrow(x1: number, y1: number, x2: number, y2: number, gap: number, kind: string): SVGElement[] {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [ax, ay, bx, by] = [x1 + dx * gap, y1 + dy * gap, x2 - dx * (gap + 2), y2 - dy * (gap + 2)];
  const wing = (side: number) => `${bx - dx * 7 + side * dy * 3.5},${by - dy * 7 - side * dx * 3.5}`;
  return [
    svg('line', {x1: ax, y1: ay, x2: bx - dx * 5, y2: by - dy * 5, class: `edge ${kind}`}),
    svg('polygon', {points: `${bx},${by} ${wing(1)} ${wing(-1)}`, class: `head ${kind}`}),
  ];
}

/** Numbers must fit where a phone leaves little room. */
const numberOf = (room: number): string => (room < 18 ? 'number small' : 'number');

function node(x: number, state: number, name: string, radius: number, isNow: boolean): SVGElement[] {
  const side = state > 0.005 ? 'above' : state < -0.005 ? 'below' : 'zero';
  return [
    svg('circle', {cx: x, cy: y(state), r: radius, class: `node ${side}${isNow ? ' now' : ''}`}),
    svg('text', {x, y: y(state) + 4, class: numberOf(radius), 'text-anchor': 'middle'}, shown(state)),
    svg('text', {x, y: y(state) - radius - 5, class: 'name', 'text-anchor': 'middle'}, name),
  ];
}

function inputBox(x: number, value: number, t: number, width: number, isReached: boolean): SVGElement[] {
  return [
    svg('rect', {
      x: x - width / 2,
      y: INPUTS - 13,
      width,
      height: 26,
      rx: 5,
      class: isReached ? 'input' : 'input ahead',
    }),
    svg('text', {x, y: INPUTS + 4, class: numberOf(width / 2), 'text-anchor': 'middle'}, shown(value)),
    svg('text', {x, y: INPUTS + 32, class: 'name', 'text-anchor': 'middle'}, `x${sub(t)}`),
  ];
}

const sub = (t: number): string => String.fromCodePoint(0x2080 + t);

function graph(width: number, {inputs, states}: UnrollStep): SVGElement[] {
  const column = (width - 30) / COLUMNS;
  const x = (t: number) => 30 + column * (t + 0.5);
  const radius = Math.min(24, column / 2 - 1.5);
  const t = states.length - 1;
  const edges = states
    .slice(1)
    .flatMap((state, i) => [
      ...arrow(x(i), y(states[i] as number), x(i + 1), y(state), radius, i + 1 === t ? 'now' : ''),
      ...arrow(x(i + 1), INPUTS - 13, x(i + 1), y(state) + radius, 0, i + 1 === t ? 'now' : ''),
    ]);
  return [
    ...edges,
    ...inputs.flatMap((value, i) => inputBox(x(i + 1), value, i + 1, Math.min(48, column - 3), i < t)),
    ...states.flatMap((state, i) => node(x(i), state, `h${sub(i)}`, radius, i === t)),
  ];
}

/** The last step in numbers. */
function equation({states, sum}: UnrollStep, settings: UnrollSettings, inputs: readonly number[]): Node[] {
  const t = states.length - 1;
  const part = (kind: string, text: string) => element('span', {class: kind}, text);
  const times = (a: number, b: number) => `${shown(a)} · ${shown(b)}`;
  return [
    element('p', {}, `h${sub(t)} = tanh( w_xh · x${sub(t)} + w_hh · h${sub(t - 1)} + b )`),
    element(
      'p',
      {},
      '= tanh( ',
      part('from-input', times(settings.inputWeight, inputs[t - 1] as number)),
      ' + ',
      part('from-state', times(settings.stateWeight, states[t - 1] as number)),
      ` + ${shown(settings.bias)} )`,
    ),
    element('p', {}, `= tanh( ${shown(sum.total)} ) = `, element('b', {}, shown(states[t] as number))),
  ];
}

export function drawUnrolled(place: HTMLElement): (step: UnrollStep, settings: UnrollSettings) => void {
  let step: UnrollStep = {inputs: Array(8).fill(0), states: [0], sum: {fromInput: 0, fromState: 0, total: 0}};
  const box = element('div', {class: 'unrolled'});
  const numbers = element('div', {class: 'equation'});
  place.append(box, numbers);
  const label = () => {
    const values = step.states.map((state, t) => `h${t} ${shown(state)}`).join(', ');
    return `A recurrent neuron unrolled over 8 steps; its states so far: ${values}.`;
  };
  const {redraw} = sized(box, label, (width) => ({
    height: HEIGHT,
    children: [svg('text', {x: 30, y: TOP - 4, class: 'tick'}, 'state'), ...grid(width), ...graph(width, step)],
  }));
  return (next, settings) => {
    step = next;
    redraw();
    numbers.replaceChildren(...equation(next, settings, next.inputs));
  };
}
