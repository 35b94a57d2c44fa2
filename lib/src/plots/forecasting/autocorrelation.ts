import type {Numbers} from '../../data';
import type {Figure, TitledText} from '../figure';
import {readVector, short} from '../lines';
import {axisLayout, BASELINE, baseLayout, PALETTE} from '../look';

/** Options of {@link autocorrelation}. */
export interface AutocorrelationText extends TitledText {
  /** Largest lag; defaults to a third of the series, at most 60. */
  lags?: number;
  /** Lags of this distance are marked, such as 7 in daily numbers; defaults to none. */
  season?: number;
}

/** Correlation of a series with itself k steps earlier, k = 0 ... lags; sums are divided by the whole count. */
function correlations(series: number[], lags: number): number[] {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  const centred = series.map((value) => value - mean);
  const product = (lag: number) => centred.slice(lag).reduce((sum, value, t) => sum + value * centred[t], 0);
  const variance = product(0);
  if (!(variance > 0)) throw new RangeError('autocorrelation: a constant series has none');
  return Array.from({length: lags + 1}, (_, lag) => product(lag) / variance);
}

/**
 * How much a series resembles itself some steps earlier, one stem a lag.
 *
 *     r_k = Σ (x_t - x̄)(x_{t-k} - x̄) / Σ (x_t - x̄)²
 *
 * The grey band ±1.96 / √n would hold 95% of the stems of noise.
 *
 * @param series [time steps]
 * @param text title, largest lag, season
 * @returns the figure
 * @throws RangeError when the series is constant or has missing numbers, or lags do not fit
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function autocorrelation(series: Numbers, text: AutocorrelationText): Figure {
  const values = readVector(series, 'series');
  const {lags = Math.min(60, Math.floor(values.length / 3)), season, title, width = 700, height = 340} = text;
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`series holds ${values[bad]} at place ${bad}`);
  if (!Number.isInteger(lags) || lags < 1 || lags >= values.length) {
    throw new RangeError(`lags must be a whole number from 1 to ${values.length - 1}, got ${lags}`);
  }
  if (season !== undefined && !(Number.isInteger(season) && season > 0)) {
    throw new RangeError(`season must be a whole number above 0, got ${season}`);
  }
  const all = correlations(values, lags).slice(1);
  const isSeason = (lag: number) => season !== undefined && lag % season === 0;
  const noise = 1.96 / Math.sqrt(values.length);
  const kinds = [
    {name: 'other lags', wanted: (lag: number) => !isSeason(lag), color: PALETTE[0], symbol: 'circle'},
    {name: `multiples of ${season}`, wanted: isSeason, color: PALETTE[1], symbol: 'diamond'},
  ].slice(0, season === undefined ? 1 : 2);
  const data = kinds.flatMap(({name, wanted, color, symbol}) => {
    const places = all.flatMap((r, i) => (wanted(i + 1) ? [{lag: i + 1, r}] : []));
    const [x, y] = [places.map(({lag}) => lag), places.map(({r}) => r)];
    const shared = {type: 'scatter', name, showlegend: season !== undefined};
    const stems = {x: x.flatMap((lag) => [lag, lag, null]), y: y.flatMap((r) => [0, r, null])};
    return [
      {...shared, ...stems, mode: 'lines', line: {color, width: 2}, showlegend: false, hoverinfo: 'skip'},
      {...shared, x, y, mode: 'markers', marker: {color, symbol, size: symbol === 'diamond' ? 10 : 7}},
    ];
  });
  const peak = all.indexOf(Math.max(...all)) + 1;
  const seasonal = season !== undefined && season <= lags ? `, ${short(all[season - 1])} at lag ${season}` : '';
  return {
    data,
    layout: {
      ...baseLayout({title, width, height, legend: season === undefined ? [] : kinds.map(({name}) => name)}),
      xaxis: {...axisLayout(text.x ?? {label: 'lag', unit: 'time steps'}), range: [0, lags + 1]},
      yaxis: {...axisLayout(text.y ?? {label: 'autocorrelation', unit: ''}), zeroline: true, zerolinecolor: BASELINE},
      shapes: [
        {
          ...{type: 'rect', xref: 'paper', x0: 0, x1: 1, yref: 'y', y0: -noise, y1: noise, layer: 'below'},
          ...{fillcolor: '#E3E3E3', line: {width: 0}},
        },
      ],
    },
    alt:
      text.alt ??
      `${title}. Autocorrelation of ${values.length} steps at lags 1 to ${lags}: ${short(all[0])} at lag 1${seasonal}, ` +
        `highest at lag ${peak} with ${short(all[peak - 1])}; noise would stay within ±${short(noise)}.`,
  };
}
