import {randomUUID} from 'node:crypto';

/** One output in several forms: media type to content. */
export type MimeBundle = Record<string, unknown>;

/** How an output is shown. */
export interface DisplayOptions {
  /** Name by which the output can be replaced later. */
  displayId?: string;
  /** Replaces the output of that name; defaults to false. */
  update?: boolean;
  /** Jupyter metadata of the output. */
  metadata?: Record<string, unknown>;
}

type Display = (bundle: MimeBundle, options?: DisplayOptions) => void;

/** Marks an output that is neither stored nor compared: progress, clock times. */
export const VOLATILE = {unroll: {volatile: true}};

/** The part of stock tslab's `jupyter` module that we use. */
interface TslabJupyter {
  lastWriteDisplayData?: ((data: object, update: boolean) => void) | null;
}

function kernelDisplay(): Display | undefined {
  const hook = (globalThis as Record<symbol, unknown>)[Symbol.for('jupyter.display')];
  return typeof hook === 'function' ? (hook as Display) : undefined;
}

/** Stock tslab runs cells in its own process, so its display function lies in the module cache. */
function tslabDisplay(): Display | undefined {
  const loaded = require.cache ?? {}; // a bundle for the browser has none
  const path = Object.keys(loaded).find((file) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file));
  const jupyter = path === undefined ? undefined : (loaded[path]?.exports as TslabJupyter | undefined);
  const write = jupyter?.lastWriteDisplayData;
  if (!write) return undefined;
  return (data, {displayId, update = false, metadata = {}} = {}) =>
    write({data, metadata, transient: displayId === undefined ? {} : {display_id: displayId}}, update);
}

function isVolatile(options: DisplayOptions): boolean {
  return (options.metadata?.unroll as {volatile?: boolean} | undefined)?.volatile === true;
}

/** Whether somebody looks at rich output: a notebook, ours or stock tslab's. */
export function hasDisplay(): boolean {
  return kernelDisplay() !== undefined || tslabDisplay() !== undefined;
}

/**
 * Shows one output: through our kernel, through stock tslab, or as text on the console.
 *
 * @param bundle media type to content; `text/plain` is what the console prints
 * @param options see {@link DisplayOptions}
 */
export function display(bundle: MimeBundle, options: DisplayOptions = {}): void {
  const show = kernelDisplay() ?? tslabDisplay();
  if (show) show(bundle, options);
  else if (!isVolatile(options) && typeof bundle['text/plain'] === 'string') console.log(bundle['text/plain']);
}

/** A fresh name for an output that will be replaced. */
export function newDisplayId(): string {
  return `unroll-${randomUUID()}`;
}
