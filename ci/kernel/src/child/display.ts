import {randomBytes} from 'node:crypto';
import {send} from './channel';
import {safe} from './intrinsics';

interface DisplayOptions {
  displayId?: string;
  update?: boolean;
  metadata?: object;
}

/**
 * Shows one output in several mime types at once.
 *
 * @param bundle mime type to content: text, JSON, or bytes (sent as base64)
 * @param options `displayId` names the output, `update` changes the one shown under that name
 * @throws {TypeError} when the bundle is no object or cannot be written as JSON
 */
function displayBundle(bundle: Record<string, unknown>, options: DisplayOptions = {}): void {
  if (typeof bundle !== 'object' || bundle === null) throw new TypeError('display: the bundle must be an object');
  const data: Record<string, unknown> = {};
  for (const type of safe.keys(bundle)) {
    const value = bundle[type];
    data[type] = safe.isUint8Array(value) ? safe.bufferFrom(value).toString('base64') : value;
  }
  const {displayId, update = false, metadata = {}} = options;
  if (update && displayId === undefined) throw new TypeError('display: an update needs a displayId');
  send({type: 'display', data: safe.stringify(data), metadata: safe.stringify(metadata), displayId, update});
}

/** tslab's `Display`: every method shows one mime type. */
class Display {
  private shown = false;

  constructor(private readonly id?: string) {}

  raw(type: string, content: string | Uint8Array): void {
    displayBundle({[type]: content}, {displayId: this.id, update: this.shown && this.id !== undefined});
    this.shown = true;
  }
  javascript(code: string): void {
    this.raw('text/javascript', code);
  }
  html(code: string): void {
    this.raw('text/html', code);
  }
  markdown(source: string): void {
    this.raw('text/markdown', source);
  }
  latex(source: string): void {
    this.raw('text/latex', source);
  }
  svg(source: string): void {
    this.raw('image/svg+xml', source);
  }
  png(bytes: Uint8Array): void {
    this.raw('image/png', bytes);
  }
  jpeg(bytes: Uint8Array): void {
    this.raw('image/jpeg', bytes);
  }
  gif(bytes: Uint8Array): void {
    this.raw('image/gif', bytes);
  }
  pdf(bytes: Uint8Array): void {
    this.raw('application/pdf', bytes);
  }
  text(plain: string): void {
    this.raw('text/plain', plain);
  }
}

/** What `import ... from 'tslab'` gives in a cell. */
export function tslabStandIn(versions: Record<string, string>): object {
  return {display: new Display(), newDisplay: () => new Display(randomBytes(8).toString('hex')), versions};
}

/** Gives user code the display hook (see docs/house.md). */
export function installDisplayHook(): void {
  Object.defineProperty(globalThis, Symbol.for('jupyter.display'), {value: displayBundle, configurable: true});
}
