import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import {layerParameters, PARAMETER_SLIPS} from './dimensions';

/** One stack of layers. */
export interface StackCase {
  features: number;
  units: number[];
  bidirectional: boolean;
}

type Count = (features: number, units: number) => number;

/** Parameters layer by layer; `widthOf` says how wide the output of a layer is for the next. */
export function stack(
  {features, units, bidirectional}: StackCase,
  widthOf?: Count,
  count: Count = layerParameters,
): number[] {
  const directions = bidirectional ? 2 : 1;
  let width = features;
  return units.map((own) => {
    const parameters = directions * count(width, own);
    width = widthOf ? widthOf(features, own) : directions * own;
    return parameters;
  });
}

/** Sums up to each place. */
function runningSums(values: number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

/** Slips in what the layers above the first read. */
function misread({features, units, bidirectional}: StackCase): Slip[] {
  const directions = bidirectional ? 2 : 1;
  const reading = (widthOf: (i: number) => number) =>
    units.map((own, i) => directions * layerParameters(i === 0 ? features : widthOf(i), own));
  const own = 'a layer reads what the one below it hands on; here its own units are counted as its input';
  return [
    {message: own, value: reading((i) => directions * units[i])},
    {message: own, value: reading((i) => units[i])},
    {
      message: 'all layers here read what the first hands on; each reads the one right below it',
      value: reading(() => directions * units[0]),
    },
    {
      message: 'the input reaches the first layer only; the others read what the layer below hands on, nothing more',
      value: reading((i) => directions * units[i - 1] + features),
    },
  ];
}

/** Findings of 02.6 over some stacks. */
export async function* checkStack(learner: Learner, cases: StackCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {features, units, bidirectional} = one;
    const oneWay = stack({...one, bidirectional: false});
    const slips: Slip[] = [
      {message: 'every layer here reads the input features; only the first does', value: stack(one, (f) => f)},
      {
        message: 'a bidirectional layer hands both directions on: the next layer reads twice the units',
        value: stack(one, (_, u) => u),
      },
      {
        message: 'only one direction is counted; each direction has weights of its own',
        value: stack(one).map((p) => p / 2),
      },
      ...(bidirectional ? [] : [stack({...one, bidirectional: true}), oneWay.map((p) => 2 * p)]).map((value) => ({
        message: 'both directions are counted although bidirectional is false',
        value,
      })),
      {message: 'the layers are those of a one-way stack; look at what bidirectional changes', value: oneWay},
      ...misread(one),
      ...PARAMETER_SLIPS.map(([message, count]) => ({message, value: stack(one, undefined, count)})),
      {
        message: 'the first layer reads the features once, in each direction; only what layers put out is doubled',
        value: stack({...one, features: bidirectional ? 2 * features : features}),
      },
      {
        message: 'this is one layer of twice the units; two directions do not read the states of each other',
        value: stack({features, units: units.map((own) => 2 * own), bidirectional: false}),
      },
      {message: 'these are running sums; one number for each layer was asked for', value: runningSums(stack(one))},
      {message: 'one number for each layer was asked for, as many as there are units', value: stack(one).slice(0, 1)},
      {message: 'one number a layer was asked for, not the sum', value: stack(one).reduce((sum, p) => sum + p, 0)},
    ];
    const actual = await learner.call('stackedParameters', features, units, bidirectional);
    const path = `stackedParameters(${features}, [${units.join(', ')}], ${bidirectional})`;
    yield compare({path, actual, expected: stack(one), slips});
  }
}
