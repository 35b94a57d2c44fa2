import assert from 'node:assert/strict';
import {asTargets, DIGIT_SAMPLE_RATE, meanFrames, mfcc, type Recording} from '../../src/data';
import {makeVoices} from '../../src/data/tasks/made-voices';
import {accuracy} from '../../src/metrics';
import {nearestNeighbours} from '../../src/models';

describe('made-up voices', () => {
  const recordings = makeVoices(42);
  const heard = recordings.map((one) => ({
    ...one,
    sound: mfcc(one.samples, {
      ...{frameLength: 256, hopLength: 160, center: true},
      ...{sampleRate: DIGIT_SAMPLE_RATE, mels: 24},
    }),
  }));
  /** Share of the recordings in `isTest` for which the nearest mean frame of the others has the same answer. */
  const share = (isTest: (one: Recording) => boolean, ask: (one: Recording) => number): number => {
    const [known, asked] = [heard.filter((one) => !isTest(one)), heard.filter(isTest)];
    const sounds = known.map(({sound}) => sound);
    const [x, test] = [known, asked].map((part) =>
      meanFrames(
        part.map(({sound}) => sound),
        sounds,
      ),
    );
    const rule = nearestNeighbours(x, asTargets(known.map(ask)));
    return accuracy(asTargets(asked.map(ask)), rule.predict(test));
  };

  it('are 13 recordings of each digit by each of six people, few a second long, none louder than 1', () => {
    assert.equal(recordings.length, 780);
    assert.equal(new Set(recordings.map(({digit, speaker, index}) => `${digit}${speaker}${index}`)).size, 780);
    for (const {samples} of recordings) {
      assert.ok(samples.length > 0.1 * DIGIT_SAMPLE_RATE && samples.length < 1.3 * DIGIT_SAMPLE_RATE);
      assert.ok(samples.every((sample) => Math.abs(sample) <= 1));
    }
  });
  it('are the same for a seed', () => {
    const [again, others] = [42, 43].map((seed) => makeVoices(seed)[100].samples);
    assert.deepEqual(again, recordings[100].samples);
    assert.notDeepEqual(others, recordings[100].samples);
  });
  it('tell the person even better than the digit, and a new person is far harder', () => {
    const isNewTake = ({index}: Recording) => index < 3;
    const speakers = [...new Set(recordings.map(({speaker}) => speaker))];
    const digit = (one: Recording) => one.digit;
    const [known, who] = [share(isNewTake, digit), share(isNewTake, ({speaker}) => speakers.indexOf(speaker))];
    const strangers = speakers.map((speaker) => share((one) => one.speaker === speaker, digit));
    const mean = strangers.reduce((sum, one) => sum + one, 0) / strangers.length;
    assert.ok(known > 0.9 && known < 0.99 && who > known, `${known} ${who}`);
    assert.ok(mean > 0.2 && mean < 0.55, `${strangers}`);
  });
});
