import {programFile} from '../course/bundle';
import {ProcessEnded, type SandboxedProcess, startProcess} from '../learner/process';
import {COMPILER_LIMITS} from '../sandbox/limits';
import type {Sandbox} from '../sandbox/sandbox';
import type {CompiledNotebook} from '../wire/messages';

/** Text of all cells together, in characters. */
const MOST_TEXT = 2_000_000;

/** Compilers are other users than the learners of their slot: what those leave behind must not count against them. */
const FIRST_SLOT = 200;

/** How long the compiler may take for one notebook. */
const SECONDS = 20;

/** The cells of a notebook cannot be compiled at all; the message says why. */
export class CompileError extends Error {
  override name = 'CompileError';
}

/** Compiles cells in a sandbox that is kept from one submission to the next. */
export interface Compiler {
  /** @throws CompileError when the compiler ends or takes too long; it is there again for the next notebook */
  compile(sources: string[]): Promise<CompiledNotebook>;
  end(): Promise<void>;
}

function isCompiled(answer: Record<string, unknown>, count: number): boolean {
  const {cells, names} = answer;
  if (!Array.isArray(cells) || cells.length !== count || typeof names !== 'object' || names === null) return false;
  const areCells = cells.every(
    (cell) => typeof cell?.code === 'string' && ['string', 'undefined'].includes(typeof cell.error),
  );
  return areCells && Object.values(names).every((index) => Number.isInteger(index) && index >= 0 && index < count);
}

export function startCompiler(sandbox: Sandbox, slot: number): Compiler {
  const program = {file: programFile('compiler'), reads: {}, limits: COMPILER_LIMITS};
  let process: SandboxedProcess | undefined;
  return {
    async compile(sources) {
      const length = sources.reduce((sum, source) => sum + source.length, 0);
      if (length > MOST_TEXT) throw new CompileError(`the cells hold ${length} characters; ${MOST_TEXT} are read`);
      process ??= startProcess(sandbox, program, FIRST_SLOT + slot);
      try {
        const answer = await process.ask({sources}, SECONDS);
        if (!isCompiled(answer, sources.length)) throw new ProcessEnded('the compiler gave no cells');
        return answer as unknown as CompiledNotebook;
      } catch (error) {
        const broken = process;
        process = undefined;
        await broken.end();
        if (error instanceof ProcessEnded) throw new CompileError(`the cells could not be compiled: ${error.message}`);
        throw error;
      }
    },
    end: async () => process?.end(),
  };
}
