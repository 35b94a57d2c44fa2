/** Cost against batch size, length and units: the first row's model in other sizes. */
import type {Programs} from './contestants';
import type {CurveResult} from './results';
import {type Entry, measure} from './rounds';
import {type CurvePoint, curvePoints, type Peer} from './workloads';

const ROUNDS = 5;

/** @param onPoint called before each point */
export async function measureCurves(
  programs: Programs,
  peers: readonly Peer[],
  rounds: number,
  onPoint: (point: CurvePoint, index: number, count: number) => void,
): Promise<{curves: CurveResult[]; failures: string[]}> {
  const curves: CurveResult[] = [];
  const failures: string[] = [];
  const done = new Map<string, CurveResult['measured']>(); // the first row itself lies on every axis
  for (const [index, point] of curvePoints.entries()) {
    onPoint(point, index, curvePoints.length);
    const task = {workload: 'lstm', sizes: point.sizes, batches: point.batches};
    const entries = (list: ReturnType<Programs['peer']>): Entry[] => list.map((program) => ({program, task}));
    const key = JSON.stringify(point.sizes);
    if (!done.has(key)) {
      const theirs = peers.flatMap((peer) => programs.peer(peer));
      const both = {ours: entries([programs.ours('training.fit')]), others: entries(theirs)};
      const {measured, failed} = await measure(both, Math.min(rounds, ROUNDS));
      failures.push(...Object.values(failed).map((line) => `${point.axis} ${point.sizes[point.axis]}: ${line}`));
      done.set(key, measured);
    }
    curves.push({...point, measured: done.get(key) ?? {}});
  }
  return {curves, failures};
}
