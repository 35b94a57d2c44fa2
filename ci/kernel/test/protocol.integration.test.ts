import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {Dealer} from 'zeromq';
import {TestKernel} from './client';

describe('the protocol', () => {
  let kernel: TestKernel;
  before(async () => {
    kernel = await TestKernel.start();
  });
  after(() => kernel.stop());

  it('introduces a TypeScript kernel', async () => {
    const info = await kernel.request('kernel_info_request');
    assert.equal(info.status, 'ok');
    assert.equal(info.language_info.name, 'typescript');
    assert.equal(info.language_info.file_extension, '.ts');
    assert.match(info.language_info.version, /^5\.\d/);
    assert.match(info.protocol_version, /^5\.\d/);
  });

  it('answers heartbeats, also while a cell runs', async () => {
    const cell = kernel.post('const end = Date.now() + 300; while (Date.now() < end) {}');
    await kernel.heartbeat.send('ping');
    assert.equal((await kernel.heartbeat.receive())[0].toString(), 'ping');
    const info = await kernel.request('kernel_info_request', {}, kernel.control);
    assert.equal(info.status, 'ok');
    await cell.done;
  });

  it('drops messages with a bad signature', async () => {
    const parts = [
      {msg_id: 'forged', msg_type: 'execute_request', session: 's'},
      {},
      {},
      {code: 'console.log("forged")'},
    ];
    const frames = parts.map((part) => JSON.stringify(part));
    await kernel.shell.send(['<IDS|MSG>', '0'.repeat(64), ...frames]);
    await kernel.shell.send(['<IDS|MSG>', '', ...frames]);
    assert.equal(await kernel.value('1'), '1');
    assert.ok(!JSON.stringify(kernel.published).includes('forged'));
  });

  it('survives garbage of every kind', async () => {
    await kernel.shell.send('');
    await kernel.shell.send([randomBytes(50), randomBytes(1000)]);
    await kernel.shell.send(['<IDS|MSG>']);
    for (const parts of [
      ['{', '{}', '{}', '{}'],
      ['[]', '{}', '{}', '{}'],
      ['{}', '{}', '{}', '{}'],
      ['{"msg_type":5,"msg_id":1}', '{}', '{}', '7'],
    ]) {
      await kernel.shell.send(['<IDS|MSG>', kernel.sign(parts), ...parts]);
      await kernel.control.send(['<IDS|MSG>', kernel.sign(parts), ...parts]);
    }
    kernel.send(kernel.shell, 'no_such_request', {});
    kernel.send(kernel.shell, 'execute_request', {});
    kernel.send(kernel.control, 'execute_request', {code: '1'});
    await kernel.request('complete_request', {});
    await kernel.request('inspect_request', {code: 5, cursor_pos: 'x'});
    assert.equal(await kernel.value('2'), '2');
  });

  it('goes on when a client leaves without waiting for its reply', async () => {
    const leaver = new Dealer({linger: 0});
    leaver.connect(kernel.shell.lastEndpoint ?? '');
    kernel.send(leaver, 'execute_request', {code: 'await new Promise((done) => setTimeout(done, 50));'});
    await new Promise((done) => setTimeout(done, 20));
    leaver.close();
    assert.equal(await kernel.value('3'), '3');
  });

  it('says whether code is complete', async () => {
    const status = async (code: string): Promise<string> =>
      (await kernel.request('is_complete_request', {code})).status;
    assert.equal(await status('const a = 1;'), 'complete');
    assert.equal(await status('function f() {'), 'incomplete');
    assert.equal((await kernel.request('is_complete_request', {code: 'if (1) {'})).indent, '  ');
  });

  it('completes names, members and names of earlier cells', async () => {
    await kernel.execute('const lookback = 30; const series = {horizon: 2, naive: 3};');
    const complete = (
      code: string,
      cursor = code.length,
    ): Promise<{matches: string[]; cursor_start: number; cursor_end: number}> =>
      kernel.request('complete_request', {code, cursor_pos: cursor});
    const members = await complete('series.');
    assert.ok(members.matches.includes('horizon') && members.matches.includes('naive'));
    const names = await complete('1 + lookb');
    assert.deepEqual([names.matches[0], names.cursor_start, names.cursor_end], ['lookback', 4, 9]);
    assert.ok((await complete('console.lo')).matches.includes('log'));
    const afterEmoji = await complete("'🙂🙂'; lookb");
    assert.deepEqual([afterEmoji.matches[0], afterEmoji.cursor_start, afterEmoji.cursor_end], ['lookback', 6, 11]);
  });

  it('inspects types and documentation', async () => {
    await kernel.execute('/** Doubles a number. */\nfunction twice(n: number): number { return 2 * n; }');
    const found = await kernel.request('inspect_request', {code: 'twice(4)', cursor_pos: 6, detail_level: 0});
    assert.equal(found.found, true);
    assert.match(found.data['text/plain'], /function twice\(n: number\): number\s+Doubles a number\./);
    assert.equal((await kernel.request('inspect_request', {code: '   ', cursor_pos: 1})).found, false);
  });

  it('keeps a history', async () => {
    await kernel.execute('const marker = 99;');
    const tail = await kernel.request('history_request', {hist_access_type: 'tail', n: 1, output: false, raw: true});
    assert.equal(tail.history.length, 1);
    assert.equal(tail.history[0][2], 'const marker = 99;');
    const search = await kernel.request('history_request', {hist_access_type: 'search', pattern: '*marker*', n: 10});
    assert.equal(search.history.length, 1);
    const line = tail.history[0][1];
    const range = await kernel.request('history_request', {
      hist_access_type: 'range',
      session: 0,
      start: line,
      stop: line + 1,
    });
    assert.deepEqual(range.history, tail.history);
  });

  it('has no comms and closes what is opened', async () => {
    assert.deepEqual(await kernel.request('comm_info_request'), {status: 'ok', comms: {}});
    kernel.send(kernel.shell, 'comm_open', {comm_id: 'c1', target_name: 'nothing', data: {}});
    await kernel.until(() =>
      kernel.published.some(({type, content}) => type === 'comm_close' && content.comm_id === 'c1'),
    );
  });

  it('runs many queued cells in order', async () => {
    await kernel.execute('const seen: number[] = [];');
    await Promise.all(Array.from({length: 20}, (_, i) => kernel.execute(`seen.push(${i});`)));
    assert.equal(await kernel.value('seen.join()'), `'${Array.from({length: 20}, (_, i) => i).join()}'`);
  });

  it('shuts down when asked', async () => {
    const other = await TestKernel.start();
    assert.deepEqual(await other.request('shutdown_request', {restart: false}, other.control), {
      status: 'ok',
      restart: false,
    });
    await other.until(() => other.exited !== undefined, 'exit');
    assert.equal(other.exited, 0);
    await other.stop();
  });
});
