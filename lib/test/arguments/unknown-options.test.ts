import assert from 'node:assert/strict';
import * as data from '../../src/data';
import * as decoding from '../../src/decoding';
import * as engine from '../../src/engine';
import * as forecasting from '../../src/forecasting';
import * as layers from '../../src/layers';
import * as metrics from '../../src/metrics';
import * as models from '../../src/models';
import * as scratch from '../../src/scratch';
import * as training from '../../src/training';
import {CALLS, type Call} from './calls-with-options';
import {functionsWithOptions} from './functions-with-options';

const ROOMS: Record<string, object> = {
  ...{data, scratch, layers, models, forecasting, decoding, metrics},
  training: {...training, ...training.schedules},
};

/** What takes an object that is no set of options, or is not for a reader to call. */
const WITHOUT: Record<string, string> = {
  'data.Vocabulary': 'its options are those of buildVocabulary, which checks them',
  'data.writeMidi': 'takes a file as readMidi gives it, which may know more',
  'data.writeWav': 'takes a sound as readWav gives it, which may know more',
  'decoding.forcedLogProbabilities': 'takes examples as they are, with or without more',
  'training.ArrayOptimizer': 'is what the optimizers have in common',
  'training.Stream': 'its options are those of stream, which checks them',
  'training.weightGradients': 'takes examples as they are, with or without more',
};

/** The options come first; classes of layers are left out, for they also get saved models, which say more. */
function callOf(room: string, name: string): Call {
  const known = CALLS[room]?.[name];
  if (known) return known;
  const value = (ROOMS[room] as Record<string, unknown>)[name];
  if (/^[A-Z]/.test(name)) return (options) => new (value as new (options: never) => unknown)(options);
  return value as Call;
}

const subjects = Object.entries(ROOMS).flatMap(([room, names]) =>
  functionsWithOptions(room, (name) => name in names)
    .filter((name) => room !== 'layers' || /^[a-z]/.test(name))
    .map((name) => ({room, name, full: `${room}.${name}`})),
);

describe('an option that does not exist is refused by function and name', () => {
  before(() => engine.start({seed: 1}).then(() => undefined));

  it('in all functions that take options: the lists of this test name no others', () => {
    const found = new Set(subjects.map(({full}) => full));
    const listed = Object.entries(CALLS).flatMap(([room, calls]) =>
      Object.keys(calls).map((name) => `${room}.${name}`),
    );
    assert.deepEqual(
      [...listed, ...Object.keys(WITHOUT)].filter((full) => !found.has(full)),
      [],
    );
    assert.ok(found.size > 150, `${found.size} functions`);
  });

  for (const {room, name, full} of subjects.filter((one) => !(one.full in WITHOUT))) {
    it(`${full} (a new function whose options are not its first argument belongs into calls-with-options.ts)`, async () => {
      const call = callOf(room, name);
      let message = 'nothing';
      try {
        await call({noSuchOption: 1} as never);
      } catch (error) {
        message = (error as Error).message;
      }
      assert.match(message, new RegExp(`^(${name}|(one: )?fit): unknown option "noSuchOption"; [^\\n]*$`));
    });
  }
});
