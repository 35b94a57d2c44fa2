/** The page's end of the worker. Its code is a text in a script: a page opened from a disk may load no worker from there. */
import type {ToPage, ToWorker} from './protocol';

/** Name under which `assets/live-worker.js` leaves the code. */
export const workerText = 'unrollLiveWorker';
export const workerFile = 'live-worker.js';

let loading: Promise<string> | undefined;

/** The worker's code, loaded when the reader starts a demo for the first time. */
function load(): Promise<string> {
  loading ??= new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = `assets/${workerFile}`;
    script.onload = () =>
      done(
        URL.createObjectURL(
          new Blob([(globalThis as unknown as Record<string, string>)[workerText] ?? ''], {type: 'text/javascript'}),
        ),
      );
    script.onerror = () => {
      loading = undefined;
      fail(new Error(`assets/${workerFile} is missing from this copy of the book`));
    };
    document.head.append(script);
  });
  return loading;
}

/** One worker, made when it is first needed, and anew after it was ended. */
export class Connection {
  #worker?: Worker;
  readonly #hear: (message: ToPage) => void;
  readonly #fail: (message: string) => void;

  constructor(hear: (message: ToPage) => void, fail: (message: string) => void) {
    this.#hear = hear;
    this.#fail = fail;
  }

  /** @throws Error where the worker's code cannot be had, or the browser starts none */
  async open(): Promise<void> {
    if (this.#worker) return;
    const address = await load();
    if (this.#worker) return;
    const worker = new Worker(address);
    worker.addEventListener('message', ({data}: MessageEvent<ToPage>) => this.#hear(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (this.#worker === worker) this.end();
      this.#fail((event.message || 'the browser started no worker').split('\n')[0] ?? '');
    });
    this.#worker = worker;
  }

  send(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  /** Ends the worker at once, whatever it computes. */
  end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
