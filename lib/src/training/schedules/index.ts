export {type PlateauOptions, type PlateauSchedule, reduceOnPlateau} from './plateau';
export {
  type CosineDecayOptions,
  cosineDecay,
  type DecayOptions,
  exponentialDecay,
  inverseTimeDecay,
  type PiecewiseConstantDecayOptions,
  type PolynomialDecayOptions,
  piecewiseConstantDecay,
  polynomialDecay,
  type StepSchedule,
  type WarmupOptions,
  warmup,
} from './steps';
