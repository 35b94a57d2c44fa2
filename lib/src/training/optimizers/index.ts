export {Adam, type AdamOptions, AdamW} from './adam';
export {ArrayOptimizer, type NamedTensor, type OptimizerOptions} from './array-optimizer';
export {RmsProp, type RmsPropOptions} from './rms-prop';
export {Sgd, type SgdOptions} from './sgd';
