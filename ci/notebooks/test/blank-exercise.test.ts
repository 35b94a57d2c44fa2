import assert from 'node:assert/strict';
import {inProject} from '../paths';
import {exerciseFaults} from '../run/exercises';
import {code, notebook, printed} from './make';

describe('a blank exercise', () => {
  const entry = {id: '02', room: 'exercise', path: inProject('exercises', '02-x.ipynb')} as const;
  const error = (ename: string, evalue: string) => ({output_type: 'error' as const, ename, evalue, traceback: []});
  const faults = (...cells: Parameters<typeof notebook>) => {
    const executed = notebook(...cells);
    return exerciseFaults({entry, notebook: executed, stored: executed, seconds: 1, memory: {}});
  };
  const stub = code('f();', [error('Error', 'not implemented')]);

  it("may fail with 'not implemented', in stubs and in checks", () => {
    assert.deepEqual(faults(stub, code('check();', [error('CheckFailed', 'double: not implemented')])), []);
  });
  it('may fail in no other way', () => {
    assert.match(
      faults(stub, code('g();', [error('TypeError', 'x is not a function')]))[0],
      /cell 2 .*TypeError: x is not/,
    );
    assert.match(faults(stub, code('g();', [error('TypeScriptError', 'not implemented')]))[0], /TypeScriptError/);
  });
  it('must fail somewhere, or the solution is still in it', () => {
    assert.match(faults(code('1;', [printed('1')]))[0], /nothing failed/);
  });
});
