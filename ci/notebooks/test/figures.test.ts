import assert from 'node:assert/strict';
import {inflateSync} from 'node:zlib';
import {PLOTLY_MIME} from '../clean';
import {boxOf} from '../figures/boxes';
import {textWidth} from '../figures/fonts';
import {pathLength, pathPoints, pointAtLength} from '../figures/paths';
import {svgToPng, withPictures} from '../figures/pictures';
import {closeStage, plotlySvg} from '../figures/plotly';
import {fullPng, palettePng} from '../figures/png';
import type {Notebook} from '../notebook';
import {code, display, figure, notebook} from './make';

/** Chunks of a PNG file, read by the format's own rules. */
function chunks(png: Buffer): {type: string; data: Buffer}[] {
  const found: {type: string; data: Buffer}[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    found.push({type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length)});
    at += length + 12;
  }
  return found;
}

const chunkOf = (png: Buffer, type: string): Buffer => {
  const found = chunks(png).find((chunk) => chunk.type === type);
  assert.ok(found, `no ${type}`);
  return found.data;
};

/** Colours of a palette picture, pixel by pixel. */
function pixelsOf(png: Buffer): number[] {
  const [header, palette, rows] = [chunkOf(png, 'IHDR'), chunkOf(png, 'PLTE'), inflateSync(chunkOf(png, 'IDAT'))];
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  return Array.from({length: width * height}, (_, i) => {
    const index = rows[Math.floor(i / width) * (width + 1) + 1 + (i % width)];
    return palette.readUIntBE(3 * index, 3);
  });
}

const image = (width: number, height: number, colour: (x: number, y: number) => number) => {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const value = colour(i % width, Math.floor(i / width));
    rgba.set([value >> 16, (value >> 8) & 255, value & 255, 255], 4 * i);
  }
  return {width, height, rgba};
};

describe('a PNG with a palette', () => {
  it('keeps every colour of a picture that has few', () => {
    const colour = (x: number, y: number) => ((x * 16) << 16) | ((y * 16) << 8) | 7;
    const png = palettePng(image(16, 16, colour));
    assert.deepEqual(
      pixelsOf(png),
      Array.from({length: 256}, (_, i) => colour(i % 16, Math.floor(i / 16))),
    );
  });

  it('keeps large areas exactly and every other colour nearly', () => {
    const colour = (x: number, y: number) =>
      y < 100 ? 0x1f77b4 : ((x & 255) << 16) | ((y & 255) << 8) | ((x * y) & 255);
    const pixels = pixelsOf(palettePng(image(200, 200, colour)));
    assert.ok(new Set(pixels).size <= 256);
    let largest = 0;
    for (const [i, value] of pixels.entries()) {
      const wanted = colour(i % 200, Math.floor(i / 200));
      if (i < 20_000) assert.equal(value, 0x1f77b4);
      for (const shift of [0, 8, 16])
        largest = Math.max(largest, Math.abs(((value >> shift) & 255) - ((wanted >> shift) & 255)));
    }
    assert.ok(largest < 64, `a channel is off by ${largest}`);
  });

  it('is the same file twice', () => {
    const pixels = image(50, 40, (x, y) => x * y * 977);
    assert.deepEqual(palettePng(pixels), palettePng(pixels));
  });
});

describe('a full PNG', () => {
  it('keeps colour and transparency', () => {
    const rgba = Uint8Array.from([1, 2, 3, 4, 255, 0, 128, 0]);
    assert.deepEqual([...inflateSync(chunkOf(fullPng({width: 2, height: 1, rgba}), 'IDAT'))], [0, ...rgba]);
  });
});

