export * from './figure';
export {type TrainingCurvesOptions, type TrainingLog, trainingCurves} from './history';
export {type Line, lines} from './lines';
export {PALETTE} from './look';
