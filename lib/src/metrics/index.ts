export * from './anomalies-by-error';
export * from './bleu';
export * from './chorale-rules';
export {
  accuracy,
  type Classes,
  type ClassLabel,
  type ClassReport,
  type ClassScores,
  type ConfusionMatrix,
  confusionMatrix,
  type LabelOptions,
  precisionRecallF1,
  type Scores,
} from './classification';
export * from './correlation';
export * from './coverage-by-group';
export * from './entities';
export * from './entity-errors';
export * from './entity-lead';
export * from './errors';
export * from './exact-match';
export * from './intervals';
export * from './label-errors';
export * from './likeliest';
export * from './likelihood';
export * from './mae-by-group';
export * from './median-of-runs';
export * from './mse-by-group';
export * from './mse-by-step';
export * from './mse-where';
export * from './paired';
export * from './probabilistic';
export * from './quantile';
export * from './rank-correlation';
export * from './relative-distance';
export * from './rules-kept';
export * from './scaled-errors';
export * from './share-interval';
export * from './steps-until-below';
export * from './surprise-by';
export * from './translation-rows';
export * from './worth-of-order';
export * from './written-text';
