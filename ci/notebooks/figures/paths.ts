/** Points of SVG paths: what jsdom leaves out. Exact for lines; curves and arcs are taken as lines between their ends. */

export interface Point {
  x: number;
  y: number;
}

/** Corners of a path, in order. */
export function pathPoints(d: string): Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (const [, command, text] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = (text.match(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g) ?? []).map(Number);
    const kind = command.toUpperCase();
    const [baseX, baseY] = command === command.toLowerCase() ? [x, y] : [0, 0];
    if (kind === 'M' || kind === 'L') {
      let [fromX, fromY] = [baseX, baseY];
      for (let i = 0; i + 1 < numbers.length; i += 2) {
        [x, y] = [fromX + numbers[i], fromY + numbers[i + 1]];
        if (command === command.toLowerCase()) [fromX, fromY] = [x, y];
        points.push({x, y});
      }
      continue;
    }
    if (kind === 'H') x = baseX + (numbers.at(-1) ?? 0);
    else if (kind === 'V') y = baseY + (numbers.at(-1) ?? 0);
    else if (numbers.length >= 2) [x, y] = [baseX + numbers[numbers.length - 2], baseY + numbers[numbers.length - 1]];
    else continue;
    points.push({x, y});
  }
  return points;
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** Length of a path (`getTotalLength`). */
export function pathLength(d: string): number {
  const points = pathPoints(d);
  return points.slice(1).reduce((sum, point, i) => sum + distance(points[i], point), 0);
}

/** The point of a path after a length (`getPointAtLength`). */
export function pointAtLength(d: string, length: number): Point {
  const points = pathPoints(d);
  let left = Math.max(0, length);
  for (let i = 1; i < points.length; i++) {
    const step = distance(points[i - 1], points[i]);
    if (left <= step && step > 0) {
      const share = left / step;
      const [a, b] = [points[i - 1], points[i]];
      return {x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share};
    }
    left -= step;
  }
  return points.at(-1) ?? {x: 0, y: 0};
}
