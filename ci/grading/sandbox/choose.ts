import {bubblewrap} from './bubblewrap';
import {noSandbox} from './none';
import {proveSandbox} from './proof';
import {type Sandbox, SandboxError} from './sandbox';

/**
 * A sandbox that has proved to hold, or none where the teacher trusts the submissions.
 *
 * @param options `sandbox`: 'auto' takes what this machine has; `trust`: none is needed
 * @throws SandboxError where none holds and the teacher does not trust the submissions
 */
export async function chooseSandbox(options: {sandbox: 'auto' | 'bubblewrap'; trust?: boolean}): Promise<Sandbox> {
  try {
    const sandbox = bubblewrap();
    await proveSandbox(sandbox);
    return sandbox;
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    if (options.trust) return noSandbox();
    const trusted = 'If these submissions are your own, or you trust them as yourself, use --trust';
    throw new SandboxError(`learners' code cannot be locked in here: ${error.message}. ${trusted}`);
  }
}
