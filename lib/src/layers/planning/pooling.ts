import {globalPoolOp, type PaddingMode, type PoolKind, poolOp} from '../../engine/internal';
import {NotPlannable, registerPlanner} from './planning';

/** As much of a pooling layer as its planner needs. */
interface PlannedPooling {
  name: string;
  poolSize: number[];
  strides: number[];
  padding: PaddingMode;
  dataFormat?: 'channelsFirst' | 'channelsLast';
}

/** @throws NotPlannable where the features do not come last */
function checkFormat({name, dataFormat}: PlannedPooling): void {
  if (dataFormat === 'channelsFirst') throw new NotPlannable(`${name}: data format 'channelsFirst'`);
}

const KINDS: [PoolKind, string][] = [
  ['max', 'Max'],
  ['average', 'Average'],
];
for (const [kind, prefix] of KINDS) {
  for (const axes of [1, 2, 3]) {
    registerPlanner(`${prefix}Pooling${axes}D`, (layer, {inputs: [x]}, planning) => {
      const fields = layer as unknown as PlannedPooling;
      checkFormat(fields);
      const {poolSize, strides, padding} = fields;
      return planning.add(poolOp(planning.room, x, kind, {poolSize, strides, padding})); // the mask ends: windows mix steps
    });
    registerPlanner(`Global${prefix}Pooling${axes}D`, (layer, {inputs: [x]}, planning) => {
      checkFormat(layer as unknown as PlannedPooling);
      return planning.add(globalPoolOp(planning.room, x, kind, x.mask));
    });
  }
}
