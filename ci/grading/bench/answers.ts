import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {build, type Plugin} from 'esbuild';
import ts from 'typescript';
import {PARTS} from '../../../lib/src/checks';
import {inProject} from '../../notebooks/paths';

/** An answer to one part, as text that stands in a cell. */
export interface AnswerText {
  /** Style or slip, as the bench of the exercise calls it. */
  name: string;
  source: string;
}

/** Answers to one part whose verdict is known: right ones score full, wrong ones nothing. */
export interface PartAnswers {
  right: AnswerText[];
  wrong: AnswerText[];
}

interface Candidate {
  part: string;
  kind: keyof PartAnswers;
  /** The function that it declares. */
  function: string;
  name: string;
  /** A module that exports the answer alone. */
  module: string;
}

const BENCH = inProject('ci/exercises/bench');

/** Longest answer that is taken; what brings half a library with it is nobody's homework. */
const LONGEST = 6000;

/** The lists of answers, and what joins them: not what an answer needs, and kept by no bundler if they are not there. */
const LISTS = /\b(?:styles|wrong)\s*[<(]|\b(?:RightAnswer|WrongAnswer|PartBench)\[\]/;

/** Whether a statement of a bench lists answers, instead of helping them. */
const isList = (statement: ts.Statement, file: ts.SourceFile): boolean => {
  if (ts.isImportDeclaration(statement)) return /-slips'|'\.\/bench'/.test(statement.moduleSpecifier.getText(file));
  if (ts.isFunctionDeclaration(statement)) return false;
  return LISTS.test(statement.getText(file));
};

const textOf = (node: ts.Node): string | undefined => (ts.isStringLiteralLike(node) ? node.text : undefined);

/** Answers that are written down one by one, as `styles('f', {style: answer})` or `wrong('f', [[slip, answer, says]])`. */
function listed(call: ts.CallExpression, file: ts.SourceFile): {kind: keyof PartAnswers; found: [string, string][]} {
  const kind = call.expression.getText(file) === 'styles' ? 'right' : 'wrong';
  const [, list] = call.arguments;
  const found: [string, string][] = [];
  if (kind === 'right' && ts.isObjectLiteralExpression(list)) {
    for (const one of list.properties) {
      if (!ts.isPropertyAssignment(one)) continue;
      const name = ts.isIdentifier(one.name) ? one.name.text : textOf(one.name);
      if (name !== undefined) found.push([name, one.initializer.getText(file)]);
    }
  }
  if (kind === 'wrong' && ts.isArrayLiteralExpression(list)) {
    for (const one of list.elements) {
      if (!ts.isArrayLiteralExpression(one)) continue;
      const name = textOf(one.elements[0]);
      if (name !== undefined) found.push([name, one.elements[1].getText(file)]);
    }
  }
  return {kind, found};
}

/** Whether answers are used as they stand there; some lists are turned into others first. */
function isAsListed({parent}: ts.CallExpression): boolean {
  if (!ts.isVariableDeclaration(parent)) return true;
  return !new RegExp(`\\b${parent.name.getText()}\\.(?:map|flatMap)\\(`).test(parent.getSourceFile().text);
}

function candidatesIn(path: string, partOf: ReadonlyMap<string, string>): Candidate[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  const helpers = file.statements.filter((one) => !isList(one, file)).map((one) => one.getText(file));
  const found: Candidate[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ['styles', 'wrong'].includes(node.expression.getText(file)) && isAsListed(node)) {
      const own = textOf(node.arguments[0]) ?? '';
      const part = partOf.get(own);
      if (part !== undefined) {
        const answers = listed(node, file);
        for (const [name, text] of answers.found) {
          const module = `${helpers.join('\n')}\nexport const ${own} = (${text}) as unknown;`;
          found.push({part, kind: answers.kind, function: own, name, module});
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Modules out of memory. What comes from the library stays an import: such answers are not taken. */
const inMemory = (modules: readonly string[]): Plugin => ({
  name: 'answers',
  setup(builder) {
    builder.onResolve({filter: /^answer:/}, ({path}) => ({path: path.slice(7), namespace: 'answer'}));
    builder.onResolve({filter: /lib\/src|^[^.]/}, ({path, kind}) =>
      kind === 'entry-point' ? undefined : {path, external: true, sideEffects: false},
    );
    builder.onLoad({filter: /.*/, namespace: 'answer'}, ({path}) => ({
      ...{contents: modules[Number(path)], loader: 'ts', resolveDir: BENCH},
    }));
  },
});

/** A bundle of one answer as the text of a cell: helpers stay inside it, so that cells do not share names. */
function cellText(bundle: string, name: string): string | undefined {
  if (/^import\b/m.test(bundle) || bundle.length > LONGEST) return undefined;
  const code = bundle
    .replace(/^\/\/ .*\n/gm, '')
    .replace(/^export \{[^}]*\};\n/m, '')
    .trim();
  const statements = code.match(/^(?:var|let|const|class|function|async function)\b/gm) ?? [];
  if (statements.length === 1) return code.replace(/^var /, 'const ');
  return `const ${name} = (() => {\n${code.replace(/^(?=.)/gm, '  ')}\n  return ${name};\n})();`;
}

/**
 * The answers of an exercise's bench that can stand in a notebook: what is written down one by one for a part that asks for
 * one function, and needs no more than JavaScript.
 *
 * @param exercise two digits
 * @returns by part; a part without any is there, with empty lists
 */
export async function answersOf(exercise: string): Promise<Map<string, PartAnswers>> {
  const parts = PARTS.filter(({id}) => id.startsWith(`${exercise}.`));
  const answers = new Map<string, PartAnswers>(parts.map(({id}) => [id, {right: [], wrong: []}]));
  const partOf = new Map(
    parts
      .filter(({answers: asked}) => Object.keys(asked).length === 1)
      .map((one) => [Object.keys(one.answers)[0], one.id]),
  );
  const files = readdirSync(BENCH).filter((name) => name.startsWith(exercise));
  const candidates = files.sort().flatMap((name) => candidatesIn(join(BENCH, name), partOf));
  if (candidates.length === 0) return answers;
  const {outputFiles} = await build({
    ...{bundle: true, write: false, format: 'esm', target: 'es2022', logLevel: 'silent', outdir: 'out'},
    entryPoints: candidates.map((_, index) => ({in: `answer:${index}`, out: String(index)})),
    plugins: [inMemory(candidates.map(({module}) => module))],
  });
  const bundles = new Map(outputFiles.map(({path, text}) => [Number(/(\d+)\.js$/.exec(path)?.[1]), text]));
  for (const [index, candidate] of candidates.entries()) {
    const source = cellText(bundles.get(index) ?? 'import', candidate.function);
    if (source !== undefined) answers.get(candidate.part)?.[candidate.kind].push({name: candidate.name, source});
  }
  return answers;
}
