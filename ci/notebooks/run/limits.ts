/** What a lesson may cost, and the table of what each did cost. */
import type {Room} from '../catalogue';
import {largestNotebook} from '../lint/outputs';

/** Limits of one lesson. */
interface Limits {
  /** Peak memory of the process that runs the cells. */
  megabytes: number;
  /** On two cores. */
  seconds: number;
}

const foundations: Limits = {megabytes: 400, seconds: 90};
/** Texts, sounds and pictures weigh more than series. */
const applications: Limits = {megabytes: 500, seconds: 120};
/** Parts 5 and 6, and the lesson that repeats their mistakes. */
const limitsOf = (notebook: string): Limits =>
  /\/(5\.\d|6\.\d|7\.2)-[^/]*$/.test(notebook) ? applications : foundations;

/** Processor minutes of all lessons together. */
export const mostMinutes = 25;

/** What one run used. */
export interface Cost {
  notebook: string;
  room: Room;
  seconds: number;
  userSeconds?: number;
  compilerSeconds?: number;
  userMegabytes?: number;
  /** Size of the file. */
  bytes: number;
}

/** Processor time of the kernel, cells and compiler together. */
export const processorSeconds = ({userSeconds, compilerSeconds}: Cost): number | undefined =>
  userSeconds === undefined ? undefined : userSeconds + (compilerSeconds ?? 0);

/** Time as if the machine had nothing else to do: the clock, but not more than the processors worked. */
const quietSeconds = (cost: Cost): number => Math.min(cost.seconds, processorSeconds(cost) ?? cost.seconds);

/** What a lesson uses beyond its limits; such a run fails. */
export function overLimits({notebook, room, userMegabytes = 0, bytes}: Cost): string[] {
  if (room !== 'lesson') return [];
  const {megabytes} = limitsOf(notebook);
  const size = `${(bytes / 1e6).toFixed(2)} MB; at most 1 MB: fewer points in figures, or results as a table`;
  const memory = `its cells used ${Math.round(userMegabytes)} MB; at most ${megabytes}: dispose models and tensors, or take fewer data`;
  return [...(userMegabytes > megabytes ? [memory] : []), ...(bytes > largestNotebook ? [size] : [])];
}

/** What takes long; it fails nothing, since a busy machine takes long, too. */
export function slowLines(costs: Cost[]): string[] {
  const lessons = costs.filter(({room}) => room === 'lesson');
  const slow = lessons.flatMap((cost) => {
    const seconds = quietSeconds(cost);
    const most = limitsOf(cost.notebook).seconds;
    const line = `warning: ${cost.notebook} takes ${seconds.toFixed(0)} s; this lesson should stay under ${most} s on two cores`;
    return seconds > most ? [line] : [];
  });
  const minutes = lessons.reduce((sum, cost) => sum + (processorSeconds(cost) ?? 0), 0) / 60;
  const total = `warning: the lessons take ${minutes.toFixed(1)} processor minutes together; at most ${mostMinutes}`;
  return minutes > mostMinutes ? [...slow, total] : slow;
}

/** A table of what each notebook used: time, processor time, memory of its cells, size of its file. */
export function costTable(costs: Cost[]): string[] {
  if (costs.length === 0) return [];
  const known = (value: number | undefined, digits = 0) => (value === undefined ? '?' : value.toFixed(digits));
  const rows = [...costs]
    .sort((a, b) => (a.notebook < b.notebook ? -1 : 1))
    .map((cost) => [
      cost.notebook,
      known(cost.seconds, 1),
      known(cost.userSeconds, 1),
      known(cost.compilerSeconds, 1),
      known(cost.userMegabytes),
      (cost.bytes / 1e6).toFixed(2),
    ]);
  const sums = (read: (cost: Cost) => number | undefined) => costs.reduce((sum, cost) => sum + (read(cost) ?? 0), 0);
  const total = [
    'all',
    sums(({seconds}) => seconds).toFixed(1),
    sums(({userSeconds}) => userSeconds).toFixed(1),
    sums(({compilerSeconds}) => compilerSeconds).toFixed(1),
    '',
    (sums(({bytes}) => bytes) / 1e6).toFixed(2),
  ];
  const head = ['notebook', 'wall s', 'CPU s', 'compiler s', 'peak MB', 'file MB'];
  const lines = [head, ...rows, ...(costs.length > 1 ? [total] : [])];
  const widths = head.map((_, i) => Math.max(...lines.map((cells) => cells[i].length)));
  return lines.map((cells) =>
    cells
      .map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i])))
      .join('  ')
      .trimEnd(),
  );
}
