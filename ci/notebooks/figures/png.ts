/** PNG files from pixels: whole colours for heat maps inside figures, a palette of 256 for pictures that are stored. */
import {crc32, deflateSync} from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue, alpha; row by row. */
  rgba: Uint8Array | Uint8ClampedArray;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** PNG colour types. */
const withPalette = 3;
const withAlpha = 6;

function file(width: number, height: number, colourType: number, rows: Buffer, extra: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colourType, 0, 0, 0], 8);
  const data = chunk('IDAT', deflateSync(rows, {level: 9, memLevel: 9}));
  return Buffer.concat([signature, chunk('IHDR', header), ...extra, data, chunk('IEND', new Uint8Array())]);
}

/** Rows of bytes, each led by the byte of its filter (0: none, the best for palettes). */
function filterless(bytes: Uint8Array | Uint8ClampedArray, rowLength: number): Buffer {
  const height = bytes.length / rowLength;
  const rows = Buffer.alloc(bytes.length + height);
  for (let y = 0; y < height; y++)
    rows.set(bytes.subarray(y * rowLength, (y + 1) * rowLength), y * (rowLength + 1) + 1);
  return rows;
}

/** Keeps every colour and its transparency. */
export function fullPng({width, height, rgba}: Pixels): Buffer {
  return file(width, height, withAlpha, filterless(rgba, width * 4));
}

/** A box of colours in red, green and blue, cut in two by the median until there are enough boxes. */
interface Bucket {
  colours: number[];
  /** Longest side, weighted by the pixels in it: where a cut helps most. */
  spread: number;
  channel: number;
}

const channelOf = (colour: number, channel: number): number => (colour >> (16 - 8 * channel)) & 255;

function bucketOf(colours: number[], counts: Map<number, number>): Bucket {
  let [spread, channel, pixels] = [0, 0, 0];
  for (const colour of colours) pixels += counts.get(colour) ?? 0;
  for (let c = 0; c < 3; c++) {
    let [low, high] = [255, 0];
    for (const colour of colours) {
      const value = channelOf(colour, c);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > spread) [spread, channel] = [high - low, c];
  }
  return {colours, spread: spread * Math.sqrt(pixels), channel};
}

function meanOf(colours: number[], counts: Map<number, number>): number {
  const sums = [0, 0, 0];
  let pixels = 0;
  for (const colour of colours) {
    const count = counts.get(colour) ?? 0;
    pixels += count;
    for (let c = 0; c < 3; c++) sums[c] += channelOf(colour, c) * count;
  }
  const [r, g, b] = sums.map((sum) => Math.round(sum / pixels));
  return (r << 16) | (g << 8) | b;
}

/** At most 256 colours for a picture: median cut; the colours of large areas are kept exactly. */
function paletteFor(counts: Map<number, number>, pixels: number): Map<number, number> {
  const target = new Map<number, number>();
  if (counts.size <= 256) {
    for (const colour of counts.keys()) target.set(colour, colour);
    return target;
  }
  const exact = [...counts].filter(([, count]) => count > pixels / 2000).sort((a, b) => b[1] - a[1]);
  for (const [colour] of exact.slice(0, 64)) target.set(colour, colour);
  const kept = target.size;
  const buckets = [
    bucketOf(
      [...counts.keys()].filter((colour) => !target.has(colour)),
      counts,
    ),
  ];
  while (buckets.length + kept < 256) {
    const widest = buckets.reduce((a, b) => (b.spread > a.spread ? b : a));
    if (widest.spread === 0) break;
    const ordered = widest.colours.sort((a, b) => channelOf(a, widest.channel) - channelOf(b, widest.channel) || a - b);
    const middle = ordered.length >> 1;
    const halves = [ordered.slice(0, middle), ordered.slice(middle)].map((part) => bucketOf(part, counts));
    buckets.splice(buckets.indexOf(widest), 1, ...halves);
  }
  for (const {colours} of buckets) {
    const mean = meanOf(colours, counts);
    for (const colour of colours) target.set(colour, mean);
  }
  return target;
}

/** An opaque picture with at most 256 colours: a third of the bytes, and charts look the same. */
export function palettePng({width, height, rgba}: Pixels): Buffer {
  const colours = new Uint32Array(width * height);
  const counts = new Map<number, number>();
  for (let i = 0; i < colours.length; i++) {
    const colour = (rgba[4 * i] << 16) | (rgba[4 * i + 1] << 8) | rgba[4 * i + 2];
    colours[i] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const target = paletteFor(counts, colours.length);
  const palette = [...new Set(target.values())].sort((a, b) => a - b);
  const indexOf = new Map(palette.map((colour, index) => [colour, index]));
  const indices = Uint8Array.from(colours, (colour) => indexOf.get(target.get(colour) ?? 0) ?? 0);
  const table = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return file(width, height, withPalette, filterless(indices, width), [chunk('PLTE', table)]);
}
