import assert from 'node:assert/strict';
import {TestKernel} from './client';

const HOOK = "const show = (globalThis as any)[Symbol.for('jupyter.display')];";

describe('the display hook', () => {
  let kernel: TestKernel;
  before(async () => {
    kernel = await TestKernel.start();
    await kernel.execute(HOOK);
  });
  after(() => kernel.stop());

  it('sends several mime types in one bundle, with metadata', async () => {
    const {outputs} = await kernel.execute(
      "show({'text/plain': 'a chart', 'application/vnd.plotly.v1+json': {data: [{y: [1, 2]}]}}, {metadata: {unroll: {volatile: true}}});",
    );
    assert.equal(outputs.length, 1);
    assert.equal(outputs[0].type, 'display_data');
    assert.deepEqual(outputs[0].content.data, {
      'text/plain': 'a chart',
      'application/vnd.plotly.v1+json': {data: [{y: [1, 2]}]},
    });
    assert.deepEqual(outputs[0].content.metadata, {unroll: {volatile: true}});
  });

  it('updates what it showed before, also in a later cell', async () => {
    await kernel.execute("show({'text/plain': '0 %'}, {displayId: 'bar'});");
    const {outputs} = await kernel.execute("show({'text/plain': '50 %'}, {displayId: 'bar', update: true});");
    assert.equal(outputs[0].type, 'update_display_data');
    assert.equal(outputs[0].content.transient.display_id, 'bar');
  });

  it('sends bytes as base64, a megabyte whole', async () => {
    const {outputs} = await kernel.execute("show({'image/png': new Uint8Array(1_000_000).fill(7)});");
    assert.deepEqual(Buffer.from(outputs[0].content.data['image/png'], 'base64'), Buffer.alloc(1_000_000, 7));
  });

  it('keeps text of every script whole over broken packets', async () => {
    const {outputs} = await kernel.execute(
      "const long = 'aä漢🙂'.repeat(200_000); show({'text/plain': long}); console.log(long);",
    );
    const expected = 'aä漢🙂'.repeat(200_000);
    assert.equal(outputs[0].content.data['text/plain'], expected);
    assert.equal(
      outputs
        .slice(1)
        .map(({content}) => content.text)
        .join(''),
      `${expected}\n`,
    );
  });

  it('stops at 64 MB a cell and says so', async () => {
    const {outputs, reply} = await kernel.execute(
      "const big = 'x'.repeat(9_000_000); for (let i = 0; i < 10; i++) show({'text/plain': big});",
    );
    assert.equal(reply.status, 'ok');
    assert.equal(outputs.filter(({type}) => type === 'display_data').length, 7);
    assert.match(outputs.at(-1)?.content.text, /figures cut/);
  });

  it('refuses what cannot be sent, in the cell that sends it', async () => {
    for (const code of [
      'show(5)',
      "const ring: any = {}; ring.ring = ring; show({'a/b': ring})",
      'show({}, {update: true})',
    ]) {
      assert.equal((await kernel.execute(code)).reply.ename, 'TypeError', code);
    }
  });

  it('stands behind `display` of tslab', async () => {
    const {outputs, reply} = await kernel.execute(`
      import {display, newDisplay, versions} from 'tslab';
      display.html('<b>bold</b>'); display.png(Buffer.from([1, 2, 3]));
      const live = newDisplay(); live.text('one'); live.text('two');
      if (typeof versions.node !== 'string') throw new Error('no version');`);
    assert.equal(reply.status, 'ok', reply.evalue);
    assert.deepEqual(
      outputs.map(({type}) => type),
      ['display_data', 'display_data', 'display_data', 'update_display_data'],
    );
    assert.deepEqual(outputs[0].content.data, {'text/html': '<b>bold</b>'});
    assert.equal(outputs[1].content.data['image/png'], 'AQID');
    assert.equal(outputs[2].content.transient.display_id, outputs[3].content.transient.display_id);
  });
});
