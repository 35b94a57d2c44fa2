import {statSync} from 'node:fs';
import {SourceMap} from 'node:module';
import {parse} from 'node:path';
import type Compiler from 'typescript';
import {tslabTypeScript} from '../shared/paths';
import type {CompilerSettings} from '../shared/protocol';
import {keepPropertyNames} from './property-names';
import {expandShorthand} from './shorthand';

type Loose = Record<string, unknown>;

/** The file system that TypeScript sees (the few functions that we change). */
interface System {
  fileExists(path: string): boolean;
  readFile(path: string, encoding?: string): string | undefined;
  directoryExists(path: string): boolean;
  getDirectories(path: string): string[];
  realpath(path: string): string;
  watchFile(path: string, callback: (path: string, kind: number) => void): {close(): void};
  watchDirectory(): {close(): void};
}

interface TypeScript {
  version: string;
  sys: System;
  createWatchCompilerHost(roots: string[], options: Loose, ...rest: unknown[]): {createProgram: CreateProgram};
  createAbstractBuilder: CreateProgram;
  transpileModule(source: string, options: {compilerOptions: Loose}): {outputText: string; sourceMapText?: string};
}

type Program = Compiler.EmitAndSemanticDiagnosticsBuilderProgram;
type CreateProgram = (...values: unknown[]) => Program;
/** What TypeScript notes in a file about its imports. */
type WithImports = Compiler.SourceFile & {
  resolvedModules?: {forEach(see: (found: {resolvedModule?: {resolvedFileName: string}}) => void): void};
};

/** The two maps that lead from the JavaScript of a cell to its TypeScript. */
export interface MapChain {
  /** CommonJS (what runs) to ES module. */
  outer: SourceMap;
  /** ES module to the cell. */
  inner: SourceMap;
}

export interface PatchedTypeScript {
  version: string;
  /** Maps and ES module text of the last conversion, found by the JavaScript that came out. */
  takeConversion(output: string): {maps: MapChain; esModule: string} | undefined;
  /** Tells the compiler which files beside the notebook changed since the last call. */
  refreshFiles(): void;
}

const INLINE_MAP = '//# sourceMappingURL=data:application/json;base64,';
const CHANGED = 1;

type Payload = ConstructorParameters<typeof SourceMap>[0];
const readMap = (json: string): SourceMap => new SourceMap(JSON.parse(json) as Payload);

/**
 * Puts a changed copy of tslab's TypeScript in the require cache, so that tslab, loaded afterwards, compiles with it.
 *
 * Changed are: source maps come out; properties called like variables of earlier cells work; only `@types/node` is loaded of all `@types`; packages and types are also found in
 * the project when the notebook lies elsewhere; the program is a plain one; files are looked at before each compilation instead of being watched
 * (a file watcher that fires between two cells makes tslab throw "Unexpected pending rebuildTimer").
 */
export function patchTypeScript(settings: CompilerSettings, cwd: string): PatchedTypeScript {
  const path = tslabTypeScript();
  // The module has getters only, so a copy takes its place.
  const ts = {...(require(path) as TypeScript)};
  const cached = require.cache[path];
  if (cached === undefined) throw new Error('the TypeScript compiler is not in the require cache');
  cached.exports = ts;

  const refreshFiles = pollInsteadOfWatch(ts.sys);
  addFallbackFolder(ts.sys, settings.root, cwd);

  const createHost = ts.createWatchCompilerHost;
  ts.createWatchCompilerHost = (roots, options, ...rest) => {
    const all = settings.extraDeclarations === undefined ? roots : [...roots, settings.extraDeclarations];
    const host = createHost(all, {...options, inlineSourceMap: true, types: ['node']}, ...rest);
    host.createProgram = (...values) =>
      withPropertyNames(ts as unknown as typeof Compiler, withDependencies(ts.createAbstractBuilder(...values)));
    return host;
  };

  const conversions = new Map<string, {maps: MapChain; esModule: string}>();
  const transpile = ts.transpileModule;
  ts.transpileModule = (source, options) => {
    const at = source.lastIndexOf(INLINE_MAP);
    if (at < 0) return transpile(source, options);
    const esModule = source.slice(0, at);
    const inner = Buffer.from(source.slice(at + INLINE_MAP.length).trim(), 'base64').toString('utf8');
    const result = transpile(esModule, {...options, compilerOptions: {...options.compilerOptions, sourceMap: true}});
    result.outputText = result.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, '');
    const outer = result.sourceMapText ?? '{}';
    conversions.set(result.outputText, {maps: {outer: readMap(outer), inner: readMap(inner)}, esModule});
    return result;
  };
  return {
    version: ts.version,
    takeConversion(output) {
      const conversion = conversions.get(output);
      conversions.clear();
      return conversion;
    },
    refreshFiles,
  };
}

