/** Adds a static PNG to every figure and diagram of a notebook, for code hosts and the book, which run no scripts. */
import {Resvg} from '@resvg/resvg-js';
import {PLOTLY_MIME} from '../clean';
import {computed} from '../compare/numbers';
import {sameFigure} from '../compare/outputs';
import {type Cell, type DataOutput, InputError, type Notebook, type Output} from '../notebook';
import {fontFiles, monoFamily, sansFamily} from './fonts';
import {type PlotlyFigure, plotlySvg} from './plotly';
import {palettePng} from './png';

const SVG_MIME = 'image/svg+xml';
const PNG_MIME = 'image/png';

/** Pixels of a picture for one CSS pixel: sharp on fine screens; the second where the first weighs too much. */
const scales = [2, 1.5];
const heavy = 80_000;

/** Diagrams that are wider than a text column shrink to it, as they do on the page. */
const widest = 800;

/** Draws an SVG with our fonts only, on white. */
export function svgToPng(svg: string, width?: number): {png: Buffer; width: number; height: number} {
  const font = {
    fontFiles,
    loadSystemFonts: false,
    defaultFontFamily: sansFamily,
    sansSerifFamily: sansFamily,
    serifFamily: sansFamily,
    monospaceFamily: monoFamily,
  };
  const natural = width ?? Math.min(widest, new Resvg(svg, {font}).width);
  const draw = (scale: number) => {
    const fitTo = {mode: 'width', value: Math.round(natural * scale)} as const;
    const image = new Resvg(svg, {font, background: 'white', fitTo}).render();
    const png = palettePng({width: image.width, height: image.height, rgba: image.pixels});
    return {png, width: Math.round(image.width / scale), height: Math.round(image.height / scale)};
  };
  const sharp = draw(scales[0]);
  return sharp.png.length > heavy ? draw(scales[1]) : sharp;
}

const isData = (output: Output | undefined): output is DataOutput => output !== undefined && 'data' in output;

const isDrawable = (output: Output): output is DataOutput =>
  isData(output) && (PLOTLY_MIME in output.data || typeof output.data[SVG_MIME] === 'string');

async function drawn(output: DataOutput): Promise<DataOutput> {
  const figure = output.data[PLOTLY_MIME];
  const svg = output.data[SVG_MIME];
  const picture =
    figure === undefined
      ? svgToPng(String(svg))
      : await plotlySvg(figure as PlotlyFigure).then((d) => svgToPng(d.svg, d.width));
  const {png, width, height} = picture;
  return {
    ...output,
    data: {...output.data, [PNG_MIME]: `${png.toString('base64')}\n`},
    metadata: {...output.metadata, [PNG_MIME]: {width, height}},
  };
}

/** The stored picture, where the figure that it shows did not change. */
function kept(now: DataOutput, before: Output | undefined): DataOutput | undefined {
  if (!isData(before) || typeof before.data[PNG_MIME] !== 'string') return undefined;
  const isSame =
    PLOTLY_MIME in now.data
      ? sameFigure(before.data[PLOTLY_MIME], now.data[PLOTLY_MIME], computed)
      : before.data[SVG_MIME] === now.data[SVG_MIME];
  if (!isSame) return undefined;
  const size = before.metadata[PNG_MIME];
  return {
    ...now,
    data: {...now.data, [PNG_MIME]: before.data[PNG_MIME]},
    metadata: size === undefined ? now.metadata : {...now.metadata, [PNG_MIME]: size},
  };
}

/**
 * Gives every Plotly figure and every SVG diagram its picture.
 *
 * @param now a run, in its stored form
 * @param stored the notebook as it was: pictures of unchanged figures are taken from it; undefined draws all anew
 * @throws InputError for a figure that cannot be drawn, with its cell
 */
export async function withPictures(now: Notebook, stored: Notebook | undefined): Promise<Notebook> {
  const before = new Map<string | undefined, Cell>(stored?.cells.map((cell) => [cell.id, cell]));
  const cells: Cell[] = [];
  for (const [index, cell] of now.cells.entries()) {
    const old = (before.get(cell.id)?.outputs ?? []).filter(isDrawable);
    let figures = 0;
    const outputs: Output[] = [];
    for (const output of cell.outputs ?? []) {
      if (!isDrawable(output)) {
        outputs.push(output);
        continue;
      }
      const own = kept(output, old[figures++]);
      outputs.push(own ?? (await drawn(output).catch((error: unknown) => undrawable(error, index + 1))));
    }
    cells.push(cell.outputs ? {...cell, outputs} : cell);
  }
  return {...now, cells};
}

function undrawable(error: unknown, cell: number): never {
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  throw new InputError(`cell ${cell}: the figure cannot be drawn as a picture (${reason}); nothing was stored`);
}
