/** The gradient by steps back in time, on a logarithmic axis, beside the power of the weight; below it the states. */
import {sized} from '../drawing/sized';
import {svg} from '../frame/elements';
import {type GradientStep, STEPS} from './work';

const [LEFT, RIGHT, TOP, HEIGHT] = [52, 12, 64, 230];
/** Exponents of ten that the axis shows; what lies beyond is drawn at its edge. */
const [LOWEST, HIGHEST] = [-12, 9];
const EXPONENTS = [-12, -9, -6, -3, 0, 3, 6, 9];
const raised = (n: number): string =>
  [...String(n)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))).join('');

const y = (value: number): number => {
  const exponent = Math.min(HIGHEST, Math.max(LOWEST, Math.log10(Math.max(value, 1e-300))));
  return TOP + ((HIGHEST - exponent) / (HIGHEST - LOWEST)) * HEIGHT;
};
const stateY = (state: number): number => TOP + HEIGHT + 70 - state * 24;

function axes(width: number, x: (back: number) => number): SVGElement[] {
  const rows = EXPONENTS.flatMap((exponent) => [
    svg('line', {
      ...{x1: LEFT, x2: width - RIGHT, y1: y(10 ** exponent), y2: y(10 ** exponent)},
      class: exponent === 0 ? 'axis' : 'grid',
    }),
    svg(
      'text',
      {x: LEFT - 6, y: y(10 ** exponent) + 4, class: 'tick', 'text-anchor': 'end'},
      exponent === 0 ? '1' : `${exponent === LOWEST ? '≤ ' : ''}10${raised(exponent)}`,
    ),
  ]);
  const bottom = stateY(-1) + 22;
  const columns = [0, 10, 20, 30, 40, 50].map((back) =>
    svg('text', {x: x(back), y: bottom, class: 'tick', 'text-anchor': 'middle'}, String(back)),
  );
  const states = [1, 0, -1].flatMap((state) => [
    svg('line', {x1: LEFT, x2: width - RIGHT, y1: stateY(state), y2: stateY(state), class: state ? 'grid' : 'axis'}),
    svg(
      'text',
      {x: LEFT - 6, y: stateY(state) + 4, class: 'tick', 'text-anchor': 'end'},
      String(state).replace('-', '−'),
    ),
  ]);
  return [
    ...rows,
    ...states,
    ...columns,
    svg('text', {x: LEFT, y: 14, class: 'tick'}, 'gradient of the last state |∂h₅₀ ∕ ∂h|'),
    svg('text', {x: LEFT, y: stateY(1) - 10, class: 'tick'}, 'state h'),
    svg('text', {x: width - RIGHT, y: bottom + 18, class: 'tick', 'text-anchor': 'end'}, 'steps back in time'),
  ];
}

function curves({gradients, powers, states}: GradientStep, x: (back: number) => number): SVGElement[] {
  const points = (values: readonly number[], of: (value: number) => number) =>
    values.map((value, back) => `${x(back).toFixed(1)},${of(value).toFixed(1)}`).join(' ');
  const k = gradients.length - 1;
  const last = gradients[k] as number;
  // the states stand as the gradients do: the last one at the left
  const back = [...states].reverse().slice(0, STEPS + 1);
  return [
    svg('polyline', {points: points(gradients, y), class: 'line gradient'}),
    svg('polyline', {points: points(powers, y), class: 'line power'}), // dashed, above: both are seen where they agree
    svg('circle', {cx: x(k), cy: y(last), r: 4.5, class: 'gradient-now'}),
    svg('polyline', {points: points(back, stateY), class: 'line state'}),
  ];
}

/** Which line is which, above the lines: they may go anywhere. */
function legend(): SVGElement[] {
  const entries = [
    ['gradient', 'by backpropagation through time'],
    ['power', '|w_hh| to the power of the steps'],
  ] as const;
  return entries.flatMap(([kind, text], i) => {
    const [left, at] = [LEFT, 32 + 17 * i];
    return [
      svg('line', {x1: left, x2: left + 22, y1: at - 4, y2: at - 4, class: `line ${kind}`}),
      svg('text', {x: left + 28, y: at, class: 'tick'}, text),
    ];
  });
}

export function drawGradients(place: HTMLElement): (step: GradientStep) => void {
  let step: GradientStep | undefined;
  const label = () => {
    const k = (step?.gradients.length ?? 1) - 1;
    const value = step?.gradients[k] ?? 1;
    return `Gradient of the last state by steps back in time, logarithmic: ${value.toExponential(1)} after ${k} steps.`;
  };
  const {redraw} = sized(place, label, (width) => {
    const x = (back: number) => LEFT + (back / STEPS) * (width - LEFT - RIGHT - 6);
    const drawn = step ? curves(step, x) : [];
    return {height: stateY(-1) + 50, children: [...axes(width, x), ...drawn, ...legend()]};
  });
  return (next) => {
    step = next;
    redraw();
  };
}
