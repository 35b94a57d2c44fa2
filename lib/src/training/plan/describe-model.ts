import * as tf from '@tensorflow/tfjs';
import {nextSeed} from '../../engine';
import type {Op, Parts, ProgramRoom, Value, Weight, WeightForm, WeightSpec} from '../../engine/internal';
import {
  type LayerVariable,
  NotPlannable,
  type PlannedCall,
  type Planner,
  type Planning,
  type PlanValue,
  plannerOf,
} from '../../layers/planning/planning';

/** As much of a symbolic tensor as the walk needs. */
interface Symbol {
  sourceLayer: tf.layers.Layer;
  nodeIndex: number;
  tensorIndex: number;
}

/** The weights that the layers of a model ask for, in the order in which they ask. */
export class ModelWeights {
  readonly variables: LayerVariable[] = [];
  readonly specs: WeightSpec[] = [];
  private readonly trainable: Set<unknown>;

  constructor(model: tf.LayersModel) {
    this.trainable = new Set<unknown>(model.trainableWeights);
  }

  /** Number of the variable; a variable that is new gets the next one. */
  indexOf(variable: LayerVariable, form: WeightForm): number {
    const known = this.variables.indexOf(variable);
    if (known >= 0) return known;
    if ((variable as {constraint?: unknown}).constraint) {
      throw new NotPlannable(`${variable.name}: constraints have no plan`);
    }
    const trainable = this.trainable.has(variable);
    this.variables.push(variable);
    this.specs.push({shape: variable.read().shape, form, trainable});
    return this.variables.length - 1;
  }
}

/** A state that goes on from the end of one run of a program to the start of the next. */
export interface CarriedState {
  from: Value;
  to: Value;
}

/** Widths of a recurrent layer's states. */
function stateWidths(layer: tf.layers.Layer): number[] {
  const {stateSize} = (layer as unknown as {cell: {stateSize: number | number[]}}).cell;
  return Array.isArray(stateSize) ? stateSize : [stateSize];
}

/** Walks a model once and makes its ops. */
class Walk implements Planning {
  readonly ops: Op[] = [];
  private lastOutputs: Value[] = [];
  private readonly made = new Map<string, PlanValue[]>();

  constructor(
    readonly room: ProgramRoom,
    private readonly weights: ModelWeights,
    /** Weights in memory; undefined while they are being counted. */
    private readonly placed: Weight[] | undefined,
    /** Where the carried states of recurrent layers go; without, every run starts from zeros. */
    private readonly carried?: CarriedState[],
  ) {}

  weight(variable: LayerVariable, form: WeightForm = {}): Weight {
    const index = this.weights.indexOf(variable, form);
    if (this.placed) return this.placed[index];
    const {shape, trainable} = this.weights.specs[index];
    return {shape, form, at: 2 ** 31, gradient: trainable ? 2 ** 31 : 0};
  }

  add(op: Op): Value[] {
    this.ops.push(op);
    this.lastOutputs = op.outputs;
    this.room.nextOp();
    return op.outputs;
  }

  nextSeed(): number {
    return nextSeed();
  }

  /** Outputs of a model for these inputs. */
  outputs(model: tf.LayersModel, inputs: PlanValue[], prefix: string): PlanValue[] {
    model.inputs.forEach((symbol, i) => {
      this.made.set(this.key(symbol as unknown as Symbol, prefix), [inputs[i]]);
    });
    return model.outputs.map((symbol) => this.valueOf(symbol as unknown as Symbol, prefix));
  }

  private key({sourceLayer, nodeIndex}: Symbol, prefix: string): string {
    return `${prefix}${sourceLayer.name}/${nodeIndex}`;
  }

  private valueOf(symbol: Symbol, prefix: string): PlanValue {
    const key = this.key(symbol, prefix);
    let values = this.made.get(key);
    if (!values) {
      const {sourceLayer: layer, nodeIndex} = symbol;
      const given = layer.inboundNodes[nodeIndex].inputTensors.map((tensor) =>
        this.valueOf(tensor as unknown as Symbol, prefix),
      );
      values = this.call(layer, given, `${key}/`);
      this.made.set(key, values);
    }
    return values[symbol.tensorIndex];
  }

  private call(layer: tf.layers.Layer, given: PlanValue[], prefix: string): PlanValue[] {
    if (layer instanceof tf.LayersModel) return this.outputs(layer, given, prefix);
    const planner = plannerOf(layer);
    // A recurrent layer's initial states follow its input.
    const states = layer instanceof tf.RNN || layer.getClassName() === 'Bidirectional';
    const call = states ? {inputs: given.slice(0, 1), initialStates: given.slice(1)} : {inputs: given};
    try {
      if (this.carried && states) return this.callCarried(planner, layer, call);
      return planner(layer, call, this);
    } catch (error) {
      if (error instanceof NotPlannable && !error.message.startsWith(layer.name)) {
        error.message = `${layer.name}: ${error.message}`;
      }
      throw error;
    }
  }

  /** A recurrent layer that begins where it ended in the run before. */
  private callCarried(planner: Planner, layer: tf.layers.Layer, call: PlannedCall): PlanValue[] {
    if (!(layer instanceof tf.RNN) || (layer as unknown as {goBackwards: boolean}).goBackwards) {
      throw new NotPlannable('a sequence that is read backwards has no state to carry on');
    }
    if (call.initialStates?.length)
      throw new NotPlannable('its states come from another layer, not from the steps before');
    const [{shape}] = call.inputs;
    const initialStates = stateWidths(layer).map((width) => this.room.constant([shape[0], width]));
    const outputs = planner(layer, {...call, initialStates}, this);
    const ends = this.lastOutputs.slice(1); // every recurrent op gives its last states after its output
    initialStates.forEach((to, k) => {
      this.carried?.push({from: ends[k], to});
    });
    return outputs;
  }
}

/** What a loss with weights of its own is planned with; its ops are its user's to keep. */
export function planningOf(room: ProgramRoom, weights: ModelWeights, placed: Weight[] | undefined): Planning {
  return new Walk(room, weights, placed);
}

/**
 * The ops of a model for inputs of these shapes.
 *
 * @param carried is filled with the states of recurrent layers, where they are to go on from run to run
 * @throws NotPlannable where the kernels do not know a layer or an option
 */
export function describeModel(
  model: tf.LayersModel,
  shapes: number[][],
  weights: ModelWeights,
  placed: Weight[] | undefined,
  room: ProgramRoom,
  carried?: CarriedState[],
): Parts {
  const walk = new Walk(room, weights, placed, carried);
  const inputs = shapes.map((shape) => room.constant(shape));
  const outputs = walk.outputs(model, inputs, '');
  return {inputs, outputs, ops: walk.ops};
}
