/**
 * The code cells of a notebook as one TypeScript file, with a way back from its lines to cell and line.
 *
 * One file, since a cell sees what earlier cells declared, and a name that only a later cell uses is not unused.
 * A cell may declare a name anew (in a notebook that is allowed): it then begins a new file, which imports from the
 * ones before it whatever it does not declare itself.
 */
import ts from 'typescript';
import type {Notebook} from '../notebook';

export interface JoinedFile {
  text: string;
  /** For each line of the text, from 0: the cell (from 1) and its line (from 1); undefined for a line of ours. */
  origins: ({cell: number; line: number} | undefined)[];
}

const parse = (source: string) => ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true);

function namesOfPattern(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOfPattern(element.name) : []));
}

function namesOfImport({importClause}: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  const named = bindings
    ? ts.isNamespaceImport(bindings)
      ? [bindings.name]
      : bindings.elements.map(({name}) => name)
    : [];
  return [...(importClause?.name ? [importClause.name] : []), ...named].map(({text}) => text);
}

/** Names that a cell declares for the cells after it. */
export function declaredNames(source: string): string[] {
  const names = parse(source).statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({name}) => namesOfPattern(name));
    }
    if (ts.isImportDeclaration(statement)) return namesOfImport(statement);
    const isNamed =
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    return isNamed && statement.name ? [statement.name.text] : [];
  });
  return [...new Set(names)];
}

const isAssignment = ({kind}: ts.BinaryOperatorToken): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** Statements that act; any other expression at the end of a cell is there to be shown. */
const isAct = (expression: ts.Expression): boolean =>
  ts.isCallExpression(expression) ||
  ts.isAwaitExpression(expression) ||
  ts.isPostfixUnaryExpression(expression) ||
  (ts.isBinaryExpression(expression) && isAssignment(expression.operatorToken));

/** The cell with its last expression marked as used: a notebook shows it, but a linter takes `loss;` for nothing. */
function withUsedResult(source: string): string {
  const file = parse(source);
  const last = file.statements.at(-1);
  if (!last || !ts.isExpressionStatement(last) || isAct(last.expression)) return source;
  const [start, end] = [last.expression.getStart(file), last.expression.getEnd()];
  return `${source.slice(0, start)}void (${source.slice(start, end)})${source.slice(end)}`;
}

interface Segment {
  lines: string[];
  origins: JoinedFile['origins'];
  names: Set<string>;
}

/**
 * Joins the cells of a notebook.
 *
 * @param base name of the files without ending: the second file is `base.2.ts`, and imports from `./base`
 */
export function joinedCells(notebook: Notebook, base: string): Map<string, JoinedFile> {
  const fileName = (index: number) => (index === 0 ? base : `${base}.${index + 1}`);
  const segments: Segment[] = [{lines: [], origins: [], names: new Set()}];
  for (const [index, {cell_type, source}] of notebook.cells.entries()) {
    if (cell_type !== 'code') continue;
    const names = declaredNames(source);
    let segment = segments[segments.length - 1];
    if (names.some((name) => segment.names.has(name))) {
      segment = {lines: [], origins: [], names: new Set()};
      segments.push(segment);
    }
    for (const name of names) segment.names.add(name);
    for (const [line, text] of withUsedResult(source).split('\n').entries()) {
      segment.lines.push(text);
      segment.origins.push({cell: index + 1, line: line + 1});
    }
  }
  const files = segments.map((segment, index): [string, JoinedFile] => {
    const known = new Set(segment.names);
    const imports: string[] = [];
    for (let earlier = index - 1; earlier >= 0; earlier--) {
      const names = [...segments[earlier].names].filter((name) => !known.has(name));
      for (const name of names) known.add(name);
      if (names.length > 0) imports.push(`import {${names.join(', ')}} from './${fileName(earlier)}';`);
    }
    const isLast = index === segments.length - 1;
    const exports = isLast ? 'export {};' : `export {${[...segment.names].join(', ')}};`;
    const lines = [imports.join(' '), ...segment.lines, exports];
    return [
      `${fileName(index)}.ts`,
      {text: `${lines.join('\n')}\n`, origins: [undefined, ...segment.origins, undefined]},
    ];
  });
  return new Map(files);
}
