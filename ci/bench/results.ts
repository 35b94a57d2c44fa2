/** Results of a bench run, and the rows of the table made from them. */
import type {Machine} from './machine';
import type {Versions} from './protocol';
import type {Measured, Measurement} from './rounds';
import {median, pairedRatios, type Spread, spread} from './statistics';
import type {CurvePoint, Goal, Peer, Way} from './workloads';

/** Workload as measured: goals and title are kept with it, so that a result file speaks for itself. */
export interface WorkloadResult extends Omit<Measurement, 'versions'> {
  name: string;
  title: string;
  batch: number;
  goals: Partial<Record<Way, Goal | null>>;
}

/** A point of the cost curves. */
export interface CurveResult extends CurvePoint {
  measured: Record<string, Measured>;
}

/** How long the kernels take to load, in ms, one number a process. */
export interface LoadTimes {
  /** `engine.start` without TensorFlow.js' WebAssembly: what the kernels alone take to compile. */
  kernels: number[];
  /** First call of a layer in the process. */
  firstCall: number[];
}

/** All of one run; what `--json` writes. */
export interface BenchResults {
  command: string;
  date: string;
  machine: Machine;
  rounds: number;
  versions: Record<string, Versions>;
  workloads: WorkloadResult[];
  curves: CurveResult[];
  load?: LoadTimes;
  /** Lines on what went wrong outside the workloads: curves, load. */
  failures: string[];
}

/** Largest peak memory wanted of a training process on the first row, in MB. */
export const MEMORY_GOAL = 250;
/** Longest kernel load wanted, in ms. */
export const LOAD_GOAL = 50;

/** Our time against a peer's. */
export interface RatioCell {
  ratio: Spread;
  /** Undefined where nothing is to be reached. */
  goal?: number;
  reached?: boolean;
}

/** One way of one workload. */
export interface Row {
  name: string;
  title: string;
  way: Way;
  /** Milliseconds a batch, and what its process needed; undefined where it did not run. */
  ours?: {ms: number; peakMb: number};
  /** Why it did not run. */
  reason?: string;
  /** The better PyTorch carries its number of threads. */
  theirs: Partial<Record<Peer, {ms: number; peakMb: number; threads?: number}>>;
  ratios: Partial<Record<Peer, RatioCell>>;
}

/** Names of a peer's contestants among those measured, fastest median first. */
function bestOf(peer: Peer, measured: Record<string, Measured>): string | undefined {
  const names = Object.keys(measured).filter((name) => name === peer || name.startsWith(`${peer}-`));
  return names.sort((a, b) => median(measured[a].ms) - median(measured[b].ms))[0];
}

const brief = ({ms, peakMb}: Measured) => ({ms: median(ms), peakMb});

function rowOf(result: WorkloadResult, way: Way, goal: Goal | null): Row {
  const {name, title, measured, notBuilt, failed} = result;
  const row: Row = {name, title, way, theirs: {}, ratios: {}};
  const ours = measured[way];
  if (ours) row.ours = brief(ours);
  else if (notBuilt[way]) row.reason = `not built yet: ${notBuilt[way]}`;
  else row.reason = failed[way] ?? 'not measured';
  for (const peer of ['keras', 'torch'] as const) {
    const best = bestOf(peer, measured);
    if (!best) continue;
    const threads = Number(best.split('-')[1]);
    row.theirs[peer] = {...brief(measured[best]), ...(threads ? {threads} : {})};
    if (!ours) continue;
    const ratio = spread(pairedRatios(ours.ms, measured[best].ms));
    row.ratios[peer] = goal ? {ratio, goal: goal[peer], reached: ratio.median <= goal[peer]} : {ratio};
  }
  return row;
}

/** A row for each way of each workload. */
export const rowsOf = ({workloads}: Pick<BenchResults, 'workloads'>): Row[] =>
  workloads.flatMap((result) =>
    (Object.entries(result.goals) as [Way, Goal | null][]).map(([way, goal]) => rowOf(result, way, goal)),
  );

/** One contestant's cost along one axis: [value on the axis, ms a batch]. */
export interface Curve {
  axis: CurvePoint['axis'];
  contestant: 'ours' | Peer;
  points: [number, number][];
}

/** Curves of ours and of each peer, PyTorch by the better number of threads at each point. */
export function curvesOf({curves}: Pick<BenchResults, 'curves'>): Curve[] {
  const lines = new Map<string, Curve>();
  for (const {axis, sizes, measured} of curves) {
    const names = {ours: 'training.fit', keras: bestOf('keras', measured), torch: bestOf('torch', measured)};
    for (const [contestant, name] of Object.entries(names) as [Curve['contestant'], string | undefined][]) {
      if (!name || !measured[name]) continue;
      const key = `${axis} ${contestant}`;
      const line = lines.get(key) ?? {axis, contestant, points: []};
      line.points.push([sizes[axis], median(measured[name].ms)]);
      lines.set(key, line);
    }
  }
  return [...lines.values()];
}
