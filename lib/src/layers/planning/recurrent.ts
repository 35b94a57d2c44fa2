import type * as tf from '@tensorflow/tfjs';
import {
  type DropoutKind,
  FUSED_ACTIVATIONS,
  type FusedActivation,
  GRU_FORMS,
  gruOp,
  LSTM_FORMS,
  lstmOp,
  type Op,
  type RecurrentDropout,
  type RecurrentOptions,
  type RecurrentValues,
  type Room,
  SIMPLE_RNN_FORMS,
  simpleRnnOp,
  type Weight,
  type WeightForm,
  weightFloats,
} from '../../engine';
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
  /** Shape of the bias, for layers that have none. */
  biasShape(cell: PlannedCell): number[];
  states: number;
  make: MakeOp;
}

const activationOf = (activation: Activation | undefined) => activation?.getClassName() ?? 'none';

/** @throws NotPlannable unless the gates are opened as the kernels open them */
function checkGates({name, cell}: PlannedLayer): void {
  const found = [activationOf(cell.activation), activationOf(cell.recurrentActivation)];
  if (found[0] !== 'tanh' || found[1] !== 'sigmoid') {
    throw new NotPlannable(`${name}: the kernels know activations tanh and sigmoid, not ${found[0]} and ${found[1]}`);
  }
}

const KINDS: Record<string, (layer: PlannedLayer) => Kind> = {
  SimpleRNN({name, cell}) {
    const activation = activationOf(cell.activation) as FusedActivation;
    if (!FUSED_ACTIVATIONS.includes(activation)) {
      throw new NotPlannable(
        `${name}: the kernels know activations ${FUSED_ACTIVATIONS.join(', ')}, not ${activation}`,
      );
    }
    const make: MakeOp = (room, values, options) => simpleRnnOp(room, values, {...options, activation});
    return {forms: SIMPLE_RNN_FORMS, biasShape: ({units}) => [units], states: 1, make};
  },
  LSTM(layer) {
    checkGates(layer);
    return {forms: LSTM_FORMS, biasShape: ({units}) => [4 * units], states: 2, make: lstmOp};
  },
  GRU(layer) {
    checkGates(layer);
    const {resetAfter = false} = layer.cell;
    const make: MakeOp = (room, values, options) => gruOp(room, values, {...options, resetAfter});
    const biasShape = ({units}: PlannedCell) => (resetAfter ? [2, 3 * units] : [3 * units]);
    return {forms: GRU_FORMS, biasShape, states: 1, make};
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
  const {cell, name, goBackwards, returnSequences, returnState} = layer;
  const kind = kindOf(layer);
  if (layer.stateful) throw new NotPlannable(`${name}: a stateful layer carries its states from batch to batch`);
  const [x] = call.inputs;
  const initialStates = call.initialStates ?? [];
  if (initialStates.length !== 0 && initialStates.length !== kind.states) {
    throw new RangeError(`${name} has ${kind.states} state(s), got ${initialStates.length} initial states`);
  }
  const variables = [cell.kernel, cell.recurrentKernel, cell.bias];
  const weights = variables.map((variable, i) =>
    variable ? planning.weight(variable, kind.forms[i]) : zeroWeight(planning, kind.biasShape(cell), kind.forms[i]),
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
