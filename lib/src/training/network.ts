import * as tf from '@tensorflow/tfjs';
import type {SequenceLoss} from '../layers';
import type {ClipOptions} from './clipping';
import {gather, type Table, type Tables} from './examples';
import {layersOfVariables, limitGradients, type NormWatch} from './gradient-norms';
import {ArrayOptimizer} from './optimizers';
import {hasMasks, outputMasks} from './output-masks';
import {checkSequenceMetrics} from './sequence-metrics';
import type {Batch, Trainer} from './trainer';
import {metricMean, weightedMean} from './weights';

type LossFunction = SequenceLoss;

const show = (shape: (number | null)[]) => `[examples${shape.map((n) => `, ${n ?? '?'}`).join('')}]`;

/** What `model.compile` leaves in a tf.LayersModel; tfjs declares it private. */
interface Compiled {
  lossFunctions?: LossFunction[];
  metricsTensors: [LossFunction, number][];
  metricsNames: string[];
}

/** Examples of a batch as tensors. */
interface Tensors {
  inputs: tf.Tensor[];
  targets: tf.Tensor[];
  /** By output. */
  weights: (tf.Tensor | undefined)[];
  masks: (tf.Tensor | undefined)[];
}

/** A compiled model, trained batch by batch on the gradient tape. */
export class Network implements Trainer {
  private readonly compiled: Compiled;

  /** @throws Error when the model is not compiled; RangeError for a metric that has no meaning beside its loss */
  constructor(readonly model: tf.LayersModel) {
    // A tf.Sequential hands everything on to a functional model inside of it.
    this.compiled = ((model as unknown as {model?: Compiled}).model ?? model) as unknown as Compiled;
    if (!this.compiled.lossFunctions) {
      throw new Error('the model is not compiled: call training.compile(model, {loss}) or model.compile first');
    }
    const {loss, metrics} = model as unknown as {loss: unknown; metrics: unknown};
    checkSequenceMetrics('the model', model, loss, metrics);
  }

  /** Names of what {@link trainOnBatch} and {@link evaluate} give: 'loss', then the metrics. */
  get names(): string[] {
    return this.compiled.metricsNames;
  }

  /** @throws RangeError when inputs or targets do not fit the model */
  checkShapes(tables: Table[], kind: 'x' | 'y', name: string): void {
    const slots = kind === 'x' ? this.model.inputs : this.model.outputs;
    if (tables.length !== slots.length) {
      const [needs, got] = [`${slots.length} ${kind === 'x' ? 'input' : 'output'}(s)`, tables.length];
      throw new RangeError(`${name}: the model has ${needs}, got ${got} table(s)`);
    }
    tables.forEach(({shape: [, ...got]}, i) => {
      const expected = slots[i].shape.slice(1);
      const fits = got.length === expected.length && got.every((n, k) => expected[k] == null || expected[k] === n);
      if (!fits && !(kind === 'y' && this.areClassNumbers(i, expected, got))) {
        throw new RangeError(`${name}: the model needs ${show(expected)}, got ${show(got)}`);
      }
    });
  }

  /** Whether targets are class numbers instead of one-hot rows, and the loss of this output takes such. */
  private areClassNumbers(output: number, expected: (number | null)[], got: number[]): boolean {
    const loss = this.compiled.lossFunctions?.[output];
    const takes = loss?.takesClassNumbers ?? (/sparse/i.test(loss?.name ?? '') ? 'steps' : undefined);
    if (!takes || expected.length === 0) return false;
    const last = got[got.length - 1];
    const isRow = got.length === expected.length && (last === 1 || (takes === 'labels' && last === expected.at(-1)));
    const steps = isRow ? got.slice(0, -1) : got;
    if (steps.length !== expected.length - 1) return false;
    return takes === 'labels' || steps.every((n, k) => expected[k] == null || expected[k] === n);
  }

  private get variables(): tf.Variable[] {
    return this.model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  }

  private outputs(inputs: tf.Tensor[], training: boolean): tf.Tensor[] {
    const outputs = this.model.apply(inputs.length === 1 ? inputs[0] : inputs, {training});
    return (Array.isArray(outputs) ? outputs : [outputs]) as tf.Tensor[];
  }

  private tensors({x, y, weights}: Tables, rows: ArrayLike<number>): Tensors {
    const inputs = x.map((table) => gather(table, rows));
    return {
      inputs,
      targets: y.map((table) => gather(table, rows)),
      weights: this.model.outputs.map((_, i) => weights[i] && gather(weights[i], rows)),
      masks: hasMasks(this.model) ? outputMasks(this.model, inputs) : [],
    };
  }

  /** The loss of each output. */
  private losses({targets, weights, masks}: Tensors, outputs: tf.Tensor[]): tf.Scalar[] {
    return (this.compiled.lossFunctions as LossFunction[]).map((loss, i) =>
      weightedMean(loss(targets[i], outputs[i]), weights[i], masks[i]),
    );
  }

