/** What `import ... from 'unroll'` gives a learner's cells: the rooms of this part, silent plots and notebook, and an engine that waits. */
import {join} from 'node:path';

type Rooms = Record<string, unknown>;

/** Anything may be asked of it, called and shown; nothing happens. For what only draws. */
export function silent(): unknown {
  const target = () => undefined;
  const proxy: unknown = new Proxy(target, {
    get: (_, key) => {
      if (key === 'then') return undefined; // awaiting it gives itself
      if (key === Symbol.toPrimitive) return () => '';
      return proxy;
    },
    apply: () => proxy,
    construct: () => proxy as object,
  });
  return proxy;
}

function withheld(room: string): unknown {
  return new Proxy(() => undefined, {
    get(_, key) {
      if (key === 'then') return undefined;
      throw new Error(`'${room}' is not there when this part is graded: it holds the answer`);
    },
  });
}

/** Rooms that compute with tensors. */
const HEAVY = ['tf', 'layers', 'models', 'training', 'forecasting', 'decoding'];

/** Whether compiled cells may ask for a room that computes with tensors; the library as a whole may be asked for anything. */
function usesTensors(code: string): boolean {
  const uses = code.replace(/\b(const|let|var) unroll_\d+ = require\("unroll"\);/g, '');
  const whole = /\bunroll_\d+\b(?!\.)|require\("unroll"\)|@tensorflow/;
  return whole.test(uses) || HEAVY.some((room) => new RegExp(`\\bunroll_\\d+\\.${room}\\b`).test(uses));
}

/**
 * The course for one part.
 *
 * @param folder where its bundle lies: `course.js` exports the rooms that the part may use, each loaded when it is asked for
 * @param names every name that the whole library exports
 * @param code the learner's cells, compiled: where none of them asks for a room that computes with tensors, the engine stays
 *   off, since starting it takes longer than most answers
 */
export function courseFor(folder: string, names: string[], code: string): Rooms {
  const rooms = require(join(folder, 'course.js')) as Rooms;
  const needsEngine = usesTensors(code);
  const course: Rooms = {};
  const define = (name: string, get: () => unknown) => Object.defineProperty(course, name, {get, enumerable: true});
  for (const name of names) {
    if (name === 'plots' || name === 'notebook') {
      const nothing = silent();
      define(name, () => nothing);
    } else if (name === 'engine' && !needsEngine) {
      const nothing = silent();
      define(name, () => nothing);
    } else if (name in rooms) define(name, () => rooms[name]);
    else {
      const none = withheld(name);
      define(name, () => none);
    }
  }
  return course;
}
