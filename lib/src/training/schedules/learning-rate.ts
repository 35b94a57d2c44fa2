import type * as tf from '@tensorflow/tfjs';
import {Plateau, type PlateauSchedule, type PlateauState} from './plateau';
import type {StepSchedule} from './steps';

/** How the learning rate changes in the course of training. */
export type Schedule = StepSchedule | PlateauSchedule;

/** The learning rate of an optimizer; tfjs declares it protected. */
interface Rated {
  learningRate?: number;
  setLearningRate?(rate: number): void;
}

/** @throws TypeError for an optimizer whose learning rate cannot be set */
export function readRate(optimizer: tf.Optimizer): number {
  const {learningRate} = optimizer as unknown as Rated;
  if (typeof learningRate !== 'number') {
    throw new TypeError(`schedule: ${optimizer.getClassName()} has no learningRate that could be set`);
  }
  return learningRate;
}

/** Sets the learning rate from the next step on. */
export function writeRate(optimizer: tf.Optimizer, rate: number): void {
  const rated = optimizer as unknown as Rated;
  if (rated.setLearningRate) rated.setLearningRate(rate);
  else rated.learningRate = rate;
}

/** Changes the learning rate of an optimizer by a schedule. */
export class LearningRate {
  private readonly plateau: Plateau | undefined;

  /** @throws RangeError or TypeError where optimizer, schedule and recorded numbers do not fit */
  constructor(
    private readonly optimizer: tf.Optimizer,
    private readonly schedule: Schedule,
    names: string[],
  ) {
    readRate(optimizer);
    if (typeof schedule === 'function') return;
    if (schedule?.kind !== 'reduceOnPlateau') {
      throw new TypeError('schedule must be one of training.schedules, or a function of step and epoch');
    }
    this.plateau = new Plateau(schedule.options, names);
  }

  /** Sets the rate of the next step, and gives it. */
  beforeStep(epoch: number): number {
    const {schedule, optimizer} = this;
    if (typeof schedule !== 'function') return readRate(optimizer);
    const step = optimizer.iterations;
    const rate = schedule(step, epoch);
    if (!(rate >= 0 && rate < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`schedule: the learning rate of step ${step} must be 0 or more, got ${rate}`);
    }
    writeRate(optimizer, rate);
    return rate;
  }

  /** Takes in what an epoch gave. */
  afterEpoch(logs: Record<string, number>): void {
    if (this.plateau) writeRate(this.optimizer, this.plateau.next(readRate(this.optimizer), logs));
  }

  get state(): PlateauState | undefined {
    return this.plateau && {...this.plateau.state};
  }

  restore(state: PlateauState | undefined): void {
    if (this.plateau && state) Object.assign(this.plateau.state, state);
  }
}
