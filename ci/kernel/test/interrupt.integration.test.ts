import assert from 'node:assert/strict';
import {onlyError, TestKernel} from './client';

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Situations that a user may want to leave. */
const SITUATIONS: Record<string, string> = {
  'a synchronous loop': 'while (true) {}',
  'a long await': 'await new Promise((done) => setTimeout(done, 60000));',
  'an await that never ends': 'await new Promise(() => undefined);',
  'a loop after an await': 'await 1; while (true) {}',
  'a loop after a timer': 'await new Promise((done) => setTimeout(done, 10)); while (true) {}',
  'a loop of timers': 'let ticks = 0; while (true) { await new Promise((done) => setTimeout(done, 5)); ticks++; }',
  'a loop of microtasks': 'while (true) await null;',
  'a loop that catches everything': 'await 1; while (true) { try { while (true) {} } catch {} }',
  'a loop in WebAssembly': `const bytes = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0,
    10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11]);
    const {WebAssembly: wasm} = globalThis as any;
    new wasm.Instance(new wasm.Module(bytes)).exports.f();`,
};

describe('an interrupt', () => {
  let kernel: TestKernel;
  before(async () => {
    kernel = await TestKernel.start();
    await kernel.execute('let kept = 41;');
  });
  after(() => kernel.stop());

  for (const [name, code] of Object.entries(SITUATIONS)) {
    it(`ends ${name} and keeps the variables`, async () => {
      const cell = kernel.post(code);
      await kernel.until(() => kernel.outputsOf(cell.id).some(({type}) => type === 'execute_input'));
      await sleep(300);
      const begin = performance.now();
      assert.deepEqual(await kernel.interrupt(), {status: 'ok'});
      const {reply, outputs} = await cell.done;
      const time = performance.now() - begin;
      assert.equal(reply.ename, 'KeyboardInterrupt', JSON.stringify(reply));
      assert.equal(onlyError(outputs).ename, 'KeyboardInterrupt');
      assert.ok(time < 3000, `the last resort was used after ${time} ms`);
      assert.equal(await kernel.value('kept + 1'), '42');
    });
  }

  it('ends a timer loop for good: nothing goes on unseen', async () => {
    const cell = kernel.post(
      "import {setTimeout as pause} from 'timers/promises'; while (true) { await pause(5); console.log('tick'); }",
    );
    const ticks = (): number => kernel.published.filter(({type}) => type === 'stream').length;
    await kernel.until(() => ticks() > 0, 'a tick');
    await kernel.interrupt();
    await cell.done;
    const before = ticks();
    await sleep(150);
    assert.equal(ticks(), before);
  });

  it('does nothing when no cell runs', async () => {
    await kernel.interrupt();
    await sleep(50);
    assert.equal(await kernel.value('kept'), '41');
  });

  it('aborts the cells that wait behind', async () => {
    const first = kernel.post('while (true) {}');
    const second = kernel.post('1');
    await kernel.until(() => kernel.outputsOf(first.id).some(({type}) => type === 'execute_input'));
    await sleep(200);
    await kernel.interrupt();
    assert.equal((await first.done).reply.status, 'error');
    assert.equal((await second.done).reply.status, 'aborted');
  });

  it('comes by SIGINT too', async () => {
    const cell = kernel.post('await new Promise(() => undefined);');
    await kernel.until(() => kernel.outputsOf(cell.id).some(({type}) => type === 'execute_input'));
    await sleep(200);
    process.kill(kernel.pid, 'SIGINT');
    assert.equal((await cell.done).reply.ename, 'KeyboardInterrupt');
  });

  it('kills, as the last resort, what blocks outside of JavaScript, and says that variables are lost', async () => {
    const cell = kernel.post("import {execSync} from 'child_process'; execSync('sleep 8');");
    await kernel.until(() => kernel.outputsOf(cell.id).some(({type}) => type === 'execute_input'));
    await sleep(300);
    await kernel.interrupt();
    const {reply} = await cell.done;
    assert.equal(reply.ename, 'KeyboardInterrupt');
    assert.match(reply.evalue, /was killed; all variables are lost/);
    assert.equal(await kernel.value('1'), '1');
  });
});