  /** @throws RangeError for class numbers that the outputs do not have; tfjs takes them for no class at all */
  private checkClasses({targets, weights, masks}: Tensors): void {
    this.lossNames.forEach((name, i) => {
      const classes = this.model.outputs[i].shape.at(-1) as number;
      if (!name?.startsWith('sparse') || weights[i] || masks[i]) return;
      const wrong = targets[i].dataSync().find((number) => !(number >= 0 && number < classes));
      if (wrong === undefined) return;
      throw new RangeError(`a target is class ${wrong}, but the predictions have classes 0 to ${classes - 1}`);
    });
  }

  /** The whole loss, with the penalties of regularizers. */
  private sum(losses: tf.Scalar[]): tf.Scalar {
    return tf.addN([...losses, ...this.model.calculateLosses()]) as tf.Scalar;
  }

  private metrics({targets, masks}: Tensors, outputs: tf.Tensor[], losses: tf.Scalar[]): number[] {
    const others = this.metricFunctions.map(
      ([metric, i]) => tf.tidy(() => metricMean(metric(targets[i], outputs[i]), masks[i])).dataSync()[0],
    );
    return [...(losses.length > 1 ? losses.map((loss) => loss.dataSync()[0]) : []), ...others];
  }

  /** One step of the optimizer on these rows; gives loss and metrics before the step. */
  trainOnBatch(batch: Batch, limits: ClipOptions, watch?: NormWatch): number[] {
    return tf.tidy(() => {
      const tensors = this.tensors(batch, batch.rows);
      this.checkClasses(tensors);
      let [outputs, losses]: [tf.Tensor[], tf.Scalar[]] = [[], []];
      const variables = this.variables;
      const {value, grads} = tf.variableGrads(() => {
        outputs = this.outputs(tensors.inputs, true).map((output) => tf.keep(output));
        losses = this.losses(tensors, outputs).map((loss) => tf.keep(loss));
        return this.sum(losses);
      }, variables);
      try {
        const loss = value.dataSync()[0];
        const values = [loss, ...this.metrics(tensors, outputs, losses)];
        if (Number.isFinite(loss)) this.update(variables, grads, limits, watch);
        return values;
      } finally {
        tf.dispose([outputs, losses]);
      }
    });
  }

  private update(all: tf.Variable[], grads: tf.NamedTensorMap, limits: ClipOptions, watch?: NormWatch): void {
    const variables = all.filter((variable) => grads[variable.name] != null);
    const gradients = variables.map((variable) => Float32Array.from(grads[variable.name].dataSync()));
    limitGradients(gradients, limits, watch, () => {
      const layers = layersOfVariables(this.model);
      return variables.map(({name}) => layers.get(name) ?? name);
    });
    const optimizer = this.model.optimizer;
    if (optimizer instanceof ArrayOptimizer) {
      optimizer.step(variables, gradients);
    } else {
      const named = variables.map(({name, shape}, i) => ({name, tensor: tf.tensor(gradients[i], shape)}));
      optimizer.applyGradients(named);
    }
  }

  /** Loss and metrics over all examples, without training. */
  evaluate(tables: Tables, batchSize: number): number[] {
    const count = tables.x[0].shape[0];
    const sums = this.names.map(() => 0);
    for (let start = 0; start < count; start += batchSize) {
      const size = Math.min(batchSize, count - start);
      const rows = Array.from({length: size}, (_, i) => start + i);
      tf.tidy(() => {
        const tensors = this.tensors(tables, rows);
        const outputs = this.outputs(tensors.inputs, false);
        const losses = this.losses(tensors, outputs);
        const values = [this.sum(losses).dataSync()[0], ...this.metrics(tensors, outputs, losses)];
        values.forEach((value, i) => {
          sums[i] += value * size;
        });
      });
    }
    return sums.map((sum) => sum / count);
  }

  /** The loss of output `i`, one number or more. */
  lossFunction(i: number): LossFunction {
    return (this.compiled.lossFunctions as LossFunction[])[i];
  }

  /** Names of the losses of tfjs by output; undefined for a function of the user's. */
  get lossNames(): (string | undefined)[] {
    const {loss} = this.model as unknown as {loss: unknown};
    return this.model.outputs.map((_, i) => {
      const one = Array.isArray(loss) ? loss[i] : typeof loss === 'object' ? undefined : loss;
      return typeof one === 'string' ? one : undefined;
    });
  }

  /** Metrics with the output that each belongs to, without the outputs' losses, which tfjs counts among them. */
  get metricFunctions(): [LossFunction, number][] {
    const {length} = this.model.outputs;
    return this.compiled.metricsTensors.slice(length > 1 ? length : 0);
  }

  /** The variables are the weights that the tape trains: nothing to do. */
  writeBack(): void {}
  refresh(): void {}
  finish(): void {}

  /** A copy of all weights. */
  copyWeights(): tf.Tensor[] {
    return this.model.getWeights().map((weight) => tf.keep(weight.clone()));
  }
}