/**
 * The plain program, which can say on which files one depends.
 *
 * The program that tslab asks for keeps a table of all imports between its files, of which the library and TensorFlow.js
 * have a thousand, and makes it anew for each cell; only the files beside the notebook matter to tslab.
 */
function withDependencies(program: Program): Program {
  const getAllDependencies = (file: Compiler.SourceFile): string[] => {
    const seen = new Set<string>();
    const waiting: (WithImports | undefined)[] = [file];
    while (waiting.length > 0) {
      const next = waiting.pop();
      if (next === undefined || seen.has(next.fileName)) continue;
      seen.add(next.fileName);
      // declarations lead to declarations, but for those of the earlier cells
      if (next.isDeclarationFile && !next.fileName.endsWith('/__prev__.d.ts')) continue;
      next.resolvedModules?.forEach(({resolvedModule}) => {
        if (resolvedModule !== undefined) waiting.push(program.getSourceFile(resolvedModule.resolvedFileName));
      });
    }
    return [...seen];
  };
  program.getProgram().getTypeChecker(); // tslab reads the names that a cell declares, which the checker finds
  return Object.assign(program, {getAllDependencies});
}

/** A program that tells the names of properties from those of earlier cells' variables. */
function withPropertyNames(ts: typeof Compiler, program: Program): Program {
  const {emit} = program;
  program.emit = (file, write, token, onlyDeclarations, transformers) => {
    const shorthand = expandShorthand(ts, program.getProgram().getTypeChecker());
    const before = [shorthand, keepPropertyNames(ts), ...(transformers?.before ?? [])];
    return emit.call(program, file, write, token, onlyDeclarations, {...transformers, before});
  };
  return program;
}

/**
 * Changes when a file is written; undefined where there is none. Of declarations, of which the library has hundreds
 * outside of `node_modules`, size and time of the last change do; what a reader writes is compared by its text.
 */
function versionOf(sys: System, path: string): string | undefined {
  if (!path.endsWith('.d.ts')) return sys.readFile(path);
  try {
    const {size, mtimeMs} = statSync(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

/** Replaces watchers by a comparison of file versions, made when the returned function is called. */
function pollInsteadOfWatch(sys: System): () => void {
  const seen = new Map<string, {version: string | undefined; callback: (path: string, kind: number) => void}>();
  sys.watchFile = (path, callback) => {
    // Packages and the standard library do not change under a running kernel.
    if (!path.includes('/node_modules/')) seen.set(path, {version: versionOf(sys, path), callback});
    return {close: () => seen.delete(path)};
  };
  sys.watchDirectory = () => ({close: () => undefined});
  return () => {
    for (const [path, entry] of [...seen]) {
      const version = versionOf(sys, path);
      if (version === entry.version) continue;
      entry.version = version;
      entry.callback(path, CHANGED);
    }
  };
}

/**
 * Shows the project's `node_modules` as `/node_modules`, the last folder that Node and TypeScript look in, so that a
 * notebook outside the project finds `unroll` and `@types/node` too, after everything nearer to it.
 */
function addFallbackFolder(sys: System, root: string, cwd: string): void {
  const virtual = `${parse(cwd).root.replace(/\\/g, '/')}node_modules`;
  const real = `${root.replace(/\\/g, '/')}/node_modules`;
  if (virtual === real || sys.directoryExists(virtual)) return;
  const forward = (path: string): string =>
    path === virtual || path.startsWith(`${virtual}/`) ? real + path.slice(virtual.length) : path;
  const {fileExists, readFile, directoryExists, getDirectories, realpath} = sys;
  sys.fileExists = (path) => fileExists(forward(path));
  sys.readFile = (path, encoding) => readFile(forward(path), encoding);
  sys.directoryExists = (path) => directoryExists(forward(path));
  sys.getDirectories = (path) => getDirectories(forward(path));
  sys.realpath = (path) => realpath(forward(path));
}
