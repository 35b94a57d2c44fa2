import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {onlyError, TestKernel} from './client';

describe('an error', () => {
  let kernel: TestKernel;
  before(async () => {
    kernel = await TestKernel.start();
  });
  after(() => kernel.stop());

  it('names the line of the TypeScript cell and shows the code', async () => {
    const code = `interface Gone {\n  a: number;\n}\nfunction fail(n: number): number {\n  // a comment\n  throw new RangeError(\`bad \${n}\`);\n}\n\nfail(3);`;
    const {reply, outputs} = await kernel.execute(code);
    const error = onlyError(outputs);
    assert.deepEqual([error.ename, error.evalue], ['RangeError', 'bad 3']);
    assert.deepEqual(error, {ename: reply.ename, evalue: reply.evalue, traceback: reply.traceback});
    const n = reply.execution_count;
    const text = error.traceback.join('\n');
    assert.match(text, /--> {3}6 \| {3}throw new RangeError/);
    assert.ok(text.includes(`at fail (In[${n}]:6:9)`), text);
    assert.ok(text.includes(`In[${n}]:9:1`), text);
    assert.ok(!/dist|node:/.test(text), text);
  });

  it('after an await still names the right line', async () => {
    const {outputs, reply} = await kernel.execute("type T = 1;\nawait 1;\n\nthrow new Error('later');");
    assert.ok(onlyError(outputs).traceback.join('\n').includes(`In[${reply.execution_count}]:4:7`));
  });

  it('in a function of an earlier cell names that cell', async () => {
    const first = await kernel.execute("const make = () => {\n  throw new Error('deep');\n};");
    const {outputs} = await kernel.execute('make();');
    assert.ok(onlyError(outputs).traceback.join('\n').includes(`In[${first.reply.execution_count}]:2:9`));
  });

  it('at compile time lists all diagnostics with their places', async () => {
    const {outputs} = await kernel.execute("const n: number = 'a';\nconst s: string = 1;\nnothere;");
    const {ename, evalue, traceback} = onlyError(outputs);
    assert.equal(ename, 'TypeScriptError');
    assert.match(evalue, /^TS2322 at 1:7: .*\(and 2 more\)$/);
    const text = traceback.join('\n');
    for (const place of [':1:7 - TS2322', ':2:7 - TS2322', ':3:1 - TS2304']) assert.ok(text.includes(place), text);
    assert.match(text, /--> {3}3 \| nothere;/);
  });

  it('of an export speaks of the cell only, and says that none is needed', async () => {
    const {traceback} = onlyError((await kernel.execute('export const shared = 3;')).outputs);
    assert.match(traceback.join('\n'), /cells need no `export`/);
    assert.ok(!traceback.join('\n').includes(':2:'), traceback.join('\n'));
  });

  it('in the syntax is a compile error', async () => {
    assert.equal(onlyError((await kernel.execute('const = ;')).outputs).ename, 'TypeScriptError');
  });

  it('in the library names the line of its source, not of the file that was built', async () => {
    const {outputs} = await kernel.execute("import {layers} from 'unroll';\nlayers.lstm({units: -1});");
    const text = onlyError(outputs).traceback.join('\n');
    const [, file, line] = /at \S*checkWhole \((lib\/src\/[\w/-]+\.ts):(\d+):\d+\)/.exec(text) ?? [];
    assert.ok(file, text);
    const source = readFileSync(join(__dirname, '../../..', file), 'utf8').split('\n')[Number(line) - 1];
    assert.match(source, /throw new RangeError\(`/);
    assert.ok(!text.includes('dist'), text);
  });

  it('keeps its cause', async () => {
    const {outputs} = await kernel.execute("throw new Error('outer', {cause: new TypeError('inner')});");
    const text = onlyError(outputs).traceback.join('\n');
    assert.match(text, /cause: TypeError: inner/);
    assert.ok(!text.includes('run-cell'), text);
  });

  it('may be anything that is thrown', async () => {
    for (const [code, evalue] of [
      ["throw 'text'", "'text'"],
      ['throw null', 'null'],
      ['throw undefined', 'undefined'],
      ['throw {a: 1}', '{ a: 1 }'],
    ]) {
      const error = onlyError((await kernel.execute(code)).outputs);
      assert.deepEqual([error.ename, error.evalue], ['Thrown', evalue]);
    }
  });

  it('with hostile getters is still reported', async () => {
    const {outputs} = await kernel.execute(
      "const e = new Error('x'); for (const k of ['name', 'message', 'stack', 'cause']) Object.defineProperty(e, k, {get() { throw 1; }}); throw e;",
    );
    assert.match(onlyError(outputs).ename, /^(Error|Thrown)$/);
    assert.equal(await kernel.value('1'), '1');
  });

  it('of a promise that nobody waits for belongs to its cell', async () => {
    const {reply, outputs} = await kernel.execute("Promise.reject(new Error('floating'));\n1");
    assert.equal(reply.status, 'error');
    assert.equal(onlyError(outputs).evalue, 'floating');
  });

  it('in a timer while the cell waits ends the cell', async () => {
    const {reply} = await kernel.execute(
      "setTimeout(() => { throw new Error('tick'); }, 20); await new Promise((done) => setTimeout(done, 5000));",
    );
    assert.equal(reply.evalue, 'tick');
  });

  it('that comes late is shown at once and fails the next cell, once', async () => {
    const before = kernel.published.length;
    const first = await kernel.execute("setTimeout(() => { throw new Error('after the end'); }, 30);");
    assert.equal(first.reply.status, 'ok');
    await kernel.until(() => kernel.published.slice(before).some(({type}) => type === 'error'), 'late error');
    const next = await kernel.execute('1');
    assert.match(next.reply.evalue, /^after the end \(an earlier cell failed/);
    assert.ok(next.reply.traceback.join('\n').includes(`In[${first.reply.execution_count}]:1:26`));
    assert.equal(await kernel.value('1'), '1');
  });

  it('stops what is queued behind it, but nothing that is sent after the reply', async () => {
    const cells = [kernel.post("throw new Error('stop')"), kernel.post('1'), kernel.post('2')];
    const replies = await Promise.all(cells.map(({done}) => done));
    assert.deepEqual(
      replies.map(({reply}) => reply.status),
      ['error', 'aborted', 'aborted'],
    );
    assert.deepEqual(replies[1].outputs, []);
    assert.equal((await kernel.execute('3')).reply.status, 'ok');
  });

  it('lets the queue go on when the client says so', async () => {
    const cells = [kernel.post("throw new Error('go on')", {stop_on_error: false}), kernel.post('1')];
    const replies = await Promise.all(cells.map(({done}) => done));
    assert.deepEqual(
      replies.map(({reply}) => reply.status),
      ['error', 'ok'],
    );
  });

  it('says which kinds of cells are not supported, and why', async () => {
    for (const tag of ['module data', 'browser', 'jsx']) {
      const {outputs} = await kernel.execute(`// first\n/**\n * @${tag}\n */\nconst wrong: number = 'text';`);
      const error = onlyError(outputs);
      assert.equal(error.ename, 'UnsupportedCellError');
      assert.ok(error.evalue.includes(`@${tag.split(' ')[0]}`));
    }
    assert.equal(await kernel.value('/** Speaks of `@module`s in passing. */\n1'), '1');
    assert.equal(await kernel.value('1;\n/** @module late */\n2'), '2');
  });
});
