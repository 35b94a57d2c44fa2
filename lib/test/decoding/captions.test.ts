import assert from 'node:assert/strict';
import {buildVocabulary, captionExamples, generateScenes, Tokens} from '../../src/data';
import {beamTranslate, forcedLogProbabilities, forcedTokens, readSources, translate} from '../../src/decoding';
import * as engine from '../../src/engine';
import {alignments, buildCaptionModel} from '../../src/models';
import {countParameters} from '../../src/training';

describe('a captioning network', () => {
  before(() => engine.start({seed: 5}));
  const scenes = generateScenes(5, {size: 16});
  const vocabulary = buildVocabulary(
    scenes.captions.map((caption) => caption.split(' ')),
    {unknown: false, ends: true},
  );
  const examples = captionExamples(scenes, [0, 1, 2, 3, 4], vocabulary);
  const ends = {start: vocabulary.startId, end: vocabulary.endId, maxLength: 9};
  const build = (summary: 'mean' | 'places', attention?: 'additive') =>
    buildCaptionModel({
      height: 16,
      width: 16,
      filters: [4, 5],
      units: 6,
      embedding: 3,
      vocabulary: vocabulary.size,
      summary,
      attention,
    });

  for (const summary of ['mean', 'places'] as const) {
    it(`writes for pictures together what it writes for each alone (${summary})`, () => {
      const network = build(summary, 'additive');
      const many = translate(network, scenes.images, {...ends, batchSize: 2});
      const beams = beamTranslate(network, scenes.images, {...ends, width: 1});
      many.forEach(({tokens, logProbability}, i) => {
        const [alone] = translate(network, scenes.images.rows(i, i + 1), ends);
        assert.deepEqual(tokens, alone.tokens);
        assert.deepEqual(tokens, beams[i].tokens);
        assert.ok(Math.abs(logProbability - alone.logProbability) < 1e-4);
      });
    });
  }
  it('has 2 * units more weights for each number that places keep and the mean loses', () => {
    const [mean, places] = (['mean', 'places'] as const).map((summary) => countParameters(build(summary).model));
    assert.equal(places - mean, 2 * 6 * (4 * 4 - 1) * 5); // 4 by 4 regions of 5 numbers
  });
  it('starts from the same states wherever things stand only with the mean of its regions', () => {
    const [mean] = readSources(build('mean'), scenes.images);
    assert.deepEqual([mean.states.length, mean.states[0].length, mean.memory], [2, 6, undefined]);
    assert.equal(readSources(build('places', 'additive'), scenes.images)[0].memory?.length, 16 * 6);
  });
  it('finds what it wrote as likely as it said', () => {
    const network = build('places');
    const [first] = forcedTokens(network, examples.x);
    assert.equal(first.length, examples.y.timeSteps);
    const written = translate(network, scenes.images, {...ends, maxLength: examples.y.timeSteps});
    const told = written.map(({tokens, ended}) => (ended ? [...tokens, vocabulary.endId as number] : tokens));
    for (const [i, ids] of told.entries()) {
      const decoder = new Tokens([vocabulary.startId as number, ...ids.slice(0, -1)], [1, ids.length]);
      const y = new Tokens(ids, [1, ids.length]);
      const [again] = forcedLogProbabilities(network, {x: [scenes.images.rows(i, i + 1), decoder], y});
      assert.ok(Math.abs(written[i].logProbability - again) < 1e-4);
    }
  });
  it('attends to regions with weights that sum to 1', () => {
    const found = alignments(build('mean', 'additive').model, examples.x);
    assert.deepEqual([found.length, found[0].length, found[0][0].length], [5, examples.y.timeSteps, 16]);
    for (const row of found[0]) assert.ok(Math.abs(row.reduce((sum, one) => sum + one, 0) - 1) < 1e-5);
  });
});
