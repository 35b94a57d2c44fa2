/** Actions named by a rule that knows how these films are made, so that the bench need not train. */
type Film = number[][][];

const lit = (frame: number[][]): boolean[][] => frame.map((row) => row.map((pixel) => pixel > 0.5));
const area = (frame: boolean[][]): number => frame.flat().filter(Boolean).length;
const MOVES = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
];

/** Whether a frame, moved around its border, is another one. */
function isMoved(from: boolean[][], to: boolean[][], dx: number, dy: number): boolean {
  const [high, wide] = [from.length, from[0].length];
  return from.every((row, y) => row.every((on, x) => to[(y + dy + high) % high][(x + dx + wide) % wide] === on));
}

/** The action of a film by its place in the list of actions. */
export function actionOf(film: Film): number {
  const frames = film.map(lit);
  let growth = 0;
  for (let t = 1; t < frames.length; t++) {
    if (isMoved(frames[t - 1], frames[t], 0, 0)) continue;
    for (const [action, [dx, dy]] of MOVES.entries()) {
      if ([1, 2].some((speed) => isMoved(frames[t - 1], frames[t], speed * dx, speed * dy))) return action;
    }
    growth += Math.sign(area(frames[t]) - area(frames[t - 1]));
  }
  return growth > 0 ? 4 : 5;
}
