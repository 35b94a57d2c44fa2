/**
 * Values as JSON that passes the pipe between the grader and the learner's process, both ways. Numbers, strings, booleans,
 * null and lists are themselves; everything else is an object with a tag, so that no key of a learner's record means anything.
 */
export type Wire = null | boolean | number | string | Wire[] | Tagged;

type Tagged =
  | {$: 'number' | 'bigint' | 'kind'; v: string}
  | {$: 'undefined'}
  | {$: 'record'; v: [string, Wire][]}
  | {$: 'typed'; c: string; v: Wire[]}
  | {$: 'model'; id: number; v: Wire};

/** How deep and how large a value may be. */
export const MOST = {depth: 40, parts: 4_000_000, text: 1_000_000} as const;

const TYPED = {Float32Array, Float64Array, Int32Array, Int16Array, Int8Array, Uint8Array, Uint16Array, Uint32Array};
type TypedName = keyof typeof TYPED;
type TypedArray = InstanceType<(typeof TYPED)[TypedName]>;

/** A value is too large or too deep, or not of this form. */
export class WireError extends Error {
  override name = 'WireError';
}

/** What a value holds that JSON does not know: tensors become lists, models a description; undefined: nothing special. */
export type Special = (value: object) => {list: unknown} | {model: number; description: unknown} | undefined;

/**
 * A value as {@link Wire}.
 *
 * @param value anything
 * @param special says what tensors and models become
 * @throws WireError when it is too large, too deep or circular
 */
export function encode(value: unknown, special: Special = () => undefined): Wire {
  let parts = 0;
  const walk = (one: unknown, depth: number): Wire => {
    if (++parts > MOST.parts) throw new WireError(`the value has more than ${MOST.parts} parts`);
    if (depth > MOST.depth) throw new WireError(`the value is nested more than ${MOST.depth} deep, or holds itself`);
    switch (typeof one) {
      case 'number':
        return Number.isFinite(one) && !Object.is(one, -0)
          ? one
          : {$: 'number', v: Object.is(one, -0) ? '-0' : `${one}`};
      case 'string':
        if (one.length > MOST.text) throw new WireError(`a text has ${one.length} characters`);
        return one;
      case 'boolean':
        return one;
      case 'undefined':
        return {$: 'undefined'};
      case 'bigint':
        return {$: 'bigint', v: `${one}`.slice(0, 1000)};
      case 'object':
        break;
      default:
        return {$: 'kind', v: typeof one};
    }
    if (one === null) return null;
    const known = special(one);
    if (known && 'list' in known) return walk(known.list, depth);
    if (known) return {$: 'model', id: known.model, v: walk(known.description, depth + 1)};
    if (Array.isArray(one)) return Array.from(one, (inner) => walk(inner, depth + 1));
    if (ArrayBuffer.isView(one) && one.constructor.name in TYPED) {
      const values = Array.from(one as TypedArray, (inner) => walk(inner, depth + 1));
      return {$: 'typed', c: one.constructor.name, v: values};
    }
    return {$: 'record', v: Object.keys(one).map((key) => [key, walk((one as never)[key], depth + 1)])};
  };
  return walk(value, 0);
}

const refuse = (what: string): never => {
  throw new WireError(what);
};

const NUMBERS: Record<string, number> = {NaN, Infinity, '-Infinity': -Infinity, '-0': -0};

/**
 * The value of a {@link Wire} that came from anywhere: every form is checked, nothing but plain data is made.
 *
 * @param wire what `JSON.parse` gave
 * @param model turns a model's number and description into what checks see
 * @throws WireError when it is not of the form, too large or too deep
 */
export function decode(wire: unknown, model: (id: number, description: unknown) => unknown = () => undefined): unknown {
  let parts = 0;
  const walk = (one: unknown, depth: number): unknown => {
    if (++parts > MOST.parts) refuse('the answer is too large');
    if (depth > MOST.depth) refuse('the answer is nested too deep');
    if (one === null || typeof one === 'boolean' || typeof one === 'number') return one;
    if (typeof one === 'string') return one.length > MOST.text ? refuse('a text is too long') : one;
    if (Array.isArray(one)) return one.map((inner) => walk(inner, depth + 1));
    if (typeof one !== 'object') return refuse('not JSON');
    const {$: tag, v, c, id} = one as Record<string, unknown>;
    if (tag === 'undefined') return undefined;
    if (tag === 'number')
      return typeof v === 'string' && Object.hasOwn(NUMBERS, v) ? NUMBERS[v] : refuse('a number is none');
    if (tag === 'bigint')
      return typeof v === 'string' && /^-?\d{1,1000}$/.test(v) ? BigInt(v) : refuse('a bigint is none');
    if (tag === 'kind') return v === 'symbol' ? Symbol('answer') : () => undefined;
    if (tag === 'typed') {
      if (!Array.isArray(v) || typeof c !== 'string' || !Object.hasOwn(TYPED, c))
        return refuse('a typed array is none');
      return TYPED[c as TypedName].from(v.map((inner) => Number(walk(inner, depth + 1))));
    }
    if (tag === 'model') {
      if (!Number.isSafeInteger(id)) return refuse('a model has no number');
      return model(id as number, walk(v, depth + 1));
    }
    if (tag === 'record' && Array.isArray(v)) return record(v, depth);
    return refuse('unknown tag');
  };
  const record = (entries: unknown[], depth: number): Record<string, unknown> => {
    // defineProperty makes '__proto__' a key like any other
    const made: Record<string, unknown> = {};
    for (const entry of entries) {
      if (!Array.isArray(entry) || typeof entry[0] !== 'string') refuse('a record is none');
      const [key, inner] = entry as [string, unknown];
      const value = walk(inner, depth + 1);
      // `Array.from` would take such a record for a list, and fill it
      if (key === 'length' && typeof value === 'number' && value > MOST.parts) refuse('a length is too large');
      Object.defineProperty(made, key, {value, enumerable: true, configurable: true, writable: true});
    }
    return made;
  };
  return walk(wire, 0);
}
