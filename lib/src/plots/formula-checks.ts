import {checkNotBelow0, checkText} from '../data/arguments';
import type {Figure, PlotlyObject, TitleText} from './figure';
import {short} from './lines';
import {axisLayout, baseLayout, PALETTE} from './look';

/** How far a right and a wrong formula lie from a measurement, as shares of it. */
export interface FormulaDistances {
  right: number;
  wrong: number;
}

/** Both checks of a formula at one seed. */
export interface FormulaRun {
  lazy: FormulaDistances;
  random: FormulaDistances;
}

/** A wrong formula beside the right one, in a check that is too easy and in one at random numbers. */
export interface FormulaCheck extends FormulaRun {
  /** What is wrong, such as 'BPTT without the carry'. */
  formula: string;
  /** Where the wrong formula passes, such as 'one time step'. */
  lazyCheck: string;
  /** The same checks at other seeds. */
  others?: readonly FormulaRun[];
}

/** Distances are drawn from here on; what is nearer, or exactly 0, stands at the edge. */
const NEAREST = 1e-17;
/** Below this a check is passed. */
const PASSED = 1e-6;

/** The name of a part of the axis, beside the place where it ends. */
function zone(text: string, at: number, xanchor: 'left' | 'right'): PlotlyObject {
  return {
    ...{text, x: Math.log10(at), xref: 'x', xanchor, xshift: xanchor === 'left' ? 6 : -6},
    ...{y: 1, yref: 'paper', yanchor: 'top', showarrow: false, font: {size: 12}},
  };
}

/**
 * Wrong formulas before and after an honest check: a row each, on a log axis, with the right formula beside them.
 *
 * @param checks a row each, top to bottom
 * @param text title; the axes have names of their own
 * @returns the figure: filled circle the right formula at random numbers, open diamond the wrong one in its lazy check,
 *   filled square the wrong one at random numbers, a tick the same at another seed; the shaded part passes
 * @throws RangeError when there is no row, or a distance is below 0 or not finite
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function formulaChecks(checks: readonly FormulaCheck[], text: TitleText): Figure {
  if (checks.length === 0) throw new RangeError('formulaChecks needs at least one row');
  for (const {formula, lazyCheck, lazy, random, others = []} of checks) {
    checkText('formulaChecks: formula', formula);
    checkText('formulaChecks: lazyCheck', lazyCheck);
    for (const run of [{lazy, random}, ...others]) {
      for (const value of [run.lazy.right, run.lazy.wrong, run.random.right, run.random.wrong]) {
        checkNotBelow0(`formulaChecks: a distance of '${formula}'`, value);
      }
    }
  }
  const {width = 700, height = 130 + 40 * checks.length} = text;
  // Two digits: what lies below the rounding errors differs from machine to machine.
  const at = (value: number) => Math.max(NEAREST, Number(value.toPrecision(2)));
  const places = checks.map((_, i) => i);
  const dots = (name: string, x: number[], symbol: string, color: string): PlotlyObject => ({
    type: 'scatter',
    mode: 'markers',
    name,
    x,
    y: places,
    text: checks.map(({formula, lazyCheck}) => `${formula} (${lazyCheck})`),
    marker: {symbol, color, size: 11, line: {color, width: 2}},
  });
  const ways: PlotlyObject = {
    type: 'scatter',
    mode: 'lines',
    x: checks.flatMap(({lazy, random}) => [at(lazy.wrong), at(random.wrong), null]),
    y: places.flatMap((place) => [place, place, null]),
    line: {color: PALETTE[1], width: 1.5, dash: 'dot'},
    hoverinfo: 'skip',
    showlegend: false,
  };
  const elsewhere = checks.flatMap(({others = []}, place) => others.map(({random}) => ({place, x: at(random.wrong)})));
  const ticks: PlotlyObject = {
    type: 'scatter',
    mode: 'markers',
    name: 'other seeds',
    x: elsewhere.map(({x}) => x),
    y: elsewhere.map(({place}) => place),
    // One that passes is long: it stands where circles and diamonds are.
    marker: {
      ...{symbol: 'line-ns', color: PALETTE[1], opacity: 0.7},
      ...{size: elsewhere.map(({x}) => (x < PASSED ? 28 : 13)), line: {color: PALETTE[1], width: 1.2}},
    },
    hoverinfo: 'x',
  };
  const names = ['right', 'wrong, lazy check', 'wrong, random numbers'];
  const [rights, lazies, wrongs] = [
    checks.map(({random}) => at(random.right)),
    checks.map(({lazy}) => at(lazy.wrong)),
    checks.map(({random}) => at(random.wrong)),
  ];
  // Some room to the right of the farthest, whatever its size.
  const range: [number, number] = [
    NEAREST / 3,
    Math.max(10, 4 * Math.max(...rights, ...lazies, ...wrongs, ...elsewhere.map(({x}) => x))),
  ];
  const layout = baseLayout({
    title: text.title,
    width,
    height,
    legend: elsewhere.length > 0 ? [...names, 'other seeds'] : names,
    tickCharacters: 27,
  });
  const nearestWrong = Math.min(...wrongs, ...elsewhere.map(({x}) => x));
  return {
    data: [
      ways,
      dots(names[0], rights, 'circle', PALETTE[0]),
      dots(names[1], lazies, 'diamond-open', PALETTE[1]),
      dots(names[2], wrongs, 'square', PALETTE[1]),
      ...(elsewhere.length > 0 ? [ticks] : []),
    ],
    layout: {
      ...layout,
      xaxis: {
        ...axisLayout({label: 'distance from the measurement, as a share of it', unit: '', log: true, range}),
        ...{tickmode: 'array', tickvals: [NEAREST, 1e-15, 1e-12, 1e-9, PASSED, 1e-3, 1]},
        ticktext: ['0', '10⁻¹⁵', '10⁻¹²', '10⁻⁹', '10⁻⁶', '10⁻³', '1'],
        dtick: undefined,
      },
      yaxis: {
        ...axisLayout({label: '', unit: ''}),
        title: undefined,
        autorange: false,
        range: [checks.length - 0.4, -1],
        tickvals: places,
        ticktext: checks.map(({formula, lazyCheck}) => `<b>${formula}</b><br>lazy: ${lazyCheck}`),
        tickfont: {size: 11},
        showgrid: true,
      },
      annotations: [zone('passes', PASSED, 'right'), zone('fails', PASSED, 'left')],
      shapes: [
        {
          type: 'rect',
          layer: 'below',
          xref: 'x',
          yref: 'paper',
          x0: range[0],
          x1: PASSED,
          y0: 0,
          y1: 1,
          fillcolor: '#EDF3EC',
          line: {width: 0},
        },
      ],
    },
    alt:
      text.alt ??
      `${text.title}. ${checks.length} wrong formulas, a row each: in the lazy check all lie at most ${short(Math.max(...lazies))} ` +
        `from the measurement, at random numbers at least ${short(nearestWrong)}; the right ones at most ${short(Math.max(...rights))}.`,
  };
}
