import assert from 'node:assert/strict';
import {onlyError, streamText, TestKernel} from './client';

describe('a cell', () => {
  let kernel: TestKernel;
  before(async () => {
    kernel = await TestKernel.start();
  });
  after(() => kernel.stop());

  it('shows the value of its last expression as execute_result', async () => {
    const {reply, outputs} = await kernel.execute('const a = 20;\na + 1');
    assert.deepEqual(
      outputs.map(({type}) => type),
      ['execute_result'],
    );
    assert.equal(outputs[0].content.execution_count, reply.execution_count);
    assert.deepEqual(outputs[0].content.data, {'text/plain': '21'});
  });

  it('shows null but not undefined', async () => {
    assert.equal(await kernel.value('null'), 'null');
    assert.equal(await kernel.value('undefined'), undefined);
    assert.equal(await kernel.value('const none = 1;'), undefined);
  });

  it('announces itself: busy, input, result, idle', async () => {
    const {id, done} = kernel.post('5');
    await done;
    const types = kernel.outputsOf(id).map(({type, content}) => content.execution_state ?? type);
    assert.deepEqual(types, ['busy', 'execute_input', 'execute_result', 'idle']);
  });

  it('keeps the order of stdout, stderr and displays', async () => {
    const {outputs} = await kernel.execute(`
      import {display} from 'tslab';
      console.log('a'); console.error('b'); console.log('c'); display.text('d'); process.stdout.write('e\\n');
      await new Promise((done) => setTimeout(done, 5)); console.log('f')`);
    const seen = outputs.map(({type, content}) =>
      type === 'stream' ? content.text.trim() : content.data['text/plain'],
    );
    assert.deepEqual(seen.join(' ').split(/\s+/), ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.equal(outputs[1].content.name, 'stderr');
  });

  it('may redeclare names with another type', async () => {
    assert.equal(await kernel.value('const epochs = 2; epochs'), '2');
    assert.equal(await kernel.value("const epochs = 'two'; epochs.length"), '3');
    assert.equal(await kernel.value('epochs.toUpperCase()'), "'TWO'");
    assert.equal(await kernel.value('function epochs(): number { return 7; }\nepochs()'), '7');
    assert.equal(await kernel.value('class epochs {}\ntypeof epochs'), "'function'");
  });

  it('takes {x} for the x of an earlier cell, and for its own where there is one', async () => {
    await kernel.execute('const shorter = 1;\nfunction twice(n: number) { return 2 * n; }\nlet moved = 0;');
    assert.equal(await kernel.value('({shorter, twice}).twice(({shorter}).shorter)'), '2');
    assert.equal(await kernel.value('((shorter: number) => ({shorter}))(7)'), '{ shorter: 7 }');
    assert.equal(await kernel.value('const shorter = 5; ({shorter})'), '{ shorter: 5 }');
    assert.equal(await kernel.value('({moved} = {moved: 3}); moved'), '3');
    assert.equal(await kernel.value('({moved = 9} = {} as {moved?: number}); ({moved})'), '{ moved: 9 }');
    const {outputs} = await kernel.execute('const o = {shorter, wrong: (null as unknown as string).length};');
    assert.match(onlyError(outputs).traceback.join('\n'), /at In\[\d+\]:1:\d+/);
  });

  it('takes the x of {x: y} for the property, also where an earlier cell declared x', async () => {
    await kernel.execute(
      'const size = 3, bound = 1, rows = [{size: 8, groups: [{norms: [4, 5, 6], bound: 2}]}]; let kept = 0;',
    );
    const nested =
      'rows.map(({groups: [{norms, bound}]}) => { const at = (d: number) => norms[size - d]; return [at(1), bound]; })';
    assert.equal(await kernel.value(nested), '[ [ 6, 2 ] ]');
    assert.equal(await kernel.value('rows.map(({size: n}) => ({n, size, bound}))'), '[ { n: 8, size: 3, bound: 1 } ]');
    assert.equal(
      await kernel.value('rows.map(({groups: [{bound: b = bound}]}) => [b, bound, size])'),
      '[ [ 2, 1, 3 ] ]',
    );
    assert.equal(
      await kernel.value('const {size: width, groups} = rows[0]; [width, size, groups.length]'),
      '[ 8, 3, 1 ]',
    );
    assert.equal(
      await kernel.value('let wide = 0; [{size: wide}] = rows; ({size: kept} = rows[0]); [wide, kept, size]'),
      '[ 8, 8, 3 ]',
    );
    assert.equal(
      await kernel.value('const row: (typeof rows)[0] = {size: size, groups: []}; row'),
      '{ size: 3, groups: [] }',
    );
    assert.equal(await kernel.value('const by: Record<number, number> = {[size]: size}; by'), "{ '3': 3 }");
    const {outputs} = await kernel.execute('rows.map(({size: n}) => { throw new Error(String(n)); })');
    assert.match(onlyError(outputs).traceback.join('\n'), /at .*In\[\d+\]:1:\d+/);
  });

  it('sees types, functions, classes and assignments of earlier cells', async () => {
    await kernel.execute('interface Point { x: number }\ntype Points = Point[];\nenum Kind { A, B }\nlet total = 1;');
    await kernel.execute(
      'function shift(p: Point): Point { return {x: p.x + 1}; }\nclass Box<T> { constructor(readonly inside: T) {} }',
    );
    assert.equal(await kernel.value('total += 4; new Box(shift({x: total})).inside.x + Kind.B'), '7');
    assert.equal(await kernel.value('total'), '5');
  });

  it('awaits at top level', async () => {
    assert.equal(
      await kernel.value('const late = await new Promise<number>((done) => setTimeout(() => done(8), 5)); late'),
      '8',
    );
  });

  it('loops over asynchronous values at top level', async () => {
    const {outputs} = await kernel.execute(
      'async function* two() { yield 1; yield 2; }\nfor await (const n of two()) console.log(n);',
    );
    assert.equal(streamText(outputs), '1\n2\n');
  });

  it('may be empty or hold comments and types only', async () => {
    for (const code of ['', '// nothing', 'interface Only { a: number }'])
      assert.equal(await kernel.value(code), undefined);
  });

  it('declares nothing when it fails, so that values and types stay together', async () => {
    await kernel.execute('const steady = 1;');
    assert.equal((await kernel.execute("const steady = 'text'; throw new Error('no');")).reply.status, 'error');
    assert.equal(await kernel.value('steady.toFixed(1)'), "'1.0'");
  });

  it('is counted, unless it is silent or not stored', async () => {
    const first = (await kernel.execute('1')).reply.execution_count;
    const silent = await kernel.execute('2', {silent: true, store_history: true});
    assert.deepEqual(silent.outputs, []);
    assert.equal(silent.reply.execution_count, first);
    assert.equal((await kernel.execute('3', {store_history: false})).reply.execution_count, first);
    assert.equal((await kernel.execute('4')).reply.execution_count, first + 1);
  });

  it('evaluates user expressions, each on its own', async () => {
    const {reply} = await kernel.execute('const u = 4;', {
      user_expressions: {good: 'u * 2', bad: 'nothere', thrown: 'null!.x'},
    });
    assert.equal(reply.status, 'ok');
    assert.deepEqual(reply.user_expressions.good, {status: 'ok', data: {'text/plain': '8'}, metadata: {}});
    assert.equal(reply.user_expressions.bad.ename, 'TypeScriptError');
    assert.equal(reply.user_expressions.thrown.status, 'error');
  });

  it('prints long arrays, deep objects and typed arrays in short', async () => {
    assert.match(
      (await kernel.value('new Float64Array(10000)')) ?? '',
      /^Float64Array\(10000\) \[ 0, .*9990 more items \]$/,
    );
    assert.equal(await kernel.value('new Int8Array([1, 2])'), 'Int8Array(2) [ 1, 2 ]');
    assert.match((await kernel.value('({a: {b: {c: {d: {e: 1}}}}})')) ?? '', /\[Object\]/);
    const long = (await kernel.value("Array.from({length: 5000}, () => 'x'.repeat(500))")) ?? '';
    assert.ok(long.length < 30_000);
    assert.match(long, /characters more/);
    assert.match((await kernel.value('({toString() { throw 1; }, get x() { throw 2; }})')) ?? '', /x: \[Getter\]/);
  });

  it('prints tensors with dtype, shape and values', async () => {
    await kernel.execute("import * as tf from '@tensorflow/tfjs-core'; import '@tensorflow/tfjs-backend-cpu';");
    assert.equal(
      await kernel.value('tf.tensor2d([[1, 2], [3, 4.123456789]])'),
      'Tensor float32 [2, 2]\n[[1, 2],\n [3, 4.1235]]',
    );
    assert.equal(await kernel.value("tf.scalar(3, 'int32')"), 'Tensor int32 [] 3');
    assert.equal(await kernel.value("tf.tensor1d([true, false], 'bool')"), 'Tensor bool [2]\n[true, false]');
    assert.match(
      (await kernel.value('tf.zeros([100, 50, 2])')) ?? '',
      /^Tensor float32 \[100, 50, 2\]\n\[\[\[0, 0\],[\s\S]*\.\.\.[\s\S]*\]\]\]$/,
    );
    assert.match((await kernel.value('[{t: tf.ones([2])}]')) ?? '', /t: Tensor float32 \[2\]\s+\[1, 1\]/);
    const {outputs} = await kernel.execute('const gone = tf.ones([2]); gone.dispose(); console.log(gone);');
    assert.equal(streamText(outputs), 'Tensor float32 [2] (disposed)\n');
  });

  it('is cut when it prints without end', async () => {
    const {outputs, reply} = await kernel.execute(
      "for (let i = 0; i < 100; i++) console.log('y'.repeat(100_000)); 'end'",
    );
    assert.equal(reply.status, 'ok');
    const text = streamText(outputs);
    assert.ok(text.length < 4_000_200);
    assert.match(text, /output cut: a cell may print 4 million characters/);
    assert.equal(streamText((await kernel.execute("console.log('after')")).outputs), 'after\n');
  });

  it('cannot read from the keyboard, and says so at once', async () => {
    const {outputs} = await kernel.execute(
      "process.stdin.on('data', () => 1); await new Promise((done) => setTimeout(done, 5000));",
    );
    assert.equal(onlyError(outputs).ename, 'StdinNotImplementedError');
  });

  it('shows what programs started by it print', async () => {
    const {outputs} = await kernel.execute(
      "import {execSync} from 'child_process'; execSync('echo from-a-shell', {stdio: 'inherit'});",
    );
    assert.equal(streamText(outputs), 'from-a-shell\n');
  });

  it('writes nothing on stderr that the user did not write', () => {
    const errors = kernel.published.filter(({type, content}) => type === 'stream' && content.name === 'stderr');
    assert.deepEqual(
      errors.map(({content}) => content.text).filter((text) => !/^b\n$|TensorFlow\.js/.test(text)),
      [],
    );
    assert.equal(kernel.stderr, '');
  });
});
