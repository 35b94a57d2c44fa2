/** What the rooms of the library export, by the TypeScript compiler's own resolution of names. */
import {join, relative, sep} from 'node:path';
import ts from 'typescript';
import {InputError} from '../notebooks/notebook';

/** A name that a room exports, with the places in the source that declare it. */
export interface PublicName {
  room: string;
  name: string;
  /** A value can be called or read at run time; everything else exists for the compiler only. */
  isValue: boolean;
  declarations: ts.Declaration[];
  /** Interfaces of the library that it extends and that nobody can import: their members are its own to a reader. */
  hiddenBases: ts.InterfaceDeclaration[];
  /** The file of the first declaration, from the folder of the room, with `/`. */
  file: string;
}

export interface Room {
  name: string;
  names: PublicName[];
}

const isInternal = (declaration: ts.Declaration): boolean =>
  ts.getJSDocTags(declaration).some(({tagName}) => tagName.text === 'internal');

/** The public names of a module; those of a namespace in it (`training.schedules`) carry its name in front. */
function namesOf(checker: ts.TypeChecker, module: ts.Symbol, room: string, folder: string, prefix = ''): PublicName[] {
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (symbol.flags & ts.SymbolFlags.ValueModule) {
      return namesOf(checker, symbol, room, folder, `${prefix}${exported.name}.`);
    }
    const declarations = (symbol.declarations ?? []).filter((declaration) => !isInternal(declaration));
    if (declarations.length === 0) return [];
    const file = relative(folder, declarations[0].getSourceFile().fileName).split(sep).join('/');
    const isValue = (symbol.flags & ts.SymbolFlags.Value) !== 0;
    return [{room, name: prefix + exported.name, isValue, declarations, hiddenBases: [], file}];
  });
}

/** Follows `extends` through interfaces that no room exports. */
function fillHiddenBases(rooms: Room[], checker: ts.TypeChecker): void {
  const names = rooms.flatMap((room) => room.names);
  const exported = new Set(names.flatMap(({declarations}) => declarations));
  const basesOf = (node: ts.Declaration): ts.InterfaceDeclaration[] => {
    const clauses = ts.isInterfaceDeclaration(node) ? (node.heritageClauses ?? []) : [];
    return clauses
      .flatMap(({types}) => types)
      .flatMap(({expression}) => {
        const symbol = checker.getSymbolAtLocation(expression);
        const base = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
        const hidden = (base?.declarations ?? []).filter(ts.isInterfaceDeclaration).filter((one) => !exported.has(one));
        return hidden.flatMap((one) => [one, ...basesOf(one)]);
      });
  };
  for (const name of names) name.hiddenBases = name.declarations.flatMap(basesOf);
}

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  noLib: true,
  types: [],
};

/** Reads the library's own files only: the types of packages are most of the work, and no name depends on them. */
function sourceHost(): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({text}) =>
      text.startsWith('.') ? ts.resolveModuleName(text, from, options, host) : {resolvedModule: undefined},
    );
  return host;
}

/**
 * The rooms that `lib/src/index.ts` exports, in its order, with their public names.
 *
 * Packages (`tf`) are no rooms. Names marked `@internal` are left out, as the build does.
 *
 * @param root the project folder
 * @throws InputError where the library has no rooms
 */
export function readRooms(root: string): Room[] {
  const source = join(root, 'lib/src');
  const index = join(source, 'index.ts');
  const program = ts.createProgram([index], options, sourceHost());
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(index);
  const rooms = (file?.statements ?? []).flatMap((statement): Room[] => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !statement.moduleSpecifier) return [];
    if (!ts.isNamespaceExport(statement.exportClause)) return [];
    const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
    const path = (statement.moduleSpecifier as ts.StringLiteral).text;
    if (!module || !path.startsWith('./')) return [];
    const name = statement.exportClause.name.text;
    return [{name, names: namesOf(checker, module, name, join(source, path))}];
  });
  if (rooms.length === 0) throw new InputError('lib/src/index.ts exports no rooms; is this the folder of the course?');
  fillHiddenBases(rooms, checker);
  return rooms;
}
