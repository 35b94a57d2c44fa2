import type {Diagram} from '../figure';
import {arrow, box, circle, curve, drawing, GRADIENT, INPUT_FILL, OUTPUT_FILL, type Place, SOFT, text} from './svg';

/** How a model forecasts many steps. */
export type ForecastingWay = 'iterated' | 'direct' | 'seq2seq';

const [INPUTS, HORIZON] = [3, 3];
const [STEP, PANEL, STATE_Y, INPUT_Y, TOP_Y] = [43, 236, 196, 262, 118];

const upward = (x: number, from: number, to: number, color?: string): string =>
  arrow(
    [
      [x, from],
      [x, to],
    ],
    {color},
  );

/** States in a row, each fed from below. */
function chain(count: number, at: (t: number) => number, inputs: (t: number) => string): string[] {
  const parts: string[] = [];
  for (let t = 0; t < count; t++) {
    const isOwn = t >= INPUTS;
    const look = {fill: isOwn ? OUTPUT_FILL : INPUT_FILL, size: 12};
    parts.push(upward(at(t), INPUT_Y - 15, STATE_Y + 15), circle([at(t), INPUT_Y], 15, inputs(t), look));
    if (t > 0) {
      parts.push(
        arrow([
          [at(t - 1) + 15, STATE_Y],
          [at(t) - 15, STATE_Y],
        ]),
      );
    }
    parts.push(box([at(t), STATE_Y], [30, 30], `h_${t + 1}`, {size: 12}));
  }
  return parts;
}

/** What a step writes at once, from bottom to top. */
function written(x: number, from: number, look: {fill: string; color?: string; width?: number}): string[] {
  return Array.from({length: HORIZON}, (_, k) => {
    return box([x, TOP_Y + 32 - k * 25], [34, 22], `ŷ_${from + k}`, {...look, size: 11});
  });
}

const PANELS: Record<ForecastingWay, {title: string; note: string[]; draw: (left: number) => string[]}> = {
  iterated: {
    title: 'iterated',
    note: ['one step, fed back as input:', 'its error is fed back, too'],
    draw(left) {
      const at = (t: number) => left + 24 + t * STEP;
      const count = INPUTS + HORIZON - 1;
      const parts = chain(count, at, (t) => (t < INPUTS ? `x_${t + 1}` : `ŷ_${t + 1}`));
      for (let t = INPUTS - 1; t < count; t++) {
        const place: Place = [at(t), TOP_Y + 32];
        parts.push(upward(at(t), STATE_Y - 15, TOP_Y + 45));
        parts.push(box(place, [34, 22], `ŷ_${t + 2}`, {fill: OUTPUT_FILL, width: 2.2, size: 11}));
        if (t < count - 1) {
          const [fromX, toX] = [at(t) + 17, at(t + 1) - 13];
          parts.push(
            curve([fromX, TOP_Y + 36], [at(t) + 27, 220], [toX, INPUT_Y - 8], {
              color: GRADIENT,
              dash: '4 3',
              width: 1.6,
            }),
          );
        }
      }
      return parts;
    },
  },
  direct: {
    title: 'direct',
    note: ['the last state writes all', `${HORIZON} steps at once`],
    draw(left) {
      const at = (t: number) => left + 52 + t * STEP * 1.3;
      const last = at(INPUTS - 1);
      return [
        ...chain(INPUTS, at, (t) => `x_${t + 1}`),
        upward(last, STATE_Y - 15, TOP_Y + 45),
        ...written(last, INPUTS + 1, {fill: OUTPUT_FILL, width: 2.2}),
      ];
    },
  },
  seq2seq: {
    title: 'seq2seq',
    note: [`every state writes its next ${HORIZON};`, 'the last ones are the forecast'],
    draw(left) {
      const at = (t: number) => left + 52 + t * STEP * 1.3;
      const parts = chain(INPUTS, at, (t) => `x_${t + 1}`);
      for (let t = 0; t < INPUTS; t++) {
        const isLast = t === INPUTS - 1;
        parts.push(upward(at(t), STATE_Y - 15, TOP_Y + 45, isLast ? undefined : SOFT));
        const look = isLast ? {fill: OUTPUT_FILL, width: 2.2} : {fill: INPUT_FILL, color: SOFT, width: 1, dash: '3 2'};
        parts.push(...written(at(t), t + 2, look));
      }
      return parts;
    },
  },
};

/**
 * Three ways to forecast many steps, side by side: iterated, direct and seq2seq; three steps in, three steps out.
 *
 * @param ways which to draw, one to three; defaults to all
 * @returns the drawing
 * @throws RangeError when a way is unknown, named twice, or there is none
 *
 * Lesson: notebooks/02-forecasting/2.2.
 */
export function forecastingWays(ways: readonly ForecastingWay[] = ['iterated', 'direct', 'seq2seq']): Diagram {
  const unknown = ways.find((way) => !Object.hasOwn(PANELS, way));
  if (unknown !== undefined) {
    throw new RangeError(`forecastingWays: there is no '${unknown}'; there are: ${Object.keys(PANELS).join(', ')}`);
  }
  if (ways.length === 0 || new Set(ways).size < ways.length) {
    throw new RangeError(`forecastingWays needs different ways, at least one, got [${ways.join(', ')}]`);
  }
  const parts = ways.flatMap((way, i) => {
    const [left, {title, note, draw}] = [14 + i * PANEL, PANELS[way]];
    return [
      box([left + PANEL / 2 - 7, 164], [PANEL - 10, 316], '', {fill: '#F7F7F7', color: SOFT, dash: '5 4', width: 1}),
      text([left + PANEL / 2 - 7, 26], title, {size: 15, bold: true}),
      ...draw(left + 4),
      ...note.map((line, k) => text([left + PANEL / 2 - 7, 292 + k * 16], line, {size: 12})),
    ];
  });
  const said = {
    iterated: 'Iterated: a model of one step ahead reads its own forecasts as the next inputs, so errors are fed back.',
    direct: 'Direct: the last state writes all steps of the horizon at once.',
    seq2seq:
      'Seq2seq: the state at every step writes its own next steps, and all of them are trained; the last one is the forecast.',
  };
  const alt = `Ways to forecast ${HORIZON} steps from ${INPUTS}. ${ways.map((way) => said[way]).join(' ')}`;
  return drawing(14 + ways.length * PANEL, 334, parts, alt);
}
