import {withSlot} from '../workers/slots';
import {bubblewrap} from './bubblewrap';
import {containerSandbox} from './container';
import {noSandbox} from './none';
import {proveSandbox} from './proof';
import {LOCKED_KINDS, type Sandbox, SandboxError, type WantedSandbox} from './sandbox';

const MAKERS = {bubblewrap, container: containerSandbox, none: noSandbox};

/** A sandbox of a kind that has proved to hold on this machine. */
export function sandboxOf(kind: string): Sandbox {
  if (!Object.hasOwn(MAKERS, kind)) throw new SandboxError(`there is no sandbox called '${kind}'`);
  return MAKERS[kind as keyof typeof MAKERS]();
}

/** Why a kind does not hold here, or a sandbox of it that does. */
async function tried(kind: (typeof LOCKED_KINDS)[number]): Promise<Sandbox | string> {
  try {
    const sandbox = MAKERS[kind]();
    await withSlot((slot) => proveSandbox(sandbox, slot));
    return sandbox;
  } catch (error) {
    if (error instanceof SandboxError) return error.message;
    throw error;
  }
}

/**
 * A sandbox that has proved to hold, or none where the teacher trusts the submissions.
 *
 * @param options `sandbox`: 'auto' takes what this machine has; `trust`: none is needed
 * @throws SandboxError where none holds and the teacher does not trust the submissions
 */
export async function chooseSandbox(options: {sandbox: WantedSandbox; trust?: boolean}): Promise<Sandbox> {
  const why: string[] = [];
  for (const kind of options.sandbox === 'auto' ? LOCKED_KINDS : [options.sandbox]) {
    const found = await tried(kind);
    if (typeof found !== 'string') return found;
    why.push(`${kind}: ${found}`);
  }
  if (options.trust) return noSandbox();
  const trusted = 'If these submissions are your own, or you trust them as yourself, use --trust';
  throw new SandboxError(`learners' code cannot be locked in here: ${why.join('; ')}. ${trusted}`);
}
