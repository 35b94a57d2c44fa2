import assert from 'node:assert/strict';
import {
  accuracy,
  type BleuSmoothing,
  bleu,
  confusionMatrix,
  coverage,
  crossEntropy,
  crpsEnsemble,
  crpsQuantiles,
  entityF1,
  mase,
  pinball,
  precisionRecallF1,
  type Scores,
  sentenceBleu,
  smape,
} from '../../src/metrics';
import {readGolden} from '../engine/golden';

interface Case {
  kind: string;
  [key: string]: unknown;
}

/** The cases of one kind; fails when the script wrote none. */
function cases<T>(kind: string): T[] {
  const found = readGolden<Case>('metrics-libraries').filter((one) => one.kind === kind);
  assert.ok(found.length > 2, `${kind}: ${found.length} cases`);
  return found as T[];
}

function close(actual: number, expected: number, what: string, tolerance = 1e-12): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, ${expected}`,
  );
}

describe('metrics against established libraries', () => {
  it('sMAPE and MASE are those of sktime', () => {
    type Errors = Record<'train' | 'truth' | 'prediction', number[]> & Record<'season' | 'mase' | 'smape', number>;
    for (const {train, truth, prediction, season, ...expected} of cases<Errors>('errors')) {
      close(mase(truth, prediction, train, {season}), expected.mase, `mase ${season}`);
      close(smape(truth, prediction), expected.smape, 'smape');
    }
  });
  it('pinball loss is that of scikit-learn, CRPS that of scoringrules', () => {
    type Distributions = Record<'truth' | 'shares' | 'pinball', number[]> &
      Record<'samples' | 'quantiles', number[][]> &
      Record<'crps' | 'fair' | 'crpsQuantiles', number>;
    for (const {truth, samples, shares, quantiles, ...expected} of cases<Distributions>('distributions')) {
      shares.forEach((share, i) => {
        const column = quantiles.map((row) => row[i]);
        close(pinball(truth, column, share), expected.pinball[i], `pinball ${share}`);
      });
      const mean = expected.pinball.reduce((sum, loss) => sum + loss, 0) / shares.length;
      close(pinball(truth, quantiles, shares), mean, 'pinball');
      close(crpsEnsemble(truth, samples), expected.crps, 'crps');
      close(crpsEnsemble(truth, samples, {fair: true}), expected.fair, 'fair crps');
      close(crpsQuantiles(truth, quantiles, shares), expected.crpsQuantiles, 'crps of quantiles');
    }
  });
  it("the spread of a coverage is scipy's Wilson interval", () => {
    type Wilson = Record<'inside' | 'count' | 'confidence' | 'low' | 'high', number>;
    for (const {inside, count, confidence, low, high} of cases<Wilson>('wilson')) {
      const truth = Array.from({length: count}, (_, i) => (i < inside ? 0 : 2));
      const [lower, upper] = [truth.map(() => -1), truth.map(() => 1)];
      const found = coverage(truth, lower, upper, {confidence});
      assert.deepEqual([found.inside, found.count, found.share], [inside, count, inside / count]);
      close(found.low, low, 'low');
      close(found.high, high, 'high');
    }
  });
  it('accuracy, confusion matrix, precision, recall, F1 and cross-entropy are those of scikit-learn', () => {
    type Classified = Record<'truth' | 'prediction' | 'labels', number[]> &
      Record<'confusion' | 'byClass' | 'probabilities', number[][]> &
      Record<'accuracy' | 'crossEntropy', number> & {means: Record<'micro' | 'macro' | 'weighted', number[]>};
    for (const {truth, prediction, labels, probabilities, ...expected} of cases<Classified>('classes')) {
      assert.equal(accuracy(truth, prediction), expected.accuracy);
      assert.deepEqual(confusionMatrix(truth, prediction), {labels, counts: expected.confusion});
      const report = precisionRecallF1(truth, prediction);
      const keys = ['precision', 'recall', 'f1', 'support'] as const;
      report.classes.forEach((scores, i) => {
        keys.forEach((key, k) => {
          close(scores[key], expected.byClass[k][i], `${key} of ${labels[i]}`);
        });
      });
      for (const average of ['micro', 'macro', 'weighted'] as const) {
        expected.means[average].forEach((value, k) => {
          close(report[average][keys[k]], value, `${average} ${keys[k]}`);
        });
      }
      close(crossEntropy(truth, probabilities), expected.crossEntropy, 'cross-entropy');
    }
  });
  it("BLEU is sacreBLEU's with every smoothing, and NLTK's where nothing needs smoothing", () => {
    type Texts = {
      references: string[][][];
      hypotheses: string[][];
      corpus: Record<string, {score: number; precisions: number[]; bp: number}>;
      sentence: Record<BleuSmoothing, number>[];
      nltk: number | null;
    };
    let nltkScores = 0;
    for (const {references, hypotheses, corpus, sentence, nltk} of cases<Texts>('bleu')) {
      for (const [name, expected] of Object.entries(corpus)) {
        const [smoothing, effective] = name.split(' ') as [BleuSmoothing, string];
        const found = bleu(references, hypotheses, {smoothing, effectiveOrder: effective === 'true'});
        close(found.score, expected.score, name, 1e-9);
        close(found.brevityPenalty, expected.bp, `${name} BP`);
        found.precisions.forEach((precision, i) => {
          close(precision, expected.precisions[i], `${name} ${i}`, 1e-10);
        });
      }
      sentence.forEach((scores, i) => {
        for (const [smoothing, expected] of Object.entries(scores) as [BleuSmoothing, number][]) {
          close(sentenceBleu(references[i], hypotheses[i], {smoothing}).score, expected, `${i} ${smoothing}`, 1e-9);
        }
      });
      if (nltk === null) continue;
      close(bleu(references, hypotheses, {smoothing: 'none'}).score, 100 * nltk, 'NLTK', 1e-9);
      nltkScores++;
    }
    assert.ok(nltkScores >= 3);
  });
  it("entity F1 is seqeval's in strict IOB2", () => {
    type Tagged = Record<'truth' | 'prediction', string[][]> & {report: Record<string, Record<string, number>>};
    for (const {truth, prediction, report} of cases<Tagged>('entities')) {
      const {types, micro, macro, weighted} = entityF1(truth, prediction);
      const ours: Record<string, Scores> = {'micro avg': micro, 'macro avg': macro, 'weighted avg': weighted};
      for (const scores of types) ours[scores.type] = scores;
      assert.deepEqual(Object.keys(ours).sort(), Object.keys(report).sort());
      for (const [name, expected] of Object.entries(report)) {
        close(ours[name].precision, expected.precision, `${name} precision`);
        close(ours[name].recall, expected.recall, `${name} recall`);
        close(ours[name].f1, expected['f1-score'], `${name} f1`);
        assert.equal(ours[name].support, expected.support);
      }
    }
  });
});
