/** Input, gates, cell state and hidden state over the last steps, one above the other on the same time axis. */
import {sized} from '../drawing/sized';
import {shown} from '../drawing/text';
import {svg} from '../frame/elements';
import {type GateStep, type Moment, SHOWN} from './work';

const [LEFT, RIGHT] = [52, 12];
/** Top of each band, and half of its height. */
const BANDS = {
  x: {name: 'input x', top: 22, height: 52},
  gates: {name: '', top: 104, height: 66},
  states: {name: '', top: 202, height: 110},
} as const;
const HEIGHT = 356;
const SIGNAL = 1.5;
/** Highest values that the band of the states may have room for: a cell that forgets nothing may hold hundreds. */
const ROOMS = [1, 2, 4, 10, 20, 40, 100, 200, 400, 1000];

const inBand =
  ({top, height}: {top: number; height: number}, low: number, high: number) =>
  (value: number) =>
    top + height * (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low));
const xOf = inBand(BANDS.x, -SIGNAL, SIGNAL);
const gateOf = inBand(BANDS.gates, 0, 1);

/** The band of the states, with room for the largest one that is shown. */
function statesOf(moments: readonly Moment[]): {most: number; y: (value: number) => number} {
  const largest = Math.max(...moments.map(({cell}) => Math.abs(cell)), 0);
  const most = ROOMS.find((room) => room >= largest) ?? largest;
  return {most, y: inBand(BANDS.states, -most, most)};
}

function scale(width: number, y: (value: number) => number, values: readonly number[]): SVGElement[] {
  return values.flatMap((value) => [
    svg('line', {x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value), class: value === 0 ? 'axis' : 'grid'}),
    svg(
      'text',
      {x: LEFT - 6, y: y(value) + 4, class: 'tick', 'text-anchor': 'end'},
      shown(value, Number.isInteger(value) ? 0 : 1),
    ),
  ]);
}

/** Names above a band, each beside a piece of its line. */
function names(top: number, entries: readonly (readonly [string, string])[], room: number): SVGElement[] {
  return entries.flatMap(([kind, text], i) => {
    const left = LEFT + i * room;
    return [
      svg('line', {x1: left, x2: left + 16, y1: top - 12, y2: top - 12, class: `line ${kind}`}),
      svg('text', {x: left + 21, y: top - 8, class: 'tick'}, text),
    ];
  });
}

function lines(
  moments: readonly Moment[],
  at: (i: number) => number,
  stateOf: (value: number) => number,
): SVGElement[] {
  const line = (kind: string, y: (moment: Moment) => number) =>
    svg('polyline', {
      points: moments.map((moment, i) => `${at(i).toFixed(1)},${y(moment).toFixed(1)}`).join(' '),
      class: `line ${kind}`,
    });
  const last = moments.at(-1);
  const now = moments.length - 1;
  return [
    ...moments.map(({x}, i) => svg('line', {x1: at(i), x2: at(i), y1: xOf(0), y2: xOf(x), class: 'stem'})),
    line('forget', ({gates}) => gateOf(gates.forget)),
    line('input', ({gates}) => gateOf(gates.input)),
    line('output', ({gates}) => gateOf(gates.output)),
    line('cell', ({cell}) => stateOf(cell)),
    line('hidden', ({hidden}) => stateOf(hidden)),
    ...(last ? [svg('circle', {cx: at(now), cy: stateOf(last.cell), r: 4.5, class: 'cell-now'})] : []),
  ];
}

export function drawGates(place: HTMLElement): (step: GateStep) => void {
  let moments: readonly Moment[] = [];
  const label = () => {
    const last = moments.at(-1);
    if (!last) return 'An LSTM cell that has not begun.';
    const {forget, input, output} = last.gates;
    const gates = `forget ${shown(forget)}, input ${shown(input)}, output ${shown(output)}`;
    return `An LSTM cell at step ${last.t}: gates ${gates}; C ${shown(last.cell)}, H ${shown(last.hidden)}.`;
  };
  const {redraw} = sized(place, label, (width) => {
    const at = (i: number) => LEFT + 4 + (i / (SHOWN - 1)) * (width - LEFT - RIGHT - 12);
    const room = Math.min(130, (width - LEFT - RIGHT) / 3);
    const long = room >= 115;
    const first = moments[0]?.t ?? 1;
    const {most, y} = statesOf(moments);
    const ticks = [0, 16, 32, SHOWN - 1].map((i) =>
      svg('text', {x: at(i), y: HEIGHT - 22, class: 'tick', 'text-anchor': 'middle'}, String(first + i)),
    );
    return {
      height: HEIGHT,
      children: [
        svg('text', {x: LEFT, y: BANDS.x.top - 8, class: 'tick'}, BANDS.x.name),
        ...scale(width, xOf, [1, 0, -1]),
        ...names(
          BANDS.gates.top,
          [
            ['forget', long ? 'forget gate F' : 'F'],
            ['input', long ? 'input gate I' : 'I'],
            ['output', long ? 'output gate O' : 'O'],
          ],
          room,
        ),
        ...scale(width, gateOf, [1, 0]),
        ...names(
          BANDS.states.top,
          [
            ['cell', long ? 'cell state C' : 'C'],
            ['hidden', long ? 'hidden state H' : 'H'],
          ],
          room,
        ),
        ...scale(width, y, [most, most / 2, 0, -most / 2, -most]),
        ...lines(moments, at, y),
        ...ticks,
        svg('text', {x: width - RIGHT, y: HEIGHT - 5, class: 'tick', 'text-anchor': 'end'}, 'time step'),
      ],
    };
  });
  return (step) => {
    moments = step.moments;
    redraw();
  };
}
