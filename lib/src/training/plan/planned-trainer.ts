import * as tf from '@tensorflow/tfjs';
import {
  borrowKernels,
  countProgram,
  FlatWeights,
  type Kernels,
  Program,
  ProgramRoom,
  programFloats,
  returnKernels,
} from '../../engine/internal';
import {NotPlannable} from '../../layers/planning/planning';
import type {ClipOptions} from '../clipping';
import type {Table, Tables} from '../examples';
import {layersOfVariables, limitGradients, type NormWatch} from '../gradient-norms';
import type {Network} from '../network';
import {type FlatOptimizer, isFlatOptimizer} from '../optimizers/flat-optimizer';
import type {Batch, Trainer} from '../trainer';
import {type CarriedState, describeModel, ModelWeights, planningOf} from './describe-model';
import {type Objective, objectiveOf, type Shapes} from './objective';
import {readStates, type Truncation, windowsOf, writeStates} from './windows';

/** Floats that the activations of an evaluation may take; larger batches are no faster. */
const EVALUATION_FLOATS = 2 ** 22;

/** A program with its loss. */
interface Entry {
  program: Program;
  objective: Objective;
  /** States that go on from one window of time to the next; none where there are no windows. */
  carried: CarriedState[];
}

const shapesOf = (tables: Table[], batch: number) => tables.map(({shape}) => [batch, ...shape.slice(1)]);

/**
 * Trains a model by a static plan: its layers are a fixed sequence of kernel calls, its weights and the optimizer's
 * numbers lie side by side in the kernels' memory, and a step allocates nothing there.
 */
export class PlannedTrainer implements Trainer {
  readonly model: tf.LayersModel;
  private readonly kernels: Kernels;
  private readonly weights: ModelWeights;
  private readonly flat: FlatWeights;
  private readonly optimizer: FlatOptimizer | undefined;
  /** Where programs lie, one at a time, and how many floats are theirs. */
  private readonly place: number;
  private placeFloats = 0;
  private readonly entries = new Map<string, Entry>();
  private entered: Entry | undefined;
  private evaluationBatch: number | undefined;
  /** The variables' data as of the last exchange: other data were set by somebody else. */
  private known: unknown[] = [];
  /** Whether the weights here are newer than those of the model. */
  private isAhead = false;
  private finished = false;

  /** @throws NotPlannable where the kernels do not know a layer or an option */
  constructor(
    private readonly network: Network,
    tables: Tables,
    private readonly truncation?: Truncation,
  ) {
    this.model = network.model;
    if (this.model.calculateLosses().length > 0) throw new NotPlannable('regularizers have no plan');
    this.weights = new ModelWeights(this.model);
    this.kernels = borrowKernels();
    try {
      this.countWeights(tables);
      const {optimizer} = this.model;
      this.optimizer = isFlatOptimizer(optimizer) ? optimizer : undefined;
      this.flat = new FlatWeights(this.kernels, this.weights.specs, this.optimizer?.slotCount ?? 0);
      this.place = this.kernels.take(0);
      this.refresh();
      this.readSlots();
    } catch (error) {
      returnKernels(this.kernels);
      throw error;
    }
  }

  /** Finds the weights of layers and losses, and what has no plan. */
  private countWeights({x, y, weights}: Tables): void {
    const room = new ProgramRoom(this.kernels, true);
    const parts = describeModel(this.model, shapesOf(x, 1), this.weights, undefined, room, this.truncation && []);
    const planning = planningOf(room, this.weights, undefined);
    objectiveOf(this.network, room, planning, parts.outputs, this.shapesOfBatch({x, y, weights}, 1));
  }

  get names(): string[] {
    return this.network.names;
  }

  private get variables(): tf.Variable[] {
    return this.weights.variables.map((variable) => variable.read() as tf.Variable);
  }

