/** The machine in words: enough to judge numbers by, nothing that tells whose it is. */
import {availableParallelism, cpus, release, totalmem} from 'node:os';

/** What numbers were measured on. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGb: number;
  system: string;
}

const systems: Partial<Record<NodeJS.Platform, string>> = {linux: 'Linux', darwin: 'macOS', win32: 'Windows'};

/** Processor without clock rates, marks and padding: 'AMD EPYC'. */
const processorName = (model: string): string =>
  model
    .replace(/\((R|TM)\)/gi, '')
    .replace(/@.*$/, '')
    .replace(/\s+/g, ' ')
    .trim() || 'unknown processor';

export function describeMachine(): Machine {
  return {
    processor: processorName(cpus()[0]?.model ?? ''),
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${systems[process.platform] ?? process.platform} ${release().split('.').slice(0, 2).join('.')}, ${process.arch}`,
  };
}

export const machineLine = ({processor, cores, memoryGb, system}: Machine): string =>
  `${processor}, ${cores} cores, ${memoryGb} GB, ${system}`;
