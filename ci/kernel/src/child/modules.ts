import Module, {createRequire} from 'node:module';
import {dirname, extname, isAbsolute, join} from 'node:path';
import type {SideModule} from '../shared/protocol';

type Require = (id: string) => unknown;

interface CompilableModule {
  exports: unknown;
  filename: string;
  paths: string[];
  require: Require;
  _compile(code: string, file: string): void;
}
interface ModuleInternals {
  new (id: string, parent?: unknown): CompilableModule;
  _nodeModulePaths(folder: string): string[];
}
const Internals = Module as unknown as ModuleInternals;

interface Settings {
  /** Folder of the notebook. */
  folder: string;
  /** Folder of the project: packages not found from the notebook are looked for there. */
  root: string;
  /** Modules that the kernel itself provides. */
  builtIn: Readonly<Record<string, unknown>>;
  /** Called after each import; the kernel looks for classes that it prints in its own way. */
  afterImport: () => void;
}

/** `require` for cells, and for the notebook's own .ts files. */
export class CellModules {
  private readonly compiled = new Map<string, string>();
  private readonly loaded = new Map<string, CompilableModule>();
  private readonly fromRoot: Require;
  readonly require: Require;

  constructor(private readonly settings: Settings) {
    this.fromRoot = createRequire(join(settings.root, 'package.json'));
    this.require = this.requireFrom(settings.folder, createRequire(join(settings.folder, 'cell.js')));
  }

  /** Takes over modules that were compiled anew; the next import loads them again. */
  update(modules: SideModule[]): void {
    for (let i = 0; i < modules.length; i++) {
      const {path, data} = modules[i];
      this.compiled.set(path, data);
      // Whoever imported the old one must see the new one too.
      this.loaded.clear();
    }
  }

  private requireFrom(folder: string, standard: Require): Require {
    return (id) => {
      if (id in this.settings.builtIn) return this.settings.builtIn[id];
      const own = this.ownModule(folder, id);
      if (own !== undefined) return own.exports;
      try {
        return standard(id);
      } catch (error) {
        if (!isMissing(error, id) || id.startsWith('.') || isAbsolute(id)) throw error;
        return this.fromRoot(id);
      } finally {
        this.settings.afterImport();
      }
    };
  }

  private ownModule(folder: string, id: string): CompilableModule | undefined {
    if (!id.startsWith('.') && !isAbsolute(id)) return undefined;
    const path = isAbsolute(id) ? id : join(folder, id);
    const file = [path, `${path}.js`, join(path, 'index.js')].find((name) => this.compiled.has(name));
    if (file === undefined || extname(file) !== '.js') return undefined;
    const known = this.loaded.get(file);
    if (known !== undefined) return known;
    const module = new Internals(file);
    module.filename = file;
    module.paths = Internals._nodeModulePaths(dirname(file));
    module.require = this.requireFrom(dirname(file), createRequire(file));
    this.loaded.set(file, module);
    module._compile(this.compiled.get(file) ?? '', file);
    return module;
  }
}

/** True when `id` itself was not found, not something that it imports. */
function isMissing(error: unknown, id: string): boolean {
  const {code, message} = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' && message.includes(`'${id}'`);
}
