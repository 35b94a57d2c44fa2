/** Above, the error by epochs between the levels that it must pass; below, where the network would go on. */
import {sized} from '../drawing/sized';
import {svg} from '../frame/elements';
import {EPOCHS, type ForecasterStep, HORIZON, type Levels, LOOKBACK} from './work';

const [LEFT, RIGHT] = [58, 12];
const ERRORS = {top: 26, height: 190};
const SERIES = {top: 292, height: 120};
const HEIGHT = 454;
/** Errors that the picture has room for, by their logarithms. */
const [LEAST, MOST] = [Math.log10(0.0004), Math.log10(0.3)];
/** With names at the left, where an error that falls is already below the first and still above the others. */
const LEVELS: readonly (readonly [level: keyof Levels, name: string, below: number])[] = [
  ['naive', 'no change', -5],
  ['line', 'best straight line', 13],
  ['floor', 'noise: the least possible', 13],
];
/** First step of the series that is drawn. */
const FROM = 20;

const errorY = (error: number): number => {
  const exponent = Math.min(MOST, Math.max(LEAST, Math.log10(Math.max(error, 1e-9))));
  return ERRORS.top + (ERRORS.height * (MOST - exponent)) / (MOST - LEAST);
};
const valueY = (value: number): number => SERIES.top + SERIES.height * (0.5 - Math.min(1, Math.max(-1, value)) / 2);

const text = (x: number, y: number, words: string, anchor = 'start', kind = 'tick') =>
  svg('text', {x, y, class: kind, 'text-anchor': anchor}, words);
const across = (width: number, y: number, kind: string) =>
  svg('line', {x1: LEFT, x2: width - RIGHT, y1: y, y2: y, class: kind});
const path = (points: readonly (readonly [number, number])[], kind: string) =>
  svg('polyline', {points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '), class: `line ${kind}`});

function errorPanel(width: number, step: ForecasterStep | undefined): SVGElement[] {
  const x = (epoch: number) => LEFT + 4 + (epoch / EPOCHS) * (width - LEFT - RIGHT - 10);
  const rows = [0.1, 0.01, 0.001].flatMap((error) => [
    across(width, errorY(error), 'grid'),
    text(LEFT - 6, errorY(error) + 4, String(error), 'end'),
  ]);
  const bottom = ERRORS.top + ERRORS.height + 16;
  const columns = [0, 20, 40, EPOCHS].map((epoch) => text(x(epoch), bottom, String(epoch), 'middle'));
  const drawn: SVGElement[] = [];
  if (step) {
    const {levels, errors} = step;
    for (const [level, name, below] of LEVELS) {
      const y = errorY(levels[level]);
      drawn.push(across(width, y, 'line level'), text(x(3), y + below, name));
    }
    const last = errors.length - 1;
    drawn.push(
      path(
        errors.map((error, epoch) => [x(epoch), errorY(error)]),
        'error',
      ),
      svg('circle', {cx: x(last), cy: errorY(errors[last] as number), r: 4.5, class: 'error-now'}),
    );
  }
  return [
    text(LEFT, 14, 'error on new series, one step ahead (MSE)'),
    ...rows,
    ...columns,
    text(width - RIGHT, bottom + 17, 'epoch', 'end'),
    ...drawn,
  ];
}

function seriesPanel(width: number, step: ForecasterStep | undefined): SVGElement[] {
  const x = (t: number) => LEFT + 4 + ((t - FROM) / (LOOKBACK + HORIZON - FROM)) * (width - LEFT - RIGHT - 10);
  const top = SERIES.top - 28;
  const names = [
    ['truth', 'truth'],
    ['forecast', 'forecast'],
  ].flatMap(([kind, name], i) => {
    const left = LEFT + 110 * i;
    return [
      svg('line', {x1: left, x2: left + 20, y1: top - 4, y2: top - 4, class: `line ${kind}`}),
      text(left + 26, top, name as string),
    ];
  });
  const rows = [1, 0, -1].flatMap((value) => [
    across(width, valueY(value), value === 0 ? 'axis' : 'grid'),
    text(LEFT - 6, valueY(value) + 4, String(value).replace('-', '−'), 'end'),
  ]);
  const bottom = SERIES.top + SERIES.height + 16;
  const columns = [FROM, LOOKBACK, LOOKBACK + HORIZON].map((t) => text(x(t), bottom, String(t), 'middle'));
  const edge = {x1: x(LOOKBACK), x2: x(LOOKBACK), y1: SERIES.top, y2: SERIES.top + SERIES.height};
  const drawn = step
    ? [
        path(
          step.truth.slice(FROM - 1).map((value, i) => [x(FROM + i), valueY(value)]),
          'truth',
        ),
        path(
          [step.truth[LOOKBACK - 1] as number, ...step.forecast].map((value, i) => [x(LOOKBACK + i), valueY(value)]),
          'forecast',
        ),
      ]
    : [];
  return [
    ...names,
    ...rows,
    svg('line', {...edge, class: 'axis'}),
    ...columns,
    text(width - RIGHT, bottom + 17, 'time step', 'end'),
    ...drawn,
  ];
}

export function drawForecaster(place: HTMLElement): (step: ForecasterStep) => void {
  let step: ForecasterStep | undefined;
  const label = () => {
    const now = step?.errors.at(-1);
    if (now === undefined) return 'A network that has not learned yet.';
    return `After ${(step?.errors.length ?? 1) - 1} epochs the error is ${now.toPrecision(2)}; a forecast of ${HORIZON} steps beside the truth.`;
  };
  const {redraw} = sized(place, label, (width) => ({
    height: HEIGHT,
    children: [...errorPanel(width, step), ...seriesPanel(width, step)],
  }));
  return (next) => {
    step = next;
    redraw();
  };
}
