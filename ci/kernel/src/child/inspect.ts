import {inspect} from 'node:util';
import {safe, text} from './intrinsics';
import {type TensorLike, tensorText} from './tensor-text';

const DEPTH = 3;
const MOST_ITEMS = 60;
const MOST_CHARACTERS = 20_000;
const TYPED_ARRAY_ITEMS = 24;
const TYPED_ARRAY_SHOWN = 10;

type Printer = (this: never, depth: number, options: object) => string;
type Class = {prototype: object; name: string};

/** Teaches `util.inspect` (results and `console.log`) to print instances of a class. */
function printAs(owner: Class, printer: Printer): void {
  if (Object.hasOwn(owner.prototype, inspect.custom)) return;
  const printSafely = function (this: never, depth: number, options: object): string {
    try {
      return printer.call(this, depth, options);
    } catch (error) {
      return `[${owner.name}: ${(error as Error).message}]`;
    }
  };
  Object.defineProperty(owner.prototype, inspect.custom, {value: printSafely, configurable: true});
}

type NumberArray = ArrayLike<number | bigint> & {constructor: {name: string}};

function printTypedArray(this: NumberArray): string {
  const shown = Math.min(this.length, this.length > TYPED_ARRAY_ITEMS ? TYPED_ARRAY_SHOWN : TYPED_ARRAY_ITEMS);
  const items: string[] = [];
  for (let i = 0; i < shown; i++) items.push(typeof this[i] === 'bigint' ? `${this[i]}n` : inspect(this[i]));
  if (shown < this.length) items.push(`... ${this.length - shown} more items`);
  const list = items.length === 0 ? '[]' : `[ ${items.join(', ')} ]`;
  return `${this.constructor.name}(${this.length}) ${list}`;
}

interface LayerLike {
  name: string;
  layers?: unknown[];
  built?: boolean;
  countParams?(): number;
  getClassName?(): string;
}

/** A layer or model in one line; its internals would fill pages. */
function printLayer(this: LayerLike): string {
  const kind = this.getClassName?.() ?? this.constructor.name;
  const parts = [this.name];
  if (this.layers !== undefined) parts.push(`${this.layers.length} layers`);
  if (this.built === true) parts.push(`${this.countParams?.()} parameters`);
  return `${kind} {${parts.join(', ')}}`;
}

interface TfExports {
  Tensor?: Class;
  Variable?: Class;
  LayersModel?: Class;
  Sequential?: Class;
  layers?: {Layer?: Class};
}

const TFJS = /[\\/]@tensorflow[\\/]tfjs-(?:core|layers)[\\/]/;
const visited = new Set<string>();

/** Looks for classes of TensorFlow.js among the modules loaded so far, every copy of them. */
export function prepareInspection(): void {
  const files = safe.keys(require.cache);
  for (let i = 0; i < files.length; i++) {
    const file = files[i];
    if (visited.has(file) || !TFJS.test(file)) continue;
    const module = require.cache[file];
    if (!module?.loaded) continue;
    visited.add(file);
    const {Tensor, Variable, LayersModel, Sequential, layers} = module.exports as TfExports;
    const printTensor = function (this: TensorLike): string {
      return tensorText(Variable !== undefined && this instanceof (Variable as never) ? 'Variable' : 'Tensor', this);
    };
    if (Tensor !== undefined) printAs(Tensor, printTensor as Printer);
    for (const owner of [LayersModel, Sequential, layers?.Layer]) {
      if (owner !== undefined) printAs(owner, printLayer as Printer);
    }
  }
}

/** Abbreviates typed arrays everywhere. */
export function shortenTypedArrays(): void {
  const typedArray = Object.getPrototypeOf(Uint8Array) as Class;
  printAs(typedArray, printTypedArray as Printer);
}

/** The text of a cell's result; undefined for `undefined`, which is not shown. */
export function printValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const options = {depth: DEPTH, maxArrayLength: MOST_ITEMS, maxStringLength: MOST_CHARACTERS, breakLength: 100};
  let printed: string;
  try {
    printed = safe.inspect(value, options);
  } catch (error) {
    return `(the value cannot be printed: ${text(error)})`;
  }
  if (printed.length <= MOST_CHARACTERS) return printed;
  return `${cut(printed)}\n... (${printed.length - MOST_CHARACTERS} characters more; print a part of the value)`;
}

const slice = String.prototype.slice;
const cut = (long: string): string => safe.apply(slice, long, [0, MOST_CHARACTERS]) as string;
