import ts from 'typescript';
import type {CompiledCell, CompiledNotebook} from '../wire/messages';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
  isolatedModules: true,
  newLine: ts.NewLineKind.LineFeed,
};

/** Names that a cell hands on to later ones: what it declares, and what it imports with the words that import it again. */
interface Names {
  declared: string[];
  imports: Map<string, string>;
}

function bindingNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : bindingNames(element.name)));
}

const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((one) => one.kind === kind) ?? false);

function importsOf(statement: ts.ImportDeclaration, imports: Map<string, string>): void {
  const clause = statement.importClause;
  if (!clause || clause.isTypeOnly || !ts.isStringLiteral(statement.moduleSpecifier)) return;
  const from = `from ${JSON.stringify(statement.moduleSpecifier.text)};`;
  if (clause.name) imports.set(clause.name.text, `import ${clause.name.text} ${from}`);
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) {
    imports.set(bindings.name.text, `import * as ${bindings.name.text} ${from}`);
  } else if (bindings) {
    for (const {isTypeOnly, propertyName, name} of bindings.elements) {
      if (isTypeOnly) continue;
      const what = propertyName ? `${propertyName.text} as ${name.text}` : name.text;
      imports.set(name.text, `import {${what}} ${from}`);
    }
  }
}

function declaredBy(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({name}) => bindingNames(name));
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement);
  if (!isNamed || !statement.name) return [];
  // of an overloaded function only the one with a body is code
  return ts.isFunctionDeclaration(statement) && !statement.body ? [] : [statement.name.text];
}

/** Finds what a cell declares, and writes `export` before each declaration; lines keep their numbers. */
function exported(source: string): {text: string; names: Names; problem?: string} {
  const file = ts.createSourceFile('cell.ts', source, OPTIONS.target ?? ts.ScriptTarget.ES2022, true);
  const names: Names = {declared: [], imports: new Map()};
  const places: number[] = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) importsOf(statement, names.imports);
    const declared = declaredBy(statement);
    if (declared.length === 0 || hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) continue;
    names.declared.push(...declared);
    if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) places.push(statement.getStart(file));
  }
  let text = source;
  for (const place of places.reverse()) text = `${text.slice(0, place)}export ${text.slice(place)}`;
  return {text, names};
}

/** The first thing that keeps a cell from being read, with its line. */
function syntaxError(diagnostics: readonly ts.Diagnostic[] | undefined): string | undefined {
  const first = diagnostics?.find(({category}) => category === ts.DiagnosticCategory.Error);
  if (!first) return undefined;
  const line = first.file && first.start !== undefined ? first.file.getLineAndCharacterOfPosition(first.start).line : 0;
  return `line ${line + 1}: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`.slice(0, 300);
}

/**
 * Cells of a notebook as JavaScript, without type check. Each becomes a module; a name of an earlier cell is imported from
 * the last one that declares it, as tslab does, so that later cells cannot change what earlier ones mean.
 *
 * @param sources the code cells in the order in which they run
 * @returns one entry a cell, and for every name the last cell that declares it
 */
export function compileCells(sources: string[]): CompiledNotebook {
  const visible = new Map<string, string>(); // name -> the words that import it
  const names: Record<string, number> = {};
  const cells = sources.map((source, index): CompiledCell => {
    try {
      const {text, names: own} = exported(source);
      const mine = new Set([...own.declared, ...own.imports.keys()]);
      const before = [...visible].filter(([name]) => !mine.has(name)).map(([, words]) => words);
      // on one line with the cell's first, so that lines keep their numbers
      const {outputText, diagnostics} = ts.transpileModule(`export {}; ${before.join(' ')} ${text}`, {
        compilerOptions: OPTIONS,
        reportDiagnostics: true,
        fileName: `cell-${index + 1}.ts`,
      });
      const error = syntaxError(diagnostics);
      if (error) return {code: '', error};
      for (const name of own.declared) {
        visible.set(name, `import {${name}} from "cell:${index}";`);
        Object.defineProperty(names, name, {value: index, enumerable: true, configurable: true, writable: true});
      }
      for (const [name, words] of own.imports) visible.set(name, words);
      return {code: outputText};
    } catch (error) {
      return {
        code: '',
        error: `too deep or too odd for the compiler (${error instanceof Error ? error.name : 'error'})`,
      };
    }
  });
  return {cells, names};
}
