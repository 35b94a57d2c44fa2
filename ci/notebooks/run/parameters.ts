/** `-p name=value`: read, checked against the notebook's `parameters` cell, and handed to papermill. */
import ts from 'typescript';
import {InputError, type Notebook, tagsOf} from '../notebook';

export type ParameterValue = null | boolean | number | string | ParameterValue[] | {[key: string]: ParameterValue};

/** Joins `-p name value` (papermill's spelling) to `-p name=value`, so that both can be given. */
export function joinParameterArguments(argv: string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    joined.push(argv[i]);
    if (argv[i] !== '-p' && argv[i] !== '--parameter') continue;
    const name = argv[++i];
    if (name === undefined) break;
    const separate = !name.includes('=') && argv[i + 1] !== undefined;
    joined.push(separate ? `${name}=${argv[++i]}` : name);
  }
  return joined;
}

/** `name=value` as [name, text]; throws an InputError for anything else. */
export function splitParameter(word: string): [string, string] {
  const [, name, text] = /^([\w$]+)=([\s\S]*)$/.exec(word) ?? [];
  if (name === undefined) throw new InputError(`-p ${word}: expected name=value, for example -p epochs=2`);
  return [name, text];
}

/**
 * A value as TypeScript, and as the JSON that Python reads (which knows NaN and Infinity too).
 * In source text a computed key keeps `__proto__` an ordinary property, as the translator writes it.
 */
export function literal(value: ParameterValue, form: 'typescript' | 'python'): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0.0' : String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, form)).join(', ')}]`;
  const key = (name: string) => (form === 'typescript' ? `[${JSON.stringify(name)}]` : JSON.stringify(name));
  return `{${Object.entries(value)
    .map(([name, item]) => `${key(name)}: ${literal(item, form)}`)
    .join(', ')}}`;
}

/** What a text on the command line can mean: a JSON value or a special number first, then the text itself. */
function readings(text: string): ParameterValue[] {
  const special: Record<string, number> = {NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity};
  if (text in special) return [special[text], text];
  try {
    return [JSON.parse(text) as ParameterValue, text];
  } catch {
    return [text];
  }
}

interface Declared {
  /** The statement as the author wrote it. */
  text: string;
  hasType: boolean;
}

/** Variables that a cell declares at its top level. */
export function declaredVariables(source: string): Map<string, Declared> {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true);
  const found = new Map<string, Declared>();
  for (const statement of file.statements.filter(ts.isVariableStatement)) {
    for (const declaration of statement.declarationList.declarations) {
      if (ts.isIdentifier(declaration.name)) {
        const text = statement.getText(file).split('\n')[0];
        found.set(declaration.name.text, {text, hasType: declaration.type !== undefined});
      }
    }
  }
  return found;
}

/** The first complaint of the compiler about each line of a small program on its own. */
function complaints(program: string): Map<number, string> {
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
    lib: ['lib.es2022.d.ts'],
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const file = ts.createSourceFile('parameters.ts', program, ts.ScriptTarget.ES2022, true);
  const stock = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === 'parameters.ts' ? file : stock(name, ...rest));
  host.fileExists = (name) => name === 'parameters.ts' || ts.sys.fileExists(name);
  const found = new Map<number, string>();
  for (const diagnostic of ts.createProgram(['parameters.ts'], options, host).getSemanticDiagnostics(file)) {
    const {line} = file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
    if (!found.has(line)) found.set(line, ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ').split('\n')[0]);
  }
  return found;
}

/** The parameters cell with `const epochs = 20` read as "a number", not as "exactly 20". */
function widened(source: string): string {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true);
  const statements = file.statements.filter(ts.isVariableStatement).map((statement) => {
    const text = statement.getText(file);
    const isTyped = statement.declarationList.declarations.every(({type}) => type !== undefined);
    return isTyped ? text : text.replace(/^(?:export\s+)?const\b/, 'let');
  });
  return statements.join('\n');
}

/**
 * Reads and checks the values of `-p` for one notebook, with TypeScript itself as the judge of types.
 *
 * @param words `name=value`, as given on the command line
 * @param name how the notebook is called in messages
 * @throws InputError for an unknown name or a value of the wrong type: one line
 */
export function checkParameters(words: string[], notebook: Notebook, name: string): Record<string, ParameterValue> {
  if (words.length === 0) return {};
  const cell = notebook.cells.find((candidate) => tagsOf(candidate).includes('parameters'));
  if (!cell) throw new InputError(`${name} takes no parameters: it has no cell tagged 'parameters'`);
  const declared = declaredVariables(cell.source);
  const given = words.map(splitParameter);
  for (const [parameter] of given) {
    if (declared.has(parameter)) continue;
    throw new InputError(`${name} has no parameter '${parameter}'; it has: ${[...declared.keys()].join(', ')}`);
  }
  const head = widened(cell.source);
  const probes = given.flatMap(([parameter, text], index) =>
    readings(text).map((value) => ({index, parameter, value})),
  );
  const program = probes.map(
    ({parameter, value}, i) => `const probe${i}: typeof ${parameter} = ${literal(value, 'typescript')};`,
  );
  // In a function declaration `typeof x` is the declared type; beside the assignment it would be the narrowed one.
  const errors = complaints([head, 'export function probes() {', ...program, '}'].join('\n'));
  const firstProbe = head.split('\n').length + 1;
  const values: Record<string, ParameterValue> = {};
  for (const [index, [parameter, text]] of given.entries()) {
    const own = probes
      .map((probe, i) => ({...probe, error: errors.get(firstProbe + i)}))
      .filter((p) => p.index === index);
    const fitting = own.find(({error}) => error === undefined);
    if (!fitting) {
      const reason = (own[0].error ?? '').replace(/\.$/, '');
      throw new InputError(
        `${name}: -p ${parameter}=${text} does not fit '${declared.get(parameter)?.text}' (${reason})`,
      );
    }
    values[parameter] = fitting.value;
  }
  return values;
}
