/** `npm run bench`: our engine against Keras 3 and PyTorch, interleaved in one run. */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import {Command, InvalidArgumentError} from 'commander';
import {gradingBench} from '../grading/bench/cli';
import {cache, root} from './build-ours';
import {contestantPrograms, type Programs, parsePeers, peerPython, peers, SetupMissing, waysOf} from './contestants';
import {measureCurves} from './curves';
import {measureLoad} from './load-times';
import {describeMachine, machineLine} from './machine';
import {writePage} from './page';
import {ContestantError} from './protocol';
import {withReadmeSection} from './readme';
import type {BenchResults, WorkloadResult} from './results';
import {type Entry, measure} from './rounds';
import {markdownPage, terminalTable} from './table';
import {chooseWorkloads, extras, type Peer, type Workload, workloads} from './workloads';

const RESULTS = 'ci/bench/results/bench.json';
const DEFAULT_ROUNDS = 9;

interface Options {
  peer: Peer[];
  only?: string[];
  rounds: number;
  json?: string;
  write: boolean;
}

/** Turns what a reader throws into commander's own complaint. */
const checked =
  <T>(read: (text: string) => T) =>
  (text: string): T => {
    try {
      return read(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };

function parseRounds(text: string): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new RangeError(`rounds must be a whole number >= 1, got '${text}'`);
  return rounds;
}

function parseNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  chooseWorkloads(names);
  return names;
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function entriesOf(workload: Workload, programs: Programs, chosen: readonly Peer[]) {
  const {name, sizes, batches} = workload;
  const entry = (program: Entry['program'], count: number): Entry => ({
    program,
    task: {workload: name, sizes, batches: count},
  });
  return {
    ours: waysOf(workload).map((way) => entry(programs.ours(way), batches.ours)),
    others: chosen.flatMap((peer) => programs.peer(peer).map((program) => entry(program, batches[peer]))),
  };
}

/** Whether something of ours or theirs ended badly; what is not built yet did not fail. */
const hasFailed = ({workloads: measured, failures}: BenchResults): boolean =>
  failures.length > 0 || measured.some(({failed}) => Object.keys(failed).length > 0);

/** The call, without the file that results go to: where that lies is nobody's business. */
function commandText({peer, only, rounds}: Options): string {
  const part = only ? ` --only ${only.join(',')}` : '';
  return `npm run bench -- --peer ${peer.join(',') || 'none'}${part} --rounds ${rounds}`;
}

async function measureExtras(results: BenchResults, wanted: Set<string>, programs: Programs, chosen: readonly Peer[]) {
  if (wanted.has('load')) {
    try {
      results.load = measureLoad();
    } catch (error) {
      // must not take all that was measured before with it
      if (!(error instanceof ContestantError)) throw error;
      results.failures.push(error.message);
    }
  }
  if (!wanted.has('curves')) return;
  const {curves, failures} = await measureCurves(programs, chosen, results.rounds, ({axis, sizes}, index, count) => {
    say(`curve ${index + 1}/${count}: ${axis} ${sizes[axis]}`);
  });
  results.curves = curves;
  results.failures.push(...failures);
}

async function run(options: Options): Promise<number> {
  const {peer: chosen, only, rounds, json, write} = options;
  if (write && (only || chosen.length < peers.length)) {
    throw new SetupMissing('--write stores a whole run: leave --only and --peer away');
  }
  const python = chosen.length > 0 ? peerPython(chosen) : undefined;
  const programs = contestantPrograms(python);
  const selection = chooseWorkloads(only);
  const results: BenchResults = {
    command: commandText(options),
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    rounds,
    versions: {},
    workloads: [],
    curves: [],
    failures: [],
  };
  say(machineLine(results.machine));
  for (const [index, workload] of selection.workloads.entries()) {
    const {name, title, sizes, goals} = workload;
    say(`[${index + 1}/${selection.workloads.length}] ${title}`);
    const {versions, ...measurement} = await measure(entriesOf(workload, programs, chosen), rounds, (round) => {
      if (process.stderr.isTTY) process.stderr.write(`\r  round ${round}/${rounds}${round === rounds ? '\n' : ''}`);
    });
    for (const [way, part] of Object.entries(measurement.notBuilt)) say(`  ${way}: not built yet: ${part}`);
    for (const line of Object.values(measurement.failed)) say(`  ${line}`);
    Object.assign(results.versions, versions);
    for (const contestant of measurement.retired) say(`  ${contestant} left: the other is far faster`);
    results.workloads.push({name, title, batch: sizes.batch, goals, ...measurement} satisfies WorkloadResult);
    save(results); // what is measured stays, also when the run is ended early
  }
  await measureExtras(results, selection.extras, programs, chosen);
  process.stdout.write(`\n${terminalTable(results)}\n`);
  save(results);
  store(results, json, write);
  return hasFailed(results) ? 1 : 0;
}

function put(path: string, content: string): void {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, content);
}

const jsonText = (results: BenchResults): string => `${JSON.stringify(results)}\n`;

/** Results and page in the project's cache. */
function save(results: BenchResults): void {
  put(join(cache, 'bench.json'), jsonText(results));
  writePage(results, join(cache, 'index.html'));
}

/** What the options ask to be written. */
function store(results: BenchResults, json: string | undefined, write: boolean): void {
  const files = [join(cache, 'bench.json'), join(cache, 'index.html')];
  const add = (path: string, content: string) => {
    put(path, content);
    files.push(path);
  };
  if (json) add(resolve(json), jsonText(results));
  if (write && hasFailed(results)) say('nothing was stored, since a contestant failed');
  else if (write) {
    add(join(root, RESULTS), jsonText(results));
    add(join(root, 'docs/bench.md'), markdownPage(results, RESULTS));
    const readme = join(root, 'README.md');
    add(readme, withReadmeSection(readFileSync(readme, 'utf8'), results));
  }
  for (const file of files) say(`wrote ${relative(process.cwd(), file)}`);
}

const names = [...workloads.map(({name}) => name), ...extras].join(', ');

new Command('npm run bench --')
  .description(
    'Measure training and inference against Keras 3 and PyTorch: interleaved rounds, ratios with their spread.',
  )
  .option('--peer <names>', `peers: ${peers.join(',')} or none`, checked(parsePeers), [...peers])
  .option('--only <names>', `some of: ${names}`, checked(parseNames))
  .option('--rounds <n>', 'rounds of each workload', checked(parseRounds), DEFAULT_ROUNDS)
  .option('--json <file>', 'write all results there')
  .option('--write', `store the results in ${RESULTS}, docs/bench.md and README`, false)
  .addCommand(gradingBench)
  .enablePositionalOptions()
  .allowExcessArguments(false)
  .showHelpAfterError('(--help shows how)')
  .action(async (options: Options) => {
    process.exitCode = await run(options);
  })
  .parseAsync()
  .catch((error: unknown) => {
    // a line for what the reader can mend; a stack for what we have to mend
    console.error(error instanceof SetupMissing || error instanceof ContestantError ? error.message : error);
    process.exitCode = error instanceof SetupMissing ? 2 : 1;
  });
