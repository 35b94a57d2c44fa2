/** Plotly figures as SVG, without a browser: plotly.js in jsdom, with real text sizes. */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {JSDOM} from 'jsdom';
import {boxOf, lengthOf, placedBox} from './boxes';
import {canvasMethods} from './canvas';
import {sansFamily} from './fonts';
import {pathLength, pointAtLength} from './paths';

export interface PlotlyFigure {
  data: unknown[];
  layout?: {width?: number; height?: number; font?: object; paper_bgcolor?: string; [key: string]: unknown};
}

interface Plotly {
  newPlot(element: Element, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  toImage(element: Element, options: {format: 'svg'; width: number; height: number}): Promise<string>;
  purge(element: Element): void;
}

/** Size of a picture where its layout gives none, in CSS pixels: the width of a text column. */
export const standardSize = {width: 700, height: 420};

const require = createRequire(__filename);
let stage: {plotly: Plotly; dom: JSDOM} | undefined;

/** Gives jsdom the few things that Plotly asks a browser for. */
function equip(window: JSDOM['window']): void {
  const rect = ({x, y, width, height}: ReturnType<typeof boxOf>) => ({
    ...{x, y, width, height},
    ...{left: x, top: y, right: x + width, bottom: y + height},
  });
  const svg = window.SVGElement.prototype as unknown as Record<string, unknown>;
  svg.getBBox = function (this: Element) {
    return boxOf(this);
  };
  svg.getComputedTextLength = function (this: Element) {
    return lengthOf(this);
  };
  svg.getScreenCTM = () => null;
  svg.getBoundingClientRect = function (this: Element) {
    return rect(placedBox(this));
  };
  svg.getTotalLength = function (this: Element) {
    return pathLength(this.getAttribute('d') ?? '');
  };
  svg.getPointAtLength = function (this: Element, length: number) {
    return pointAtLength(this.getAttribute('d') ?? '', length);
  };
  Object.assign(window.HTMLCanvasElement.prototype, canvasMethods);
  Object.assign(window.URL, {createObjectURL: () => '', revokeObjectURL: () => {}});
  Object.assign(window, {
    matchMedia: () => ({matches: false, addListener() {}, addEventListener() {}, removeEventListener() {}}),
  });
}

/** jsdom and plotly.js take two seconds and 200 MB: loaded at the first figure. */
function stageOf(): {plotly: Plotly; dom: JSDOM} {
  if (stage) return stage;
  const {JSDOM: Dom, VirtualConsole} = require('jsdom') as typeof import('jsdom');
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('error', (text) => console.error(`figure: ${text}`));
  const dom = new Dom('<!doctype html><body></body>', {
    pretendToBeVisual: true,
    runScripts: 'outside-only',
    virtualConsole,
  });
  equip(dom.window);
  dom.window.eval(readFileSync(require.resolve('plotly.js-dist/plotly.js'), 'utf8'));
  stage = {plotly: (dom.window as unknown as {Plotly: Plotly}).Plotly, dom};
  return stage;
}

/** Ends the timers of the stage, so that the program can end. */
export function closeStage(): void {
  stage?.dom.window.close();
  stage = undefined;
}

/** Browsers read quoted addresses and `pixelated`; resvg knows the plain forms only. */
const forResvg = (svg: string): string =>
  svg
    .replace(/url\((?:'|&quot;|")(#[\w-]+)(?:'|&quot;|")\)/g, 'url($1)')
    .replace(/image-rendering:\s*(?:pixelated|crisp-edges)/g, 'image-rendering: optimizeSpeed');

/**
 * Draws a figure.
 *
 * @returns the SVG and its size in CSS pixels
 */
export async function plotlySvg(figure: PlotlyFigure): Promise<{svg: string; width: number; height: number}> {
  const {plotly, dom} = stageOf();
  const {document} = dom.window;
  const element = document.createElement('div');
  document.body.append(element);
  const {width = standardSize.width, height = standardSize.height} = figure.layout ?? {};
  // A copy: Plotly writes into what it is given. Pictures stand on white pages and on dark ones: never see-through.
  const copy = structuredClone(figure);
  const layout = {
    ...copy.layout,
    width,
    height,
    paper_bgcolor: copy.layout?.paper_bgcolor ?? 'white',
    font: {...copy.layout?.font, family: sansFamily},
  };
  try {
    await plotly.newPlot(element, copy.data, layout, {staticPlot: true});
    const address = await plotly.toImage(element, {format: 'svg', width, height});
    const svg = decodeURIComponent(address.replace(/^data:image\/svg\+xml,/, ''));
    return {svg: forResvg(svg), width, height};
  } finally {
    plotly.purge(element);
    element.remove();
  }
}
