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
): Promise<CurveResult[]> {
  const results: CurveResult[] = [];
  for (const [index, point] of curvePoints.entries()) {
    onPoint(point, index, curvePoints.length);
    const task = {workload: 'lstm', sizes: point.sizes, batches: point.batches};
    const entries = (list: ReturnType<Programs['peer']>): Entry[] => list.map((program) => ({program, task}));
    const {measured} = await measure(
      {ours: entries([programs.ours('training.fit')]), others: entries(peers.flatMap((peer) => programs.peer(peer)))},
      Math.min(rounds, ROUNDS),
    );
    results.push({...point, measured});
  }
  return results;
}
