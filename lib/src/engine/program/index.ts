export {FlatWeights, type WeightSpec} from './flat-weights';
export {countProgram, type Describe, type Parts, Program, programFloats} from './program';
export {ProgramRoom, type ProgramSizes} from './rooms';
