/** Ways of the arrows: along a lane where it is free, else down through the gaps between the columns. */
import type {Place} from './map';

export interface Edge {
  from: string;
  to: string;
}

export interface Way {
  /** Lesson that it starts at. */
  from: string;
  /** SVG path. */
  d: string;
  /** Lane that it starts in. */
  lane: number;
}

interface Size {
  width: number;
  height: number;
}

/** Distance between two parallel arrows. */
const STEP = 4.5;
const RADIUS = 5;
/** Arrows leave and arrive beside the middle of a lesson. */
const SIDE = 12;

type Point = readonly [number, number];

/** A line through points, with round corners. */
export function rounded(points: readonly Point[]): string {
  const kept = points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]);
  return kept
    .map(([x, y], i) => {
      if (i === 0) return `M${x} ${y}`;
      const next = kept[i + 1];
      if (!next) return `L${x} ${y}`;
      const [px, py] = kept[i - 1];
      const shorten = (fx: number, fy: number) => {
        const length = Math.hypot(fx - x, fy - y);
        const r = Math.min(RADIUS, length / 2) / length;
        return `${+(x + (fx - x) * r).toFixed(1)} ${+(y + (fy - y) * r).toFixed(1)}`;
      };
      return `L${shorten(px, py)}Q${x} ${y} ${shorten(next[0], next[1])}`;
    })
    .join('');
}

/** Hands out lines in a channel: each source has one of its own, so that its arrows share a trunk. */
class Channels {
  private readonly lines = new Map<string, string[]>();

  offset(channel: string, source: string): number {
    const sources = this.lines.get(channel) ?? [];
    this.lines.set(channel, sources);
    if (!sources.includes(source)) sources.push(source);
    const at = sources.indexOf(source);
    // 0, +1, -1, +2, ...: the first lies in the middle
    return STEP * (at % 2 === 1 ? (at + 1) / 2 : -at / 2);
  }
}

/** The ways of all arrows, lessons of one lane that follow each other first. */
export function route(edges: Edge[], at: Map<string, Place>, size: Size, gap: number, pitch: number): Way[] {
  const channels = new Channels();
  const arrivals = new Map<string, string[]>();
  for (const {from, to} of edges) {
    const isNeighbour = at.get(from)?.lane === at.get(to)?.lane;
    if (!isNeighbour) arrivals.set(to, [...(arrivals.get(to) ?? []), from]);
  }
  return edges.flatMap(({from, to}): Way[] => {
    const [a, b] = [at.get(from), at.get(to)];
    if (!a || !b) return [];
    const lane = a.lane;
    const middle = size.height / 2;
    if (a.lane === b.lane && b.column === a.column + 1) {
      return [{from, lane, d: `M${a.x + size.width} ${a.y + middle}L${b.x} ${b.y + middle}`}];
    }
    const own = arrivals.get(to) ?? [];
    const isBelow = b.lane === a.lane + 1 && a.column === b.column;
    // arrows leave right of the middle and arrive left of it, so that the two never lie on each other
    const exit = a.x + size.width / 2 + (isBelow ? 0 : SIDE);
    const entry = b.x + size.width / 2 - (isBelow ? 0 : SIDE + own.indexOf(from) * 10);
    const [start, tip]: Point[] = [
      [exit, a.y + size.height],
      [entry, b.y],
    ];
    const under = (row: number) => a.y + (row - a.lane) * pitch + size.height + (pitch - size.height) / 2;
    const first = under(a.lane) + channels.offset(`row ${a.lane}`, from);
    const way = (...points: Point[]): Way[] => [{from, lane, d: rounded([start, [exit, first], ...points])}];
    if (a.lane === b.lane) {
      // below the lessons between, and up again
      const x = b.x + size.width / 2 + SIDE;
      return way([x, first], [x, b.y + size.height]);
    }
    if (b.lane === a.lane + 1) return way([entry, first], tip);
    const column = b.column >= a.column + 1 ? b.column : b.column + 1;
    const leftmost = Math.min(...[...at.values()].map((place) => place.x));
    // left of the tips of a lane's own arrows
    const x = leftmost + column * (size.width + gap) - gap + 9 + channels.offset(`column ${column}`, from);
    const last = under(b.lane - 1) + channels.offset(`row ${b.lane - 1}`, from);
    return way([x, first], [x, last], [entry, last], tip);
  });
}
