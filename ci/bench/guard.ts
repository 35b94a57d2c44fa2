/**
 * The guard of `npm test`: a few workloads against a yardstick in the same process (reference.ts), so that a change which
 * makes training 1.5 times slower does not pass unseen. Needs no peers.
 *
 *     node --import tsx ci/bench/guard.ts [--report FILE] [--record]
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Command} from 'commander';
import {buildOurs} from './build-ours';
import {Contestant} from './contestant';
import {ContestantError} from './protocol';
import {median, pairedRatios} from './statistics';
import {digits} from './table';
import {type Way, workloads} from './workloads';

/** Ratios of our times to the yardstick's. They hold for one kind of processor. */
export interface GuardRecord {
  arch: string;
  ratios: Record<string, number>;
}

/** How far a ratio may drift from the recorded one, up or down. */
export const ALLOWED_DRIFT = 1.5;
const RECORD = join(__dirname, 'results/guard.json');
const WARM_UP = 3;
const ROUNDS = 21;
/** As long as a round of ours: on a busy machine short rounds slip through between two interruptions. */
const REFERENCE = {do: 'load', workload: 'reference', sizes: {}, batches: 30} as const;

/** What is watched, by way; batches of a round, which takes some tens of milliseconds. */
const watched: Partial<Record<Way, Record<string, number>>> = {
  'training.fit': {lstm: 8, 'simple-rnn': 12, gru: 8, bilstm: 1, cnn: 4, 'wavenet-simple': 4},
  'model.fit': {lstm: 6},
};

/** Ratio to the yardstick by workload; what is not built yet is left out. */
async function measureWay(way: Way, only: (key: string) => boolean): Promise<Record<string, number>> {
  const contestant = await Contestant.start({
    ...{name: way, title: `ours (${way})`, program: process.execPath, args: [buildOurs(), way]},
  });
  const times = async (request: {do: 'load'; workload: string; sizes: object; batches: number}) => {
    await contestant.ask(request);
    return (await contestant.ask({do: 'round'})).ms;
  };
  const ratios: Record<string, number> = {};
  try {
    for (const [name, batches] of Object.entries(watched[way] ?? {})) {
      const key = `${way} ${name}`;
      if (!only(key)) continue;
      const sizes = workloads.find((workload) => workload.name === name)?.sizes ?? {};
      const request = {do: 'load', workload: name, sizes, batches} as const;
      if ('notBuilt' in (await contestant.ask(request))) continue;
      const [ours, yardstick]: number[][] = [[], []];
      for (let round = -WARM_UP; round < ROUNDS; round++) {
        const pair = [await times(request), await times(REFERENCE)];
        if (round < 0) continue;
        ours.push(pair[0]);
        yardstick.push(pair[1]);
      }
      ratios[key] = (median(pairedRatios(ours, yardstick)) * REFERENCE.batches) / batches;
    }
    return ratios;
  } finally {
    await contestant.stop();
  }
}

async function measureAll(only: (key: string) => boolean = () => true): Promise<Record<string, number>> {
  const ratios: Record<string, number> = {};
  for (const way of Object.keys(watched) as Way[]) {
    if (Object.keys(watched[way] ?? {}).some((name) => only(`${way} ${name}`))) {
      Object.assign(ratios, await measureWay(way, only));
    }
  }
  return ratios;
}

const RECORD_ANEW = 'record it anew: node --import tsx ci/bench/guard.ts --record';

/** What is wrong with a ratio, in one line; undefined where all is well. */
export function drift(key: string, measured: number | undefined, recorded: number | undefined): string | undefined {
  if (recorded === undefined) return undefined; // new work is recorded by whoever brings it
  if (measured === undefined) return `${key} is recorded, but cannot be measured any more`;
  const factor = measured / recorded;
  if (factor > ALLOWED_DRIFT) {
    return `${key} is ${factor.toFixed(2)} times as slow as recorded (${digits(measured)} against ${digits(recorded)} of the yardstick)`;
  }
  if (factor < 1 / ALLOWED_DRIFT)
    return `${key} is ${(1 / factor).toFixed(2)} times as fast as recorded; ${RECORD_ANEW}`;
  return undefined;
}

/** Lines on what drifted, by key. */
export function drifts(measured: Record<string, number>, recorded: Record<string, number>): Map<string, string> {
  const keys = [...new Set([...Object.keys(recorded), ...Object.keys(measured)])];
  return new Map(
    keys.flatMap((key) => {
      const line = drift(key, measured[key], recorded[key]);
      return line === undefined ? [] : [[key, line] as const];
    }),
  );
}

/** The middle of three measurements: one may have met a busy machine. */
async function record(): Promise<void> {
  const runs = [await measureAll(), await measureAll(), await measureAll()];
  const ratios = Object.fromEntries(
    Object.keys(runs[0]).map((key) => [key, Number(median(runs.map((run) => run[key])).toPrecision(3))]),
  );
  writeFileSync(RECORD, `${JSON.stringify({arch: process.arch, ratios} satisfies GuardRecord, null, 2)}\n`);
  console.log(`recorded ${Object.keys(ratios).length} ratios`);
}

async function guard(report: string | undefined): Promise<number> {
  const recorded = JSON.parse(readFileSync(RECORD, 'utf8')) as GuardRecord;
  const measured = await measureAll();
  let wrong = drifts(measured, recorded.ratios);
  if (wrong.size > 0 && recorded.arch === process.arch) {
    // a busy machine is no reason to fail: what drifted is measured once more
    Object.assign(measured, await measureAll((key) => wrong.has(key)));
    wrong = drifts(measured, recorded.ratios);
  }
  for (const [key, ratio] of Object.entries(measured)) {
    console.log(
      `${key}: ${digits(ratio)} of the yardstick a batch (${recorded.ratios[key] ? `recorded ${recorded.ratios[key]}` : `not recorded yet; ${RECORD_ANEW}`})`,
    );
  }
  for (const line of wrong.values()) console.log(line);
  const isJudged = recorded.arch === process.arch;
  if (!isJudged) console.log(`recorded on ${recorded.arch}, this is ${process.arch}: nothing is judged`);
  const failed = isJudged ? wrong.size : 0;
  const count = {passed: Object.keys(measured).length - failed, failed};
  if (report) writeFileSync(report, JSON.stringify({...count, passed: Math.max(0, count.passed)}));
  return failed > 0 ? 1 : 0;
}

if (require.main === module) {
  new Command('guard')
    .description('Compare the time of a few workloads with the recorded one, relative to a yardstick.')
    .option('--report <file>', 'write the result as JSON: {passed, failed}')
    .option('--record', 'record the ratios instead of judging them', false)
    .allowExcessArguments(false)
    .action(async ({report, record: anew}: {report?: string; record: boolean}) => {
      if (anew) await record();
      else process.exitCode = await guard(report);
    })
    .parseAsync()
    .catch((error: unknown) => {
      console.error(error instanceof ContestantError ? error.message : error);
      process.exitCode = 1;
    });
}
