import {asNdArray, type Numbers} from '../../data';
import type {Figure, TitleText} from '../figure';
import {type Line, lines} from '../lines';

/** Options of {@link ctcOutputs}. */
export interface CtcOutputsText extends TitleText {
  /** Classes whose lines are drawn, by name, such as {5: 6}; class 0 is the blank, which is always drawn. */
  classes: Record<string, number>;
  /** Seconds from one step to the next. */
  stepSeconds: number;
  /** Where labels begin, in seconds: marks on the time axis. */
  starts: number[];
}

/**
 * What a CTC network says at each step of one recording: the probabilities of the blank and of chosen classes over time.
 *
 * @param logProbabilities [time steps, classes] natural logarithms
 * @param text see {@link CtcOutputsText}
 * @returns the figure; the blank is grey
 * @throws RangeError when it is no matrix, or there is no such class
 *
 * Lesson: notebooks/06-applications/6.2.
 */
export function ctcOutputs(logProbabilities: Numbers, text: CtcOutputsText): Figure {
  const {values, shape} = asNdArray(logProbabilities, 'ctcOutputs: logProbabilities');
  const {classes, stepSeconds, starts, ...rest} = text;
  const [steps, width] = shape;
  if (shape.length !== 2 || values.length === 0) {
    throw new RangeError(`ctcOutputs: logProbabilities must be [time steps, classes], got [${shape.join(', ')}]`);
  }
  if (!(stepSeconds > 0)) throw new RangeError(`ctcOutputs: stepSeconds must be above 0, got ${stepSeconds}`);
  const time = Array.from({length: steps}, (_, t) => t * stepSeconds);
  const line = (name: string, label: number): Line => {
    if (!(Number.isInteger(label) && label >= 0 && label < width)) {
      throw new RangeError(`ctcOutputs: '${name}' is class ${label}, but there are classes 0 to ${width - 1}`);
    }
    // Below a thousandth nothing is seen; fewer digits keep notebooks small.
    return {name, x: time, y: time.map((_, t) => Number(Math.exp(values[t * width + label]).toFixed(3)))};
  };
  const named = Object.entries(classes).map(([name, label]) => line(name, label));
  const marks: Line = {name: 'begins', x: starts, y: starts.map(() => 0), draw: 'markers', style: named.length};
  const blank: Line = {...line('blank', 0), baseline: true};
  const range: [number, number] = [-0.06, 1.06];
  return lines([...named, ...(starts.length > 0 ? [marks] : []), blank], {
    ...rest,
    x: {label: 'time', unit: 's'},
    y: {label: 'probability', unit: '', range},
  });
}
