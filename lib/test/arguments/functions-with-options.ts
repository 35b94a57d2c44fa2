// Finds, in the source, which public functions take an object of options.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import ts from 'typescript';

const SOURCE = join(__dirname, '../../src');

type Callable = ts.FunctionDeclaration | ts.ArrowFunction | ts.ConstructorDeclaration;

/** Whether one of the parameters is an object of options: by its name, by its type's, or written out in place. */
function takesOptions({parameters}: Callable, source: ts.SourceFile): boolean {
  return parameters.some(({name, type, initializer}) => {
    if (ts.isIdentifier(name) && name.text === 'options') return true;
    if (initializer && ts.isObjectLiteralExpression(initializer)) return true;
    if (!type) return false;
    return ts.isTypeLiteralNode(type) ? ts.isObjectBindingPattern(name) : /Options?\b/.test(type.getText(source));
  });
}

/** Exported functions, arrow functions and classes of a file, by name. */
function callables(source: ts.SourceFile): [name: string, callable: Callable][] {
  return source.statements.flatMap((statement): [string, Callable][] => {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (!modifiers?.some(({kind}) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isFunctionDeclaration(statement) && statement.name) return [[statement.name.text, statement]];
    if (ts.isClassDeclaration(statement) && statement.name) {
      const name = statement.name.text;
      return statement.members.filter(ts.isConstructorDeclaration).map((made) => [name, made]);
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({name, initializer}): [string, Callable][] =>
      initializer && ts.isArrowFunction(initializer) ? [[name.getText(source), initializer]] : [],
    );
  });
}

/**
 * Names of a room's functions and classes that take options.
 *
 * @param room folder in `lib/src`
 * @param isPublic tells which exports of its files the room hands on
 */
export function functionsWithOptions(room: string, isPublic: (name: string) => boolean): string[] {
  const files = readdirSync(join(SOURCE, room), {recursive: true, encoding: 'utf8'}).filter((file) =>
    /\.ts$/.test(file),
  );
  const found = files.flatMap((file) => {
    const path = join(SOURCE, room, file);
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    return callables(source).flatMap(([name, callable]) => (takesOptions(callable, source) ? [name] : []));
  });
  return [...new Set(found)].filter(isPublic).sort();
}