describe('sizes of texts', () => {
  it('grow with text, size and weight', () => {
    assert.ok(textWidth('mm', 12, 'sans') > textWidth('ii', 12, 'sans'));
    assert.ok(Math.abs(textWidth('loss', 24, 'sans') - 2 * textWidth('loss', 12, 'sans')) < 1e-9);
    assert.ok(textWidth('loss', 12, 'sans-bold') > textWidth('loss', 12, 'sans'));
    assert.equal(textWidth('iiii', 12, 'mono'), textWidth('mmmm', 12, 'mono'));
  });

  it('agree with what resvg draws', () => {
    const svg = (text: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40"><text x="0" y="30" font-size="20">${text}</text></svg>`;
    const {png} = svgToPng(svg('████'));
    const black = pixelsOf(png).flatMap((colour, i) => (colour < 0x808080 ? [i % 600] : []));
    const width = (Math.max(...black) - Math.min(...black) + 1) / 2;
    assert.ok(Math.abs(width - textWidth('████', 20, 'sans')) < 2, `${width} pixels drawn`);
  });
});

describe('paths', () => {
  it('have corners, a length, and a point at each length', () => {
    assert.deepEqual(pathPoints('M1,2h3v-4L0,0l1,1z').slice(0, 3), [
      {x: 1, y: 2},
      {x: 4, y: 2},
      {x: 4, y: -2},
    ]);
    assert.equal(pathLength('M0,0L3,4L3,10'), 11);
    assert.deepEqual(pointAtLength('M0,0L3,4L3,10', 8), {x: 3, y: 7});
    assert.deepEqual(pointAtLength('', 8), {x: 0, y: 0});
  });
});

describe('static pictures', function () {
  this.timeout(120_000);
  after(closeStage);

  const pictureOf = ({cells}: Notebook, cell = 0): string => {
    const output = cells[cell].outputs?.[0];
    return output && 'data' in output ? String(output.data['image/png'] ?? '') : '';
  };
  const lesson = () => notebook(code('f()', [figure([1, 0.5, 0.25])]));

  it('of a figure are 700 pixels wide, drawn twice as fine, and small', async () => {
    const drawn = await withPictures(lesson(), undefined);
    const png = Buffer.from(pictureOf(drawn), 'base64');
    assert.deepEqual([chunkOf(png, 'IHDR').readUInt32BE(0), chunkOf(png, 'IHDR').readUInt32BE(4)], [1400, 840]);
    assert.ok(png.length < 60_000, `${png.length} bytes`);
    const [output] = drawn.cells[0].outputs ?? [];
    assert.deepEqual('metadata' in output && output.metadata['image/png'], {width: 700, height: 420});
  });

  it('leave as little room for powers of ten as their small exponents need', async () => {
    // Plotly sets exponents in 70 % of the size around them: not in 70 pixels.
    const y = [1e-5, 1];
    const yaxis = {type: 'log', dtick: 1, exponentformat: 'power', automargin: true};
    const data = [{x: [1, 2], y, type: 'scatter'}];
    const {svg} = await plotlySvg({data, layout: {width: 700, height: 400, yaxis, margin: {l: 20}}});
    const left = Number(/class="bg" x="([\d.]+)"/.exec(svg)?.[1]);
    assert.ok(left > 30 && left < 60, `${left} pixels`);
  });

  it('hold titles, ticks and legend inside the picture', async () => {
    const long = 'a legend entry that is rather long';
    const data = [
      {x: [1, 2, 3], y: [1, 2, 3], name: long},
      {x: [1, 2, 3], y: [3, 2, 1], name: 'b'},
    ];
    const {svg, width} = await plotlySvg({
      data,
      layout: {title: {text: 'Long<br>title'}, xaxis: {title: {text: 'epoch'}}},
    });
    for (const text of [long, 'Long', 'title', 'epoch', '1.5']) assert.ok(svg.includes(text), text);
    const {JSDOM} = await import('jsdom');
    const {document} = new JSDOM(svg, {contentType: 'image/svg+xml'}).window;
    const legend = document.querySelector('.legend .legendtext');
    const box = document.querySelector('.legend .bg');
    assert.ok(legend && box);
    const placed = Number(
      /translate\(([\d.]+)/.exec(document.querySelector('.legend')?.getAttribute('transform') ?? '')?.[1],
    );
    assert.ok(boxOf(legend).width > 150);
    assert.ok(placed + boxOf(box).width <= width, 'the legend leaves the picture');
  });

  it('show the colours of a heat map', async () => {
    const data = [
      {
        type: 'heatmap',
        z: [[0, 1]],
        colorscale: [
          [0, '#ff0000'],
          [1, '#0000ff'],
        ],
        showscale: false,
      },
    ];
    const {svg, width} = await plotlySvg({data, layout: {}});
    const pixels = pixelsOf(svgToPng(svg, width).png);
    const share = (colour: number) => pixels.filter((value) => value === colour).length / pixels.length;
    assert.ok(share(0xff0000) > 0.1 && share(0x0000ff) > 0.1, `${share(0xff0000)} red, ${share(0x0000ff)} blue`);
  });

  it('are kept while the figure is the same, and drawn anew when it changes', async () => {
    const stored = notebook(code('f()', [display({...dataOf(figure([1, 0.5, 0.25])), 'image/png': 'OLD'})]));
    assert.equal(pictureOf(await withPictures(lesson(), stored)), 'OLD');
    const changed = notebook(code('f()', [figure([1, 0.5, 0.3])]));
    assert.match(pictureOf(await withPictures(changed, stored)), /^iVBOR/);
  });

  it('of diagrams are drawn from their SVG', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="red"/></svg>';
    const drawn = await withPictures(
      notebook(code('f()', [display({'image/svg+xml': svg, 'text/plain': 'red'})])),
      undefined,
    );
    const png = Buffer.from(pictureOf(drawn), 'base64');
    assert.deepEqual([...new Set(pixelsOf(png))], [0xff0000]);
  });

  it('that cannot be drawn name their cell', async () => {
    const wrong = notebook(code('f()', [display({'image/svg+xml': 'no svg', 'text/plain': 'x'})]));
    await assert.rejects(withPictures(wrong, undefined), /^InputError: cell 1: the figure cannot be drawn/);
  });

  const dataOf = (output: ReturnType<typeof figure>) => ('data' in output ? output.data : {[PLOTLY_MIME]: {}});
});
