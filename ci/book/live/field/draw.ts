/** The tree of an output: a row of time steps for each layer, and lines to the steps that the gradient found. */
import {sized} from '../drawing/sized';
import {element, svg} from '../frame/elements';
import type {FieldStep} from './work';

const [TOP, ROW, LEFT, RIGHT, BOTTOM] = [24, 64, 62, 14, 58];

/** Which steps of the level below a step reads, counted back from the output. */
const readBy = (back: number, kernelSize: number, dilation: number): number[] =>
  Array.from({length: kernelSize}, (_, tap) => back + tap * dilation);

function label(level: number, layers: number): string {
  if (level === 0) return 'output';
  return level === layers ? 'input' : `layer ${layers - level}`;
}

function tree(width: number, {levels, dilations, kernelSize, formula}: FieldStep): SVGElement[] {
  const layers = dilations.length;
  const length = levels[0] ? Math.max(...levels.map((level) => level.length), formula + 5) : formula + 5;
  const column = (width - LEFT - RIGHT) / length;
  const radius = Math.max(1.4, Math.min(8, column * 0.38));
  const x = (back: number) => width - RIGHT - column * (back + 0.5);
  const y = (level: number) => TOP + level * ROW;
  const edges: SVGElement[] = [];
  const nodes: SVGElement[] = [];
  for (let level = 0; level <= layers; level++) {
    nodes.push(svg('text', {x: 0, y: y(level) + 4, class: 'tick'}, label(level, layers)));
    const slopes = levels[level];
    for (let back = 0; back < length; back++) {
      // the first row stands for what the stack gives: of it only the last step is the output that is asked
      const moves = level === 0 ? back === 0 : (slopes?.[back] ?? 0) !== 0;
      const kind = moves ? 'step reached' : slopes || level === 0 ? 'step' : 'step unasked';
      nodes.push(svg('circle', {cx: x(back), cy: y(level), r: radius, class: kind}));
      const below = levels[level + 1];
      if (!moves || !below) continue;
      for (const one of readBy(back, kernelSize, dilations[layers - 1 - level] as number)) {
        if ((below[one] ?? 0) === 0) continue;
        edges.push(svg('line', {x1: x(back), y1: y(level), x2: x(one), y2: y(level + 1), class: 'reads'}));
      }
    }
  }
  return [...edges, ...nodes, ...axis(x, y(layers) + 26, length)];
}

/** Steps back in time, below the input. */
function axis(x: (back: number) => number, y: number, length: number): SVGElement[] {
  const every = [1, 2, 5, 10, 20].find((step) => x(0) - x(step) > 30) ?? 40;
  const ticks = Array.from({length: Math.ceil(length / every)}, (_, k) => k * every);
  return [
    ...ticks.map((back) =>
      svg('text', {x: x(back), y, class: 'tick', 'text-anchor': 'middle'}, back === 0 ? '0' : `−${back}`),
    ),
    svg('text', {x: x(0), y: y + 18, class: 'tick', 'text-anchor': 'end'}, 'time steps before the output'),
  ];
}

/** The formula of the receptive field with the numbers put in. */
const formulaOf = ({dilations, kernelSize, formula}: FieldStep): string =>
  `receptive field = 1 + (${kernelSize} − 1) · (${dilations.join(' + ')}) = ${formula}`;

export function drawField(place: HTMLElement): (step: FieldStep) => void {
  let step: FieldStep = {dilations: [1, 2, 4], kernelSize: 2, levels: [], formula: 8};
  const box = element('div', {class: 'field'});
  const line = element('p', {class: 'formula'});
  place.append(box, line);
  const says = () => {
    const {dilations, kernelSize, found} = step;
    const reached = found === undefined ? 'not asked yet' : `${found} inputs reach the output`;
    return `Stacked causal convolutions, kernel size ${kernelSize}, dilations ${dilations.join(', ')}: ${reached}.`;
  };
  const {redraw} = sized(box, says, (width) => ({
    height: TOP + step.dilations.length * ROW + BOTTOM,
    children: tree(width, step),
  }));
  return (next) => {
    step = next;
    redraw();
    line.textContent = formulaOf(next);
  };
}
