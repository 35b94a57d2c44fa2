import type {Table, Tables} from './examples';

function firstWrong({values}: Table): number {
  if (values instanceof Int32Array) return -1;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}

/** @throws RangeError that names table, example and value where a number is not finite */
function checkFinite(table: Table, name: string): void {
  const wrong = firstWrong(table);
  if (wrong < 0) return;
  const {values, width, shape} = table;
  const example = Math.floor(wrong / width);
  const place = width > 1 ? `, number ${wrong - example * width} of shape [${shape.slice(1)}]` : '';
  throw new RangeError(
    `${name}: example ${example}${place} is ${values[wrong]}: fill in or leave out missing values before training`,
  );
}

/** The targets with 0 in place of what is not finite where the weight is 0, so that nothing comes of it. */
function withoutUnweighed(table: Table, weights: Table | undefined): Table {
  if (!weights || firstWrong(table) < 0) return table;
  const each = table.values.length / weights.values.length;
  const values = Float32Array.from(table.values, (value, i) =>
    weights.values[Math.floor(i / each)] === 0 && !Number.isFinite(value) ? 0 : value,
  );
  return {...table, values};
}

/**
 * Looks through all examples once. Targets of weight 0 may be missing (not finite): they count as 0.
 *
 * @param name in front of the tables' names in an error, such as 'valid.'
 * @throws RangeError that names table, example and value where another number is not finite
 */
export function checkedTables({x, y, weights}: Tables, name: string): Tables {
  const part = (tables: Table[], kind: string, i: number) => `${name}${kind}${tables.length > 1 ? `[${i}]` : ''}`;
  const targets = y.map((table, i) => withoutUnweighed(table, weights[i]));
  x.forEach((table, i) => {
    checkFinite(table, part(x, 'x', i));
  });
  targets.forEach((table, i) => {
    checkFinite(table, part(targets, 'y', i));
  });
  return {x, y: targets, weights};
}