  refresh(): void {
    this.variables.forEach((variable, i) => {
      if (this.known[i] === variable.dataId) return;
      this.flat.write(i, variable.dataSync() as Float32Array);
      this.known[i] = variable.dataId;
    });
  }

  private readSlots(): void {
    this.weights.variables.forEach((variable, i) => {
      if (!this.weights.specs[i].trainable) return;
      const slots = this.optimizer?.slotsOf(this.slotName(variable.read()));
      slots?.forEach((values, slot) => {
        this.flat.writeSlot(slot, i, values);
      });
    });
  }

  private slotName(tensor: tf.Tensor): string {
    return (tensor as tf.Variable).name;
  }

  writeBack(): void {
    if (!this.isAhead) return;
    this.isAhead = false;
    this.variables.forEach((variable, i) => {
      const values = tf.tensor(this.flat.read(i), variable.shape);
      variable.assign(values);
      values.dispose();
      this.known[i] = variable.dataId;
      const {optimizer} = this;
      if (!optimizer || !this.weights.specs[i].trainable) return;
      const slots = Array.from({length: optimizer.slotCount}, (_, slot) => this.flat.readSlot(slot, i));
      optimizer.setSlots(this.slotName(variable), slots);
    });
  }

  private shapesOfBatch({x, y, weights}: Tables, batch: number): Shapes {
    const given = this.model.outputs.map((_, i) => weights[i] && shapesOf([weights[i]], batch)[0]);
    return {x: shapesOf(x, batch), y: shapesOf(y, batch), weights: given};
  }

  /** The program for this batch size, made ready to run. */
  private enter(tables: Tables, batch: number, training: boolean): Entry {
    const shapes = this.shapesOfBatch(tables, batch);
    const key = JSON.stringify([training, shapes]);
    let entry = this.entries.get(key);
    if (!entry) {
      entry = this.build(shapes, training);
      this.entries.set(key, entry);
    }
    if (this.entered !== entry) entry.program.enter();
    this.entered = entry;
    return entry;
  }

  private build(shapes: Shapes, training: boolean): Entry {
    let objective: Objective | undefined;
    let carried: CarriedState[] | undefined;
    const describe = (room: ProgramRoom) => {
      carried = training && this.truncation ? [] : undefined;
      const parts = describeModel(this.model, shapes.x, this.weights, this.flat.weights, room, carried);
      const planning = planningOf(room, this.weights, this.flat.weights);
      objective = objectiveOf(this.network, room, planning, parts.outputs, shapes);
      return {...parts, inputs: [...parts.inputs, ...objective.targets, ...objective.weights]};
    };
    const program = new Program(this.kernels, training, this.place, describe);
    const missing = program.floats - this.placeFloats;
    if (missing > 0) {
      this.kernels.take(missing);
      this.placeFloats += missing;
    }
    return {program, objective: objective as unknown as Objective, carried: carried ?? []};
  }

  private write({program}: Entry, {x, y, weights, rows}: Batch): void {
    const given = weights.filter((table) => table !== undefined);
    [...x, ...y, ...given].forEach(({values, width}, i) => {
      program.writeRows(i, values, width, rows);
    });
  }

  trainOnBatch(batch: Batch, limits: ClipOptions, watch?: NormWatch): number[] {
    if (this.truncation) return this.trainOnWindows(batch, this.truncation, limits, watch);
    const entry = this.enter(batch, batch.rows.length, true);
    const values = this.forward(entry, batch);
    if (!Number.isFinite(values[0])) return values;
    this.flat.clearGradients();
    this.backward(entry);
    this.step(limits, watch);
    return values;
  }

  /** Loss and metrics. */
  private forward(entry: Entry, batch: Batch): number[] {
    const {program, objective} = entry;
    this.write(entry, batch);
    program.forward();
    return [objective.forward(program), ...objective.metrics(program)];
  }

  /** Adds to the gradients of the weights. */
  private backward({program, objective}: Entry, scale?: number): void {
    program.clearGradients();
    objective.backward(program, scale);
    program.backward();
  }

