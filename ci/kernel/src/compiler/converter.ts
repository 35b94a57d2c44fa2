import {join} from 'node:path';
import {Script} from 'node:vm';
import type {Converter} from 'tslab/dist/converter';
import {tslabFolder} from '../shared/paths';
import type {Compiled, CompilerSettings, Completions, ErrorReport, PackedError} from '../shared/protocol';
import {compileError} from './diagnostics';
import {type PatchedTypeScript, patchTypeScript} from './patched-typescript';
import {SourceMaps} from './source-maps';
import {describeError} from './stack';
import {unsupportedCell} from './unsupported';

type ConverterModule = typeof import('tslab/dist/converter');
type InspectModule = typeof import('tslab/dist/inspect');

const MODULE_NOT_FOUND = 2307;

/** tslab's type-checking compiler, with source maps and errors that speak of the cell's own lines. */
export class CellCompiler {
  private readonly ts: PatchedTypeScript;
  private readonly module: ConverterModule;
  private readonly print: InspectModule['printQuickInfo'];
  private readonly maps = new SourceMaps();
  private converter: Converter;
  private stale = false;

  constructor(private readonly settings: CompilerSettings) {
    this.ts = patchTypeScript(settings, process.cwd());
    const folder = join(tslabFolder(), 'dist');
    this.module = require(join(folder, 'converter.js')) as ConverterModule;
    this.print = (require(join(folder, 'inspect.js')) as InspectModule).printQuickInfo;
    this.converter = this.module.createConverter({isJS: false, isBrowser: false});
  }

  /**
   * Compiles a cell.
   *
   * @param code the cell's TypeScript
   * @param cell its name in traces, such as `In[3]`
   * @param declarations what the cells before it declared
   */
  compile(code: string, cell: string, declarations: string): Compiled {
    const refusal = unsupportedCell(code);
    if (refusal !== undefined) return {status: 'error', error: refusal};
    this.refresh();
    const converted = this.converter.convert(declarations, code);
    if (converted.diagnostics.length > 0) {
      // TypeScript remembers that a module was missing; a new converter looks again.
      this.stale = converted.diagnostics.some(({code: number}) => number === MODULE_NOT_FOUND);
      return {status: 'error', error: compileError(converted.diagnostics, code, cell)};
    }
    const after = converted.declOutput ?? '';
    if (!converted.output) return {status: 'ok', declarations: after};
    const file = `${cell}.ts`;
    const conversion = this.ts.takeConversion(converted.output);
    this.maps.add(file, code, conversion?.maps);
    return {
      status: 'ok',
      declarations: after,
      program: {
        js: converted.output,
        file,
        isAsync: converted.hasToplevelAwait === true || needsAsync(converted.output),
        lastName: converted.lastExpressionVar,
        declared: exportedNames(conversion?.esModule ?? ''),
        modules: converted.sideOutputs ?? [],
      },
    };
  }

  describe(error: PackedError): ErrorReport {
    return describeError(error, this.maps, this.settings.root);
  }

  complete(code: string, position: number, declarations: string): Completions {
    this.refresh();
    const found = this.converter.complete(declarations, code, position);
    const kinds = new Map(found.original?.entries.map(({name, kind}) => [name, String(kind)]));
    const matches = preferPrefix(found.candidates, code.slice(found.start, position)).map((name) => ({
      name,
      kind: kinds.get(name) ?? '',
    }));
    return {matches, start: found.start, end: found.end};
  }

  inspect(code: string, position: number, declarations: string): string | null {
    this.refresh();
    const info = this.converter.inspect(declarations, code, position);
    return info ? this.print(info) : null;
  }

  isComplete(code: string): {completed: boolean; indent?: string} {
    return this.module.isCompleteCode(code);
  }

  /** Starts afresh at the next question, since TypeScript threw in the middle of the last one. */
  distrust(): void {
    this.stale = true;
  }

  private refresh(): void {
    if (this.stale) {
      this.converter.close();
      this.converter = this.module.createConverter({isJS: false, isBrowser: false});
      this.stale = false;
    }
    this.ts.refreshFiles();
  }
}

/** Names in the `export {...}` that tslab puts at the end of every cell. */
function exportedNames(esModule: string): string[] {
  const list = /export\s*\{([^{}]*)\}\s*;?\s*$/.exec(esModule)?.[1] ?? '';
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Names that begin as typed; where there are none, all that tslab found (it also looks inside of names). */
function preferPrefix(names: string[], typed: string): string[] {
  const begin = names.filter((name) => name.toLowerCase().startsWith(typed.toLowerCase()));
  return begin.length > 0 ? begin : names;
}

/** tslab does not tell a top-level `for await`; it is the only reason why a cell would not parse as it is. */
function needsAsync(js: string): boolean {
  if (!/\bfor\s+await\b/.test(js)) return false;
  try {
    new Script(`(function () {${js}\n})`);
    return false;
  } catch {
    return true;
  }
}
