import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {onlyError, TestKernel} from './client';

const NEXT_CELL_MS = 500;

/** Process that runs the user code of a kernel. */
function childOf(pid: number): number {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      if (Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1]) === pid) return Number(name);
    } catch {
      // gone in the meantime
    }
  }
  throw new Error('the kernel has no child');
}

describe('a kernel whose user code dies', () => {
  let kernel: TestKernel;
  before(async () => {
    kernel = await TestKernel.start({env: {UNROLL_KERNEL_HEAP_MB: '200', UNROLL_KERNEL_RSS_MB: '500'}});
  });
  after(() => kernel.stop());

  it('reports process.exit and keeps the variables', async () => {
    await kernel.execute('const survivor = 5;');
    const error = onlyError((await kernel.execute('process.exit(3);')).outputs);
    assert.equal(error.ename, 'ProcessExitError');
    assert.equal(await kernel.value('survivor'), '5');
  });

  it('reports process.exit in a timer', async () => {
    const {reply} = await kernel.execute(
      'setTimeout(() => process.exit(1), 20); await new Promise((done) => setTimeout(done, 5000));',
    );
    assert.equal(reply.ename, 'ProcessExitError');
    assert.equal(await kernel.value('survivor'), '5');
  });

  /** Ways to die, and the name of the error. */
  const deaths: [title: string, code: string, ename: string][] = [
    ['a signal', "process.kill(process.pid, 'SIGKILL'); await new Promise(() => undefined);", 'ProcessExitError'],
    ['process.abort', 'process.abort();', 'ProcessExitError'],
    ['reallyExit', '(process as any).reallyExit(7);', 'ProcessExitError'],
    [
      'a full heap',
      'const hoard: unknown[] = []; while (true) hoard.push(new Array(1e6).fill(1.5));',
      'OutOfMemoryError',
    ],
    [
      'too many Buffers',
      'const bytes: Buffer[] = []; while (true) bytes.push(Buffer.alloc(1e7, 1));',
      'OutOfMemoryError',
    ],
    ['a closed output pipe', "require('fs').closeSync(4); console.log('lost');", 'ProcessExitError'],
    ['a lost connection', 'process.disconnect(); await new Promise(() => undefined);', 'ProcessExitError'],
  ];
  for (const [title, code, ename] of deaths) {
    it(`reports ${title}, says that variables are lost, and runs the next cell at once`, async () => {
      await kernel.execute('const doomed = 1;');
      const {outputs} = await kernel.execute(code);
      const error = onlyError(outputs);
      assert.equal(error.ename, ename, JSON.stringify(error));
      assert.match(error.evalue, /all variables are lost/);
      const next = await kernel.execute('1 + 1');
      assert.equal(next.reply.status, 'ok');
      assert.ok(next.time < NEXT_CELL_MS * 4, `${next.time} ms`); // the bench measures; this only catches a stall
      const lost = (await kernel.execute('doomed')).reply;
      assert.equal(lost.ename, 'TypeScriptError');
      assert.match(lost.traceback.join('\n'), /variables are lost/);
      assert.deepEqual(
        outputs.filter(({type}) => type === 'stream'),
        [],
      );
    });
  }

  it('shows a death between two cells, and fails the next one', async () => {
    const before = kernel.published.length;
    process.kill(childOf(kernel.pid), 'SIGKILL');
    await kernel.until(() => kernel.published.slice(before).some(({type}) => type === 'error'), 'death shown');
    assert.equal((await kernel.execute('1')).reply.ename, 'ProcessExitError');
    assert.equal(await kernel.value('1'), '1');
  });

  it('survives user code that patches the language', async () => {
    const hostile = `
      JSON.stringify = () => 'broken'; JSON.parse = () => 'broken';
      (Object.prototype as any).toJSON = () => 'forged';
      (Array.prototype as any).toJSON = () => 'forged';
      for (const name of ['push', 'map', 'slice', 'join', 'filter', 'indexOf', 'forEach'])
        (Array.prototype as any)[name] = () => { throw new Error('patched'); };
      for (const name of ['split', 'slice', 'replace']) (String.prototype as any)[name] = () => { throw new Error('patched'); };
      (Promise.prototype as any).then = () => { throw new Error('patched'); };
      (globalThis as any).Promise = null; (globalThis as any).Buffer = null; (globalThis as any).Error = null;
      (Array.prototype as any)[Symbol.iterator] = () => { throw 'patched'; };
      1`;
    assert.equal(await kernel.value(hostile), '1');
    assert.equal(await kernel.value('2 + 1'), '3');
    assert.equal((await kernel.execute('throw 5')).reply.status, 'error');
    assert.equal((await kernel.execute("console.log('heard')")).outputs[0].content.text, 'heard\n');
    assert.equal((await kernel.execute('(process as any).reallyExit(0)')).reply.ename, 'ProcessExitError');
    assert.equal(await kernel.value('[1].map((x) => x + 1).join()'), "'2'");
  });

  it('is not fooled by garbage on its own pipe', async () => {
    assert.equal(
      await kernel.value(
        'require(\'fs\').writeSync(4, \'garbage\\nnull\\n[]\\n{"type":"stream"}\\n{"type":"display"}\\n\'); 1',
      ),
      '1',
    );
    assert.equal(await kernel.value('2'), '2');
  });

  it('ends user code when it ends itself, even in a loop', async () => {
    const other = await TestKernel.start();
    const cell = other.post('await 1; while (true) {}');
    cell.done.catch(() => undefined);
    await other.until(() => other.outputsOf(cell.id).some(({type}) => type === 'execute_input'));
    await new Promise((done) => setTimeout(done, 200));
    const child = childOf(other.pid);
    process.kill(other.pid, 'SIGKILL');
    await other.until(() => {
      try {
        return / Z /.test(readFileSync(`/proc/${child}/stat`, 'utf8'));
      } catch {
        return true;
      }
    }, 'the child to end');
    await other.stop();
  });
});
