/** Kernel load time: fresh processes, one after the other. */
import {spawnSync} from 'node:child_process';
import {dirname, join} from 'node:path';
import {buildOurs} from './build-ours';
import {ContestantError} from './protocol';
import type {LoadTimes} from './results';

const PROCESSES = 5;

export function measureLoad(): LoadTimes {
  const program = join(dirname(buildOurs()), 'load.js');
  const times: LoadTimes = {kernels: [], firstCall: []};
  for (let i = 0; i < PROCESSES; i++) {
    const {status, stdout, stderr} = spawnSync(process.execPath, [program], {encoding: 'utf8', timeout: 60000});
    if (status !== 0) {
      const why = stderr.split('\n').find((line) => /Error/.test(line)) ?? 'it ended early';
      throw new ContestantError(`the load of the kernels cannot be measured: ${why}`);
    }
    const {kernels, firstCall} = JSON.parse(stdout) as Record<keyof LoadTimes, number>;
    times.kernels.push(Number(kernels.toFixed(2)));
    times.firstCall.push(Number(firstCall.toFixed(2)));
  }
  return times;
}
