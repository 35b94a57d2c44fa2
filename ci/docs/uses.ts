/** Which names of the rooms a piece of TypeScript reads: by syntax, so that comments and strings do not count. */
import {dirname, resolve} from 'node:path';
import ts from 'typescript';

/** A name that is read: from a room (`room`), or straight from a file of the library (`path`, without ending). */
export interface Use {
  name: string;
  room?: string;
  path?: string;
}

/** What the names of a scope stand for: a room, the namespace of a file, or a namespace in one of them (`inside`). */
type Scope = Map<string, Omit<Use, 'name'> & {inside?: string}>;

/** `path` is set for files: relative imports are resolved against it. */
function readImport(node: ts.ImportDeclaration, scope: Scope, path: string | undefined, rooms: Set<string>): Use[] {
  const from = (node.moduleSpecifier as ts.StringLiteral).text;
  const bindings = node.importClause?.namedBindings;
  const file = path && from.startsWith('.') ? resolve(dirname(path), from) : undefined;
  if (!bindings || (from !== 'unroll' && !file)) return [];
  if (ts.isNamespaceImport(bindings)) {
    if (file) scope.set(bindings.name.text, {path: file});
    return [];
  }
  return bindings.elements.flatMap((element): Use[] => {
    const name = (element.propertyName ?? element.name).text;
    const isLibrary = from === 'unroll' || /\/lib\/src(\/index)?$/.test(file ?? '');
    if (isLibrary && rooms.has(name)) scope.set(element.name.text, {room: name});
    return file && !isLibrary ? [{name, path: file}] : [];
  });
}

/** What an expression stands for: `layers`, or `training.schedules` as a namespace in a room. */
function meaning(node: ts.Node, scope: Scope): ReturnType<Scope['get']> {
  if (ts.isIdentifier(node)) return scope.get(node.text);
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const at = meaning(node.expression, scope);
  return at && !at.inside ? {...at, inside: `${node.name.text}.`} : undefined;
}

function readMember(left: ts.Node, right: string, scope: Scope): Use[] {
  const at = meaning(left, scope);
  if (!at) return [];
  const {inside = '', ...where} = at;
  return [{name: inside + right, ...where}];
}

/** `const {lstm} = layers` reads a name; `const {schedules} = training` makes one that stands for a namespace. */
function readBinding(pattern: ts.ObjectBindingPattern, from: ts.Expression, scope: Scope): Use[] {
  return pattern.elements.flatMap(({propertyName, name}) => {
    const key = propertyName ?? name;
    if (!ts.isIdentifier(key) || !ts.isIdentifier(name)) return [];
    const at = meaning(from, scope);
    if (at && !at.inside) scope.set(name.text, {...at, inside: `${key.text}.`});
    return readMember(from, key.text, scope);
  });
}

/**
 * Names of the rooms that code reads: `room.name` in values and types, `const {name} = room`, and named imports of files.
 *
 * @param code TypeScript of a file, or the cells of a notebook one after the other
 * @param rooms names of the rooms
 * @param path the file's path, where the code is a file; relative imports are resolved against it
 */
export function findUses(code: string, rooms: Set<string>, path?: string): Use[] {
  const file = ts.createSourceFile(path ?? 'cells.ts', code, ts.ScriptTarget.ES2022, false);
  const scope: Scope = new Map();
  const uses: Use[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) uses.push(...readImport(node, scope, path, rooms));
    if (ts.isPropertyAccessExpression(node)) uses.push(...readMember(node.expression, node.name.text, scope));
    if (ts.isQualifiedName(node)) uses.push(...readMember(node.left, node.right.text, scope));
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
      uses.push(...readBinding(node.name, node.initializer, scope));
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return uses;
}
