import type * as tf from '@tensorflow/tfjs';
import {
  type DropoutKind,
  FUSED_ACTIVATIONS,
  type FusedActivation,
  GRU_FORMS,
  gruOp,
  LAYER_NORM_GRU_FORMS,
  LAYER_NORM_LSTM_FORMS,
  LAYER_NORM_SIMPLE_RNN_FORMS,
  LSTM_FORMS,
  layerNormGruOp,
  layerNormLstmOp,
  layerNormSimpleRnnOp,
  lstmOp,
  type Op,
  PEEPHOLE_LSTM_FORMS,
  peepholeLstmOp,
  type RecurrentDropout,
  type RecurrentOptions,
  type RecurrentValues,
  type Room,
  SIMPLE_RNN_FORMS,
  simpleRnnOp,
  type Weight,
  type WeightForm,
  weightFloats,
} from '../../engine/internal';
import {
  type LayerVariable,
  NotPlannable,
  type PlannedCall,
  type Planning,
  type PlanValue,
  registerPlanner,
} from './planning';

type Activation = {getClassName(): string};

/** As much of a cell as its planner needs to know. */
interface PlannedCell {
  units: number;
  kernel: LayerVariable;
  recurrentKernel: LayerVariable;
  bias: LayerVariable | null;
  dropout: number;
  recurrentDropout: number;
  activation: Activation;
  recurrentActivation?: Activation;
  resetAfter?: boolean;
  peepholes?: LayerVariable;
  norms?: LayerVariable[];
}

/** The fields of a recurrent layer that tfjs does not export. */
interface PlannedLayer {
  name: string;
  cell: PlannedCell;
  goBackwards: boolean;
  returnSequences: boolean;
  returnState: boolean;
  stateful: boolean;
  dropoutKind?: DropoutKind;
}

type MakeOp = (room: Room, values: RecurrentValues, options: RecurrentOptions) => Op;

/** What one kind of recurrent layer needs beside the options that all have. */
interface Kind {
  forms: WeightForm[];
  /** In the order of the op; the bias of a layer that has none is null. */
  variables: (LayerVariable | null)[];
  biasShape: number[];
  states: number;
  make: MakeOp;
}

const activationOf = (activation: Activation | undefined) => activation?.getClassName() ?? 'none';

/** The weights that most cells have. */
const usual = ({kernel, recurrentKernel, bias}: PlannedCell) => [kernel, recurrentKernel, bias];

/** @throws NotPlannable unless the gates are opened as the kernels open them */
function checkGates({name, cell}: PlannedLayer): void {
  const found = [activationOf(cell.activation), activationOf(cell.recurrentActivation)];
  if (found[0] !== 'tanh' || found[1] !== 'sigmoid') {
    throw new NotPlannable(`${name}: the kernels know activations tanh and sigmoid, not ${found[0]} and ${found[1]}`);
  }
}

/** @throws NotPlannable unless the kernels know the activation */
function fusedActivation({name, cell}: PlannedLayer): FusedActivation {
  const activation = activationOf(cell.activation) as FusedActivation;
  if (FUSED_ACTIVATIONS.includes(activation)) return activation;
  throw new NotPlannable(`${name}: the kernels know activations ${FUSED_ACTIVATIONS.join(', ')}, not ${activation}`);
}

