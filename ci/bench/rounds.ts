/** Measures one workload: all contestants in one run, one round each in turn, only one at work at a time. */
import {Contestant, type ContestantProgram, processorTime} from './contestant';
import {ContestantError, type Versions} from './protocol';

/** What a contestant is to do. */
export interface Task {
  workload: string;
  sizes: object;
  /** Batches of a round. */
  batches: number;
}

/** A contestant and its task. */
export interface Entry {
  program: ContestantProgram;
  task: Task;
}

/** What was measured of one contestant. */
export interface Measured {
  /** Milliseconds a batch, one number a round. */
  ms: number[];
  parameters: number;
  /** Most memory that its process ever held, in MB. */
  peakMb: number;
}

/** What was measured of one workload, by names of contestants. */
export interface Measurement {
  measured: Record<string, Measured>;
  /** Parts that our library lacks, or a line on what went wrong. */
  notBuilt: Record<string, string>;
  failed: Record<string, string>;
  versions: Record<string, Versions>;
  /** Contestants that left early, since another of their family is far faster: the better one counts. */
  retired: string[];
  /** Largest part of a round's time that the waiting processes used of a core; undefined where it cannot be told. */
  idleShare?: number;
}

interface Player {
  contestant: Contestant;
  entry: Entry;
  measured: Measured;
}

const rounded = (value: number, digits = 5): number => Number(value.toPrecision(digits));
const oneLine = (error: unknown): string => {
  if (error instanceof ContestantError) return error.message;
  throw error;
};

async function enter(entry: Entry, result: Measurement): Promise<Player | undefined> {
  const {name} = entry.program;
  let contestant: Contestant | undefined;
  try {
    contestant = await Contestant.start(entry.program);
    result.versions[name] = contestant.versions;
    const loaded = await contestant.ask({do: 'load', ...entry.task});
    if ('parameters' in loaded) {
      return {contestant, entry, measured: {ms: [], parameters: loaded.parameters, peakMb: 0}};
    }
    result.notBuilt[name] = loaded.notBuilt;
  } catch (error) {
    result.failed[name] = oneLine(error);
  }
  await contestant?.stop();
  return undefined;
}

/** Processor time that all but one have used so far. */
function waitingTime(players: Player[], active: Player): number | undefined {
  const times = players.filter((player) => player !== active).map(({contestant}) => processorTime(contestant.pid));
  return times.includes(undefined) ? undefined : (times as number[]).reduce((sum, time) => sum + time, 0);
}

const RETIREMENT = {rounds: 2, factor: 2};

/** 'torch' of 'torch-2'. */
const familyOf = (player: Player): string => player.entry.program.name.replace(/-\d+$/, '');

/** On a busy machine two threads can take ten times as long as one: who is hopeless need not go on. */
const hopeless = (players: Player[]): Player[] =>
  players.filter((slow) => {
    const time = ({measured: {ms}}: Player) => Math.min(...ms);
    const rivals = players.filter((player) => player !== slow && familyOf(player) === familyOf(slow));
    return rivals.some((rival) => time(slow) > RETIREMENT.factor * time(rival));
  });

async function playRound(players: Player[], player: Player, result: Measurement): Promise<void> {
  const before = waitingTime(players, player);
  const {ms} = await player.contestant.ask({do: 'round'});
  const after = waitingTime(players, player);
  player.measured.ms.push(rounded(ms / player.entry.task.batches));
  if (before !== undefined && after !== undefined) {
    // the system counts in ticks of 10 ms: one tick may come from the round before
    const share = Math.max(0, after - before - 10) / Math.max(ms, 100);
    result.idleShare = rounded(Math.max(result.idleShare ?? 0, share), 2);
  }
}

/**
 * Starts ours, then the others (none where nothing of ours can run), and interleaves their rounds; who begins changes from
 * round to round. Each contestant runs in a process of its own. One that fails is named and left out.
 *
 * @param onRound called after each round, with its number from 1
 */
export async function measure(
  {ours, others}: {ours: Entry[]; others: Entry[]},
  rounds: number,
  onRound: (round: number) => void = () => undefined,
): Promise<Measurement> {
  const result: Measurement = {measured: {}, notBuilt: {}, failed: {}, versions: {}, retired: []};
  const players: Player[] = [];
  const leave = async (player: Player) => {
    players.splice(players.indexOf(player), 1);
    await player.contestant.stop();
  };
  try {
    for (const entries of [ours, others]) {
      for (const entry of entries) {
        const player = await enter(entry, result);
        if (player) players.push(player);
      }
      if (players.length === 0) return result;
    }
    for (let round = 0; round < rounds; round++) {
      const turn = round % players.length;
      for (const player of [...players.slice(turn), ...players.slice(0, turn)]) {
        try {
          await playRound(players, player, result);
        } catch (error) {
          result.failed[player.entry.program.name] = oneLine(error);
          await leave(player);
        }
      }
      if (round + 1 === RETIREMENT.rounds) {
        for (const player of hopeless(players)) {
          result.retired.push(player.entry.program.name);
          await leave(player);
        }
      }
      onRound(round + 1);
    }
    for (const player of players) {
      player.measured.peakMb = rounded(await player.contestant.ask({do: 'memory'}), 4);
      result.measured[player.entry.program.name] = player.measured;
    }
    return result;
  } finally {
    while (players.length > 0) await leave(players[0]);
  }
}
