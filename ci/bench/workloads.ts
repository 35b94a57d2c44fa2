/** What is measured: the rows of the table that the engine must reach. The models stand in ours/ and peers/ by name. */

/** Sizes of a workload; a model reads those that it knows. */
export interface Sizes {
  batch: number;
  length: number;
  units: number;
  /** Width of the embedding. */
  embedding: number;
  /** Different tokens. */
  vocabulary: number;
}

/** How our library trains: its own loop, the same with two threads, or plain `model.fit`; and how it takes single steps. */
export type Way = 'training.fit' | 'training.fit, 2 threads' | 'model.fit' | 'training.stream' | 'model.predict';
/** Whom we are measured against. */
export type Peer = 'keras' | 'torch';

/** Largest ratio to be reached, of our median time to theirs. */
export type Goal = Record<Peer, number>;

/** One row, or some rows, of the table. */
export interface Workload {
  /** Name on the command line, and of the model in ours/ and peers/. */
  name: string;
  title: string;
  sizes: Partial<Sizes> & {batch: number};
  /** Batches (one step: steps) of a round: enough that starting a round weighs little. */
  batches: {ours: number} & Record<Peer, number>;
  /** Ways to measure; null where nothing is to be reached. */
  goals: Partial<Record<Way, Goal | null>>;
}

const each = (batches: number) => ({ours: batches, keras: batches, torch: batches});
const short = {batch: 32, length: 50, units: 20};

export const workloads: Workload[] = [
  {
    name: 'lstm',
    title: 'LSTM 20-20 + Dense, 50x1',
    sizes: short,
    batches: each(60),
    goals: {'training.fit': {keras: 0.2, torch: 0.6}, 'model.fit': {keras: 0.7, torch: 1.5}},
  },
  {
    name: 'simple-rnn',
    title: 'SimpleRNN 20-20 + Dense, 50x1',
    sizes: short,
    batches: each(60),
    goals: {'training.fit': {keras: 0.2, torch: 0.35}, 'model.fit': {keras: 0.7, torch: 1.5}},
  },
  {
    name: 'gru',
    title: 'GRU 20-20 + Dense, 50x1',
    sizes: short,
    batches: each(60),
    goals: {'training.fit': {keras: 0.2, torch: 0.35}, 'model.fit': {keras: 0.7, torch: 1.5}},
  },
  {
    name: 'copy-task',
    title: 'LSTM 64 after embedding 32, length 100, batch 500 (copy task)',
    sizes: {batch: 500, length: 100, units: 64, embedding: 32, vocabulary: 15},
    batches: each(4),
    goals: {'training.fit': {keras: 1.2, torch: 1.3}, 'training.fit, 2 threads': {keras: 0.7, torch: 0.8}},
  },
  {
    name: 'bilstm',
    title: 'BiLSTM 64 with embedding 32, length 50',
    sizes: {batch: 32, length: 50, units: 64, embedding: 32, vocabulary: 1000},
    batches: each(15),
    goals: {'training.fit': {keras: 0.8, torch: 2.2}},
  },
  {
    name: 'lstm-256',
    title: 'LSTM 256 with embedding 128, length 50',
    sizes: {batch: 32, length: 50, units: 256, embedding: 128, vocabulary: 60},
    batches: each(6),
    goals: {'training.fit': {keras: 2, torch: 2.5}, 'training.fit, 2 threads': {keras: 1.3, torch: 1.6}},
  },
  {
    name: 'cnn',
    title: 'CNN of lesson 4.1 (conv 32x5 twice, pool 2, conv 64x3 twice), 50x1',
    sizes: {batch: 32, length: 50},
    batches: each(40),
    goals: {'training.fit': {keras: 1.5, torch: 1.5}},
  },
  {
    name: 'video-frames',
    title: 'Video CNN, frame by frame (3 Conv2D of 16, 24x24, 12 frames)',
    sizes: {batch: 32, length: 12},
    batches: each(4),
    goals: {'training.fit': {keras: 1.5, torch: 1.5}},
  },
  {
    name: 'video-3d',
    title: 'Video CNN over time too (3 Conv3D of 16, 24x24, 12 frames)',
    sizes: {batch: 32, length: 12},
    batches: each(3),
    goals: {'training.fit': {keras: 1.5, torch: 1.5}},
  },
  {
    name: 'seq2seq',
    title: 'seq2seq LSTM 20-20 + TimeDistributed Dense(10), 50x1',
    sizes: short,
    batches: each(60),
    goals: {'training.fit': {keras: 0.35, torch: 0.8}},
  },
  {
    name: 'wavenet-simple',
    title: 'WaveNet simplified (8 layers, 20 filters), 50x1',
    sizes: {batch: 32, length: 50, units: 20},
    batches: each(40),
    goals: {'training.fit': {keras: 1, torch: 0.7}},
  },
  {
    name: 'wavenet',
    title: 'WaveNet full (2 x 4 blocks of 16), 50x1',
    sizes: {batch: 32, length: 50, units: 16},
    batches: each(25),
    goals: {'training.fit': {keras: 1, torch: 0.7}},
  },
  {
    name: 'one-step',
    title: 'One-step inference, LSTM 20-20, batch 1, state carried',
    sizes: {batch: 1, length: 1, units: 20},
    // Keras needs tens of milliseconds for what takes the others a fraction of one
    batches: {ours: 2000, keras: 10, torch: 500},
    goals: {'training.stream': {keras: 0.05, torch: 0.7}, 'model.predict': null},
  },
];

/** Names on the command line that are no workloads. */
export const extras = ['curves', 'load'] as const;

/** Workloads and extras by name, in the order of the table. @throws RangeError for a name that there is not */
export function chooseWorkloads(names: readonly string[] | undefined): {workloads: Workload[]; extras: Set<string>} {
  if (!names) return {workloads, extras: new Set(extras)};
  const known = [...workloads.map(({name}) => name), ...extras];
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new RangeError(`there is no workload '${wrong}'; there are ${known.join(', ')}`);
  return {
    workloads: workloads.filter(({name}) => names.includes(name)),
    extras: new Set(extras.filter((name) => names.includes(name))),
  };
}

/** A point of the cost curves: the model of the first row in another size. */
export interface CurvePoint {
  axis: 'batch' | 'length' | 'units';
  sizes: Sizes;
  batches: number;
}

const axes: Record<CurvePoint['axis'], number[]> = {
  batch: [4, 32, 128, 512],
  length: [10, 50, 200],
  units: [4, 20, 64, 128],
};

/** Points along each axis, the other two as in the first row. Cost decides how many batches make a round. */
export const curvePoints: CurvePoint[] = Object.entries(axes).flatMap(([axis, values]) =>
  values.map((value) => {
    const sizes = {...short, embedding: 0, vocabulary: 0, [axis]: value};
    const cost = (sizes.batch / 32) * (sizes.length / 50) * (sizes.units / 20) ** 1.5;
    return {axis: axis as CurvePoint['axis'], sizes, batches: Math.max(3, Math.min(30, Math.round(20 / cost)))};
  }),
);