const KINDS: Record<string, (layer: PlannedLayer) => Kind> = {
  SimpleRNN(layer) {
    const [activation, {cell}] = [fusedActivation(layer), layer];
    const make: MakeOp = (room, values, options) => simpleRnnOp(room, values, {...options, activation});
    return {forms: SIMPLE_RNN_FORMS, variables: usual(cell), biasShape: [cell.units], states: 1, make};
  },
  LayerNormSimpleRNN(layer) {
    const [activation, {cell}] = [fusedActivation(layer), layer];
    const {units, norms = []} = cell;
    const make: MakeOp = (room, values, options) => layerNormSimpleRnnOp(room, values, {...options, activation});
    const variables = [...usual(cell), ...norms];
    return {forms: LAYER_NORM_SIMPLE_RNN_FORMS, variables, biasShape: [units], states: 1, make};
  },
  LSTM(layer) {
    checkGates(layer);
    const {cell} = layer;
    return {forms: LSTM_FORMS, variables: usual(cell), biasShape: [4 * cell.units], states: 2, make: lstmOp};
  },
  GRU(layer) {
    checkGates(layer);
    const {cell} = layer;
    const {resetAfter = false, units} = cell;
    const make: MakeOp = (room, values, options) => gruOp(room, values, {...options, resetAfter});
    const biasShape = resetAfter ? [2, 3 * units] : [3 * units];
    return {forms: GRU_FORMS, variables: usual(cell), biasShape, states: 1, make};
  },
  PeepholeLSTM(layer) {
    checkGates(layer);
    const {units, kernel, recurrentKernel, peepholes = null, bias} = layer.cell;
    const variables = [kernel, recurrentKernel, peepholes, bias];
    return {forms: PEEPHOLE_LSTM_FORMS, variables, biasShape: [4 * units], states: 2, make: peepholeLstmOp};
  },
  LayerNormLSTM(layer) {
    checkGates(layer);
    const {units, norms = []} = layer.cell;
    const variables = [...usual(layer.cell), ...norms];
    return {forms: LAYER_NORM_LSTM_FORMS, variables, biasShape: [4 * units], states: 2, make: layerNormLstmOp};
  },
  LayerNormGRU(layer) {
    checkGates(layer);
    const {units, norms = []} = layer.cell;
    const variables = [...usual(layer.cell), ...norms];
    return {forms: LAYER_NORM_GRU_FORMS, variables, biasShape: [3 * units], states: 1, make: layerNormGruOp};
  },
};

/** A weight of zeros without a gradient, for layers without a bias. */
function zeroWeight({room}: Planning, shape: number[], form: WeightForm): Weight {
  return {shape, form, at: room.keep(weightFloats(shape, form)), gradient: 0};
}

/** Dropout of the plan's forward passes; none outside of training. */
function dropoutOf({cell, dropoutKind: kind}: PlannedLayer, planning: Planning): RecurrentDropout | undefined {
  const {dropout: inputs, recurrentDropout: states} = cell;
  if (!planning.room.training || !(inputs > 0 || states > 0)) return undefined;
  return {inputs, states, kind, nextSeed: () => planning.nextSeed()};
}

function plan(kindOf: (layer: PlannedLayer) => Kind, layer: PlannedLayer, call: PlannedCall, planning: Planning) {
  const {name, goBackwards, returnSequences, returnState} = layer;
  const kind = kindOf(layer);
  if (layer.stateful) throw new NotPlannable(`${name}: a stateful layer carries its states from batch to batch`);
  const [x] = call.inputs;
  const initialStates = call.initialStates ?? [];
  if (initialStates.length !== 0 && initialStates.length !== kind.states) {
    throw new RangeError(`${name} has ${kind.states} state(s), got ${initialStates.length} initial states`);
  }
  const weights = kind.variables.map((variable, i) =>
    variable ? planning.weight(variable, kind.forms[i]) : zeroWeight(planning, kind.biasShape, kind.forms[i]),
  );
  const options = {goBackwards, returnSequences, dropout: dropoutOf(layer, planning)};
  const op = kind.make(planning.room, {x, initialStates, mask: x.mask, weights}, options);
  const [output, ...states] = planning.add(op);
  const masked: PlanValue = returnSequences && x.mask ? {...output, mask: x.mask} : output;
  return returnState ? [masked, ...states] : [masked];
}

for (const [className, kindOf] of Object.entries(KINDS)) {
  registerPlanner(className, (layer: tf.layers.Layer, call, planning) =>
    plan(kindOf, layer as unknown as PlannedLayer, call, planning),
  );
}
