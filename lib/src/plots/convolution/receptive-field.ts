import type {Figure, PlotlyObject, TitledText} from '../figure';
import {axisLayout, baseLayout, PALETTE} from '../look';
import {withSlider} from '../slider';

/** What of a convolution decides how far it sees. */
export interface ReceptiveLayer {
  /** Steps that the kernel covers. */
  kernelSize: number;
  /** Distance between them; defaults to 1. */
  dilationRate?: number;
  /** Steps from one output to the next; defaults to 1. */
  strides?: number;
}

/** Options of {@link receptiveField}. */
export interface ReceptiveFieldText extends TitledText {
  /** Time steps drawn; defaults to the receptive field and a quarter more. */
  steps?: number;
  /** 'causal' looks back only, 'same' to both sides; defaults to 'causal'. */
  padding?: 'causal' | 'same';
}

interface Drawn {
  nodes: [t: number, layer: number][];
  edges: [from: [number, number], to: [number, number]][];
}

/** Refuses impossible layers; `design` names whose they are. */
export function checkLayers(layers: ReceptiveLayer[], design = ''): void {
  const whose = design ? `'${design}' ` : '';
  if (layers.length === 0) throw new RangeError(`${whose || 'a design '}has no layers`);
  layers.forEach(({kernelSize, dilationRate = 1, strides = 1}, i) => {
    for (const [name, value] of Object.entries({kernelSize, dilationRate, strides})) {
      if (!Number.isInteger(value) || value < 1) {
        throw new RangeError(`${whose}layer ${i}: ${name} must be a whole number above 0, got ${value}`);
      }
    }
  });
}

function check(layers: ReceptiveLayer[], padding: string): void {
  if (layers.length < 1 || layers.length > 10)
    throw new RangeError(`1 to 10 layers can be drawn, got ${layers.length}`);
  if (padding !== 'causal' && padding !== 'same') {
    throw new RangeError(`padding must be 'causal' or 'same', got '${padding}'`);
  }
  checkLayers(layers);
  layers.forEach(({kernelSize}, i) => {
    if (padding === 'same' && kernelSize % 2 === 0) {
      throw new RangeError(`layer ${i}: with 'same' only odd kernels have a middle to draw, got ${kernelSize}`);
    }
  });
}

/** Input steps between neighbours of each layer, the input first. */
function jumps(layers: ReceptiveLayer[]): number[] {
  const list = [1];
  for (const {strides = 1} of layers) list.push(list[list.length - 1] * strides);
  return list;
}

/** 1 + Σ (k_l - 1) d_l × the product of earlier strides. */
export function fieldOf(layers: ReceptiveLayer[]): number {
  const jump = jumps(layers);
  return layers.reduce((sum, {kernelSize, dilationRate = 1}, i) => sum + (kernelSize - 1) * dilationRate * jump[i], 1);
}

/** Everything below one node, each node once. */
function below(layers: ReceptiveLayer[], t: number, steps: number, padding: 'causal' | 'same'): Drawn {
  const jump = jumps(layers);
  const drawn: Drawn = {nodes: [[t, layers.length]], edges: []};
  let row = [t];
  for (let layer = layers.length; layer > 0; layer--) {
    const {kernelSize, dilationRate = 1} = layers[layer - 1];
    const next = new Set<number>();
    for (const at of row) {
      for (let j = 0; j < kernelSize; j++) {
        const back = padding === 'causal' ? j : j - (kernelSize - 1) / 2;
        const from = at - back * dilationRate * jump[layer - 1];
        if (from < 0 || from >= steps) continue;
        drawn.edges.push([
          [from, layer - 1],
          [at, layer],
        ]);
        next.add(from);
      }
    }
    row = [...next].sort((a, b) => a - b);
    drawn.nodes.push(...row.map((at): [number, number] => [at, layer - 1]));
  }
  return drawn;
}

function edgeTrace(edges: Drawn['edges'], color: string, width: number): PlotlyObject {
  return {
    ...{type: 'scatter', mode: 'lines', hoverinfo: 'skip', showlegend: false, line: {color, width}},
    x: edges.flatMap(([[from], [to]]) => [from, to, null]),
    y: edges.flatMap(([[, low], [, high]]) => [low, high, null]),
  };
}

function nodeTrace(name: string, nodes: Drawn['nodes'], marker: PlotlyObject): PlotlyObject {
  return {type: 'scatter', mode: 'markers', name, x: nodes.map(([t]) => t), y: nodes.map(([, layer]) => layer), marker};
}

