/** One trace, layout or frame in Plotly's JSON form. */
export type PlotlyObject = Record<string, unknown>;

/** A Plotly figure as plain JSON, with a text that says what to see. */
export interface Figure {
  data: PlotlyObject[];
  layout: PlotlyObject;
  /** For readers who do not see the picture. */
  alt: string;
  /** States that a slider steps through; absent in still figures. */
  frames?: PlotlyObject[];
}

/** A drawing as SVG, with a text that says what to see. */
export interface Diagram {
  svg: string;
  alt: string;
}

/** What an axis measures. */
export interface Axis {
  /** The quantity, such as 'time' or 'test MSE'. */
  label: string;
  /** Its unit, such as 'steps'; '' for a pure number. */
  unit: string;
  /** Logarithmic; defaults to false. */
  log?: boolean;
  /** Lowest and highest value shown; defaults to what the data need. */
  range?: [number, number];
  /** Places of the ticks; defaults to round numbers. */
  ticks?: number[];
}

/** What every chart must say about itself. */
export interface ChartText {
  /** The finding, as a sentence: 'Two layers beat the linear model'. */
  title: string;
  x: Axis;
  y: Axis;
  /** What to see, for readers who do not; defaults to the title and the ranges of the data. */
  alt?: string;
  /** Pixels; defaults to 700. */
  width?: number;
  /** Pixels; defaults to 400. */
  height?: number;
}

/** What a chart says about itself when its axes have names of their own. */
export type TitleText = Pick<ChartText, 'title' | 'alt' | 'width' | 'height'>;

/** What a chart says about itself; its axes have names of their own unless given. */
export type TitledText = TitleText & Partial<Pick<ChartText, 'x' | 'y'>>;

/**
 * The label of an axis with its unit in round brackets.
 *
 * @param axis label and unit, see {@link Axis}
 * @returns the label alone where there is no unit
 */
export function axisTitle({label, unit}: Axis): string {
  return unit === '' ? label : `${label} (${unit})`;
}
