/** The few canvas functions that Plotly's heat maps need: whole images and filled rectangles, out as a PNG address. */
import {fullPng} from './png';

type Colour = [red: number, green: number, blue: number, alpha: number];

const parse = (style: string): Colour => {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (style.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, Math.round(alpha * 255)];
};

interface ImageLike {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** A `2d` context that holds its pixels. */
class Context {
  fillStyle = 'rgba(0,0,0,1)';
  readonly pixels: Uint8ClampedArray;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Uint8ClampedArray(width * height * 4);
  }

  createImageData(width: number, height: number): ImageLike {
    return {width, height, data: new Uint8ClampedArray(width * height * 4)};
  }

  /** Plotly puts images at the origin and as large as the canvas only. */
  putImageData(image: ImageLike): void {
    this.pixels.set(image.data.subarray(0, this.pixels.length));
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const colour = parse(this.fillStyle);
    const [right, bottom] = [
      Math.min(this.width, Math.round(x + width)),
      Math.min(this.height, Math.round(y + height)),
    ];
    for (let row = Math.max(0, Math.round(y)); row < bottom; row++) {
      for (let column = Math.max(0, Math.round(x)); column < right; column++) {
        this.pixels.set(colour, 4 * (row * this.width + column));
      }
    }
  }

  clearRect(): void {
    this.pixels.fill(0);
  }
}

const contexts = new WeakMap<object, Context>();

/** Methods for `HTMLCanvasElement.prototype`. */
export const canvasMethods = {
  getContext(this: {width: number; height: number}, kind: string): Context | null {
    if (kind !== '2d') return null;
    const known = contexts.get(this);
    if (known && known.width === this.width && known.height === this.height) return known;
    const context = new Context(this.width, this.height);
    contexts.set(this, context);
    return context;
  },
  toDataURL(this: {width: number; height: number}): string {
    const {width, height, pixels} = contexts.get(this) ?? new Context(1, 1);
    return `data:image/png;base64,${fullPng({width, height, rgba: pixels}).toString('base64')}`;
  },
};
