import {strict as assert} from 'node:assert';

/** Values that no whole number above 0 may have. */
export const NOT_WHOLE: readonly unknown[] = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '3', null];
/** Values that no finite number above 0 may have. */
export const NOT_POSITIVE: readonly unknown[] = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '0.1'];
/** Values that no share between 0 and 1 may have. */
export const NOT_SHARE: readonly unknown[] = [0, 1, -0.5, 1.5, Number.NaN, '0.5'];
/** Values that no rate in [0, 1) may have. */
export const NOT_RATE: readonly unknown[] = [1, -0.5, 2, Number.NaN, '0.5'];
export const NOT_FLAG: readonly unknown[] = ['yes', 1];
export const NOT_SEED: readonly unknown[] = [1.5, Number.NaN, '42'];
export const NOT_LIST: readonly unknown[] = [7, {}, null];

/** How a message may show a value: a text in quotes, a number as it is; of others their kind is enough. */
function shown(value: unknown): RegExp {
  if (typeof value === 'number') return new RegExp(`(?<![\\w.])${String(value).replace('.', '\\.')}(?![\\w.])`);
  if (typeof value === 'string') return new RegExp(`'${value}'`);
  if (value === null || value === undefined) return /null|undefined|NaN/;
  return Array.isArray(value) ? /\[|must not be empty|must be a list|must be whole/ : /\{|a \w+|Object|object/;
}

/** Throws unless the call is refused in one line of the form 'where: argument ... value'. */
async function expectRefusal(where: string, argument: string, value: unknown, call: () => unknown): Promise<void> {
  let thrown: unknown;
  try {
    await call();
  } catch (error) {
    thrown = error;
  }
  assert.ok(
    thrown instanceof RangeError || thrown instanceof TypeError,
    `${where} took ${argument} ${String(value)}: ${thrown}`,
  );
  const {message} = thrown;
  assert.ok(!message.includes('\n'), `more than one line: ${message}`);
  assert.ok(message.startsWith(where), `does not begin with ${where}: ${message}`);
  assert.ok(message.includes(argument), `does not name ${argument}: ${message}`);
  assert.match(message, shown(value));
}

/** One test: each of the values is refused as this argument. */
export function refuses(where: string, argument: string, values: readonly unknown[], call: (value: never) => unknown) {
  it(`${where} refuses wrong ${argument} by name and value`, async () => {
    for (const value of values) await expectRefusal(where, argument, value, () => call(value as never));
  });
}

/** One test: a misspelt option is refused, and the right name suggested. */
export function suggests(where: string, wrong: string, right: string, call: (options: never) => unknown) {
  it(`${where} asks for ${right} where ${wrong} is given`, async () => {
    let message = '';
    try {
      await call({[wrong]: 3} as never);
    } catch (error) {
      message = (error as Error).message;
    }
    assert.equal(message, `${where}: unknown option "${wrong}"; did you mean "${right}"?`);
  });
}