  /** Window after window: the states go on, the gradient does not go back. */
  private trainOnWindows(batch: Batch, truncation: Truncation, limits: ClipOptions, watch?: NormWatch): number[] {
    const eachWindow = truncation.update === 'window';
    const sums = this.names.map(() => 0);
    let states: Float32Array[] | undefined;
    this.flat.clearGradients();
    for (const {batch: part, share, hasTargets} of windowsOf(this.model, batch, truncation)) {
      const entry = this.enter(part, part.rows.length, true);
      writeStates(this.kernels, entry.carried, states);
      const values = this.forward(entry, part);
      states = readStates(this.kernels, entry.carried);
      if (!hasTargets) continue;
      if (!Number.isFinite(values[0])) return values;
      values.forEach((value, i) => {
        sums[i] += value * share;
      });
      this.backward(entry, eachWindow ? 1 : share);
      if (!eachWindow) continue;
      this.step(limits, watch);
      this.flat.clearGradients();
    }
    if (!eachWindow) this.step(limits, watch);
    return sums;
  }

  private step(limits: ClipOptions, watch?: NormWatch): void {
    const {specs} = this.weights;
    const clips =
      limits.clipNorm !== undefined || limits.clipValue !== undefined || limits.globalClipNorm !== undefined;
    if (clips || watch) {
      const gradients = specs.flatMap(({trainable}, i) => (trainable ? [this.flat.gradientView(i)] : []));
      limitGradients(gradients, limits, watch, () => this.layersOfGradients());
    }
    this.isAhead = true; // where tfjs' optimizer steps, still the moving statistics of batch normalisation
    if (this.optimizer) this.optimizer.stepFlat(this.flat);
    else this.stepOnTensors();
  }

  private layersOfGradients(): string[] {
    const layers = layersOfVariables(this.model);
    const {specs} = this.weights;
    return this.variables.flatMap(({name}, i) => (specs[i].trainable ? [layers.get(name) ?? name] : []));
  }

  /** A step of an optimizer that knows only tensors. */
  private stepOnTensors(): void {
    const {variables} = this;
    const {specs} = this.weights;
    tf.tidy(() => {
      const named = variables.flatMap((variable, i) =>
        specs[i].trainable ? [{name: variable.name, tensor: tf.tensor(this.flat.readGradient(i), variable.shape)}] : [],
      );
      this.model.optimizer.applyGradients(named);
    });
    this.refresh();
  }

  evaluate(tables: Tables, batchSize: number): number[] {
    const count = tables.x[0].shape[0];
    const most = Math.min(batchSize, this.batchThatFits(tables.x));
    const sums = this.names.map(() => 0);
    for (let start = 0; start < count; start += most) {
      const size = Math.min(most, count - start);
      const entry = this.enter(tables, size, false);
      this.write(entry, {...tables, rows: Array.from({length: size}, (_, i) => start + i)});
      entry.program.forward();
      const values = [entry.objective.forward(entry.program), ...entry.objective.metrics(entry.program)];
      values.forEach((value, i) => {
        sums[i] += value * size;
      });
    }
    return sums.map((sum) => sum / count);
  }

  /** The largest batch whose evaluation stays small. */
  private batchThatFits(x: Table[]): number {
    const describe = (room: ProgramRoom) =>
      describeModel(this.model, shapesOf(x, 1), this.weights, this.flat.weights, room);
    const floatsOfOne = () => Math.max(1, programFloats(countProgram(this.kernels, false, describe)));
    this.evaluationBatch ??= Math.max(1, Math.floor(EVALUATION_FLOATS / floatsOfOne()));
    return this.evaluationBatch;
  }

  copyWeights(): tf.Tensor[] {
    return this.network.copyWeights();
  }

  finish(): void {
    if (this.finished) return;
    this.finished = true;
    this.writeBack();
    returnKernels(this.kernels);
  }
}
