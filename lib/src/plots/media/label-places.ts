/** A point that is to be named. */
export interface Place {
  x: number;
  y: number;
}

/** Directions of a label from its point: above first, as one reads. */
const TURNS = [-90, -45, -135, 0, 180, 45, 135, 90].map((degrees) => (degrees * Math.PI) / 180);
/** Steps away from the point, in heights of a label. */
const STEPS = [0.85, 1.3, 1.8, 2.4, 3.1];

/** Where labels may stand, and what they should not cover. */
export interface LabelRoom {
  /** Width and height of a label. */
  wide: number;
  high: number;
  /** Least and largest y of a label's middle. */
  between: [number, number];
  /** Points of the drawing. */
  ink: readonly Place[];
}

/**
 * Places for labels beside their points, so that none covers another one, nor a point: the nearest place that is free,
 * off the ink where there is a choice.
 *
 * @param points in the order in which they choose
 * @param room see {@link LabelRoom}
 * @returns middles of the labels; where nothing is free, the least covered place
 */
export function labelPlaces(points: readonly Place[], {wide, high, between, ink}: LabelRoom): Place[] {
  const taken: Place[] = [];
  const isNear = (a: Place, b: Place, share: number) =>
    Math.abs(a.x - b.x) < share * wide && Math.abs(a.y - b.y) < share * high;
  for (const {x, y} of points) {
    const places = STEPS.flatMap((step) =>
      TURNS.map((turn) => ({x: x + step * wide * Math.cos(turn), y: y + step * high * Math.sin(turn), step})),
    );
    const cost = (place: Place & {step: number}) =>
      10 * taken.filter((other) => isNear(place, other, 1)).length +
      3 * points.filter((point) => isNear(place, point, 0.7)).length +
      0.25 * ink.filter((point) => isNear(place, point, 0.55)).length +
      place.step;
    const open = places.filter((place) => place.y >= between[0] && place.y <= between[1]);
    const best = open.reduce((least, place) => (cost(place) < cost(least) ? place : least));
    taken.push({x: best.x, y: best.y});
  }
  return taken;
}
