import {StringDecoder} from 'node:string_decoder';
import type {StreamName} from '../shared/protocol';

const TAIL = 8000;
/** What V8 and Node print when a process dies; we report that in our own words. */
const DEATH_NOTES =
  /FATAL ERROR|JS stacktrace|JavaScript stack trace|Last few GCs|Mark-Compact|Scavenge|Native stack trace|OOMErrorHandler|OutOfMemory|node::|v8::|\[\/?\S*node\S*\]|^#|<--- |^\s*\d+: 0x/m;

const DEBUGGER_NOTES = /[Dd]ebugger (?:to disconnect|attached|listening|ending)/;

/** Output that comes past our pipe: native code, `fs.writeSync(1, ...)`, programs started by a cell. */
export class RawOutput {
  private readonly decoders = {stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8')};
  /** The last characters, for finding out why a process died. */
  tail = '';
  /** From the first death note on, all that follows is part of it. */
  private dying = false;

  constructor(private readonly show: (name: StreamName, text: string) => void) {}

  push(name: StreamName, chunk: Buffer): void {
    const text = this.decoders[name].write(chunk);
    this.tail = (this.tail + text).slice(-TAIL);
    if (name === 'stderr' && DEATH_NOTES.test(text)) this.dying = true;
    if (text === '' || (name === 'stderr' && (this.dying || DEBUGGER_NOTES.test(text)))) return;
    this.show(name, text);
  }
}