/** The figure for the first `shown` layers, with room for all of them. */
function draw(layers: ReceptiveLayer[], shown: number, text: ReceptiveFieldText): Figure {
  const {padding = 'causal', title, width = 700} = text;
  const some = layers.slice(0, shown);
  const [field, whole] = [fieldOf(some), fieldOf(layers)];
  const {steps = Math.min(96, Math.ceil(whole * 1.25) + 1)} = text;
  if (!Number.isInteger(steps) || steps < 1 || steps > 200) {
    throw new RangeError(`steps must be a whole number from 1 to 200, got ${steps}`);
  }
  // The last place that the strides of all layers reach, so that the slider keeps its output.
  const jump = jumps(layers)[layers.length];
  const target = padding === 'causal' ? steps - 1 : Math.floor((steps - 1) / 2 / jump) * jump;
  const active = below(some, target, steps, padding);
  const used = new Set(active.nodes.map(String));
  const rest: Drawn['nodes'] = [];
  jumps(layers).forEach((apart, layer) => {
    for (let t = target % apart; t < steps; t += apart) if (!used.has(String([t, layer]))) rest.push([t, layer]);
  });
  const size = steps > 48 ? 6 : steps > 30 ? 9 : 13;
  const inputs = active.nodes.filter(([, layer]) => layer === 0);
  const inner = active.nodes.filter(([, layer]) => layer > 0 && layer < shown);
  const line = {color: '#222222', width: 1};
  const data = [
    edgeTrace(active.edges, '#7A7A7A', 1.4),
    nodeTrace('not seen', rest, {color: '#FFFFFF', size, line: {color: '#B5B5B5', width: 1}}),
    nodeTrace('inputs seen', inputs, {color: PALETTE[0], size, symbol: 'square', line}),
    nodeTrace('between', inner, {color: '#9CC7E3', size, line}),
    nodeTrace('output', [[target, shown]], {color: PALETTE[1], size: size + 3, symbol: 'diamond', line}),
  ];
  const names = layers.map(({kernelSize, dilationRate = 1, strides = 1}, i) => {
    const parts = [`k ${kernelSize}`];
    if (dilationRate > 1) parts.push(`d ${dilationRate}`);
    if (strides > 1) parts.push(`s ${strides}`);
    return `${i + 1}: ${parts.join(', ')}`;
  });
  const cut = inputs.length > 0 && field > steps ? ` (only ${steps} steps are drawn)` : '';
  const y = text.y ?? {label: 'layer: kernel k, dilation d, stride s', unit: ''};
  return {
    data,
    layout: {
      ...baseLayout({
        ...{title, width, height: text.height ?? 170 + 62 * layers.length},
        ...{legend: ['not seen', 'inputs seen', 'between', 'output'], tickCharacters: 16},
      }),
      xaxis: {...axisLayout(text.x ?? {label: 'time', unit: 'steps'}), range: [-0.8, steps - 0.2], showgrid: false},
      yaxis: {
        ...axisLayout(y),
        ...{
          range: [-0.45, layers.length + 0.45],
          tickvals: [0, ...names.map((_, i) => i + 1)],
          ticktext: ['input', ...names],
        },
        ...{
          showgrid: false,
          showline: false,
          tickcolor: '#FFFFFF',
        },
      },
    },
    alt:
      text.alt ??
      `${title}. ${shown} ${shown === 1 ? 'layer' : 'layers'} (${names.slice(0, shown).join('; ')}), padding ${padding}: ` +
        `the output at step ${target} sees ${field} input steps${cut}, ${inputs.length} of them through a connection.`,
  };
}

/**
 * Which inputs one output of stacked convolutions sees, drawn as a net.
 *
 *     receptive field = 1 + Σ (k_l - 1) d_l × the product of earlier strides
 *
 * @param layers from the input upwards, see {@link ReceptiveLayer}
 * @param text title, padding, steps
 * @returns the figure
 * @throws RangeError when a layer is impossible, or there are more than ten
 *
 * Lesson: notebooks/04-convolutions/4.1.
 */
export function receptiveField(layers: ReceptiveLayer[], text: ReceptiveFieldText): Figure {
  check(layers, text.padding ?? 'causal');
  return draw(layers, layers.length, text);
}

/**
 * How the receptive field grows with every layer: {@link receptiveField}, with a slider over the layers.
 *
 * @param layers from the input upwards, at least two
 * @param text title, padding, steps; each position of the slider adds what the output sees
 * @returns the figure, first shown with all layers
 * @throws RangeError when a layer is impossible, or there are not 2 to 10
 *
 * Lesson: notebooks/04-convolutions/4.1 and 4.2.
 */
export function receptiveFieldGrowth(layers: ReceptiveLayer[], text: ReceptiveFieldText): Figure {
  check(layers, text.padding ?? 'causal');
  if (layers.length < 2) throw new RangeError('receptiveFieldGrowth needs at least two layers');
  const sees = (shown: number) => {
    const field = fieldOf(layers.slice(0, shown));
    return `${text.title}: ${shown} ${shown === 1 ? 'layer sees' : 'layers see'} ${field} steps`;
  };
  const steps = layers.map((_, i) => ({
    name: String(i + 1),
    figure: draw(layers, i + 1, {...text, title: sees(i + 1), alt: undefined}),
  }));
  const grown = layers.map((_, i) => fieldOf(layers.slice(0, i + 1))).join(', ');
  const alt =
    text.alt ?? `${text.title}. The receptive field after each layer: ${grown} steps. A slider adds layer by layer.`;
  return withSlider(steps, {label: 'layers', start: layers.length - 1, alt});
}
