import {combineOp, concatOp, concatTimeOp, sumOp, type Value} from '../../engine/internal';
import {NotPlannable, type Planner, type Planning, type PlanValue, registerPlanner} from './planning';

const same = (a: number[], b: number[]) => a.length === b.length && a.every((size, i) => size === b[i]);

/** A step counts where any input counts it; where an input has no mask, all steps count, so there is none (Keras 3). */
function unionOfMasks(inputs: PlanValue[], planning: Planning): Value | undefined {
  const masks = inputs.map(({mask}) => mask).filter((mask) => mask !== undefined);
  if (masks.length < inputs.length) return undefined;
  const distinct = masks.filter(({at}, i) => masks.findIndex((other) => other.at === at) === i);
  return distinct.reduce((a, b) => {
    const [union] = planning.add(combineOp(planning.room, 'maximum', a, b));
    return {...union, gradient: 0};
  });
}

/** A planner of a layer that merges inputs of one shape. */
function planMerge(merge: (inputs: PlanValue[], planning: Planning) => Value): Planner {
  return (_, {inputs}, planning) => {
    if (inputs.some(({shape}) => !same(shape, inputs[0].shape))) {
      throw new NotPlannable(`inputs of shapes ${inputs.map(({shape}) => `[${shape}]`).join(', ')} have no plan`);
    }
    return [{...merge(inputs, planning), mask: unionOfMasks(inputs, planning)}];
  };
}

/** A planner that combines the first two inputs, then the result with the next. */
function planPairs(how: 'multiply' | 'maximum' | 'minimum'): Planner {
  return planMerge((inputs, planning) =>
    inputs.reduce<Value>((merged, input, i) => {
      return i === 0 ? input : planning.add(combineOp(planning.room, how, merged, input))[0];
    }, inputs[0]),
  );
}

registerPlanner(
  'Add',
  planMerge((inputs, planning) => planning.add(sumOp(planning.room, inputs))[0]),
);
registerPlanner(
  'Average',
  planMerge((inputs, planning) => planning.add(sumOp(planning.room, inputs, 1 / inputs.length))[0]),
);
registerPlanner('Multiply', planPairs('multiply'));
registerPlanner('Maximum', planPairs('maximum'));
registerPlanner('Minimum', planPairs('minimum'));

const planConcatenate: Planner = (layer, {inputs}, planning) => {
  const {axis} = layer as unknown as {axis: number};
  const rank = inputs[0].shape.length;
  const from0 = axis < 0 ? axis + rank : axis;
  if (from0 === rank - 1) {
    return [{...planning.add(concatOp(planning.room, inputs))[0], mask: unionOfMasks(inputs, planning)}];
  }
  if (rank !== 3 || from0 !== 1 || inputs.some(({mask}) => mask)) throw new NotPlannable(`axis ${axis} has no plan`);
  return planning.add(concatTimeOp(planning.room, inputs));
};
registerPlanner('Concatenate', planConcatenate);
